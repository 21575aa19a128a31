// Slot: an attribute that a class declares with __slots__: what stands under its name in the class.
//
// The value stands in the instance as any other attribute's does, so that reading it goes the quick way; the Slot says that
// it may be there although the class takes no others, and answers where there is none. Creation may collect; nothing here
// runs user code. Used on its runtime's thread.
#pragma once

#include <mayfly/mayfly.h>

namespace minipy {

using namespace mayfly;

class Slot final : public Object {
 public:
  static gc::KindId kind() { return kKindId; }
  static bool is(const gc::Cell& cell) { return cell.kind() == kind(); }

  // Null when out of memory.
  static Slot* create(gc::Heap& heap, Class& owner, Symbol& name) {
    return heap.make_kind<Slot>(kind(), 0, false, owner, name);
  }

  Class& owner() const { return *owner_; }
  Symbol& name() const { return *name_; }

 private:
  friend class gc::Heap;
  Slot(gc::CellInit init, Class& owner, Symbol& name) : Object(init), owner_(&owner), name_(&name) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);
  static const gc::KindRow kRow;
  static const gc::KindId kKindId;  // registered when the program starts

  gc::Member<Class> owner_;
  gc::Member<Symbol> name_;
};

}  // namespace minipy
