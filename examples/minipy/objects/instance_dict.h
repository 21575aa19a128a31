// InstanceDict: what function.__dict__ gives: a window on a function's attributes. (Those of an instance:
// vm/instance_attributes.h.)
//
// MappingProxy: what cls.__dict__ gives: a window, to look through only, on the attributes of a class; or on a mapping.
//
// Data only; types/instance_dict.h looks. Creation may collect; nothing here runs user code. Used on its runtime's thread.
#pragma once

#include <mayfly/mayfly.h>

namespace minipy {

using namespace mayfly;

class InstanceDict final : public Object {
 public:
  static gc::KindId kind() { return kKindId; }
  static gc::KindId proxy_kind() { return kProxyKindId; }
  static bool is(const gc::Cell& cell) { return cell.kind() == kind() || cell.kind() == proxy_kind(); }

  // Null when out of memory.
  static InstanceDict* create(gc::Heap& heap, Value object) {
    return heap.make_kind<InstanceDict>(kind(), 0, false, object);
  }
  static InstanceDict* create_proxy(gc::Heap& heap, Value object) {
    return heap.make_kind<InstanceDict>(proxy_kind(), 0, false, object);
  }

  bool is_proxy() const { return gc::Cell::kind() == proxy_kind(); }
  Value object() const { return object_; }

 private:
  friend class gc::Heap;
  InstanceDict(gc::CellInit init, Value object) : Object(init), object_(object) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);
  static const gc::KindRow kRow;
  static const gc::KindRow kProxyRow;
  static const gc::KindId kKindId;  // registered when the program starts
  static const gc::KindId kProxyKindId;

  Value object_;
};

}  // namespace minipy
