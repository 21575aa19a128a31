// dict: its methods.
#include <minipy/types/dict.h>
#include <minipy/vm/text.h>

#include <mayfly/runtime/attributes/dict_operations.h>

namespace minipy {

namespace {

Result<Dict*> new_dict(Runtime& rt) {
  Dict* dict = Dict::create(rt.heap());
  if (!dict) return rt.heap().allocation_error();
  return dict;
}

Result<Value> make(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(class_to_make(rt, args, *rt.space().class_of_kind(kKindDict)));
  return boxed(rt, *cls, Value(MAYFLY_TRY(new_dict(rt))));
}

Result<Value> update_with(Runtime& rt, Arguments args, const char* name) {
  Dict* self = MAYFLY_TRY(receiver<Dict>(rt, args));
  MAYFLY_TRY(check_count(rt, args, name, 0, 1));
  if (args.positional() == 2) MAYFLY_TRY(dict_update(rt, *self, args[1]));
  MAYFLY_TRY(update_from_keywords(rt, *self, args));
  return Value::nil();
}

Result<Value> initialize(Runtime& rt, Arguments args) { return update_with(rt, args, "dict"); }
Result<Value> update(Runtime& rt, Arguments args) { return update_with(rt, args, "update"); }

Result<Value> get_item_of(Runtime& rt, Arguments args) {
  Dict* self = MAYFLY_TRY(receiver<Dict>(rt, args));
  const Value found = MAYFLY_TRY(dict_get(rt, *self, args[1]));
  if (!found.is_empty()) return found;
  if (!args[0].is<Dict>() && is_defined(special_of(rt, args[0], Special::kMissing)))
    return call_special(rt, Special::kMissing, args[0], args[1]);
  return raise_with(rt, ExceptionId::kKey, args[1]);
}

Result<Value> set_item_of(Runtime& rt, Arguments args) {
  MAYFLY_TRY(dict_set(rt, *MAYFLY_TRY(receiver<Dict>(rt, args)), args[1], args[2]));
  return Value::nil();
}

Result<Value> delete_item_of(Runtime& rt, Arguments args) {
  if (!MAYFLY_TRY(dict_delete(rt, *MAYFLY_TRY(receiver<Dict>(rt, args)), args[1])))
    return raise_with(rt, ExceptionId::kKey, args[1]);
  return Value::nil();
}

Result<Value> contains_key(Runtime& rt, Arguments args) {
  const Value found = MAYFLY_TRY(dict_get(rt, *MAYFLY_TRY(receiver<Dict>(rt, args)), args[1]));
  return Value::boolean(!found.is_empty());
}

Result<Value> get(Runtime& rt, Arguments args) {
  const Value found = MAYFLY_TRY(dict_get(rt, *MAYFLY_TRY(receiver<Dict>(rt, args)), args[1]));
  if (!found.is_empty()) return found;
  return args.positional() > 2 ? args[2] : Value::nil();
}

Result<Value> set_default(Runtime& rt, Arguments args) {
  Dict* self = MAYFLY_TRY(receiver<Dict>(rt, args));
  return dict_set_default(rt, *self, args[1], args.positional() > 2 ? args[2] : Value::nil());
}

Result<Value> pop(Runtime& rt, Arguments args) {
  Dict* self = MAYFLY_TRY(receiver<Dict>(rt, args));
  // Nothing is looked for in an empty one, and so its key not hashed.
  const Value found = self->empty() ? Value::empty() : MAYFLY_TRY(dict_pop(rt, *self, args[1]));
  if (!found.is_empty()) return found;
  if (args.positional() > 2) return args[2];
  return raise_with(rt, ExceptionId::kKey, args[1]);
}

Result<Value> pop_item(Runtime& rt, Arguments args) {
  Dict* self = MAYFLY_TRY(receiver<Dict>(rt, args));
  if (self->empty()) {
    const Value text = MAYFLY_TRY(new_string(rt, "popitem(): dictionary is empty"));
    return raise_with(rt, ExceptionId::kKey, text);
  }
  const uint32_t last = self->last();
  const Value pair[] = {self->key_at(last), self->value_at(last)};
  const Value tuple = MAYFLY_TRY(new_tuple(rt, pair));
  self->erase_last();
  return tuple;
}

Result<Value> clear(Runtime& rt, Arguments args) {
  MAYFLY_TRY(receiver<Dict>(rt, args))->clear();
  return Value::nil();
}

Result<Value> copy(Runtime& rt, Arguments args) {
  return made(rt, copy_dict(rt.heap(), *MAYFLY_TRY(receiver<Dict>(rt, args))));
}

// fromkeys(iterable, value=None), of the class that it is called through.
Result<Value> from_keys(Runtime& rt, Arguments args) {
  MAYFLY_TRY(refuse_keywords(rt, args, "dict.fromkeys"));
  MAYFLY_TRY(check_count(rt, args, "fromkeys", 1, 2));
  const Value value = args.positional() > 2 ? args[2] : Value::nil();
  Local<Value> result(rt, MAYFLY_TRY(invoke(rt, args[0], {})));
  if (!result) return result.error();
  Dict* exact = (*result).try_as<Dict>();
  Items items(rt, args[1]);
  while (MAYFLY_TRY(items.next())) {
    if (exact)
      MAYFLY_TRY(dict_set(rt, *exact, items.value(), value));
    else
      MAYFLY_TRY(minipy::set_item(rt, *result, items.value(), value));
  }
  return *result;
}

template <DictView::Part kPart>
Result<Value> view(Runtime& rt, Arguments args) {
  return made(rt, DictView::create(rt.heap(), kPart, *MAYFLY_TRY(receiver<Dict>(rt, args))));
}

Result<Value> length_of(Runtime& rt, Arguments args) {
  return Value::small(static_cast<int64_t>(MAYFLY_TRY(receiver<Dict>(rt, args))->size()));
}

Result<Value> iterate(Runtime& rt, Arguments args) { return get_iterator(rt, MAYFLY_TRY(receiver<Dict>(rt, args))); }

Result<Value> iterate_backwards(Runtime& rt, Arguments args) {
  return reversed_entries(rt, Iterator::Type::kDictKeys, *MAYFLY_TRY(receiver<Dict>(rt, args)));
}

Result<Value> representation(Runtime& rt, Arguments args) {
  return Value(MAYFLY_TRY(container_repr(rt, MAYFLY_TRY(receiver<Dict>(rt, args)))));
}

template <bool kWanted>
Result<Value> equal(Runtime& rt, Arguments args) {
  const Dict* self = MAYFLY_TRY(receiver<Dict>(rt, args));
  const Value other = unboxed(args[1]);
  if (!other.is<Dict>()) return rt.not_implemented();
  return Value::boolean(MAYFLY_TRY(equals(rt, Value(self), other)) == kWanted);
}

// left | right: a copy of the left one's dict, of the left one's class.
Result<Value> merged(Runtime& rt, Value left, Value right) {
  Local<Dict> sum(rt, copy_dict(rt.heap(), *as<Dict>(left)));
  if (!sum) return sum.error();
  if (!sum.get()) return rt.heap().allocation_error();
  MAYFLY_TRY(dict_update(rt, *sum, right));
  return Value(sum.get());
}

Result<Value> merge(Runtime& rt, Arguments args) {
  MAYFLY_TRY(receiver<Dict>(rt, args));
  return as<Dict>(args[1]) ? merged(rt, args[0], args[1]) : rt.not_implemented();
}

Result<Value> merge_reflected(Runtime& rt, Arguments args) {
  MAYFLY_TRY(receiver<Dict>(rt, args));
  return as<Dict>(args[1]) ? merged(rt, args[1], args[0]) : rt.not_implemented();
}

Result<Value> merge_in_place(Runtime& rt, Arguments args) {
  MAYFLY_TRY(dict_update(rt, *MAYFLY_TRY(receiver<Dict>(rt, args)), args[1]));
  return args[0];
}

}  // namespace

Result<Value> reversed_entries(Runtime& rt, Iterator::Type type, Dict& dict) {
  return made(rt, Iterator::create(rt.heap(), type, Value(&dict), Value::small(static_cast<int64_t>(dict.size())),
                                   Iterator::pack(dict.end(), dict.size()), true));
}

Result<> define_dict(Runtime& rt) {
  static constexpr NativeSpec kMethods[] = {
      keywords_static_method<make>("__new__"),
      keywords_method<initialize>("__init__"),
      keywords_method<update>("update"),
      method<get, 1, 2>("get"),
      method<set_default, 1, 2>("setdefault"),
      method<pop, 1, 2>("pop"),
      method<pop_item, 0>("popitem"),
      method<clear, 0>("clear", NativeSpec::kLeaf),
      method<copy, 0>("copy", NativeSpec::kLeaf),
      class_method<from_keys>("fromkeys"),
      method<view<DictView::Part::kKeys>, 0>("keys", NativeSpec::kLeaf),
      method<view<DictView::Part::kValues>, 0>("values", NativeSpec::kLeaf),
      method<view<DictView::Part::kItems>, 0>("items", NativeSpec::kLeaf),
      method<get_item_of, 1>("__getitem__"),
      method<set_item_of, 2>("__setitem__"),
      method<delete_item_of, 1>("__delitem__"),
      method<contains_key, 1>("__contains__"),
      method<length_of, 0>("__len__", NativeSpec::kLeaf),
      method<iterate, 0>("__iter__"),
      method<iterate_backwards, 0>("__reversed__"),
      method<representation, 0>("__repr__"),
      method<equal<true>, 1>("__eq__"),
      method<equal<false>, 1>("__ne__"),
      method<merge, 1>("__or__"),
      method<merge_reflected, 1>("__ror__"),
      method<merge_in_place, 1>("__ior__"),
  };
  Class& cls = *rt.space().class_of_kind(kKindDict);
  MAYFLY_TRY(install(rt, cls, kMethods));
  MAYFLY_TRY(make_unhashable(rt, cls));
  return publish(rt, cls);
}

}  // namespace minipy
