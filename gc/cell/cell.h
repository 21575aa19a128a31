// Cell: the base of everything that lives in the garbage-collected heap.
//
// Header, 16 bytes. The first word tells a live cell from a link of a free list, whose top 16 bits are 0: a live cell's
// kind, in the top byte, is never 0 (gc.header.kind-not-zero). For the same reason no header can look like a pointer to
// the collector.
//
//   word 0   63..56 kind | 55..44 heap id | 43..38 aux, the class's own | 37..32 flags | 31..0 weak cell index
//   word 1   the class's own: a shape or class pointer (scanned), or plain data in leaf cells
//
// Cells have no C++ vtable: the collector dispatches by kind. They are made through Heap::make alone, never moved and
// never deleted; their destructors do not run. Raw pointers to cells may stand on the stack of an attached thread and in
// declared fields of other cells (Member, Value), nowhere else: see docs/gc-safety.md.
//
// A cell belongs to one heap, and so to one runtime. Only that runtime's thread touches it, and the collector while the
// world is stopped.
#pragma once

#include <mayfly/gc/cell/kind.h>
#include <mayfly/gc/support/assert.h>

#include <atomic>

namespace mayfly::gc {

// What Heap::make hands to a cell's constructor; nobody else can make one.
struct CellInit {
 private:
  friend class Heap;
  friend class Cell;
  explicit CellInit(uint32_t b) : bits(b) {}
  uint32_t bits;
};

class Cell {
 public:
  Cell(const Cell&) = delete;
  Cell& operator=(const Cell&) = delete;
  static void* operator new(size_t) = delete;
  static void* operator new[](size_t) = delete;

  KindId kind() const { return static_cast<KindId>(bits_ >> 24); }
  uint32_t heap_id() const { return (bits_ >> 12) & 0xfff; }
  const KindRow& row() const { return kind_row(kind()); }
  // Whether it has the heap id of this header (Heap::header_bits): quicker than comparing ids.
  // With flags: and has none of them, in the same look.
  bool is_of_heap(uint32_t header_bits, uint32_t without_flags = 0) const {
    return ((bits_ ^ header_bits) & (kHeapIdBits | without_flags)) == 0;
  }

  // False for memory on a free list, which a heap walk or a stale word can meet.
  bool is_live_cell() const { return kind() != 0; }

  // The index of the weak cell that was made for this object; 0: none. Valid only while that cell's target is this
  // object (a revived object keeps the index of a cell that is no longer its own).
  uint32_t weak_index() const { return weak_index_.load(std::memory_order_relaxed); }

  bool has_flag(uint32_t flag) const { return (bits_ & flag) != 0; }
  void set_flag(uint32_t flag) { bits_ |= flag; }
  void clear_flag(uint32_t flag) { bits_ &= ~flag; }

  static constexpr uint32_t kFinalizable = 1u << 0;  // stands in the heap's table of finalizable cells
  static constexpr uint32_t kFinalized = 1u << 1;    // its finalizer was run or is about to be: never again
  static constexpr uint32_t kReleased = 1u << 2;     // its row's release has run
  static constexpr uint32_t kFlag3 = 1u << 3;        // 3..5: the class's own
  static constexpr uint32_t kFlag4 = 1u << 4;
  static constexpr uint32_t kFlag5 = 1u << 5;
  static constexpr uint32_t kAux0 = 1u << 6;  // the lowest bit of aux, for classes that use it as a flag

 protected:
  explicit Cell(CellInit init, uintptr_t meta = 0) : weak_index_(0), bits_(init.bits), meta_(meta) {}

  uint32_t aux() const { return (bits_ >> 6) & 0x3f; }
  // This aux, and none of these flags: in one look.
  bool has_aux(uint32_t value, uint32_t without_flags) const {
    return ((bits_ ^ (value << 6)) & ((0x3fu << 6) | without_flags)) == 0;
  }
  void set_aux(uint32_t value) {
    MAYFLY_ASSERT(value < 64);
    bits_ = (bits_ & ~(0x3fu << 6)) | (value << 6);
  }

 private:
  friend class WeakTable;
  static constexpr uint32_t kHeapIdBits = 0xfffu << 12;

  std::atomic<uint32_t> weak_index_;  // low half of word 0
  uint32_t bits_;                     // high half of word 0

 protected:
  uintptr_t meta_;  // word 1
};

static_assert(sizeof(Cell) == 16);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "Mayfly's cell header supposes a little-endian machine"
#endif

// Whether a word of scanned memory, which is empty, a cell's address, or has top bits that are not 0, is an address.
constexpr bool is_cell_word(uint64_t word) { return word != 0 && word >> 48 == 0; }

// Declares what each cell class needs. In the class body, first:  MAYFLY_CELL(List, Object, kKindList)
// In its .cpp file, beside its trace:                              const gc::KindRow List::kRow = {...};
#define MAYFLY_CELL(ClassName, BaseName, kind_id)                                          \
 public:                                                                                   \
  using Base = BaseName;                                                                   \
  static constexpr ::mayfly::gc::KindId kKind = kind_id;                                   \
  static const ::mayfly::gc::KindRow kRow;                                                 \
  static bool is(const ::mayfly::gc::Cell& cell) { return cell.kind() == kKind; }          \
                                                                                           \
 private:                                                                                  \
  friend class ::mayfly::gc::Heap;                                                         \
  static void trace_cell(const ::mayfly::gc::Cell& cell, ::mayfly::gc::Visitor& visitor) { \
    static_cast<const ClassName&>(cell).trace(visitor);                                    \
  }                                                                                        \
                                                                                           \
 public:

}  // namespace mayfly::gc
