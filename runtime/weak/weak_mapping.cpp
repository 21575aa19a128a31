#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/objects/value/describe.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/objects/weak/weak_items.h>
#include <mayfly/objects/weak/weak_ref.h>
#include <mayfly/runtime/attributes/dict_operations.h>
#include <mayfly/runtime/attributes/iteration.h>
#include <mayfly/runtime/weak/weak_locate.h>
#include <mayfly/runtime/weak/weak_mapping.h>

namespace mayfly {

Error not_weakly_referenceable(Runtime& rt, Value container, const char* role, Value value) {
  return make_error(ErrorKind::kType, "the %s of a %s must be an object that can be weakly referenced, not %s (%s)",
                    role, type_name(rt.space(), container).data(), describe(rt.space(), value).c_str(),
                    type_name(rt.space(), value).data());
}

Result<> check_weak_key(Runtime& rt, Value container, Value key) {
  if (is_weakly_referenceable(rt.space(), key)) [[likely]]
    return {};
  return not_weakly_referenceable(rt, container, container.is<WeakSet>() ? "element" : "key", key);
}

namespace {

// The value of what was found; empty when it is gone.
template <typename Map>
Value found_value(const Map& map, const WeakLocation<Map>& at) {
  return map.value_at(at.position());
}

template <typename Map>
[[gnu::noinline]] Result<Value> get_slowly(Runtime& rt, Map& map, Value key) {
  WeakLocation<Map> at(rt, map, key);
  return MAYFLY_TRY(at.find()) ? found_value(map, at) : Value::empty();
}

template <typename Map>
[[gnu::noinline]] Result<> set_slowly(Runtime& rt, Map& map, Value key, Value value) {
  WeakLocation<Map> at(rt, map, key, value);
  if (MAYFLY_TRY(at.find())) {
    if constexpr (has_weak_keys<Map>) {
      if (map.set_value_at(rt.heap(), at.position(), value)) return {};
    } else {
      if (map.set_value_at(rt.heap(), at.position(), *value.cell())) return {};
    }
  }
  return at.insert(value);
}

template <typename Map>
Result<> check_value_of(Runtime& rt, Map& map, Value value) {
  if constexpr (!has_weak_keys<Map>) {
    if (!is_weakly_referenceable(rt.space(), value)) return not_weakly_referenceable(rt, &map, "value", value);
  }
  return {};
}

}  // namespace

template <typename Map>
Result<Value> weak_get(Runtime& rt, Map& map, Value key) {
  uint64_t hash = 0;
  const Probed found = find_quickly(rt, map, key, hash);
  if (found.found()) return map.value_at(found.position);
  if (found.absent()) return Value::empty();
  return get_slowly(rt, map, key);
}

template <typename Map>
Result<bool> weak_contains(Runtime& rt, Map& map, Value key) {
  if constexpr (has_weak_keys<Map>) {
    if (!is_weakly_referenceable(rt.space(), key)) return false;
  }
  return !MAYFLY_TRY(weak_get(rt, map, key)).is_empty();
}

template <typename Map>
Result<> weak_set(Runtime& rt, Map& map, Value key, Value value) {
  MAYFLY_TRY(check_value_of(rt, map, value));
  uint64_t hash = 0;
  const Probed found = find_quickly(rt, map, key, hash);
  if (!found.absent()) return set_slowly(rt, map, key, value);
  if (!insert_new(rt, map, hash, key, value, found.vacant)) return rt.heap().allocation_error();
  return {};
}

template <typename Map>
Result<Value> weak_set_default(Runtime& rt, Map& map, Value key, Value value) {
  WeakLocation<Map> at(rt, map, key, value);
  if (MAYFLY_TRY(at.find()))
    if (const Value present = found_value(map, at); !present.is_empty()) return present;
  MAYFLY_TRY(check_value_of(rt, map, value));
  MAYFLY_TRY(at.insert(value));
  return value;
}

template <typename Map>
Result<Value> weak_pop(Runtime& rt, Map& map, Value key) {
  WeakLocation<Map> at(rt, map, key);
  if (!MAYFLY_TRY(at.find())) return Value::empty();
  const Value value = found_value(map, at);
  if (!value.is_empty()) map.erase_at(rt.heap(), at.position());
  return value;
}

template <typename Map>
WeakItem weak_pop_item(Runtime& rt, Map& map) {
  gc::Heap& heap = rt.heap();
  for (uint32_t last = map.last(heap); last != Map::kNotFound; last = map.last(heap)) {
    WeakItem item = {Value::empty(), Value::empty()};
    if (map.read(last, item.key, item.value) && map.erase_at(heap, last)) return item;
  }
  return {Value::empty(), Value::empty()};
}

namespace {

// Keys and values one by one, whatever they come from.
class Pairs {
 public:
  Pairs(Runtime& rt, Value source) : rt_(rt), held_(rt), pairs_(rt, source) {
    if (!held_) return;
    held_[kSource] = source;
    if (const Dict* dict = source.try_as<Dict>())
      version_ = dict->version();
    else if (WeakItems::is(source))
      version_ = WeakItems(*source.cell()).version();
  }
  Result<bool> next() {
    if (!held_) return held_.error();
    const Value source = held_[kSource];
    if (const Dict* dict = source.try_as<Dict>()) {
      if (dict->version() != version_) return changed();
      position_ = dict->next(position_);
      if (position_ >= dict->end()) return false;
      held_[kKey] = dict->key_at(position_);
      held_[kValue] = dict->value_at(position_++);
      return true;
    }
    if (is_weak_map(source)) {
      const WeakItems items(*source.cell());
      if (items.version() != version_) return changed();
      return items.next(rt_.heap(), position_, held_[kKey], held_[kValue]);
    }
    if (!MAYFLY_TRY(pairs_.next())) return false;
    Iteration parts(rt_, pairs_.value());
    for (const Slot slot : {kKey, kValue}) {
      if (!MAYFLY_TRY(parts.next())) return no_pair();
      held_[slot] = parts.value();
    }
    if (MAYFLY_TRY(parts.next())) return no_pair();
    return true;
  }
  Value key() { return held_[kKey]; }
  Value value() { return held_[kValue]; }

