#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/plain_key.h>
#include <mayfly/runtime/attributes/dict_operations.h>
#include <mayfly/runtime/attributes/operators.h>
#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/runtime.h>

namespace mayfly {

namespace {

// So often a probe begins anew when == keeps changing the dict.
constexpr int kMaxProbes = 1000;

// The dict, the key and the candidate stand on the VM stack while user code compares.
class KeyProbe {
 public:
  KeyProbe(Runtime& rt, Dict& dict, Value key) : rt_(rt), held_(rt) {
    if (!held_) return;
    held_[0] = Value(&dict);
    held_[1] = key;
  }

  Result<Probed> find() {
    if (!held_) return held_.error();
    hash_ = MAYFLY_TRY(mayfly::hash(rt_, key()));
    for (int i = 0; i < kMaxProbes; i++) {
      const Probed found = dict().probe(hash_, [this](Value candidate) { return compare(candidate); });
      if (found.outcome == Probed::Outcome::kFailed) return std::move(error_);
      if (found.outcome != Probed::Outcome::kChanged) return found;
    }
    return make_error(ErrorKind::kValue, "the comparison of a dict's keys changes the dict each time");
  }

  Dict& dict() { return *held_[0].as<Dict>(); }
  Value key() { return held_[1]; }
  uint64_t hash() const { return hash_; }

 private:
  Match compare(Value candidate) {
    const Match known = compare_plain_keys(candidate, key());
    if (known != Match::kUndecided) return known;
    held_[2] = candidate;
    Result<bool> equal = equals(rt_, candidate, key());
    if (equal) return *equal ? Match::kEqual : Match::kDifferent;
    error_ = equal.take_error();
    return Match::kFailed;
  }

  Runtime& rt_;
  Locals<3> held_;
  uint64_t hash_ = 0;
  Error error_;
};

}  // namespace

Result<Value> dict_get(Runtime& rt, Dict& dict, Value key) {
  if (is_plain_key(key)) {
    const Probed found = dict.find(key);
    if (found.found()) return dict.value_at(found.position);
    if (found.absent()) return Value::empty();
  }
  KeyProbe probe(rt, dict, key);
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
  Local<Value> held(rt, value);
  if (!held) return held.error();
  KeyProbe probe(rt, dict, key);
  const Probed found = MAYFLY_TRY(probe.find());
  if (found.found()) {
    dict.set_value_at(found.position, held.get());
    return {};
  }
  if (!dict.insert_new(rt.heap(), probe.hash(), key, held.get())) return rt.heap().allocation_error();
  return {};
}

Result<bool> dict_delete(Runtime& rt, Dict& dict, Value key) {
  if (is_plain_key(key)) {
    const Probed erased = dict.erase(key);
    if (erased.found()) return true;
    if (erased.absent()) return false;
  }
  KeyProbe probe(rt, dict, key);
  const Probed found = MAYFLY_TRY(probe.find());
  if (!found.found()) return false;
  dict.erase_at(found.position);
  return true;
}

}  // namespace mayfly
