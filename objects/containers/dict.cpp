#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/plain_key.h>

namespace mayfly {

const gc::KindRow Dict::kRow = {.name = "Dict", .trace = &Dict::trace_cell};

Dict* Dict::create(gc::Heap& heap, Class* cls) { return heap.make<Dict>(cls); }

void Dict::trace(gc::Visitor& visitor) const {
  Base::trace(visitor);
  table_.trace(visitor);
}

Probed Dict::find(Value key) const { return find(key, hash_plain_key(key)); }

Probed Dict::find(Value key, uint64_t hash) const {
  MAYFLY_ASSERT(is_plain_key(key));
  return probe(hash, [key](Value candidate) { return compare_plain_keys(key, candidate); });
}

Value Dict::get(Value key) const {
  const Probed found = find(key);
  return found.found() ? value_at(found.position) : Value::empty();
}

Dict::Set Dict::set(gc::Heap& heap, Value key, Value value) {
  const uint64_t hash = hash_plain_key(key);
  const Probed found = find(key, hash);
  if (found.found()) {
    set_value_at(found.position, value);
    return Set::kDone;
  }
  if (!found.absent()) return Set::kUndecided;
  return insert_new(heap, hash, key, value) ? Set::kDone : Set::kOutOfMemory;
}

Probed Dict::erase(Value key) {
  const Probed found = find(key);
  if (found.found()) erase_at(found.position);
  return found;
}

}  // namespace mayfly
