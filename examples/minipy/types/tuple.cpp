// tuple.
#include <minipy/types/list.h>
#include <minipy/vm/slicing.h>
#include <minipy/vm/text.h>

namespace minipy {

namespace {

Result<Value> make(Runtime& rt, Arguments args) {
  const Class& base = *rt.space().class_of_kind(kKindTuple);
  Class* cls = MAYFLY_TRY(class_to_make(rt, args, base));
  MAYFLY_TRY(refuse_keywords(rt, args, *cls, base, Special::kInit));
  MAYFLY_TRY(check_count(rt, args, "tuple", 0, 1));
  Value tuple = Value::empty();
  if (args.positional() == 1) {
    tuple = MAYFLY_TRY(new_tuple(rt, {}));
  } else if (args[1].is<Tuple>()) {
    tuple = args[1];
  } else {
    const List* items = MAYFLY_TRY(to_list(rt, args[1]));
    tuple = MAYFLY_TRY(new_tuple(rt, items->values()));
  }
  return boxed(rt, *cls, tuple);
}

Result<Value> get(Runtime& rt, Arguments args) {
  const Tuple* self = MAYFLY_TRY(receiver<Tuple>(rt, args));
  if (args[1].is<SliceObject>()) {
    const List* items = MAYFLY_TRY(slice_items(rt, Value(self), args[1]));
    if (items->size() == self->size() && items->size() > 0 && items->at(0).identical(self->at(0)) &&
        args[1].as<SliceObject>()->step().is_nil())
      return Value(self);
    return new_tuple(rt, items->values());
  }
  const int64_t index = MAYFLY_TRY(sequence_index(rt, args[1], "tuple"));
  size_t place = 0;
  if (!place_index(index, self->size(), place)) return raise(rt, ExceptionId::kIndex, "tuple index out of range");
  return self->at(place);
}

Result<Value> length_of(Runtime& rt, Arguments args) {
  return Value::small(static_cast<int64_t>(MAYFLY_TRY(receiver<Tuple>(rt, args))->size()));
}

Result<Value> contains_item(Runtime& rt, Arguments args) {
  return Value::boolean(MAYFLY_TRY(minipy::contains(rt, MAYFLY_TRY(receiver<Tuple>(rt, args)), args[1])));
}

Result<Value> iterate(Runtime& rt, Arguments args) { return get_iterator(rt, MAYFLY_TRY(receiver<Tuple>(rt, args))); }

Result<Value> representation(Runtime& rt, Arguments args) {
  return Value(MAYFLY_TRY(container_repr(rt, MAYFLY_TRY(receiver<Tuple>(rt, args)))));
}

Result<Value> hash_of(Runtime& rt, Arguments args) {
  const uint64_t number = MAYFLY_TRY(hash(rt, Value(MAYFLY_TRY(receiver<Tuple>(rt, args)))));
  return make_integer(rt.heap(), static_cast<int64_t>(number));
}

Result<Value> add(Runtime& rt, Arguments args) {
  const Tuple* self = MAYFLY_TRY(receiver<Tuple>(rt, args));
  const Tuple* other = as<Tuple>(args[1]);
  if (!other) {
    if (other_may_know(rt, args[1], Special::kReflectedAdd)) return rt.not_implemented();
    return raise(rt, ExceptionId::kType, "can only concatenate tuple (not \"%s\") to tuple", type_name_of(rt, args[1]));
  }
  if (other->empty()) return Value(self);
  if (self->empty()) return Value(other);
  List* sum = List::create(rt.heap());
  if (!sum || !sum->reserve(rt.heap(), self->size() + other->size()) || !sum->extend(rt.heap(), self->values()) ||
      !sum->extend(rt.heap(), other->values()))
    return rt.heap().allocation_error();
  return new_tuple(rt, sum->values());
}

Result<Value> multiply(Runtime& rt, Arguments args) {
  const Tuple* self = MAYFLY_TRY(receiver<Tuple>(rt, args));
  const Value times = MAYFLY_TRY(repetitions(rt, args[1]));
  if (times.is_empty()) return rt.not_implemented();
  const size_t count = self->size();
  const auto repeats = static_cast<size_t>(times.as_small());
  if (count == 0 || repeats == 0) return new_tuple(rt, {});
  if (repeats == 1) return Value(self);
  if (repeats > (size_t{1} << 45) / count) return Error::out_of_memory();
  List* product = List::create(rt.heap());
  if (!product || !product->reserve(rt.heap(), count * repeats)) return rt.heap().allocation_error();
  for (size_t i = 0; i < repeats; i++)
    if (!product->extend(rt.heap(), self->values())) return rt.heap().allocation_error();
  return new_tuple(rt, product->values());
}

Result<Value> new_arguments(Runtime& rt, Arguments args) {
  const Value self = Value(MAYFLY_TRY(receiver<Tuple>(rt, args)));
  return new_tuple(rt, {&self, 1});
}

}  // namespace

Result<> define_tuple(Runtime& rt) {
  static constexpr NativeSpec kMethods[] = {
      keywords_static_method<make>("__new__"),
      method<tuple_index, 1, 3>("index"),
      method<tuple_count, 1>("count"),
      method<get, 1>("__getitem__"),
      method<length_of, 0>("__len__", NativeSpec::kLeaf),
      method<contains_item, 1>("__contains__"),
      method<iterate, 0>("__iter__"),
      method<representation, 0>("__repr__"),
      method<hash_of, 0>("__hash__"),
      method<add, 1>("__add__"),
      method<multiply, 1>("__mul__"),
      method<multiply, 1>("__rmul__"),
      method<new_arguments, 0>("__getnewargs__"),
      method<compare_native<Tuple, CompareOp::kEqual>, 1>("__eq__"),
      method<compare_native<Tuple, CompareOp::kNotEqual>, 1>("__ne__"),
      method<compare_native<Tuple, CompareOp::kLess>, 1>("__lt__"),
      method<compare_native<Tuple, CompareOp::kLessEqual>, 1>("__le__"),
      method<compare_native<Tuple, CompareOp::kGreater>, 1>("__gt__"),
      method<compare_native<Tuple, CompareOp::kGreaterEqual>, 1>("__ge__"),
  };
  Class& cls = *rt.space().class_of_kind(kKindTuple);
  MAYFLY_TRY(install(rt, cls, kMethods));
  return publish(rt, cls);
}

}  // namespace minipy
