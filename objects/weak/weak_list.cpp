#include <mayfly/gc/weak/weak_table.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/weak/own_slots.h>
#include <mayfly/objects/weak/weak_list.h>
#include <mayfly/objects/weak/weak_ref.h>

namespace mayfly {

namespace {

// The groups of the list, in order.
enum Rank : int { kSharedReference, kSharedProxy, kOwn, kRanks };

Rank rank(const gc::WeakReference& reference) {
  if (reference.is_armed() || reference.is_long()) return kOwn;
  if (reference.kind() == kKindWeakProxy) return kSharedProxy;
  return WeakRef::is(reference) && !own_slots_of_weak(reference) ? kSharedReference : kOwn;
}

// A method whose function is its receiver is on the list twice.
bool is_second_place(const gc::WeakReference& reference, int side) {
  return side == 1 && static_cast<const gc::WeakPair&>(reference).second_identity() == reference.identity();
}

}  // namespace

size_t weak_reference_count(const ObjectSpace& space, Value target) {
  if (!target.is_object()) return 0;
  size_t count = 0;
  space.heap().weak_table().for_each(
      *target.cell(),
      [](gc::WeakReference& reference, int side, void* data) {
        if (!is_second_place(reference, side)) ++*static_cast<size_t*>(data);
      },
      &count);
  return count;
}

List* weak_references(ObjectSpace& space, Value target) {
  gc::Heap& heap = space.heap();
  List* list = List::create(heap);
  if (!list || !target.is_object()) return list;
  // Room first: a collection in between can only make them fewer, and the list is filled under the collector's lock.
  if (!list->reserve(heap, weak_reference_count(space, target))) return nullptr;
  struct Filling {
    gc::Heap& heap;
    List& list;
    int rank;
  } filling{heap, *list, kSharedReference};
  for (; filling.rank < kRanks; filling.rank++) {
    heap.weak_table().for_each(
        *target.cell(),
        [](gc::WeakReference& reference, int side, void* data) {
          Filling& f = *static_cast<Filling*>(data);
          if (rank(reference) != f.rank || is_second_place(reference, side)) return;
          [[maybe_unused]] const bool added = f.list.append(f.heap, Value(&reference));
          MAYFLY_ASSERT(added);
        },
        &filling);
  }
  return list;
}

}  // namespace mayfly
