// KeyProbe: finds a key in a Dict or weak map where == and hash are user code.
//
// The map, the key, one value more and the candidate stand on the VM stack while user code compares, and as long as the
// probe lives: so what was found is alive still, though its map may hold it weakly. User code that changes the map is
// harmless: the probe begins anew, and a candidate may be asked more than once then.
// Errors: from user hash and ==; kType for an unhashable key; kValue when == changes the map each time.
#pragma once

#include <mayfly/objects/containers/plain_key.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/runtime/attributes/operators.h>
#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/runtime.h>

namespace mayfly {

template <typename Map>
class KeyProbe {
 public:
  KeyProbe(Runtime& rt, Map& map, Value key, Value also = Value::nil()) : rt_(rt), held_(rt) {
    if (!held_) return;
    held_[kMap] = Value(&map);
    held_[kKey] = key;
    held_[kAlso] = also;
  }

  // kAbsent or kFound.
  Result<Probed> find() {
    if (!held_) return held_.error();
    hash_ = MAYFLY_TRY(mayfly::hash(rt_, key()));
    for (int i = 0; i < kMaxProbes; i++) {
      const Probed found = map().probe(hash_, [this](Value candidate) { return compare(candidate); });
      if (found.outcome == Probed::Outcome::kFailed) return std::move(error_);
      if (found.outcome != Probed::Outcome::kChanged) return found;
    }
    const char* type = type_name(rt_.space(), held_[kMap]).data();
    return make_error(ErrorKind::kValue, "the comparison of a %s's keys changes the %s each time", type, type);
  }

  Map& map() { return *held_[kMap].template as<Map>(); }
  Value key() { return held_[kKey]; }
  uint64_t hash() const { return hash_; }

 private:
  // So often a probe begins anew when == keeps changing the map.
  static constexpr int kMaxProbes = 1000;
  enum Slot { kMap, kKey, kAlso, kCandidate, kSlotCount };

  Match compare(Value candidate) {
    const Match known = compare_plain_keys(candidate, key());
    if (known != Match::kUndecided) return known;
    held_[kCandidate] = candidate;
    Result<bool> equal = equals(rt_, candidate, key());
    if (equal) return *equal ? Match::kEqual : Match::kDifferent;
    error_ = equal.take_error();
    return Match::kFailed;
  }

  Runtime& rt_;
  Locals<kSlotCount> held_;
  uint64_t hash_ = 0;
  Error error_;
};

}  // namespace mayfly
