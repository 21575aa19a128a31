// WeakKeyMap: data attached to objects from outside: keys weak, and equal by value; a value as long as key and map live.
//
// Equal keys share one entry, whose key is the first of them; its death takes the entry, though an equal key may live
// (contract 6.10). The map is an ephemeron table (6.11). A dead key's entry goes with the weak references to it, even where
// a finalizer then revives the key (8.2). runtime/weak/weak_mapping.h has the operations of programs.
#pragma once

#include <mayfly/objects/weak/weak_keyed.h>

namespace mayfly {

class MAYFLY_API WeakKeyMap final : public WeakKeyed {
 public:
  static constexpr gc::KindId kKind = kKindWeakKeyMap;
  static const gc::KindRow kRow;
  static bool is(const gc::Cell& cell) { return cell.kind() == kKind; }

  // Null when out of memory. `cls`: a subclass of the built-in class, or null.
  static WeakKeyMap* create(gc::Heap& heap, Class* cls = nullptr);

 private:
  friend class gc::Heap;
  WeakKeyMap(gc::CellInit init, Class* cls) : WeakKeyed(init, KeyDeath::kWithWeakReferences, cls) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
    static_cast<const WeakKeyMap&>(cell).trace(visitor);
  }
};

}  // namespace mayfly