 private:
  enum Slot { kSource, kKey, kValue, kSlotCount };

  Error changed() {
    return make_error(ErrorKind::kValue, "the %s was changed while it was iterated over",
                      type_name(rt_.space(), held_[kSource]).data());
  }
  Error no_pair() {
    return make_error(ErrorKind::kValue, "a map is made of pairs of key and value, not of %s (%s)",
                      describe(rt_.space(), pairs_.value()).c_str(), type_name(rt_.space(), pairs_.value()).data());
  }

  Runtime& rt_;
  Locals<kSlotCount> held_;
  Iteration pairs_;
  uint32_t position_ = 0;
  uint64_t version_ = 0;
};

}  // namespace

template <typename Map>
Result<> weak_update(Runtime& rt, Map& map, Value source) {
  if (source.is_object() && source.cell() == &map) return {};
  Local<Map> held(rt, &map);
  if (!held) return held.error();
  Pairs pairs(rt, source);
  while (MAYFLY_TRY(pairs.next())) MAYFLY_TRY(weak_set(rt, map, pairs.key(), pairs.value()));
  return {};
}

template <typename Map>
Result<Map*> weak_copy(Runtime& rt, Map& map) {
  Map* made = Map::create(rt.heap());
  if (!made || !made->add_all(rt.heap(), map)) return rt.heap().allocation_error();
  return made;
}

#define MAYFLY_INSTANTIATE(Map)                                                     \
  template MAYFLY_API Result<Value> weak_get(Runtime&, Map&, Value);                \
  template MAYFLY_API Result<bool> weak_contains(Runtime&, Map&, Value);            \
  template MAYFLY_API Result<> weak_set(Runtime&, Map&, Value, Value);              \
  template MAYFLY_API Result<Value> weak_set_default(Runtime&, Map&, Value, Value); \
  template MAYFLY_API Result<Value> weak_pop(Runtime&, Map&, Value);                \
  template MAYFLY_API WeakItem weak_pop_item(Runtime&, Map&);                       \
  template MAYFLY_API Result<> weak_update(Runtime&, Map&, Value);                  \
  template MAYFLY_API Result<Map*> weak_copy(Runtime&, Map&);
MAYFLY_INSTANTIATE(WeakValueMap)
MAYFLY_INSTANTIATE(WeakKeyMap)
MAYFLY_INSTANTIATE(WeakIdentityMap)
#undef MAYFLY_INSTANTIATE

Result<List*> weak_list(Runtime& rt, Value container, WeakPart part) {
  gc::Heap& heap = rt.heap();
  Local<List> list(rt, List::create(heap));
  if (!list) return list.error();
  if (!list.get()) return heap.allocation_error();
  const WeakItems items(*container.cell());
  uint32_t position = 0;
  Value key, value;
  // Nothing here changes the container; what dies while memory is found is left out.
  while (items.next(heap, position, key, value)) {
    Value item = part == WeakPart::kValues ? value : key;
    if (part == WeakPart::kItems) {
      const Value pair[] = {key, value};
      const Tuple* made = Tuple::create(heap, pair);
      if (!made) return heap.allocation_error();
      item = made;
    } else if (part == WeakPart::kReferences) {
      item = MAYFLY_TRY(WeakRef::create(rt.space(), container.is<WeakValueMap>() ? value : key));
    }
    if (!list->append(heap, item)) return heap.allocation_error();
  }
  return list.get();
}

bool compare_as_weak_mappings(Value a, Value b) {
  const auto is_mapping = [](Value value) { return value.is<WeakValueMap>() || value.is<WeakKeyMap>(); };
  return (is_mapping(a) && (is_mapping(b) || b.is<Dict>())) || (is_mapping(b) && a.is<Dict>());
}

Result<Dict*> weak_snapshot(Runtime& rt, Value container) {
  Local<Dict> made(rt, Dict::create(rt.heap()));
  if (!made) return made.error();
  if (!made.get()) return rt.heap().allocation_error();
  // The list first: == of user classes may do what it likes to the container.
  Locals<1> held(rt);
  if (!held) return held.error();
  const bool is_set = container.is<WeakSet>();
  held[0] = MAYFLY_TRY(weak_list(rt, container, is_set ? WeakPart::kKeys : WeakPart::kItems));
  for (size_t i = 0; i < held[0].as<List>()->size(); i++) {
    const Value item = held[0].as<List>()->at(i);
    if (is_set)
      MAYFLY_TRY(dict_set(rt, *made, item, Value::nil()));
    else
      MAYFLY_TRY(dict_set(rt, *made, item.as<Tuple>()->at(0), item.as<Tuple>()->at(1)));
  }
  return made.get();
}

Result<bool> equal_weak_mappings(Runtime& rt, Value a, Value b) {
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = a;
  held[1] = b;
  for (size_t i = 0; i < 2; i++)
    if (WeakItems::is(held[i])) held[i] = MAYFLY_TRY(weak_snapshot(rt, held[i]));
  return equals(rt, held[0], held[1]);
}

}  // namespace mayfly
