// set and frozenset.
#include <minipy/types/set.h>

#include <mayfly/runtime/attributes/dict_operations.h>

namespace minipy {

namespace {

using Operation = Result<Dict*> (*)(Runtime& rt, Dict& a, Value b);

Result<Set*> new_set(Runtime& rt, bool frozen, Dict* elements = nullptr) {
  Set* set = Set::create(rt.heap(), frozen, elements);
  if (!set) return rt.heap().allocation_error();
  return set;
}

// The receiver of what changes a set.
Result<Set*> changeable(Runtime& rt, Arguments args) {
  Set* self = MAYFLY_TRY(receiver<Set>(rt, args));
  if (self->is_frozen()) return wrong_receiver(rt, args);
  return self;
}

Result<Value> make(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(class_to_make(rt, args, Minipy::of(rt).cls(ClassId::kSet)));
  return boxed(rt, *cls, Value(MAYFLY_TRY(new_set(rt, false))));
}

Result<Value> make_frozen(Runtime& rt, Arguments args) {
  Class& base = Minipy::of(rt).cls(ClassId::kFrozenSet);
  Class* cls = MAYFLY_TRY(class_to_make(rt, args, base));
  MAYFLY_TRY(refuse_keywords(rt, args, *cls, base, Special::kInit));
  MAYFLY_TRY(check_count(rt, args, "frozenset", 0, 1));
  if (args.positional() > 1 && args[1].is<Set>() && args[1].as<Set>()->is_frozen()) return boxed(rt, *cls, args[1]);
  Local<Set> set(rt, MAYFLY_TRY(new_set(rt, true)));
  if (!set) return set.error();
  if (args.positional() > 1) MAYFLY_TRY(add_all(rt, set->elements(), args[1]));
  return boxed(rt, *cls, Value(set.get()));
}

Result<Value> initialize(Runtime& rt, Arguments args) {
  Set* self = MAYFLY_TRY(changeable(rt, args));
  const Class& base = Minipy::of(rt).cls(ClassId::kSet);
  MAYFLY_TRY(refuse_keywords(rt, args, *rt.space().class_of(args[0]), base, Special::kNew));
  MAYFLY_TRY(check_count(rt, args, "set", 0, 1));
  self->elements().clear();
  if (args.positional() > 1) MAYFLY_TRY(add_all(rt, self->elements(), args[1]));
  return Value::nil();
}

Result<Value> add(Runtime& rt, Arguments args) {
  MAYFLY_TRY(dict_set(rt, MAYFLY_TRY(changeable(rt, args))->elements(), args[1], Value::nil()));
  return Value::nil();
}

Result<bool> take_out(Runtime& rt, Arguments args) {
  Set* self = MAYFLY_TRY(changeable(rt, args));
  Local<Value> key(rt, MAYFLY_TRY(as_element(rt, args[1])));
  if (!key) return key.error();
  return dict_delete(rt, self->elements(), *key);
}

Result<Value> discard(Runtime& rt, Arguments args) {
  MAYFLY_TRY(take_out(rt, args));
  return Value::nil();
}

Result<Value> remove(Runtime& rt, Arguments args) {
  if (!MAYFLY_TRY(take_out(rt, args))) return raise_with(rt, ExceptionId::kKey, args[1]);
  return Value::nil();
}

Result<Value> pop(Runtime& rt, Arguments args) {
  Dict& elements = MAYFLY_TRY(changeable(rt, args))->elements();
  if (elements.empty()) {
    const Value text = MAYFLY_TRY(new_string(rt, "pop from an empty set"));
    return raise_with(rt, ExceptionId::kKey, text);
  }
  const uint32_t first = elements.next(0);
  const Value key = elements.key_at(first);
  elements.erase_at(first);
  return key;
}

Result<Value> clear(Runtime& rt, Arguments args) {
  MAYFLY_TRY(changeable(rt, args))->elements().clear();
  return Value::nil();
}

Result<Value> update(Runtime& rt, Arguments args) {
  Set* self = MAYFLY_TRY(changeable(rt, args));
  for (uint32_t i = 1; i < args.positional(); i++) MAYFLY_TRY(add_all(rt, self->elements(), args[i]));
  return Value::nil();
}

// The set's dict stays the same, as iterators know it: its entries are replaced.
Result<> replace_elements(Runtime& rt, Set& set, Dict& elements) {
  if (!set.elements().reserve(rt.heap(), elements.size())) return rt.heap().allocation_error();
  set.elements().clear();
  for (uint32_t i = elements.next(0); i < elements.end(); i = elements.next(i + 1)) {
    if (!set.elements().insert_new(rt.heap(), elements.hash_at(i), elements.key_at(i), Value::nil()))
      return rt.heap().allocation_error();
  }
  return {};
}

template <Operation kOperation>
Result<Value> update_by(Runtime& rt, Arguments args) {
  Set* self = MAYFLY_TRY(changeable(rt, args));
  Local<Dict> result(rt, &self->elements());
  if (!result) return result.error();
  for (uint32_t i = 1; i < args.positional(); i++) {
    result.set(MAYFLY_TRY(kOperation(rt, *result, args[i])));
    // An intersection is a change of its own, the others are one for each argument.
    if (kOperation != &intersection_of || i + 1 == args.positional()) MAYFLY_TRY(replace_elements(rt, *self, *result));
  }
  return Value::nil();
}

template <NativeBody kUpdate>
Result<Value> in_place(Runtime& rt, Arguments args) {
  MAYFLY_TRY(changeable(rt, args));
  if (!as<Set>(args[1])) return rt.not_implemented();
  Result<Value> done = kUpdate(rt, args);
  return done ? Result<Value>(args[0]) : std::move(done);
}

// Independent of the order, and of how the elements' hashes differ in their last bits.
Result<Value> hash_of(Runtime& rt, Arguments args) {
  const Set* self = MAYFLY_TRY(receiver<Set>(rt, args));
  const Dict& elements = self->elements();
  uint64_t hash = (elements.size() + 1) * 1927868237u;
  for (uint32_t i = elements.next(0); i < elements.end(); i = elements.next(i + 1)) {
    const uint64_t each = elements.hash_at(i);
    hash ^= ((each ^ 89869747u) ^ (each << 16)) * 3644798167u;
  }
  hash ^= (hash >> 11) ^ (hash >> 25);
  return make_integer(rt.heap(), static_cast<int64_t>(hash * 69069u + 907133923u));
}

}  // namespace

Result<> define_set(Runtime& rt) {
  static constexpr NativeSpec kMethods[] = {
      keywords_static_method<make>("__new__"),
      keywords_method<initialize>("__init__"),
      method<add, 1>("add"),
      method<discard, 1>("discard"),
      method<remove, 1>("remove"),
      method<pop, 0>("pop"),
      method<clear, 0>("clear", NativeSpec::kLeaf),
      method<update, 0, kAnyNumber>("update"),
      method<update_by<intersection_of>, 0, kAnyNumber>("intersection_update"),
      method<update_by<difference_of>, 0, kAnyNumber>("difference_update"),
      method<update_by<symmetric_difference_of>, 1>("symmetric_difference_update"),
      method<in_place<update>, 1>("__ior__"),
      method<in_place<update_by<intersection_of>>, 1>("__iand__"),
      method<in_place<update_by<difference_of>>, 1>("__isub__"),
      method<in_place<update_by<symmetric_difference_of>>, 1>("__ixor__"),
  };
  static constexpr NativeSpec kFrozenMethods[] = {
      keywords_static_method<make_frozen>("__new__"),
      method<hash_of, 0>("__hash__"),
  };
  Minipy& minipy = Minipy::of(rt);
  constexpr Minipy::ClassTraits kTraits = {.weakly_referenceable = true, .is_final = false};
  Class* set = MAYFLY_TRY(minipy.make_class(ClassId::kSet, Set::kind(), kTraits));
  Class* frozen = MAYFLY_TRY(minipy.make_class(ClassId::kFrozenSet, Set::frozen_kind(), kTraits));
  for (Class* cls : {set, frozen}) {
    MAYFLY_TRY(define_set_algebra(rt, *cls));
    MAYFLY_TRY(publish(rt, *cls));
  }
  MAYFLY_TRY(install(rt, *set, kMethods));
  MAYFLY_TRY(make_unhashable(rt, *set));
  return install(rt, *frozen, kFrozenMethods);
}

}  // namespace minipy
