#include <mayfly/gc/boehm/boehm.h>
#include <mayfly/gc/boehm/heap_core.h>
#include <mayfly/gc/cell/backing.h>
#include <mayfly/gc/heap.h>
#include <mayfly/gc/support/prefetch.h>
#include <mayfly/gc/threads/thread_scope.h>
#include <mayfly/gc/verify/verifier.h>
#include <mayfly/gc/weak/ephemeron_table.h>

#include <algorithm>

namespace mayfly::gc {

Result<std::unique_ptr<Heap>> Heap::create(const HeapOptions& options) {
  if (options.vm_stack_words == 0)
    return Error(ErrorKind::kOptions, "heap option vm_stack_words is 0: the VM stack needs room");
  MAYFLY_TRY(boehm::initialise(options));
  if (!ThreadScope::current_is_attached())
    return Error(ErrorKind::kWrongThread,
                 "this thread is not attached to the collector: make a mayfly::ThreadScope on it first");
  set_kind_row(kKindBacking, Backing::kRow);
  set_kind_row(kKindLeafBacking, Backing::kLeafRow);

  std::unique_ptr<Heap> heap(new (std::nothrow) Heap());
  if (!heap) return Error::out_of_memory();
  heap->core_ = HeapCore::take(*heap, heap->id_);
  if (!heap->core_)
    return make_error(ErrorKind::kUnsupported, "no more than %u heaps can live at once, or no memory for one more",
                      HeapCore::kMaxHeaps - 1);
  HeapCore& core = *heap->core_;
  if (!core.stack.map(options.vm_stack_words)) return Error::out_of_memory();
  heap->lists_ = &core.lists;
  heap->roots_ = &core.roots;
  heap->weak_table_ = &core.weak_table;
  heap->vm_stack_ = &core.stack;
  heap->due_flag_ = &core.due_flag;
  heap->hook_lost_ = &core.hook_lost;
  heap->options_ = options;
  core.random_state = options.seed * 2 + 1;
  core.verified_pass = boehm::passes();
  heap->set_stress(options.stress);
  heap->set_fail_every(options.fail_every);
  core.active.store(true, std::memory_order_release);
  return heap;
}

Heap::~Heap() {
  if (automatic_disabled_ > 0) boehm::expect_held_allocations(-1);
  if (core_) core_->give_back();
}

uint64_t Heap::collection_count() { return boehm::passes(); }
Cell* Heap::cell_at(uint64_t word) { return boehm::cell_at(word); }

Heap* Heap::with_id(uint32_t id) {
  HeapCore* core = HeapCore::with_id(id);
  return core && core->active.load(std::memory_order_acquire) ? core->heap : nullptr;
}

// --- allocation ------------------------------------------------------------------------------------------------------

namespace {

uint64_t next_random(uint64_t& state) {  // xorshift64*: reproducible from the seed
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return state * 0x2545'f491'4f6c'dd1d;
}

// Between 1 and 2 * every - 1, `every` on average.
size_t next_interval(size_t every, uint64_t& state) {
  return every <= 1 ? 1 : 1 + next_random(state) % (2 * every - 1);
}

}  // namespace

// Under stress every allocation must take the slow path, so the fast lists are kept empty; the cells wait on the spare
// ones, which the collector keeps as well. A size has cells on one side alone: going back takes whole lists, too. Moving a
// list passes through a moment in which it is on both: harmless.
static void move_lists(FreeLists& from, FreeLists& to) {
  for (size_t memory = 0; memory < kMemories; memory++)
    for (size_t i = 0; i <= FreeLists::kMaxGranules; i++) {
      void*& source = from.heads[memory][i];
      void*& target = to.heads[memory][i];
      if (!source) continue;
      MAYFLY_ASSERT(!target);
      target = source;
      std::atomic_signal_fence(std::memory_order_seq_cst);
      source = nullptr;
    }
}

void Heap::set_stress(size_t every) {
  options_.stress = every;
  core_->until_stress = next_interval(every, core_->random_state);
  if (every) move_lists(core_->lists, core_->spare);
}

void Heap::set_fail_every(size_t every) {
  options_.fail_every = every;
  core_->until_failure = every;
  if (every) move_lists(core_->lists, core_->spare);
}

void Heap::set_heap_limit(size_t bytes) {
  options_.heap_limit = bytes;
  if (!bytes) return;
  // What was taken without a limit was not counted.
  CollectReport report;
  boehm::collect(false, report);
  count_live(report);
}

void Heap::disable_automatic() {
  if (automatic_disabled_++ == 0) boehm::expect_held_allocations(1);
}

void Heap::enable_automatic() {
  if (--automatic_disabled_ == 0) boehm::expect_held_allocations(-1);
}

Error Heap::allocation_error() const {
  if (core_->hook_lost)
    return Error(ErrorKind::kUnsupported,
                 "bdwgc's collection-event handler was replaced by one that does not call the previous handler, and a "
                 "collection went by without Mayfly: its weak references were emptied, and this heap can't go on");
  return Error::out_of_memory();
}

void* Heap::allocate_slow(Memory memory, size_t bytes) {
  HeapCore& core = *core_;
  if (core.hook_lost) return nullptr;
  if (options_.fail_every && --core.until_failure == 0) {
    core.until_failure = options_.fail_every;
    return nullptr;
  }
  if (options_.stress && automatic_enabled() && --core.until_stress == 0) {
    core.until_stress = next_interval(options_.stress, core.random_state);
    CollectReport unused;
    boehm::collect(false, unused);
  }
  if (options_.verify && core.verified_pass != boehm::passes()) verify_now();

  size_t granules = (bytes + FreeLists::kGranule - 1) / FreeLists::kGranule;
  if (granules < bytes / FreeLists::kGranule) return nullptr;  // the size has overflowed
  if (granules > FreeLists::kMaxGranules) {
    if (!within_limit(bytes)) return nullptr;
    void* cell = boehm::allocate_large(granules * FreeLists::kGranule, memory, automatic_enabled());
    if (!boehm::hook_intact() || core.hook_lost) return nullptr;
    if (cell) {
      made_++;
      note_taken(granules * FreeLists::kGranule);
    }
    return cell;
  }

  bool slow_always = options_.stress || options_.fail_every;
  void** head = slow_always ? &core.spare.head(memory, granules) : &core.lists.head(memory, granules);
  if (!*head && !slow_always) {
    // On both lists for a moment, like in move_lists.
    *head = core.spare.head(memory, granules);
    std::atomic_signal_fence(std::memory_order_seq_cst);
    core.spare.head(memory, granules) = nullptr;
  }
  if (!*head) {
    if (!within_limit(FreeLists::kGranule * granules)) return nullptr;
    boehm::refill(head, granules * FreeLists::kGranule, memory, automatic_enabled());
    if (!boehm::hook_intact() || core.hook_lost) return nullptr;
    if (options_.heap_limit) {
      size_t cells = 0;
      for (void* cell = *head; cell; cell = *static_cast<void**>(cell)) cells++;
      note_taken(cells * granules * FreeLists::kGranule);
    }
  }
  void* cell = FreeLists::pop(head);
  if (cell) made_++;
  return cell;
}

// The limit is on live bytes, which only a walk can tell. So what is taken since the last walk is counted as alive, and
// when that reaches the limit, a collection and a walk find the truth.
bool Heap::within_limit(size_t bytes) {
  HeapCore& core = *core_;
  size_t limit = options_.heap_limit;
  if (!limit) return true;
  if (bytes > limit) return false;  // nothing that could die would help
  if (core.live_bytes + core.bytes_since_count + bytes <= limit) return true;
  if (!automatic_enabled()) return false;
  CollectReport report;
  boehm::collect(false, report);
  count_live(report);
  if (core.live_bytes + bytes <= limit) return true;
  ask_for_collection();
  return false;
}

void Heap::note_taken(size_t bytes) {
  // So much at least is taken between two collections that are asked for, or a heap that is full of what is alive would
  // do nothing but collect.
  constexpr size_t kLeast = 64 * 1024;
  HeapCore& core = *core_;
  const size_t limit = options_.heap_limit;
  core.bytes_since_count += bytes;
  core.bytes_since_explicit += bytes;
  if (limit && core.live_bytes + core.bytes_since_count > limit / 2 && core.bytes_since_explicit > limit / 8 + kLeast)
    ask_for_collection();
}

void Heap::ask_for_collection() {
  if (core_->wants_collection || !automatic_enabled()) return;
  core_->wants_collection = true;
  core_->due_flag.store(1, std::memory_order_release);
}

bool Heap::wants_collection() const { return core_->wants_collection; }

// --- collection ------------------------------------------------------------------------------------------------------

void Heap::count_live(CollectReport& report) {
  boehm::CellCount count;
  if (HeapCore::is_only_one() && !core_->hook_lost) {
    // Whatever is marked is this heap's, but for what is on its free lists: no cell is looked at.
    boehm::with_lock([&] { count = boehm::count_marked() - boehm::free_cells(); });
  } else {
    walk([](Cell&, size_t bytes, void* data) { static_cast<boehm::CellCount*>(data)->add(bytes); }, &count);
  }
  HeapCore& core = *core_;
  // Found dead: what was alive at the last explicit collection, and what was made since, less what is alive now.
  uint64_t known = core.live_before + (made_ - core.made_before);
  report.live = count.cells;
  report.live_bytes = count.bytes;
  report.collected = known > count.cells ? known - count.cells : 0;
  core.live_bytes = count.bytes;
  core.bytes_since_count = 0;
}

CollectReport Heap::collect_as(bool exact) {
  HeapCore& core = *core_;
  CollectReport report;
  size_t cleared = core.weak.cleared;
  size_t callbacks = callbacks_pending();
  size_t finalizers = core.finalizers.pending();
  boehm::collect(exact, report);
  // The last thing that could have died unseen: a handler that a host put in our place.
  (void)boehm::hook_intact();
  report.references_cleared = core.weak.cleared - cleared;
  report.callbacks_due = callbacks_pending() - callbacks;
  report.finalizers_due = core.finalizers.pending() - finalizers;
  count_live(report);
  core.made_before = made_;
  core.live_before = report.live;
  core.bytes_since_explicit = 0;
  core.wants_collection = false;
  if (options_.verify) verify_now();
  return report;
}

CollectReport Heap::collect() { return collect_as(false); }
CollectReport Heap::collect_exact() { return collect_as(true); }

size_t Heap::callbacks_pending() const {
  const WeakState& weak = core_->weak;
  return weak.due_tail.load(std::memory_order_acquire) - weak.due_head.load(std::memory_order_relaxed);
}

HeapStatistics Heap::statistics() const {
  HeapStatistics statistics;
  boehm::report_sizes(statistics);
  statistics.cells_allocated = made_;
  statistics.weak_cells = core_->weak_table.cell_count();
  statistics.weak_references = core_->weak_table.reference_count();
  statistics.finalizable = core_->finalizable_count;
  statistics.roots = core_->roots.used();
  statistics.callbacks_pending = callbacks_pending();
  statistics.finalizers_pending = core_->finalizers.pending();
  return statistics;
}

void Heap::walk(void (*f)(Cell& cell, size_t bytes, void* data), void* data) {
  struct Call {
    uint32_t id;
    void (*f)(Cell&, size_t, void*);
    void* data;
  } call{id_, f, data};
  boehm::with_lock([&] {
    boehm::for_each_marked(
        [](Cell& cell, size_t bytes, void* raw) {
          auto* wanted = static_cast<Call*>(raw);
          if (cell.heap_id() == wanted->id) wanted->f(cell, bytes, wanted->data);
        },
        &call);
  });
}

void Heap::verify_now() {
  core_->verified_pass = boehm::passes();
  Verifier::check_or_abort(*this);
}

// --- what has died ---------------------------------------------------------------------------------------------------

bool Heap::register_finalizable(Cell& cell, bool user_finalizer) {
  HeapCore& core = *core_;
  bool room = true;
  boehm::with_lock([&] {
    size_t count = core.finalizable_count;
    uintptr_t tag = user_finalizer ? HeapCore::kUserFinalizer : 0;
    if (cell.has_flag(Cell::kFinalizable)) {
      // A second wish for the same cell: only the tag can be new. Finalized once is finalized (contract 8.1).
      if (!user_finalizer || cell.has_flag(Cell::kFinalized)) return;
      for (size_t i = 0; i < count; i++)
        if ((core.finalizable[i] & ~HeapCore::kUserFinalizer) == reinterpret_cast<uintptr_t>(&cell))
          core.finalizable[i] |= tag;
      return;
    }
    // Room for every registered cell in both queues, so that the pass never needs memory.
    for (CellQueue* queue : {&core.finalizers, &core.releases}) {
      if (!room) return;
      size_t head = queue->head.load(std::memory_order_relaxed);
      size_t pending = queue->tail.load(std::memory_order_relaxed) - head;
      if (head + pending + count + 1 <= queue->cells.capacity()) continue;
      for (size_t i = 0; i < pending; i++) queue->cells[i] = queue->cells[head + i];
      queue->head.store(0, std::memory_order_relaxed);
      queue->tail.store(pending, std::memory_order_relaxed);
      room = queue->cells.reserve(pending + count + 1);
    }
    if (!room || !core.finalizable.reserve(count + 1)) {
      room = false;
      return;
    }
    core.finalizable[count] = reinterpret_cast<uintptr_t>(&cell) | tag;
    core.finalizable_count = count + 1;
    cell.set_flag(Cell::kFinalizable);
  });
  return room;
}

static Cell* pop(CellQueue& queue, size_t end) {
  size_t head = queue.head.load(std::memory_order_relaxed);
  if (head >= end || head == queue.tail.load(std::memory_order_acquire)) return nullptr;
  auto* cell = reinterpret_cast<Cell*>(queue.cells[head]);
  queue.head.store(head + 1, std::memory_order_release);
  return cell;
}

// A sweep in cell order is not serial order once cells are used again. Each batch (one collection's) is sorted by itself;
// within a cell, the sort keeps the order of the list: newest first. Under the lock: a stable sort keeps some entries in
// malloc memory alone while it works, where a collection by another thread would not see them.
static void sort_due(WeakState& weak) {
  WeakState::Due* due = weak.due.data();
  const size_t head = weak.due_head.load(std::memory_order_relaxed);
  const size_t tail = weak.due_tail.load(std::memory_order_relaxed);
  size_t begin = weak.due_sorted > head ? weak.due_sorted : head;
  while (begin < tail) {
    size_t end = begin + 1;
    while (end < tail && ((due[end].order ^ due[begin].order) & WeakState::kParity) == 0) end++;
    const auto earlier = [](const WeakState::Due& a, const WeakState::Due& b) { return a.order < b.order; };
    if (!std::is_sorted(due + begin, due + end, earlier)) std::stable_sort(due + begin, due + end, earlier);
    begin = end;
  }
  weak.due_sorted = tail;
  weak.due_disordered = false;
}

WeakReference* Heap::next_due_callback() {
  WeakState& weak = core_->weak;
  size_t head = weak.due_head.load(std::memory_order_relaxed);
  size_t tail = weak.due_tail.load(std::memory_order_acquire);
  if (head == tail) {
    settle_due_flag();
    return nullptr;
  }
  if (weak.due_disordered) [[unlikely]]
    boehm::with_lock([&] { sort_due(weak); });
  constexpr size_t kAhead = 16;
  if (head + kAhead < tail) prefetch_to_write(reinterpret_cast<void*>(weak.due[head + kAhead].reference));
  auto* reference = reinterpret_cast<WeakReference*>(weak.due[head].reference);
  weak.due_head.store(head + 1, std::memory_order_release);
  return reference;
}

DueSoFar Heap::due_so_far() const {
  // In this order: a collection in between adds to the finalizers what goes before its releases.
  const size_t releases = core_->releases.tail.load(std::memory_order_acquire);
  return {core_->finalizers.tail.load(std::memory_order_acquire), releases};
}

Cell* Heap::next_due_finalizer(DueSoFar noted) {
  Cell* cell = pop(core_->finalizers, noted.finalizers);
  if (!cell) settle_due_flag();
  return cell;
}

Cell* Heap::next_due_release(DueSoFar noted) {
  Cell* cell = pop(core_->releases, noted.releases);
  if (!cell) settle_due_flag();
  return cell;
}

bool Heap::has_next_due() const {
  return callbacks_pending() > 0 || core_->finalizers.pending() > 0 || core_->releases.pending() > 0;
}

void Heap::settle_due_flag() {
  HeapCore& core = *core_;
  // Under the lock: a collection must not make something due between the look and the clearing.
  boehm::with_lock([&] {
    if (!has_next_due() && !core.wants_collection) core.due_flag.store(0, std::memory_order_relaxed);
  });
}

Cell* Heap::take_newest_finalizable() {
  HeapCore& core = *core_;
  Cell* cell = nullptr;
  boehm::with_lock([&] {
    while (core.finalizable_count > 0 && !cell) {
      uintptr_t tagged = core.finalizable[--core.finalizable_count];
      auto* candidate = reinterpret_cast<Cell*>(tagged & ~HeapCore::kUserFinalizer);
      if (candidate->row().release) cell = candidate;
    }
  });
  return cell;
}

}  // namespace mayfly::gc
