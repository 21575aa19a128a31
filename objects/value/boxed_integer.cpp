#include <mayfly/objects/value/boxed_integer.h>

namespace mayfly {

const gc::KindRow BoxedInteger::kRow = {.name = "BoxedInteger", .trace = nullptr, .leaf = true};

namespace {

Result<Value> box(gc::Heap& heap, uint64_t bits, bool is_unsigned) {
  auto* made = heap.make_leaf_with<BoxedInteger>(0, bits, is_unsigned);
  if (!made) return heap.allocation_error();
  return Value(made);
}

}  // namespace

Result<Value> make_integer(gc::Heap& heap, int64_t number) {
  if (Value::fits_small(number)) return Value::small(number);
  return box(heap, static_cast<uint64_t>(number), false);
}

Result<Value> make_unsigned(gc::Heap& heap, uint64_t number) {
  if (number <= INT64_MAX) return make_integer(heap, static_cast<int64_t>(number));
  return box(heap, number, true);
}

std::optional<int64_t> to_int64(Value value) {
  if (value.is_small()) return value.as_small();
  const auto* boxed = value.try_as<BoxedInteger>();
  if (!boxed || boxed->is_unsigned()) return {};
  return static_cast<int64_t>(boxed->bits());
}

std::optional<uint64_t> to_uint64(Value value) {
  if (const auto* boxed = value.try_as<BoxedInteger>(); boxed && boxed->is_unsigned()) return boxed->bits();
  const std::optional<int64_t> number = to_int64(value);
  if (!number || *number < 0) return {};
  return static_cast<uint64_t>(*number);
}

}  // namespace mayfly
