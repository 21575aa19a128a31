#include <minipy/objects/big_integer.h>
#include <minipy/vm/slicing.h>
#include <minipy/vm/specials.h>

#include <cstdio>

namespace minipy {

namespace {

bool is_number_or_none(Value bound) { return bound.is_small() || bound.is_nil(); }

void fit_plain(Value start, Value stop, size_t length, size_t& from, size_t& count) {
  from = start.is_nil() ? 0 : clamp_bound(start.as_small(), length);
  const size_t to = stop.is_nil() ? length : clamp_bound(stop.as_small(), length);
  count = to > from ? to - from : 0;
}

// With the usual bounds, and no step; the slice object is spared. Empty: some other container.
Result<Value> plain_slice(Runtime& rt, Value container, Value start, Value stop) {
  size_t from = 0;
  size_t count = 0;
  const auto fit = [&](size_t length) {
    fit_plain(start, stop, length, from, count);
    return count == length;
  };
  if (const String* text = container.try_as<String>()) {
    if (!text->is_ascii()) return Value::empty();
    if (fit(text->size())) return container;
    if (count <= 1) return new_string(rt, text->view().substr(from, count));
    const String* part = String::part(rt.heap(), *text, from, count);
    return part ? Result<Value>(Value(part)) : rt.heap().allocation_error();
  }
  if (const List* list = container.try_as<List>()) {
    fit(list->size());
    return new_list(rt, list->values().subspan(from, count));
  }
  if (const Tuple* tuple = container.try_as<Tuple>()) {
    if (fit(tuple->size())) return container;
    return new_tuple(rt, tuple->values().subspan(from, count));
  }
  return Value::empty();
}

}  // namespace

const String* add_slice(Runtime& rt, Value container, const Value* bounds, Value other, bool comes_first) {
  const String* text = container.try_as<String>();
  const String* added = other.try_as<String>();
  const bool is_plain = bounds[2].is_nil() && is_number_or_none(bounds[0]) && is_number_or_none(bounds[1]);
  if (!text || !added || !is_plain || !text->is_ascii()) return nullptr;
  size_t from = 0;
  size_t count = 0;
  fit_plain(bounds[0], bounds[1], text->size(), from, count);
  if (count == 0 || added->size() == 0) return nullptr;
  const String::Part part{*text, from, count};
  const String::Part all{*added, 0, added->size()};
  return comes_first ? String::concatenate(rt.heap(), part, all) : String::concatenate(rt.heap(), all, part);
}

Result<Value> get_slice(Runtime& rt, Value container, const Value* bounds) {
  if (bounds[2].is_nil() && is_number_or_none(bounds[0]) && is_number_or_none(bounds[1])) [[likely]] {
    const Value plain = MAYFLY_TRY(plain_slice(rt, container, bounds[0], bounds[1]));
    if (!plain.is_empty()) return plain;
  }
  SliceObject* slice = SliceObject::create(rt.heap(), bounds[0], bounds[1], bounds[2]);
  if (!slice) return rt.heap().allocation_error();
  Local<Value> held(rt, Value(slice));
  if (!held) return held.error();
  return minipy::get_item(rt, container, *held);
}

Result<int64_t> slice_bound(Runtime& rt, Value value) {
  if (value.is_small()) [[likely]]
    return value.as_small();
  if (!is_int_or_bool(value) && !has_index(rt, value))
    return raise(rt, ExceptionId::kType, "slice indices must be integers or None or have an __index__ method");
  return to_index_clamped(rt, value);
}

Result<SliceNumbers> unpack_slice(Runtime& rt, const SliceObject& slice) {
  SliceNumbers numbers{0, INT64_MAX, 1};
  if (!slice.step().is_nil()) {
    numbers.step = MAYFLY_TRY(slice_bound(rt, slice.step()));
    if (numbers.step == 0) return raise(rt, ExceptionId::kValue, "slice step cannot be zero");
    if (numbers.step == INT64_MIN) numbers.step = -INT64_MAX;
  }
  if (numbers.step < 0) {
    numbers.start = INT64_MAX;
    numbers.stop = INT64_MIN;
  }
  if (!slice.start().is_nil()) numbers.start = MAYFLY_TRY(slice_bound(rt, slice.start()));
  if (!slice.stop().is_nil()) numbers.stop = MAYFLY_TRY(slice_bound(rt, slice.stop()));
  return numbers;
}

SliceRange fit_slice(const SliceNumbers& numbers, size_t length) {
  const auto size = static_cast<int64_t>(length);
  const int64_t step = numbers.step;
  auto fit = [&](int64_t bound) {
    if (bound < 0) {
      bound += size;
      if (bound < 0) bound = step < 0 ? -1 : 0;
    } else if (bound >= size) {
      bound = step < 0 ? size - 1 : size;
    }
    return bound;
  };
  SliceRange range{fit(numbers.start), fit(numbers.stop), step, 0};
  if (step > 0 && range.start < range.stop)
    range.count = static_cast<size_t>((range.stop - range.start - 1) / step + 1);
  if (step < 0 && range.stop < range.start)
    range.count = static_cast<size_t>((range.start - range.stop - 1) / -step + 1);
  return range;
}

Result<int64_t> sequence_index(Runtime& rt, Value key, const char* what) {
  if (key.is_small()) [[likely]]
    return key.as_small();
  if (!is_int_or_bool(key) && !has_index(rt, key)) {
    return raise(rt, ExceptionId::kType, "%s indices must be integers or slices, not %s", what, type_name_of(rt, key));
  }
  char message[160];
  std::snprintf(message, sizeof message, "cannot fit '%.100s' into an index-sized integer", type_name_of(rt, key));
  return to_int64_or_raise(rt, key, ExceptionId::kIndex, message);
}

}  // namespace minipy
