// slice.
#include <minipy/types/range.h>
#include <minipy/vm/text.h>

namespace minipy {

namespace {

Result<Value> make(Runtime& rt, Arguments args) {
  MAYFLY_TRY(class_to_make(rt, args, Minipy::of(rt).cls(ClassId::kSlice)));
  MAYFLY_TRY(refuse_keywords(rt, args, "slice"));
  MAYFLY_TRY(check_count(rt, args, "slice", 1, 3));
  const uint32_t count = args.positional() - 1;
  const Value start = count > 1 ? args[1] : Value::nil();
  const Value stop = count > 1 ? args[2] : args[1];
  return made(rt, SliceObject::create(rt.heap(), start, stop, count > 2 ? args[3] : Value::nil()));
}

Result<Value> start_of(Runtime& rt, Arguments args) { return MAYFLY_TRY(receiver<SliceObject>(rt, args))->start(); }
Result<Value> stop_of(Runtime& rt, Arguments args) { return MAYFLY_TRY(receiver<SliceObject>(rt, args))->stop(); }
Result<Value> step_of(Runtime& rt, Arguments args) { return MAYFLY_TRY(receiver<SliceObject>(rt, args))->step(); }

Result<Value> parts(Runtime& rt, const SliceObject& slice) {
  const Value values[] = {slice.start(), slice.stop(), slice.step()};
  return new_tuple(rt, values);
}

Result<Value> representation(Runtime& rt, Arguments args) {
  Local<Value> tuple(rt, MAYFLY_TRY(parts(rt, *MAYFLY_TRY(receiver<SliceObject>(rt, args)))));
  if (!tuple) return tuple.error();
  const String* text = MAYFLY_TRY(container_repr(rt, *tuple));
  String* made_text = String::concatenate(rt.heap(), "slice", text->view());
  return made(rt, made_text);
}

template <CompareOp kOp>
Result<Value> compare_with(Runtime& rt, Arguments args) {
  const SliceObject* self = MAYFLY_TRY(receiver<SliceObject>(rt, args));
  const SliceObject* other = args[1].try_as<SliceObject>();
  if (!other) return rt.not_implemented();
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = MAYFLY_TRY(parts(rt, *self));
  held[1] = MAYFLY_TRY(parts(rt, *other));
  if constexpr (kOp == CompareOp::kEqual || kOp == CompareOp::kNotEqual) {
    return Value::boolean(MAYFLY_TRY(equals(rt, held[0], held[1])) == (kOp == CompareOp::kEqual));
  } else {
    return compare(rt, kOp, held[0], held[1]);
  }
}

Result<Value> indices(Runtime& rt, Arguments args) {
  const SliceObject* self = MAYFLY_TRY(receiver<SliceObject>(rt, args));
  Locals<4> held(rt);
  if (!held) return held.error();
  held[3] = MAYFLY_TRY(to_index(rt, args[1]));
  if (MAYFLY_TRY(less(rt, held[3], Value::small(0))))
    return raise(rt, ExceptionId::kValue, "length should not be negative");
  MAYFLY_TRY(fit_any_slice(rt, *self, held[3], held.span().first<3>()));
  return new_tuple(rt, held.span().first(3));
}

// A bound of a slice for a length, between the limits of its direction.
Result<Value> fit_bound(Runtime& rt, Value bound, Value length, bool down) {
  const Value zero = Value::small(0), one = Value::small(1);
  if (MAYFLY_TRY(less(rt, bound, zero))) {
    const Value moved = MAYFLY_TRY(binary(rt, BinaryOp::kAdd, bound, length));
    if (MAYFLY_TRY(less(rt, moved, zero))) return down ? Value::small(-1) : zero;
    return moved;
  }
  const Value upper = down ? MAYFLY_TRY(binary(rt, BinaryOp::kSubtract, length, one)) : length;
  return MAYFLY_TRY(less(rt, upper, bound)) ? upper : bound;
}

Result<Value> slice_number(Runtime& rt, Value value) {
  if (!is_int_or_bool(value) && !has_index(rt, value))
    return raise(rt, ExceptionId::kType, "slice indices must be integers or None or have an __index__ method");
  return to_index(rt, value);
}

}  // namespace

Result<> fit_any_slice(Runtime& rt, const SliceObject& slice, Value length, std::span<Value, 3> out) {
  out[2] = slice.step().is_nil() ? Value::small(1) : MAYFLY_TRY(slice_number(rt, slice.step()));
  if (out[2] == Value::small(0)) return raise(rt, ExceptionId::kValue, "slice step cannot be zero");
  const bool down = MAYFLY_TRY(less(rt, out[2], Value::small(0)));
  const Value last = MAYFLY_TRY(binary(rt, BinaryOp::kSubtract, length, Value::small(1)));
  out[0] = down ? last : Value::small(0);
  out[1] = down ? Value::small(-1) : length;
  if (!slice.start().is_nil()) {
    out[0] = MAYFLY_TRY(slice_number(rt, slice.start()));
    out[0] = MAYFLY_TRY(fit_bound(rt, out[0], length, down));
  }
  if (!slice.stop().is_nil()) {
    out[1] = MAYFLY_TRY(slice_number(rt, slice.stop()));
    out[1] = MAYFLY_TRY(fit_bound(rt, out[1], length, down));
  }
  return {};
}

Result<> define_slice(Runtime& rt) {
  static constexpr NativeSpec kMethods[] = {
      keywords_static_method<make>("__new__"),
      getter<start_of>("start"),
      getter<stop_of>("stop"),
      getter<step_of>("step"),
      method<indices, 1>("indices"),
      method<representation, 0>("__repr__"),
      method<compare_with<CompareOp::kEqual>, 1>("__eq__"),
      method<compare_with<CompareOp::kNotEqual>, 1>("__ne__"),
      method<compare_with<CompareOp::kLess>, 1>("__lt__"),
      method<compare_with<CompareOp::kLessEqual>, 1>("__le__"),
      method<compare_with<CompareOp::kGreater>, 1>("__gt__"),
      method<compare_with<CompareOp::kGreaterEqual>, 1>("__ge__"),
  };
  Class* cls = MAYFLY_TRY(Minipy::of(rt).make_class(ClassId::kSlice, SliceObject::kind()));
  MAYFLY_TRY(install(rt, *cls, kMethods));
  MAYFLY_TRY(make_unhashable(rt, *cls));
  return publish(rt, *cls);
}

}  // namespace minipy
