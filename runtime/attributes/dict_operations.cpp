#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/plain_key.h>
#include <mayfly/runtime/attributes/dict_operations.h>
#include <mayfly/runtime/attributes/key_probe.h>
#include <mayfly/runtime/runtime.h>

namespace mayfly {

namespace {

// Without user code: a plain key, and its hash. kUndecided: it takes a KeyProbe.
Probed find_plain(const Dict& dict, Value key, uint64_t& hash) {
  if (!is_plain_key(key)) return {Probed::Outcome::kUndecided, Dict::kNotFound};
  hash = hash_plain_key(key);
  return dict.find(key, hash);
}

}  // namespace

Result<Value> dict_get(Runtime& rt, Dict& dict, Value key) {
  if (is_plain_key(key)) {
    const Probed found = dict.find(key);
    if (found.found()) return dict.value_at(found.position);
    if (found.absent()) return Value::empty();
  }
  KeyProbe<Dict> probe(rt, dict, key);
  const Probed found = MAYFLY_TRY(probe.find());
  return found.found() ? dict.value_at(found.position) : Value::empty();
}

Result<> dict_set(Runtime& rt, Dict& dict, Value key, Value value) {
  if (is_plain_key(key)) {
    switch (dict.set(rt.heap(), key, value)) {
      case Dict::Set::kDone: return {};
      case Dict::Set::kOutOfMemory: return rt.heap().allocation_error();
      case Dict::Set::kUndecided: break;
    }
  }
  KeyProbe<Dict> probe(rt, dict, key, value);
  const Probed found = MAYFLY_TRY(probe.find());
  if (found.found()) {
    dict.set_value_at(found.position, value);
    return {};
  }
  if (!dict.insert_new(rt.heap(), probe.hash(), key, value)) return rt.heap().allocation_error();
  return {};
}

Result<Value> dict_set_default(Runtime& rt, Dict& dict, Value key, Value value) {
  uint64_t hash = 0;
  Probed found = find_plain(dict, key, hash);
  if (!found.found() && !found.absent()) {
    KeyProbe<Dict> probe(rt, dict, key, value);
    found = MAYFLY_TRY(probe.find());
    hash = probe.hash();
  }
  if (found.found()) return dict.value_at(found.position);
  if (!dict.insert_new(rt.heap(), hash, key, value)) return rt.heap().allocation_error();
  return value;
}

Result<Value> dict_pop(Runtime& rt, Dict& dict, Value key) {
  uint64_t hash = 0;
  Probed found = find_plain(dict, key, hash);
  if (!found.found() && !found.absent()) found = MAYFLY_TRY(KeyProbe<Dict>(rt, dict, key).find());
  if (!found.found()) return Value::empty();
  const Value value = dict.value_at(found.position);
  dict.erase_at(found.position);
  return value;
}

Result<bool> dict_delete(Runtime& rt, Dict& dict, Value key) { return !MAYFLY_TRY(dict_pop(rt, dict, key)).is_empty(); }

}  // namespace mayfly
