// range.
//
// Numbers that fit 64 bits are computed with as such; the others by the operators of int, which run no user code.
#include <minipy/objects/range_iterator.h>
#include <minipy/types/range.h>
#include <minipy/vm/slicing.h>
#include <minipy/vm/text.h>

namespace minipy {

namespace {

constexpr Value kZero = Value::small(0);
constexpr Value kOne = Value::small(1);

Result<Value> plus(Runtime& rt, Value a, Value b) { return binary(rt, BinaryOp::kAdd, a, b); }
Result<Value> minus(Runtime& rt, Value a, Value b) { return binary(rt, BinaryOp::kSubtract, a, b); }
Result<Value> times(Runtime& rt, Value a, Value b) { return binary(rt, BinaryOp::kMultiply, a, b); }

// The number of steps from start to stop.
Result<Value> count_steps(Runtime& rt, Value start, Value stop, Value step) {
  if (const std::optional<Range::Numbers> numbers = Range::measure(start, stop, step))
    return make_integer(rt.heap(), numbers->count);
  const bool down = MAYFLY_TRY(less(rt, step, kZero));
  const Value low = down ? stop : start;
  const Value high = down ? start : stop;
  if (!MAYFLY_TRY(less(rt, low, high))) return kZero;
  const Value stride = down ? MAYFLY_TRY(minus(rt, kZero, step)) : step;
  const Value distance = MAYFLY_TRY(minus(rt, MAYFLY_TRY(minus(rt, high, low)), kOne));
  return plus(rt, MAYFLY_TRY(binary(rt, BinaryOp::kFloorDivide, distance, stride)), kOne);
}

Result<Value> new_range(Runtime& rt, Value start, Value stop, Value step) {
  const Value count = MAYFLY_TRY(count_steps(rt, start, stop, step));
  return made(rt, Range::create(rt.heap(), start, stop, step, count));
}

Result<Value> make(Runtime& rt, Arguments args) {
  MAYFLY_TRY(class_to_make(rt, args, Minipy::of(rt).cls(ClassId::kRange)));
  MAYFLY_TRY(refuse_keywords(rt, args, "range"));
  MAYFLY_TRY(check_count(rt, args, "range", 1, 3));
  Locals<3> parts(rt);
  if (!parts) return parts.error();
  const uint32_t count = args.positional() - 1;
  parts[0] = kZero;
  parts[2] = kOne;
  if (count == 1) {
    parts[1] = MAYFLY_TRY(to_index(rt, args[1]));
  } else {
    for (uint32_t i = 0; i < count; i++) parts[i] = MAYFLY_TRY(to_index(rt, args[i + 1]));
  }
  if (parts[2] == kZero) return raise(rt, ExceptionId::kValue, "range() arg 3 must not be zero");
  return new_range(rt, parts[0], parts[1], parts[2]);
}

Result<Value> item_at(Runtime& rt, const Range& range, Value index) {
  return plus(rt, range.start(), MAYFLY_TRY(times(rt, index, range.step())));
}

Result<Value> get_slice(Runtime& rt, const Range& range, const SliceObject& slice) {
  Locals<3> parts(rt);
  if (!parts) return parts.error();
  MAYFLY_TRY(fit_any_slice(rt, slice, range.count(), parts.span().first<3>()));
  const Value start = MAYFLY_TRY(item_at(rt, range, parts[0]));
  const Value stop = MAYFLY_TRY(item_at(rt, range, parts[1]));
  return new_range(rt, start, stop, MAYFLY_TRY(times(rt, parts[2], range.step())));
}

Result<Value> get(Runtime& rt, Arguments args) {
  const Range* self = MAYFLY_TRY(receiver<Range>(rt, args));
  if (const SliceObject* slice = args[1].try_as<SliceObject>()) return get_slice(rt, *self, *slice);
  if (!is_int_or_bool(args[1]) && !has_index(rt, args[1])) {
    return raise(rt, ExceptionId::kType, "range indices must be integers or slices, not %s", type_name_of(rt, args[1]));
  }
  Value index = MAYFLY_TRY(to_index(rt, args[1]));
  if (MAYFLY_TRY(less(rt, index, kZero))) index = MAYFLY_TRY(plus(rt, index, self->count()));
  if (MAYFLY_TRY(less(rt, index, kZero)) || !MAYFLY_TRY(less(rt, index, self->count())))
    return raise(rt, ExceptionId::kIndex, "range object index out of range");
  return item_at(rt, *self, index);
}

Result<Value> length_of(Runtime& rt, Arguments args) {
  const Value count = MAYFLY_TRY(receiver<Range>(rt, args))->count();
  if (!to_int64(count)) return raise(rt, ExceptionId::kOverflow, "Python int too large to convert to C ssize_t");
  return count;
}

Result<Value> is_not_empty(Runtime& rt, Arguments args) {
  return Value::boolean(!(MAYFLY_TRY(receiver<Range>(rt, args))->count() == kZero));
}

// The index of an int in a range; empty: it is not there.
Result<Value> find_int(Runtime& rt, const Range& range, Value number) {
  const bool down = MAYFLY_TRY(less(rt, range.step(), kZero));
  const Value low = down ? range.stop() : range.start();
  const Value high = down ? range.start() : range.stop();
  if (MAYFLY_TRY(less(rt, number, low)) || MAYFLY_TRY(less(rt, high, number))) return Value::empty();
  const Value distance = MAYFLY_TRY(minus(rt, number, range.start()));
  const Value rest = MAYFLY_TRY(binary(rt, BinaryOp::kModulo, distance, range.step()));
  if (!(rest == kZero)) return Value::empty();
  const Value index = MAYFLY_TRY(binary(rt, BinaryOp::kFloorDivide, distance, range.step()));
  return MAYFLY_TRY(less(rt, index, range.count())) ? index : Value::empty();
}

// What is no int is compared with one number after the other. Counts how often it is there; `first` gets the place.
Result<int64_t> search(Runtime& rt, const Range& range, Value wanted, bool all, int64_t& first) {
  Items items(rt, Value(&range));
  int64_t found = 0;
  for (int64_t i = 0; MAYFLY_TRY(items.next()); i++) {
    if (!MAYFLY_TRY(equals(rt, items.value(), wanted))) continue;
    if (found++ == 0) first = i;
    if (!all) break;
  }
  return found;
}

Result<Value> contains_number(Runtime& rt, Arguments args) {
  const Range* self = MAYFLY_TRY(receiver<Range>(rt, args));
  if (is_int_or_bool(args[1])) return Value::boolean(!MAYFLY_TRY(find_int(rt, *self, args[1])).is_empty());
  int64_t place = 0;
  return Value::boolean(MAYFLY_TRY(search(rt, *self, args[1], false, place)) != 0);
}

Result<Value> index(Runtime& rt, Arguments args) {
  const Range* self = MAYFLY_TRY(receiver<Range>(rt, args));
  if (is_int_or_bool(args[1])) {
    const Value found = MAYFLY_TRY(find_int(rt, *self, args[1]));
    if (!found.is_empty()) return found;
    const String* text = MAYFLY_TRY(repr(rt, args[1]));
    return raise(rt, ExceptionId::kValue, "%s is not in range", text->c_str());
  }
  int64_t place = 0;
  if (MAYFLY_TRY(search(rt, *self, args[1], false, place)) != 0) return make_integer(rt.heap(), place);
  return raise(rt, ExceptionId::kValue, "sequence.index(x): x not in sequence");
}

Result<Value> count(Runtime& rt, Arguments args) {
  const Range* self = MAYFLY_TRY(receiver<Range>(rt, args));
  if (is_int_or_bool(args[1])) return Value::small(!MAYFLY_TRY(find_int(rt, *self, args[1])).is_empty());
  int64_t place = 0;
  return Value::small(MAYFLY_TRY(search(rt, *self, args[1], true, place)));
}

Result<Value> iterate(Runtime& rt, Arguments args) { return get_iterator(rt, MAYFLY_TRY(receiver<Range>(rt, args))); }

Result<Value> iterate_backwards(Runtime& rt, Arguments args) {
  const Range* self = MAYFLY_TRY(receiver<Range>(rt, args));
  if (self->count() == kZero) return made(rt, RangeIterator::create(rt.heap(), 0, 1, 0));
  const Value last = MAYFLY_TRY(item_at(rt, *self, MAYFLY_TRY(minus(rt, self->count(), kOne))));
  const Value stop = MAYFLY_TRY(minus(rt, self->start(), self->step()));
  const Value step = MAYFLY_TRY(minus(rt, kZero, self->step()));
  return get_iterator(rt, MAYFLY_TRY(new_range(rt, last, stop, step)));
}

// Equal ranges give the same numbers: (count, start, step), where what does not matter is None.
Result<Value> essence(Runtime& rt, const Range& range) {
  const bool empty = range.count() == kZero;
  const bool single = range.count() == kOne;
  const Value parts[] = {range.count(), empty ? Value::nil() : range.start(),
                         empty || single ? Value::nil() : range.step()};
  return new_tuple(rt, parts);
}

template <bool kWanted>
Result<Value> equal(Runtime& rt, Arguments args) {
  const Range* self = MAYFLY_TRY(receiver<Range>(rt, args));
  const Range* other = args[1].try_as<Range>();
  if (!other) return rt.not_implemented();
  const Value a = MAYFLY_TRY(essence(rt, *self));
  const Value b = MAYFLY_TRY(essence(rt, *other));
  return Value::boolean(MAYFLY_TRY(equals(rt, a, b)) == kWanted);
}

Result<Value> hash_of(Runtime& rt, Arguments args) {
  const Value parts = MAYFLY_TRY(essence(rt, *MAYFLY_TRY(receiver<Range>(rt, args))));
  return make_integer(rt.heap(), static_cast<int64_t>(MAYFLY_TRY(hash(rt, parts))));
}

Result<Value> representation(Runtime& rt, Arguments args) {
  const Range* self = MAYFLY_TRY(receiver<Range>(rt, args));
  const Value parts[] = {self->start(), self->stop(), self->step()};
  Local<Value> tuple(rt, MAYFLY_TRY(new_tuple(rt, std::span(parts).first(self->step() == kOne ? 2 : 3))));
  if (!tuple) return tuple.error();
  const String* text = MAYFLY_TRY(container_repr(rt, *tuple));
  return made(rt, String::concatenate(rt.heap(), "range", text->view()));
}

Result<Value> start_of(Runtime& rt, Arguments args) { return MAYFLY_TRY(receiver<Range>(rt, args))->start(); }
Result<Value> stop_of(Runtime& rt, Arguments args) { return MAYFLY_TRY(receiver<Range>(rt, args))->stop(); }
Result<Value> step_of(Runtime& rt, Arguments args) { return MAYFLY_TRY(receiver<Range>(rt, args))->step(); }

}  // namespace

Result<> define_range(Runtime& rt) {
  static constexpr NativeSpec kMethods[] = {
      keywords_static_method<make>("__new__"),
      getter<start_of>("start"),
      getter<stop_of>("stop"),
      getter<step_of>("step"),
      method<index, 1>("index"),
      method<count, 1>("count"),
      method<get, 1>("__getitem__"),
      method<length_of, 0>("__len__"),
      method<is_not_empty, 0>("__bool__", NativeSpec::kLeaf),
      method<contains_number, 1>("__contains__"),
      method<iterate, 0>("__iter__"),
      method<iterate_backwards, 0>("__reversed__"),
      method<equal<true>, 1>("__eq__"),
      method<equal<false>, 1>("__ne__"),
      method<hash_of, 0>("__hash__"),
      method<representation, 0>("__repr__"),
  };
  Class* cls = MAYFLY_TRY(Minipy::of(rt).make_class(ClassId::kRange, Range::kind()));
  MAYFLY_TRY(install(rt, *cls, kMethods));
  return publish(rt, *cls);
}

}  // namespace minipy
