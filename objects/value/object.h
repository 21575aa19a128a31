// Object: a cell with a class: whatever a Value can refer to.
//
// The second header word holds the class of objects whose class can differ from their kind's own (instances hold their
// shape there, which knows the class). ObjectSpace::class_of answers for every value.
#pragma once

#include <mayfly/gc/cell/cell.h>
#include <mayfly/gc/cell/visitor.h>
#include <mayfly/objects/value/kinds.h>
#include <mayfly/objects/value/value.h>

namespace mayfly {

class Object : public gc::Cell {
 public:
  static bool is(const gc::Cell& cell) {
    return cell.kind() >= gc::kFirstObjectKind && cell.kind() != kKindShape && cell.kind() != kKindSlots;
  }

 protected:
  explicit Object(gc::CellInit init, uintptr_t meta = 0) : Cell(init, meta) {}
  // The header word, where it is a cell's address. Leaf kinds, which keep data there, do not call this.
  void trace(gc::Visitor& visitor) const {
    if (meta_) visitor.edge(*reinterpret_cast<gc::Cell*>(meta_));
  }
};

}  // namespace mayfly
