#include <mayfly/objects/value/number.h>
#include <mayfly/runtime/embed/convert/number.h>
#include <mayfly/runtime/runtime.h>

#include <cinttypes>
#include <cmath>

namespace mayfly::embed {

gc::Heap& heap_of(Runtime& rt) { return rt.heap(); }

Error integer_mismatch(const Runtime& rt, Value value, int64_t least, uint64_t most) {
  return mismatch(rt, value, "an integer from %" PRId64 " to %" PRIu64, least, most);
}

Result<double> to_double(const Runtime& rt, Value value) {
  if (value.is_double()) return value.as_double();
  if (value.is_small()) return static_cast<double>(value.as_small());
  if (!is_integer(value)) return mismatch(rt, value, "a number");
  const std::optional<int64_t> number = to_int64(value);
  const double nearest = number ? static_cast<double>(*number) : static_cast<double>(*to_uint64(value));
  if (compare_numbers(Value::number(nearest), value) == 0) return nearest;
  return mismatch(rt, value, "a number that a double can hold exactly");
}

Result<float> to_float(const Runtime& rt, Value value) {
  const double number = MAYFLY_TRY(to_double(rt, value));
  const float nearest = static_cast<float>(number);
  if (std::isinf(nearest) && !std::isinf(number)) return mismatch(rt, value, "a number in the range of a float");
  if (is_integer(value) && static_cast<double>(nearest) != number)
    return mismatch(rt, value, "a number that a float can hold exactly");
  return nearest;
}

}  // namespace mayfly::embed
