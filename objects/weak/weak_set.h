// WeakSet: objects held weakly, each once; equal ones are one, the first of them (contract 6.15).
//
// An element goes with the weak references to it, even where a finalizer then revives it (8.2). Its order is that of
// insertion. runtime/weak/weak_set_operations.h has the operations of programs.
#pragma once

#include <mayfly/objects/weak/weak_keyed.h>

namespace mayfly {

class MAYFLY_API WeakSet final : public WeakKeyed {
 public:
  static constexpr gc::KindId kKind = kKindWeakSet;
  static const gc::KindRow kRow;
  static bool is(const gc::Cell& cell) { return cell.kind() == kKind; }

  // Null when out of memory. `cls`: a subclass of the built-in class, or null.
  static WeakSet* create(gc::Heap& heap, Class* cls = nullptr);

 private:
  friend class gc::Heap;
  WeakSet(gc::CellInit init, Class* cls) : WeakKeyed(init, KeyDeath::kWithWeakReferences, cls) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
    static_cast<const WeakSet&>(cell).trace(visitor);
  }
};

}  // namespace mayfly
