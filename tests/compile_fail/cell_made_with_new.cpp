// Cells live in the collector's heap; memory from elsewhere is not scanned and not swept.
// expect: deleted function
#include <mayfly/gc/heap.h>

class Door final : public mayfly::gc::Cell {
  MAYFLY_CELL(Door, mayfly::gc::Cell, 200)
 public:
  explicit Door(mayfly::gc::CellInit init) : Cell(init) {}
  void trace(mayfly::gc::Visitor&) const {}
};

#ifdef MAYFLY_CORRECT
Door* make(mayfly::gc::Heap& heap) { return heap.make<Door>(); }
#else
Door* make(mayfly::gc::CellInit init) { return new Door(init); }
#endif
