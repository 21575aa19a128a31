// Marker: marks what is reachable from given cells, in the death pass, by the cells' own trace functions.
//
// The world is stopped, and another thread may own malloc's lock: so the work list is of fixed size and mapped in advance.
// A cell that does not fit stays marked but is not traced; when the list is empty, all marked cells are looked through
// again for edges to unmarked ones. That loses nothing, and on most graphs costs little.
//
// Marking a cell can wake ephemeron entries: those whose key it is, and those of the table it is. Each entry is looked at
// a bounded number of times, so chains of any order take linear time.
#pragma once

#include <mayfly/gc/cell/visitor.h>
#include <mayfly/gc/forward.h>

namespace mayfly::gc {

class Marker final : public Visitor {
 public:
  static constexpr size_t kWorkCells = size_t{1} << 16;

  // Maps the work list, once. False: out of memory.
  [[nodiscard]] static bool prepare();
  // Lowers the size of the work list; for tests of the overflow.
  static void limit_work_for_testing(size_t cells);

  // Marks `cell` and all it reaches. Does nothing if it is marked.
  void mark(Cell& cell);
  void mark_word(uint64_t word) {
    if (word != 0 && word >> 48 == 0) mark(*reinterpret_cast<Cell*>(word));
  }
  void edge(Cell& cell) override { push(cell); }

  size_t marked() const { return marked_; }

 private:
  void push(Cell& cell);
  void drain();
  void trace(Cell& cell);
  void wake_entries(Cell& cell);
  void rescan();

  size_t top_ = 0;
  size_t marked_ = 0;
  bool overflowed_ = false;
  bool checking_ = false;  // edges may be stale words: look before touching
};

}  // namespace mayfly::gc
