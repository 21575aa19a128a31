// WeakLocation: where a key is in a weak map or set, for runtime/weak/.
//
//   WeakLocation<WeakKeyMap> at(rt, map, key);
//   if (MAYFLY_TRY(at.find())) ... at.position() ... else MAYFLY_TRY(at.insert(value));
//
// Plain keys of a value map, and weak keys whose class leaves == and hash as they are, are found without user code, and
// then nothing is put on the VM stack. What was found is alive as long as the location lives; but of a value map's entry
// the value may be gone, which reading it tells.
// Errors of find(): those of KeyProbe; kType for a key that can't be weakly referenced, where it must be.
#pragma once

#include <mayfly/objects/weak/weak_identity_map.h>
#include <mayfly/objects/weak/weak_key_map.h>
#include <mayfly/objects/weak/weak_ref.h>
#include <mayfly/objects/weak/weak_set.h>
#include <mayfly/objects/weak/weak_value_map.h>
#include <mayfly/runtime/attributes/key_probe.h>
#include <mayfly/runtime/runtime.h>

#include <optional>

namespace mayfly {

// kType: "the key of a weak_key_map must be an object that can be weakly referenced, not 5 (int)".
[[gnu::cold]] Error not_weakly_referenceable(Runtime& rt, Value container, const char* role, Value value);
// Whether a value may be a key (or element) that is held weakly.
Result<> check_weak_key(Runtime& rt, Value container, Value key);

template <typename Map>
inline constexpr bool has_weak_keys = std::is_base_of_v<WeakKeyed, Map>;

// kUndecided where user code is to be asked, or the key is none, or can't be one. `hash` is set otherwise.
template <typename Map>
[[gnu::always_inline]] inline Probed find_quickly(Runtime& rt, const Map& map, Value key, uint64_t& hash) {
  constexpr Probed kUndecided = {Probed::Outcome::kUndecided, Map::kNotFound};
  if (rt.heap().hook_lost()) [[unlikely]]
    return {Probed::Outcome::kAbsent, Map::kNotFound};
  if constexpr (std::is_same_v<Map, WeakValueMap>) {
    if (!is_plain_key(key)) return kUndecided;
    hash = hash_plain_key(key);
    return map.find(key, hash);
  } else {
    if (!key.is_object()) return kUndecided;
    hash = hash_identity(*key.cell());
    if constexpr (std::is_same_v<Map, WeakIdentityMap>) {
      if (!is_weakly_referenceable(rt.space(), key)) return kUndecided;
      return map.find_identity(*key.cell());
    } else {
      if (!key.is<Instance>()) return kUndecided;
      const Class& cls = key.as<Instance>()->cls();
      if (!cls.special(Special::kEqual).is_empty() || !cls.special(Special::kHash).is_empty() ||
          !cls.options().weakly_referenceable)
        return kUndecided;
      return map.find(*key.cell(), hash);
    }
  }
}

// A key that is absent gets an entry. `vacant`: what the search said. False when out of memory.
template <typename Map>
[[nodiscard]] bool insert_new(Runtime& rt, Map& map, uint64_t hash, Value key, Value value,
                              uint32_t vacant = Probed::kUnknown) {
  if constexpr (has_weak_keys<Map>)
    return map.insert_new(rt.heap(), hash, *key.cell(), value, vacant);
  else
    return map.insert_new(rt.heap(), hash, key, *value.cell(), vacant);
}

template <typename Map>
class WeakLocation {
 public:
  // `also` is held while user code runs.
  WeakLocation(Runtime& rt, Map& map, Value key, Value also = Value::nil())
      : rt_(rt), map_(map), key_(key), also_(also) {}

  Result<bool> find() {
    Probed found = find_quickly(rt_, map_, key_, hash_);
    if (found.outcome == Probed::Outcome::kUndecided) {
      if constexpr (has_weak_keys<Map>) MAYFLY_TRY(check_weak_key(rt_, &map_, key_));
      probe_.emplace(rt_, map_, key_, also_);
      found = MAYFLY_TRY(probe_->find());
      hash_ = probe_->hash();
    }
    position_ = found.position;
    return found.found();
  }
  uint32_t position() const { return position_; }

  // Adds an entry for a key that is not there, or whose value is gone. In a set, the value is empty.
  Result<> insert(Value value) {
    if (!insert_new(rt_, map_, hash_, key_, value)) return rt_.heap().allocation_error();
    return {};
  }

 private:
  Runtime& rt_;
  Map& map_;
  Value key_;
  Value also_;
  uint64_t hash_ = 0;
  uint32_t position_ = Map::kNotFound;
  std::optional<KeyProbe<Map>> probe_;
};

}  // namespace mayfly
