#include <minipy/objects/big_integer.h>
#include <minipy/vm/slicing.h>
#include <minipy/vm/specials.h>

#include <cstdio>

namespace minipy {

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
