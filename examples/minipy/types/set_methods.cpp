// What set and frozenset have in common.
#include <minipy/types/set.h>
#include <minipy/vm/text.h>

namespace minipy {

namespace {

using Operation = Result<Dict*> (*)(Runtime& rt, Dict& a, Value b);

// A new set of these elements, frozen as `like` is.
Result<Value> set_like(Runtime& rt, const Set& like, Dict& elements) {
  return made(rt, Set::create(rt.heap(), like.is_frozen(), &elements));
}

// union(*others) and the like.
template <Operation kOperation>
Result<Value> combine_all(Runtime& rt, Arguments args) {
  const Set* self = MAYFLY_TRY(receiver<Set>(rt, args));
  Local<Dict> result(rt, &self->elements());
  if (!result) return result.error();
  for (uint32_t i = 1; i < args.positional(); i++) result.set(MAYFLY_TRY(kOperation(rt, *result, args[i])));
  // One of its own, even where there was nothing to do.
  Dict* own = result.get() == &self->elements() ? copy_dict(rt.heap(), self->elements()) : result.get();
  if (!own) return rt.heap().allocation_error();
  return set_like(rt, *self, *own);
}

// a | b and the like: both must be sets.
template <Operation kOperation>
Result<Value> combine(Runtime& rt, Arguments args) {
  const Set* self = MAYFLY_TRY(receiver<Set>(rt, args));
  if (!as<Set>(args[1])) return rt.not_implemented();
  return set_like(rt, *self, *MAYFLY_TRY(kOperation(rt, self->elements(), unboxed(args[1]))));
}

template <Operation kOperation>
Result<Value> combine_reflected(Runtime& rt, Arguments args) {
  MAYFLY_TRY(receiver<Set>(rt, args));
  const Set* left = as<Set>(args[1]);
  if (!left) return rt.not_implemented();
  return set_like(rt, *left, *MAYFLY_TRY(kOperation(rt, left->elements(), unboxed(args[0]))));
}

template <CompareOp kOp>
Result<Value> compare_with(Runtime& rt, Arguments args) {
  const Set* self = MAYFLY_TRY(receiver<Set>(rt, args));
  const Set* other = as<Set>(args[1]);
  if (!other) return rt.not_implemented();
  return Value::boolean(MAYFLY_TRY(compare_sets(rt, kOp, self->elements(), other->elements())));
}

Result<Value> subset(Runtime& rt, Arguments args) {
  const Set* self = MAYFLY_TRY(receiver<Set>(rt, args));
  Local<Dict> other(rt, MAYFLY_TRY(elements_of(rt, args[1])));
  if (!other) return other.error();
  return Value::boolean(MAYFLY_TRY(is_subset(rt, self->elements(), *other)));
}

Result<Value> superset(Runtime& rt, Arguments args) {
  const Set* self = MAYFLY_TRY(receiver<Set>(rt, args));
  Local<Dict> other(rt, MAYFLY_TRY(elements_of(rt, args[1])));
  if (!other) return other.error();
  return Value::boolean(MAYFLY_TRY(is_subset(rt, *other, self->elements())));
}

Result<Value> disjoint(Runtime& rt, Arguments args) {
  const Set* self = MAYFLY_TRY(receiver<Set>(rt, args));
  return Value::boolean(MAYFLY_TRY(is_disjoint(rt, self->elements(), args[1])));
}

Result<Value> copy(Runtime& rt, Arguments args) {
  const Set* self = MAYFLY_TRY(receiver<Set>(rt, args));
  if (self->is_frozen()) return Value(self);
  Dict* elements = copy_dict(rt.heap(), self->elements());
  if (!elements) return rt.heap().allocation_error();
  return set_like(rt, *self, *elements);
}

Result<Value> length_of(Runtime& rt, Arguments args) {
  return Value::small(static_cast<int64_t>(MAYFLY_TRY(receiver<Set>(rt, args))->size()));
}

Result<Value> contains_element(Runtime& rt, Arguments args) {
  const Set* self = MAYFLY_TRY(receiver<Set>(rt, args));
  Local<Value> key(rt, MAYFLY_TRY(as_element(rt, args[1])));
  if (!key) return key.error();
  return Value::boolean(MAYFLY_TRY(has_element(rt, self->elements(), *key)));
}

Result<Value> iterate(Runtime& rt, Arguments args) { return get_iterator(rt, MAYFLY_TRY(receiver<Set>(rt, args))); }

Result<Value> representation(Runtime& rt, Arguments args) {
  const Set* self = MAYFLY_TRY(receiver<Set>(rt, args));
  const char* name = args[0].is<Set>() && !self->is_frozen() ? "" : type_name_of(rt, args[0]);
  return Value(MAYFLY_TRY(set_repr(rt, Value(self), name)));
}

}  // namespace

Result<Value> as_element(Runtime& rt, Value value) {
  const Set* set = as<Set>(value);
  if (!set || set->is_frozen() || is_defined(special_of(rt, value, Special::kHash))) return value;
  return made(rt, Set::create(rt.heap(), true, &set->elements()));
}

Result<> define_set_algebra(Runtime& rt, Class& cls) {
  static constexpr NativeSpec kMethods[] = {
      method<combine_all<union_of>, 0, kAnyNumber>("union"),
      method<combine_all<intersection_of>, 0, kAnyNumber>("intersection"),
      method<combine_all<difference_of>, 0, kAnyNumber>("difference"),
      method<combine_all<symmetric_difference_of>, 1>("symmetric_difference"),
      method<subset, 1>("issubset"),
      method<superset, 1>("issuperset"),
      method<disjoint, 1>("isdisjoint"),
      method<copy, 0>("copy"),
      method<length_of, 0>("__len__", NativeSpec::kLeaf),
      method<contains_element, 1>("__contains__"),
      method<iterate, 0>("__iter__"),
      method<representation, 0>("__repr__"),
      method<combine<union_of>, 1>("__or__"),
      method<combine<intersection_of>, 1>("__and__"),
      method<combine<difference_of>, 1>("__sub__"),
      method<combine<symmetric_difference_of>, 1>("__xor__"),
      method<combine_reflected<union_of>, 1>("__ror__"),
      method<combine_reflected<intersection_of>, 1>("__rand__"),
      method<combine_reflected<difference_of>, 1>("__rsub__"),
      method<combine_reflected<symmetric_difference_of>, 1>("__rxor__"),
      method<compare_with<CompareOp::kEqual>, 1>("__eq__"),
      method<compare_with<CompareOp::kNotEqual>, 1>("__ne__"),
      method<compare_with<CompareOp::kLess>, 1>("__lt__"),
      method<compare_with<CompareOp::kLessEqual>, 1>("__le__"),
      method<compare_with<CompareOp::kGreater>, 1>("__gt__"),
      method<compare_with<CompareOp::kGreaterEqual>, 1>("__ge__"),
  };
  return install(rt, cls, kMethods);
}

}  // namespace minipy
