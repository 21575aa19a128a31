// Operations on weak maps with any key: what Dict's are in attributes/dict_operations.h, for WeakValueMap, WeakKeyMap and
// WeakIdentityMap.
//
// Keys of value maps and key maps are compared by value: user hash and == are asked, and may do anything, to the map too;
// those of identity maps are not. What is dead is absent. Parameters are held on the VM stack while user code runs;
// results are held by nobody. On the owner's thread, inside the runtime (no check: weak_access.h has the checked way in).
// Errors, the map being unchanged by each: from user hash and ==; kType for an unhashable key, for a key (WeakKeyMap,
// WeakIdentityMap) or value (WeakValueMap) that can't be weakly referenced; kOutOfMemory.
#pragma once

#include <mayfly/objects/weak/weak_identity_map.h>
#include <mayfly/objects/weak/weak_key_map.h>
#include <mayfly/objects/weak/weak_value_map.h>
#include <mayfly/runtime/forward.h>

namespace mayfly {

struct WeakItem {
  Value key;  // empty: there is none
  Value value;
};

// The empty value when there is no such key.
template <typename Map>
Result<Value> weak_get(Runtime& rt, Map& map, Value key);
// False, not an error, for a key that could not be in a map with weak keys (contract 6.12).
template <typename Map>
Result<bool> weak_contains(Runtime& rt, Map& map, Value key);
// The value of an entry that is there is replaced: its key stays, and keeps its place (6.1, 6.7, 6.10).
template <typename Map>
Result<> weak_set(Runtime& rt, Map& map, Value key, Value value);
// What is there, or else `value`, which then is.
template <typename Map>
Result<Value> weak_set_default(Runtime& rt, Map& map, Value key, Value value);
// The value, which is taken out; the empty value when there is no such key.
template <typename Map>
Result<Value> weak_pop(Runtime& rt, Map& map, Value key);
// The newest item that is alive.
template <typename Map>
WeakItem weak_pop_item(Runtime& rt, Map& map);

// From a dict, a weak map, or whatever contains pairs. What was taken over before an error stays.
template <typename Map>
Result<> weak_update(Runtime& rt, Map& map, Value source);
// A map of the built-in class, whatever the class of this one (6.8).
template <typename Map>
Result<Map*> weak_copy(Runtime& rt, Map& map);

// What is alive, in order, now held strongly: keys, values, pairs (tuples); and WeakRefs to what is held weakly. Of any
// weak map, or set (elements, the second and third being empty lists).
enum class WeakPart : uint8_t { kKeys, kValues, kItems, kReferences };
MAYFLY_API Result<List*> weak_list(Runtime& rt, Value container, WeakPart part);

// --- any weak map, as generic operators see it ----------------------------------------------------------------------

inline bool is_weak_map(Value value) {
  return value.is<WeakValueMap>() || value.is<WeakKeyMap>() || value.is<WeakIdentityMap>();
}
// Calls f with the map as what it is.
template <typename F>
auto with_weak_map(Value map, F&& f) {
  if (WeakValueMap* values = map.try_as<WeakValueMap>()) return f(*values);
  if (WeakKeyMap* keys = map.try_as<WeakKeyMap>()) return f(*keys);
  return f(*map.as<WeakIdentityMap>());
}
// Whether == of two values is that of mappings: one is a WeakValueMap or WeakKeyMap, the other such a one or a dict.
bool compare_as_weak_mappings(Value a, Value b);
// As mappings of what is alive (6.8).
Result<bool> equal_weak_mappings(Runtime& rt, Value a, Value b);
// The items of a weak map, or elements of a weak set (with nil), in a new dict.
Result<Dict*> weak_snapshot(Runtime& rt, Value container);

}  // namespace mayfly
