#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/plain_key.h>
#include <mayfly/runtime/attributes/dict_operations.h>
#include <mayfly/runtime/attributes/key_probe.h>
#include <mayfly/runtime/runtime.h>

namespace mayfly {

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

Result<bool> dict_delete(Runtime& rt, Dict& dict, Value key) {
  if (is_plain_key(key)) {
    const Probed erased = dict.erase(key);
    if (erased.found()) return true;
    if (erased.absent()) return false;
  }
  KeyProbe<Dict> probe(rt, dict, key);
  const Probed found = MAYFLY_TRY(probe.find());
  if (!found.found()) return false;
  dict.erase_at(found.position);
  return true;
}

}  // namespace mayfly
