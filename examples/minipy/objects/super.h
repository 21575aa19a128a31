// Super: what super() gives: a class, and the object (or class) whose attributes are looked for behind that class.
//
// Data only; vm/attributes.h looks. Creation may collect; nothing here runs user code. Used on its runtime's thread.
#pragma once

#include <mayfly/mayfly.h>

namespace minipy {

using namespace mayfly;

class Super final : public Object {
 public:
  static gc::KindId kind() { return kKindId; }
  static bool is(const gc::Cell& cell) { return cell.kind() == kind(); }

  // Null when out of memory. `object`: nil where it is unbound; `order`: the class in whose order to look, or null.
  static Super* create(gc::Heap& heap, Class& after, Value object, Class* order) {
    return heap.make_kind<Super>(kind(), 0, false, after, object, order);
  }

  Class& after() const { return *after_; }
  Value object() const { return object_; }
  Class* order() const { return order_; }

 private:
  friend class gc::Heap;
  Super(gc::CellInit init, Class& after, Value object, Class* order)
      : Object(init), after_(&after), object_(object), order_(order) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);
  static const gc::KindRow kRow;
  static const gc::KindId kKindId;  // registered when the program starts

  gc::Member<Class> after_;
  Value object_;
  gc::Member<Class> order_;
};

}  // namespace minipy
