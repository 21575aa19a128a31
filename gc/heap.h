// Heap: where the cells of one runtime live.
//
// The memory is bdwgc's, shared by the process; a Heap owns free lists, roots, a VM stack, a weak table and the queues of
// what has died. It is used by one thread at a time, its owner. Whatever takes a Heap& may allocate, and so may collect;
// none of it runs user code. A collection that an allocation triggers scans the stacks: raw pointers there are safe.
//
// Out of memory is a null pointer here, and an Error one layer up.
#pragma once

#include <mayfly/gc/cell/cell.h>
#include <mayfly/gc/collect_report.h>
#include <mayfly/gc/heap_options.h>

#include <cstring>
#include <memory>
#include <new>
#include <utility>

namespace mayfly::gc {

// How the collector looks at a cell's memory.
enum class Memory : uint8_t {
  kScanned,  // at all of it
  kLeaf,     // not at all: the cell holds no reference to a cell; its constructor writes every field
  kRaw,      // at all of it; but it comes with what was there before: for cells whose constructor writes every word
};
inline constexpr size_t kMemories = 3;

// Free lists by memory, and by size in granules of 16 bytes. bdwgc fills them, and marks what is on them.
struct FreeLists {
  static constexpr size_t kGranule = 16;
  static constexpr size_t kMaxGranules = 128;  // larger cells are allocated one by one
  void* heads[kMemories][kMaxGranules + 1];
  void*& head(Memory memory, size_t granules) { return heads[static_cast<size_t>(memory)][granules]; }

  // Takes the first cell, with an empty first word; null: the list is empty. A collection between any two of these
  // instructions is harmless (see gc/boehm/memory.cpp), as long as the compiler leaves them in this order.
  static void* pop(void** head) {
    void* cell = *head;
    if (!cell) [[unlikely]]
      return nullptr;
    *head = *static_cast<void**>(cell);
    std::atomic_signal_fence(std::memory_order_seq_cst);
    *static_cast<void**>(cell) = nullptr;
    return cell;
  }
  // Puts one back that is referred to from nowhere but the caller's registers, which the collector sees.
  static void push(void** head, void* cell) {
    *static_cast<void**>(cell) = *head;
    std::atomic_signal_fence(std::memory_order_seq_cst);
    *head = cell;
  }
};

// How far the queues behind the callbacks' go. Another thread's collection may come at any moment, and make something due in
// all three: who first notes this, then finds no callback due, and then takes from what was noted alone, keeps its order
// (gc.due.order-noted).
struct DueSoFar {
  size_t finalizers = SIZE_MAX;  // all
  size_t releases = SIZE_MAX;
};

class MAYFLY_API Heap {
 public:
  // Errors: kOptions (a bad option), kOutOfMemory, kUnsupported (bdwgc's incremental mode is on, or too many heaps).
  static Result<std::unique_ptr<Heap>> create(const HeapOptions& options = {});
  ~Heap();
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  // --- allocation: null when out of memory ---------------------------------------------------------------------------
  // A cell of class T, in zeroed memory, its constructor called with a CellInit and the arguments. A class that declares
  // kWritesEveryWord gets memory that is not zeroed, which spares writing it twice.
  template <typename T, typename... Args>
  T* make(Args&&... args) {
    return construct<T>(allocate(memory_for<T>(), sizeof(T)), std::forward<Args>(args)...);
  }
  // The same with so many bytes behind the object.
  template <typename T, typename... Args>
  T* make_with(size_t extra, Args&&... args) {
    return construct<T>(allocate(Memory::kScanned, sizeof(T) + extra), std::forward<Args>(args)...);
  }
  // In leaf memory, of which nothing is zeroed: the constructor writes every field, and the caller what is behind.
  template <typename T, typename... Args>
  T* make_leaf_with(size_t extra, Args&&... args) {
    return construct<T>(allocate(Memory::kLeaf, sizeof(T) + extra), std::forward<Args>(args)...);
  }
  // The memory of a leaf cell, of so many bytes, is used again at once, without waiting for a collection: for a text that
  // was made to be put into another one, say. Nobody but the caller refers to it, and nobody ever looks at it again.
  void give_back_leaf(Cell& cell, size_t bytes) {
    const size_t granules = (bytes + FreeLists::kGranule - 1) / FreeLists::kGranule;
    // Tests that collect, or fail, at each allocation keep the lists empty.
    if (granules > FreeLists::kMaxGranules || options_.stress || options_.fail_every) return;
    made_--;
    FreeLists::push(&lists_->head(Memory::kLeaf, granules), &cell);
  }
  // The header of a cell of another kind than T::kKind, for classes that serve several kinds.
  CellInit init_for(KindId kind) const { return CellInit(uint32_t{kind} << 24 | id_ << 12); }
  template <typename T, typename... Args>
  T* make_kind(KindId kind, size_t extra, bool leaf, Args&&... args) {
    void* memory = allocate(leaf ? Memory::kLeaf : Memory::kScanned, sizeof(T) + extra);
    if (!memory) [[unlikely]]
      return nullptr;
    return ::new (memory) T(init_for(kind), std::forward<Args>(args)...);
  }

