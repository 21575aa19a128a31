// _ValueMap, _KeyMap and _Set: the core's weak maps and sets, for lib/weakref.py to make Python's classes of (contract 6).
//
// To go through one: version() tells whether the program changed it, next(position) gives (position behind it, key,
// value) of the next item that is alive, or None.
#include <minipy/modules/weakref.h>
#include <minipy/vm/namespace.h>

#include <mayfly/objects/weak/weak_items.h>
#include <mayfly/objects/weak/weak_set.h>
#include <mayfly/runtime/weak/weak_mapping.h>
#include <mayfly/runtime/weak/weak_set_operations.h>

namespace minipy {

namespace {

template <typename Container>
Result<Value> make(Runtime& rt, Arguments args) {
  Class& built_in = *rt.space().class_of_kind(Container::kKind);
  Class* cls = MAYFLY_TRY(class_to_make(rt, args, built_in));
  return made(rt, Container::create(rt.heap(), cls == &built_in ? nullptr : cls));
}

template <typename Container>
Result<Value> count(Runtime& rt, Arguments args) {
  Container* self = MAYFLY_TRY(receiver<Container>(rt, args));
  return Value::small(static_cast<int64_t>(WeakItems(*self).size(rt.heap())));
}

template <typename Container>
Result<Value> get_version(Runtime& rt, Arguments args) {
  Container* self = MAYFLY_TRY(receiver<Container>(rt, args));
  return make_integer(rt.heap(), static_cast<int64_t>(self->version() & INT64_MAX));
}

template <typename Container>
Result<Value> next_after(Runtime& rt, Arguments args) {
  Container* self = MAYFLY_TRY(receiver<Container>(rt, args));
  if (!args[1].is_small() || args[1].as_small() < 0)
    return raise(rt, ExceptionId::kType, "next() takes a position that next() gave, or 0");
  auto position = static_cast<uint32_t>(args[1].as_small());
  Locals<3> item(rt);
  if (!item) return item.error();
  Value key, value;
  if (!WeakItems(*self).next(rt.heap(), position, key, value)) return Value::nil();
  item[0] = Value::small(position);
  item[1] = key;
  item[2] = value.is_empty() ? Value::nil() : value;
  return new_tuple(rt, item.span());
}

template <typename Container, WeakPart kPart>
Result<Value> list(Runtime& rt, Arguments args) {
  MAYFLY_TRY(receiver<Container>(rt, args));
  return Value(MAYFLY_TRY(weak_list(rt, args[0], kPart)));
}

template <typename Container>
Result<Value> clear(Runtime& rt, Arguments args) {
  Container* self = MAYFLY_TRY(receiver<Container>(rt, args));
  for (uint32_t last = self->last(rt.heap()); last != Container::kNotFound; last = self->last(rt.heap()))
    (void)self->erase_at(rt.heap(), last);
  return Value::nil();
}

// --- maps -----------------------------------------------------------------------------------------------------------

template <typename Map>
Result<Value> get(Runtime& rt, Arguments args) {
  const Value found = MAYFLY_TRY(weak_get(rt, *MAYFLY_TRY(receiver<Map>(rt, args)), args[1]));
  if (!found.is_empty()) return found;
  return args.positional() > 2 ? args[2] : Value::nil();
}

template <typename Map>
Result<Value> get_item_of(Runtime& rt, Arguments args) {
  const Value found = MAYFLY_TRY(weak_get(rt, *MAYFLY_TRY(receiver<Map>(rt, args)), args[1]));
  if (found.is_empty()) return raise_with(rt, ExceptionId::kKey, args[1]);
  return found;
}

template <typename Map>
Result<Value> set(Runtime& rt, Arguments args) {
  MAYFLY_TRY(weak_set(rt, *MAYFLY_TRY(receiver<Map>(rt, args)), args[1], args[2]));
  return Value::nil();
}

template <typename Map>
Result<Value> set_default(Runtime& rt, Arguments args) {
  return weak_set_default(rt, *MAYFLY_TRY(receiver<Map>(rt, args)), args[1], args[2]);
}

// KeyError where there is no such key.
template <typename Map>
Result<Value> erase(Runtime& rt, Arguments args) {
  const Value gone = MAYFLY_TRY(weak_pop(rt, *MAYFLY_TRY(receiver<Map>(rt, args)), args[1]));
  if (gone.is_empty()) return raise_with(rt, ExceptionId::kKey, args[1]);
  return Value::nil();
}

template <typename Map>
Result<Value> pop(Runtime& rt, Arguments args) {
  const Value gone = MAYFLY_TRY(weak_pop(rt, *MAYFLY_TRY(receiver<Map>(rt, args)), args[1]));
  if (!gone.is_empty()) return gone;
  return args.positional() > 2 ? Result<Value>(args[2]) : raise_with(rt, ExceptionId::kKey, args[1]);
}

// None when it is empty.
template <typename Map>
Result<Value> pop_item(Runtime& rt, Arguments args) {
  const WeakItem item = weak_pop_item(rt, *MAYFLY_TRY(receiver<Map>(rt, args)));
  if (item.key.is_empty()) return Value::nil();
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = item.key;
  held[1] = item.value;
  return new_tuple(rt, held.span());
}

template <typename Map>
Result<Value> contains_key(Runtime& rt, Arguments args) {
  return Value::boolean(MAYFLY_TRY(weak_contains(rt, *MAYFLY_TRY(receiver<Map>(rt, args)), args[1])));
}

template <typename Map>
Result<Value> copy(Runtime& rt, Arguments args) {
  return Value(MAYFLY_TRY(weak_copy(rt, *MAYFLY_TRY(receiver<Map>(rt, args)))));
}

template <typename Map>
constexpr NativeSpec kMap[] = {
    static_method<make<Map>, 1>("__new__"),
    method<get<Map>, 1, 2>("get"),
    method<set<Map>, 2>("set"),
    method<set_default<Map>, 2>("setdefault"),
    method<erase<Map>, 1>("delete"),
    method<pop<Map>, 1, 2>("pop"),
    method<pop_item<Map>, 0>("popitem"),
    method<contains_key<Map>, 1>("contains"),
    method<count<Map>, 0>("len"),
    method<list<Map, WeakPart::kKeys>, 0>("keys"),
    method<list<Map, WeakPart::kValues>, 0>("values"),
    method<list<Map, WeakPart::kItems>, 0>("items"),
    method<list<Map, WeakPart::kReferences>, 0>("refs"),
    method<copy<Map>, 0>("copy"),
    method<clear<Map>, 0>("clear"),
    method<get_version<Map>, 0>("version"),
    method<next_after<Map>, 1>("next"),
    method<get_item_of<Map>, 1>("__getitem__"),
    method<set<Map>, 2>("__setitem__"),
    method<erase<Map>, 1>("__delitem__"),
    method<contains_key<Map>, 1>("__contains__"),
    method<count<Map>, 0>("__len__"),
};

// --- sets -----------------------------------------------------------------------------------------------------------

Result<WeakSet*> set_receiver(Runtime& rt, Arguments args) { return receiver<WeakSet>(rt, args); }

Result<Value> add(Runtime& rt, Arguments args) {
  MAYFLY_TRY(weak_set_add(rt, *MAYFLY_TRY(set_receiver(rt, args)), args[1]));
  return Value::nil();
}

// True: it was there.
Result<Value> discard(Runtime& rt, Arguments args) {
  return Value::boolean(MAYFLY_TRY(weak_set_discard(rt, *MAYFLY_TRY(set_receiver(rt, args)), args[1])));
}

Result<Value> contains_element(Runtime& rt, Arguments args) {
  return Value::boolean(MAYFLY_TRY(weak_set_contains(rt, *MAYFLY_TRY(set_receiver(rt, args)), args[1])));
}

Result<Value> pop_element(Runtime& rt, Arguments args) {
  const Value element = weak_set_pop(rt, *MAYFLY_TRY(set_receiver(rt, args)));
  if (element.is_empty()) return raise(rt, ExceptionId::kKey, "pop from empty WeakSet");
  return element;
}

Result<Value> copy_set(Runtime& rt, Arguments args) {
  return Value(MAYFLY_TRY(weak_set_copy(rt, *MAYFLY_TRY(set_receiver(rt, args)))));
}

constexpr NativeSpec kSet[] = {
    static_method<make<WeakSet>, 1>("__new__"),
    method<add, 1>("add"),
    method<discard, 1>("discard"),
    method<contains_element, 1>("contains"),
    method<count<WeakSet>, 0>("len"),
    method<list<WeakSet, WeakPart::kKeys>, 0>("elements"),
    method<list<WeakSet, WeakPart::kReferences>, 0>("refs"),
    method<pop_element, 0>("pop"),
    method<copy_set, 0>("copy"),
    method<clear<WeakSet>, 0>("clear"),
    method<get_version<WeakSet>, 0>("version"),
    method<next_after<WeakSet>, 1>("next"),
    method<contains_element, 1>("__contains__"),
    method<count<WeakSet>, 0>("__len__"),
};

Result<> define(Runtime& rt, Dict& ns, gc::KindId kind, const char* name, std::span<const NativeSpec> methods) {
  Class& cls = *rt.space().class_of_kind(kind);
  MAYFLY_TRY(name_class(rt, cls, name, "_weakref"));
  MAYFLY_TRY(install(rt, cls, methods));
  MAYFLY_TRY(make_unhashable(rt, cls));
  return set_in(rt, ns, name, Value(&cls));
}

}  // namespace

Result<> define_weak_containers(Runtime& rt, Dict& ns) {
  MAYFLY_TRY(define(rt, ns, kKindWeakValueMap, "_ValueMap", kMap<WeakValueMap>));
  MAYFLY_TRY(define(rt, ns, kKindWeakKeyMap, "_KeyMap", kMap<WeakKeyMap>));
  return define(rt, ns, kKindWeakSet, "_Set", kSet);
}

}  // namespace minipy
