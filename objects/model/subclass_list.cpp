#include <mayfly/gc/heap.h>
#include <mayfly/objects/model/subclass_list.h>

#include <cstring>

namespace mayfly {

static_assert(sizeof(gc::WeakHandle) == 16);

void SubclassList::drop_dead() {
  uint32_t live = 0;
  for (uint32_t i = 0; i < count_; i++)
    if (handles()[i].get()) handles()[live++] = handles()[i];
  count_ = live;
}

bool SubclassList::reserve(gc::Heap& heap) {
  if (count_ < capacity()) return true;
  drop_dead();
  // At least a half free again: otherwise the next ones would search the whole list for dead ones each.
  if (capacity() > 0 && count_ <= capacity() / 2) return true;
  gc::Backing* bigger = gc::Backing::create_leaf(heap, size_t{count_ * 2 + 2} * 2);
  if (!bigger) return count_ < capacity();
  if (count_) std::memcpy(bigger->words(), handles_->words(), size_t{count_} * sizeof(gc::WeakHandle));
  handles_ = bigger;
  return true;
}

void SubclassList::add(gc::WeakHandle subclass) {
  MAYFLY_ASSERT(count_ < capacity());
  handles()[count_++] = subclass;
}

}  // namespace mayfly