  // --- collection ----------------------------------------------------------------------------------------------------
  // Scans the stacks: safe anywhere on the owner's thread.
  CollectReport collect();
  // The caller vouches that only roots and VM frames hold references on this thread.
  CollectReport collect_exact();
  // This heap's allocations trigger no collection while disabled (but bdwgc's own last one, when the machine has no more
  // memory to give). A heap limit is then reached without one. Nests.
  void disable_automatic();
  void enable_automatic();
  bool automatic_enabled() const { return automatic_disabled_ == 0; }
  // Process-wide collections that have run their death pass.
  static uint64_t collection_count();
  HeapStatistics statistics() const;

  // Why the last allocation failed: out of memory, or a heap whose collector hook was taken away.
  Error allocation_error() const;

  // --- parts ---------------------------------------------------------------------------------------------------------
  uint32_t id() const { return id_; }
  // The heap with this id, or null. For cells: Heap::of(cell).
  static Heap* with_id(uint32_t id);
  // The id as it stands in the headers of this heap's cells: Cell::is_of_heap.
  uint32_t header_bits() const { return id_ << 12; }
  bool owns(const Cell& cell) const { return cell.is_of_heap(header_bits()); }
  // The live cell, of any heap, that begins at this address; null: none. Any word may be asked about.
  static Cell* cell_at(uint64_t word);
  HeapCore& core() { return *core_; }
  RootTable& roots() const { return *roots_; }
  WeakTable& weak_table() const { return *weak_table_; }
  WordStack& vm_stack() const { return *vm_stack_; }
  const HeapOptions& options() const { return options_; }
  void set_stress(size_t every);
  // Collects, to know what is alive, unless the limit is 0 (none).
  void set_heap_limit(size_t bytes);
  // The heap limit is near, or was met: what an allocation finds dead is not all that is, since it scans the stack. The
  // next safe point should collect exactly, if it can. False again after the next explicit collection.
  bool wants_collection() const;
  void set_fail_every(size_t every);

  // Takes note that `cell` wants user finalization (Cell::kFinalizable); its row's release needs no note beyond this.
  // Creation order is kept. False when out of memory.
  [[nodiscard]] bool register_finalizable(Cell& cell, bool user_finalizer);

  // True when the collector's hook was taken away: nothing tells any more who has died. One load.
  bool hook_lost() const { return *hook_lost_; }
  // True while something that died waits for a safe point, or wants_collection(). One load: cheap enough for an
  // interpreter's loop.
  bool has_due() const { return due_flag_->load(std::memory_order_relaxed) != 0; }
  // The next weak reference whose callback is due, in the order of the contract; null: none.
  WeakReference* next_due_callback();
  // How far the queues of finalizers and releases go now.
  DueSoFar due_so_far() const;
  // The next cell whose user finalizer is due, in creation order; null: none.
  Cell* next_due_finalizer(DueSoFar noted = {});
  // The next cell to release; null: none. Its row's release has not been called yet.
  Cell* next_due_release(DueSoFar noted = {});
  // Whether any of the three has something to give.
  bool has_next_due() const;
  // Cells that are alive and still have a release to come, newest first; for shutdown. null: none left.
  Cell* take_newest_finalizable();

  // Calls f for each live cell of this heap (those that the last collection marked, so collect first).
  // f must not allocate from any GC heap.
  void walk(void (*f)(Cell& cell, size_t bytes, void* data), void* data);

 private:
  Heap() = default;

  template <typename T>
  static constexpr Memory memory_for() {
    if constexpr (requires { T::kWritesEveryWord; }) {
      static_assert(sizeof(T) % FreeLists::kGranule == 0, "nobody writes what is behind it");
      return Memory::kRaw;
    }
    return Memory::kScanned;
  }
  template <typename T, typename... Args>
  T* construct(void* memory, Args&&... args) {
    if (!memory) [[unlikely]]
      return nullptr;
    return ::new (memory) T(CellInit(uint32_t{T::kKind} << 24 | id_ << 12), std::forward<Args>(args)...);
  }
  void* allocate(Memory memory, size_t bytes) {
    size_t granules = (bytes + FreeLists::kGranule - 1) / FreeLists::kGranule;
    if (granules <= FreeLists::kMaxGranules) [[likely]] {
      if (void* cell = FreeLists::pop(&lists_->head(memory, granules))) [[likely]] {
        made_++;
        return cell;
      }
    }
    return allocate_slow(memory, bytes);
  }
  void* allocate_slow(Memory memory, size_t bytes);
  bool within_limit(size_t bytes);
  void note_taken(size_t bytes);
  void ask_for_collection();
  void count_live(CollectReport& report);
  CollectReport collect_as(bool exact);
  size_t callbacks_pending() const;
  void settle_due_flag();
  void verify_now();

  FreeLists* lists_ = nullptr;
  const std::atomic<uint32_t>* due_flag_ = nullptr;
  const bool* hook_lost_ = nullptr;
  RootTable* roots_ = nullptr;
  WeakTable* weak_table_ = nullptr;
  WordStack* vm_stack_ = nullptr;
  HeapCore* core_ = nullptr;
  uint32_t id_ = 0;
  uint64_t made_ = 0;  // cells handed out
  int automatic_disabled_ = 0;
  HeapOptions options_;
};

}  // namespace mayfly::gc
