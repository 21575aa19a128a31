#include <mayfly/objects/weak/weak_keyed.h>

namespace mayfly {

bool WeakKeyed::add_all(gc::Heap& heap, const WeakKeyed& other) {
  for (uint32_t i = other.next(heap, 0); i < other.end(); i = other.next(heap, i + 1)) {
    Value key, value;
    if (!other.read(i, key, value)) continue;
    if (!insert_new(heap, other.hash_at(i), *key.cell(), value)) return false;
  }
  return true;
}

}  // namespace mayfly
