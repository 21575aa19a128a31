// Marker: marks what is reachable from given cells, in the death pass, by the cells' own trace functions.
//
// The world is stopped, and another thread may own malloc's lock: so the work list is of fixed size and mapped in advance.
// A cell that does not fit stays marked but is not traced; when the list is empty, all marked cells are looked through
// again for edges to unmarked ones. That loses nothing, and on most graphs costs little.
//
// Marking a cell can wake ephemeron entries: those whose key it is, and those of the table it is. Each entry is looked at
// a bounded number of times, so chains of any order take linear time.
//
// In a host that uses bdwgc itself, a cell may hold the host's objects, which no trace can report: there every word of
// what is marked is looked at, like the collector does, and the host's objects are marked too.
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

  Marker();
  // Marks `cell` and all it reaches. Does nothing if it is marked.
  void mark(Cell& cell);
  void mark_word(uint64_t word) {
    if (is_cell_word(word)) mark(*reinterpret_cast<Cell*>(word));
  }
  void edge(Cell& cell) override { push(&cell); }

  size_t marked() const { return marked_; }
  // Ephemeron entries looked at so far: the measure of what chains cost.
  static size_t entries_looked_at_for_testing();
  static void note_entries_looked_at(size_t count);

 private:
  void push(void* object);
  void push_word(uint64_t word) {
    if (is_cell_word(word)) push(reinterpret_cast<void*>(word));
  }
  void drain();
  void trace(void* object);
  void trace_words(void* object, size_t bytes);
  void wake_entries(Cell& cell);
  void rescan();

  size_t top_ = 0;
  size_t marked_ = 0;
  bool overflowed_ = false;
  bool checking_ = false;  // edges may be stale words: look before touching
  bool host_objects_;      // the host's objects are marked too
  bool interior_;          // words may point into objects
};

}  // namespace mayfly::gc
