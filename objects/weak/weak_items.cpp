#include <mayfly/objects/weak/weak_items.h>
#include <mayfly/objects/weak/weak_keyed.h>
#include <mayfly/objects/weak/weak_value_map.h>

namespace mayfly {

namespace {

// Calls f with the container as what it is.
template <typename F>
auto visit(gc::Cell& container, F&& f) {
  if (WeakValueMap::is(container)) return f(static_cast<WeakValueMap&>(container));
  return f(static_cast<WeakKeyed&>(container));
}

}  // namespace

bool WeakItems::is(Value value) { return value.is<WeakValueMap>() || value.is<WeakKeyed>(); }

uint64_t WeakItems::version() const {
  return visit(container_, [](const auto& map) { return map.version(); });
}

size_t WeakItems::size(gc::Heap& heap) const {
  return heap.hook_lost() ? 0 : visit(container_, [](const auto& map) { return map.size(); });
}

bool WeakItems::next(gc::Heap& heap, uint32_t& position, Value& key, Value& value) const {
  return visit(container_, [&](const auto& map) {
    for (uint32_t i = map.next(heap, position); i < map.end(); i = map.next(heap, i + 1)) {
      if (!map.read(i, key, value)) continue;
      position = i + 1;
      return true;
    }
    return false;
  });
}

}  // namespace mayfly
