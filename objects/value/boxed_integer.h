// BoxedInteger: an integer outside the range of small ones (48 bits), from INT64_MIN to UINT64_MAX.
//
// Programs and hosts don't see it: they use make_integer and to_int64. There is one form for each number: small where it
// fits, else signed where it fits int64_t, else unsigned; so two boxed integers are equal exactly when sign and bits are.
// Making one may collect; nothing here runs user code. Used on its runtime's thread.
#pragma once

#include <mayfly/gc/heap.h>
#include <mayfly/gc/support/result.h>
#include <mayfly/objects/forward.h>
#include <mayfly/objects/value/object.h>

#include <optional>

namespace mayfly {

class MAYFLY_API BoxedInteger final : public Object {
  MAYFLY_CELL(BoxedInteger, Object, kKindBoxedInteger)

  // True for numbers above INT64_MAX.
  bool is_unsigned() const { return has_flag(kUnsigned); }
  uint64_t bits() const { return meta_; }
  bool operator==(const BoxedInteger& other) const {
    return bits() == other.bits() && is_unsigned() == other.is_unsigned();
  }

 private:
  BoxedInteger(gc::CellInit init, uint64_t bits, bool is_unsigned) : Object(init, bits) {
    if (is_unsigned) set_flag(kUnsigned);
  }

  static constexpr uint32_t kUnsigned = kFlag3;
};

// Leaf memory: the number, in the header's second word, is never taken for an address.
static_assert(sizeof(BoxedInteger) == 16);

// Errors: kOutOfMemory, for numbers that are not small.
MAYFLY_API Result<Value> make_integer(gc::Heap& heap, int64_t number);
MAYFLY_API Result<Value> make_unsigned(gc::Heap& heap, uint64_t number);

// Any integer; booleans and doubles are none.
inline bool is_integer(Value value) { return value.is_small() || value.is<BoxedInteger>(); }
// Nothing for what is no integer, or does not fit.
MAYFLY_API std::optional<int64_t> to_int64(Value value);
MAYFLY_API std::optional<uint64_t> to_uint64(Value value);

}  // namespace mayfly
