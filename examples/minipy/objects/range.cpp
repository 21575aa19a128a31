#include <minipy/objects/range.h>

namespace minipy {

const gc::KindRow Range::kRow = {.name = "Range", .trace = &Range::trace_cell};
const gc::KindId Range::kKindId = gc::register_kind(kRow);

Range* Range::create(gc::Heap& heap, Value start, Value stop, Value step, Value count) {
  return heap.make_kind<Range>(kind(), 0, false, start, stop, step, count);
}

std::optional<Range::Numbers> Range::measure(Value start, Value stop, Value step) {
  const std::optional<int64_t> from = to_int64(start), to = to_int64(stop), by = to_int64(step);
  if (!from || !to || !by) return {};
  Numbers numbers{*from, *to, *by, 0};
  int64_t end = 0;
  // One step beyond the stop is as far as anybody counts.
  if (__builtin_add_overflow(*to, *by, &end)) return {};
  int64_t distance = 0;
  if (__builtin_sub_overflow(*to, *from, &distance)) return {};
  if (*by > 0 && distance > 0) numbers.count = (distance - 1) / *by + 1;
  if (*by < 0 && distance < 0 && __builtin_add_overflow((distance + 1) / *by, 1, &numbers.count)) return {};
  return numbers;
}

void Range::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  const auto& range = static_cast<const Range&>(cell);
  range.Object::trace(visitor);
  visitor.visit(range.start_);
  visitor.visit(range.stop_);
  visitor.visit(range.step_);
  visitor.visit(range.count_);
}

}  // namespace minipy
