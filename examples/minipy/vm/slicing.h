// Slicing: what an index or a slice means for a sequence of a given length.
//
// Numbers come from any values, so their __index__ may run, and change the sequence: its length is asked for afterwards.
// Values given are held by the caller. Errors are exceptions in CPython's words.
#pragma once

#include <minipy/objects/slice.h>
#include <minipy/vm/operators.h>

namespace minipy {

// The numbers of a slice, not yet fitted to a sequence. The step is not 0, and its negation fits.
struct SliceNumbers {
  int64_t start;
  int64_t stop;
  int64_t step;
};
Result<SliceNumbers> unpack_slice(Runtime& rt, const SliceObject& slice);

// The places start, start + step, ... : `count` of them, all of them below the length.
struct SliceRange {
  int64_t start;
  int64_t stop;
  int64_t step;
  size_t count;
};
SliceRange fit_slice(const SliceNumbers& numbers, size_t length);

// container[start:stop:step]; `bounds` are the three, on the VM stack.
Result<Value> get_slice(Runtime& rt, Value container, const Value* bounds);
// container[start:stop] + other, or other + container[start:stop], of usual texts, without making the slice. Null: they are
// something else, or there is no memory; nothing has happened.
const String* add_slice(Runtime& rt, Value container, const Value* bounds, Value other, bool comes_first);

// An index, negative or not. TypeError "<what> indices must be integers or slices, not <type>"; IndexError where it does
// not fit.
Result<int64_t> sequence_index(Runtime& rt, Value key, const char* what);
// Its place; false where it is out of range.
inline bool place_index(int64_t index, size_t length, size_t& place) {
  place = static_cast<size_t>(index < 0 ? index + static_cast<int64_t>(length) : index);
  return place < length;
}
// start and stop arguments of index(): any index, or None (the default is the caller's), clamped to the length.
Result<int64_t> slice_bound(Runtime& rt, Value value);
inline size_t clamp_bound(int64_t bound, size_t length) {
  const auto size = static_cast<int64_t>(length);
  if (bound < 0) bound = bound + size < 0 ? 0 : bound + size;
  return static_cast<size_t>(bound > size ? size : bound);
}

}  // namespace minipy
