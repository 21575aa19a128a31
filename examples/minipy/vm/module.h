// Module: a module: its name and its namespace.
//
// Creation may collect; nothing here runs user code. Used on its runtime's thread.
#pragma once

#include <mayfly/mayfly.h>

namespace minipy {

using namespace mayfly;

class Module final : public Object {
 public:
  static gc::KindId kind() { return kKindId; }
  static bool is(const gc::Cell& cell) { return cell.kind() == kind(); }

  // With __name__, __doc__, __package__, __loader__ and __spec__ in the namespace, unless they are there. Errors:
  // kOutOfMemory.
  static Result<Module*> create(Runtime& rt, String& name, Dict& names);

  String& name() const { return *name_; }
  Dict& names() const { return *names_; }

 private:
  friend class gc::Heap;
  Module(gc::CellInit init, String& name, Dict& names) : Object(init), name_(&name), names_(&names) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);
  static const gc::KindRow kRow;
  static const gc::KindId kKindId;  // registered when the program starts

  gc::Member<String> name_;
  gc::Member<Dict> names_;
};

}  // namespace minipy
