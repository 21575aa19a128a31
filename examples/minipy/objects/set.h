// Set: set and frozenset: a Dict whose values are nil holds the elements, in the order of their insertion.
//
// One class of cells, two kinds, so that each has its class. The dict is its own: no program sees it. What may run user
// code (hashes, comparisons) is done by whoever works with the dict (vm, types). A frozen set's dict is filled before
// anybody else sees it. Creation may collect; nothing here runs user code. Used on its runtime's thread.
#pragma once

#include <mayfly/mayfly.h>

namespace minipy {

using namespace mayfly;

class Set final : public Object {
 public:
  static gc::KindId kind() { return kKindId; }
  static gc::KindId frozen_kind() { return kFrozenKindId; }
  static bool is(const gc::Cell& cell) { return cell.kind() == kind() || cell.kind() == frozen_kind(); }

  // Null when out of memory. `elements`: not anybody else's; null: a new dict.
  static Set* create(gc::Heap& heap, bool frozen, Dict* elements = nullptr);

  bool is_frozen() const { return gc::Cell::kind() == frozen_kind(); }
  Dict& elements() const { return *elements_; }
  size_t size() const { return elements_->size(); }

 private:
  friend class gc::Heap;
  Set(gc::CellInit init, Dict& elements) : Object(init), elements_(&elements) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);
  static const gc::KindRow kRow;
  static const gc::KindRow kFrozenRow;
  static const gc::KindId kKindId;  // registered when the program starts
  static const gc::KindId kFrozenKindId;

  gc::Member<Dict> elements_;
};

// A new dict with the same keys (and values, unless they are to be left out). Compares no keys, so runs no user code.
// Null when out of memory.
Dict* copy_dict(gc::Heap& heap, const Dict& from, bool with_values = true);

}  // namespace minipy
