// WeakIdentityMap: data attached to objects by identity, for front-ends and hosts: no user code is asked anything.
//
// It is an ephemeron table, as WeakKeyMap is (contract 6.11). An entry stays until its key is really gone, so that the
// key's finalizer can still read what is attached; if it revives the key, the entry stays with it.
//
// runtime/weak/weak_mapping.h has the operations of programs.
#pragma once

#include <mayfly/objects/weak/weak_keyed.h>

namespace mayfly {

class MAYFLY_API WeakIdentityMap final : public WeakKeyed {
 public:
  static constexpr gc::KindId kKind = kKindWeakIdentityMap;
  static const gc::KindRow kRow;
  static bool is(const gc::Cell& cell) { return cell.kind() == kKind; }

  // Null when out of memory. `cls`: a subclass of the built-in class, or null.
  static WeakIdentityMap* create(gc::Heap& heap, Class* cls = nullptr);

 private:
  friend class gc::Heap;
  WeakIdentityMap(gc::CellInit init, Class* cls) : WeakKeyed(init, KeyDeath::kAfterFinalizers, cls) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
    static_cast<const WeakIdentityMap&>(cell).trace(visitor);
  }
};

}  // namespace mayfly
