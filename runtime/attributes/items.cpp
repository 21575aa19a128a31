// Truth, length, and items by key or index.
#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/utf8.h>
#include <mayfly/objects/value/boxed_integer.h>
#include <mayfly/objects/value/describe.h>
#include <mayfly/objects/value/number.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/objects/weak/weak_items.h>
#include <mayfly/runtime/attributes/dict_operations.h>
#include <mayfly/runtime/attributes/operators.h>
#include <mayfly/runtime/attributes/own_special.h>
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/weak/proxy_target.h>
#include <mayfly/runtime/weak/weak_mapping.h>

namespace mayfly {

namespace {

Error not_supported(Runtime& rt, Value value, const char* what) {
  return make_error(ErrorKind::kType, "'%s' object %s", type_name(rt.space(), value).data(), what);
}

// Calls a special with up to three values; the caller knows that there is one.
Result<Value> call_special(Runtime& rt, Special special, Value self, Value first = Value::empty(),
                           Value second = Value::empty()) {
  Locals<3> held(rt);
  if (!held) return held.error();
  const uint32_t count = 1 + !first.is_empty() + !second.is_empty();
  held[0] = self;
  if (count > 1) held[1] = first;
  if (count > 2) held[2] = second;
  return invoke_special(rt, special, Arguments(&held[0], count));
}

// The place in a sequence that an index means; negative ones count from the end.
Result<size_t> place(Runtime& rt, Value container, size_t size, Value key) {
  const std::optional<int64_t> index = to_int64(key);
  if (!index) {
    return make_error(ErrorKind::kType, "the index of a '%s' must be an integer, not '%s'",
                      type_name(rt.space(), container).data(), type_name(rt.space(), key).data());
  }
  const int64_t count = static_cast<int64_t>(size);
  const int64_t at = *index < 0 ? *index + count : *index;
  if (at < 0 || at >= count) {
    return make_error(ErrorKind::kIndex, "index %lld is out of range: the '%s' has %zu items",
                      static_cast<long long>(*index), type_name(rt.space(), container).data(), size);
  }
  return static_cast<size_t>(at);
}

Result<Value> character(Runtime& rt, const String& text, Value key) {
  const size_t at = MAYFLY_TRY(place(rt, &text, text.length(), key));
  size_t begin = 0;
  size_t end = 0;
  for (size_t i = 0; i <= at; i++) {
    begin = end;
    utf8::decode(text.view(), end);
  }
  const String* made = String::create(rt.heap(), text.view().substr(begin, end - begin));
  if (!made) return rt.heap().allocation_error();
  return made;
}

Error missing_key(Runtime& rt, Value key) {
  return make_error(ErrorKind::kKey, "no such key: %s", describe(rt.space(), key).c_str());
}

Result<Value> get_from_dict(Runtime& rt, Dict& dict, Value key) {
  const Value found = MAYFLY_TRY(dict_get(rt, dict, key));
  if (!found.is_empty()) return found;
  if (!own_special(rt, &dict, Special::kMissing).is_empty()) return call_special(rt, Special::kMissing, &dict, key);
  return missing_key(rt, key);
}

Result<Value> get_from_weak_map(Runtime& rt, Value map, Value key) {
  const Value found = MAYFLY_TRY(with_weak_map(map, [&](auto& each) { return weak_get(rt, each, key); }));
  if (found.is_empty()) return missing_key(rt, key);
  return found;
}

}  // namespace

bool is_instance(const ObjectSpace& space, Value value, const Class& cls) {
  if (space.class_of(value)->is_subclass_of(cls)) return true;
  const WeakProxy* proxy = value.try_as<WeakProxy>();
  const Object* target = proxy ? proxy->get() : nullptr;
  return target && space.class_of(Value(target))->is_subclass_of(cls);
}

Result<bool> truth(Runtime& rt, Value value) {
  if (value.is_boolean()) return value.is_true();
  if (value.is_nil()) return false;
  if (is_number(value)) return compare_numbers(value, Value::small(0)) != 0;
  if (is_proxy(value)) [[unlikely]]
    return on_target(rt, value, [&](Value target) { return truth(rt, target); });
  if (!own_special(rt, value, Special::kBool).is_empty()) {
    const Value answer = MAYFLY_TRY(call_special(rt, Special::kBool, value));
    if (answer.is_boolean()) return answer.is_true();
    return make_error(ErrorKind::kType, "the truth of '%s' object must be a boolean, not '%s'",
                      type_name(rt.space(), value).data(), type_name(rt.space(), answer).data());
  }
  const gc::KindId kind = value.cell()->kind();
  const bool has_length = kind == kKindString || kind == kKindList || kind == kKindTuple || kind == kKindDict ||
                          WeakItems::is(value) || !own_special(rt, value, Special::kLength).is_empty();
  if (!has_length) return true;
  return MAYFLY_TRY(length(rt, value)) != 0;
}

Result<size_t> length(Runtime& rt, Value value) {
  if (is_proxy(value)) [[unlikely]]
    return on_target(rt, value, [&](Value target) { return length(rt, target); });
  if (!own_special(rt, value, Special::kLength).is_empty()) {
    const Value answer = MAYFLY_TRY(call_special(rt, Special::kLength, value));
    const std::optional<int64_t> count = to_int64(answer);
    if (!count) {
      return make_error(ErrorKind::kType, "the length of '%s' object must be an integer, not '%s'",
                        type_name(rt.space(), value).data(), type_name(rt.space(), answer).data());
    }
    if (*count < 0) {
      return make_error(ErrorKind::kValue, "the length of '%s' object must not be negative, as %lld is",
                        type_name(rt.space(), value).data(), static_cast<long long>(*count));
    }
    return static_cast<size_t>(*count);
  }
  if (const String* text = value.try_as<String>()) return text->length();
  if (const List* list = value.try_as<List>()) return list->size();
  if (const Tuple* tuple = value.try_as<Tuple>()) return tuple->size();
  if (const Dict* dict = value.try_as<Dict>()) return dict->size();
  if (WeakItems::is(value)) return WeakItems(*value.cell()).size(rt.heap());
  return not_supported(rt, value, "has no length");
}

Result<Value> get_item(Runtime& rt, Value container, Value key) {
  if (is_proxy(container)) [[unlikely]]
    return on_target(rt, container, [&](Value target) { return get_item(rt, target, key); });
  if (!own_special(rt, container, Special::kGetItem).is_empty())
    return call_special(rt, Special::kGetItem, container, key);
  if (const List* list = container.try_as<List>()) return list->at(MAYFLY_TRY(place(rt, container, list->size(), key)));
  if (const Tuple* tuple = container.try_as<Tuple>())
    return tuple->at(MAYFLY_TRY(place(rt, container, tuple->size(), key)));
  if (Dict* dict = container.try_as<Dict>()) return get_from_dict(rt, *dict, key);
  if (const String* text = container.try_as<String>()) return character(rt, *text, key);
  if (is_weak_map(container)) return get_from_weak_map(rt, container, key);
  return not_supported(rt, container, "has no items to get");
}

Result<> set_item(Runtime& rt, Value container, Value key, Value value) {
  if (is_proxy(container)) [[unlikely]]
    return on_target(rt, container, [&](Value target) { return set_item(rt, target, key, value); });
  if (!own_special(rt, container, Special::kSetItem).is_empty()) {
    Result<Value> done = call_special(rt, Special::kSetItem, container, key, value);
    if (!done) return done.take_error();
    return {};
  }
  if (List* list = container.try_as<List>()) {
    list->set(MAYFLY_TRY(place(rt, container, list->size(), key)), value);
    return {};
  }
  if (Dict* dict = container.try_as<Dict>()) return dict_set(rt, *dict, key, value);
  if (is_weak_map(container)) return with_weak_map(container, [&](auto& map) { return weak_set(rt, map, key, value); });
  return not_supported(rt, container, "has no items to set");
}

Result<> delete_item(Runtime& rt, Value container, Value key) {
  if (is_proxy(container)) [[unlikely]]
    return on_target(rt, container, [&](Value target) { return delete_item(rt, target, key); });
  if (!own_special(rt, container, Special::kDeleteItem).is_empty()) {
    Result<Value> done = call_special(rt, Special::kDeleteItem, container, key);
    if (!done) return done.take_error();
    return {};
  }
  if (List* list = container.try_as<List>()) {
    list->erase(MAYFLY_TRY(place(rt, container, list->size(), key)));
    return {};
  }
  if (Dict* dict = container.try_as<Dict>()) {
    if (MAYFLY_TRY(dict_delete(rt, *dict, key))) return {};
    return missing_key(rt, key);
  }
  if (is_weak_map(container)) {
    const Value gone = MAYFLY_TRY(with_weak_map(container, [&](auto& map) { return weak_pop(rt, map, key); }));
    if (gone.is_empty()) return missing_key(rt, key);
    return {};
  }
  return not_supported(rt, container, "has no items to delete");
}

}  // namespace mayfly
