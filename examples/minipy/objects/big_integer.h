// BigInteger: an integer that BoxedInteger cannot hold, and what computes with integers of any size: GMP.
//
// There is one form for each number: small (Value), else boxed (mayfly's BoxedInteger, INT64_MIN to UINT64_MAX), else
// big. The limbs stand behind the object, in leaf memory, where GMP reads them without a copy. Programs see one class,
// int, for all three.
//
// GMP's own memory is malloc's, in Integer; where there is none, std::bad_alloc passes through GMP, to whoever called
// compute(). Sizes are checked before (kMaxIntegerBits): a result of any operation that passes the check takes seconds
// at most. Creation may collect; nothing here runs user code. Used on its runtime's thread.
#pragma once

#include <mayfly/mayfly.h>

#include <gmp.h>

#include <new>

namespace minipy {

using namespace mayfly;

// Larger integers are refused, as a memory error.
inline constexpr uint64_t kMaxIntegerBits = uint64_t{1} << 30;

class BigInteger final : public Object {
 public:
  static gc::KindId kind() { return kKindId; }
  static bool is(const gc::Cell& cell) { return cell.kind() == kind(); }

  bool is_negative() const { return has_flag(kNegative); }
  // Without leading zeros.
  size_t limb_count() const { return meta_; }
  const mp_limb_t* limbs() const { return reinterpret_cast<const mp_limb_t*>(this + 1); }

 private:
  friend class gc::Heap;
  friend Result<Value> make_any_integer(gc::Heap& heap, mpz_srcptr number);
  BigInteger(gc::CellInit init, mpz_srcptr number);
  static const gc::KindRow kRow;
  static const gc::KindId kKindId;  // registered when the program starts
  static constexpr uint32_t kNegative = kFlag3;
};

static_assert(sizeof(BigInteger) == 16);

// Any int; no bool.
inline bool is_int(Value value) { return is_integer(value) || value.is<BigInteger>(); }
inline bool is_int_or_bool(Value value) { return value.is_small() || value.is_boolean() || is_int(value); }

// The number in the form that fits. Errors: kOutOfMemory.
Result<Value> make_any_integer(gc::Heap& heap, mpz_srcptr number);

// An int or bool as GMP reads it: its limbs in place. Valid as long as the value is alive, and the view.
class IntegerView {
 public:
  explicit IntegerView(Value value);
  IntegerView(const IntegerView&) = delete;
  IntegerView& operator=(const IntegerView&) = delete;
  mpz_srcptr get() const { return number_; }
  operator mpz_srcptr() const { return number_; }
  int sign() const { return mpz_sgn(number_); }
  // Of the magnitude; 0 has none.
  uint64_t bits() const { return sign() == 0 ? 0 : mpz_sizeinbase(number_, 2); }

 private:
  mpz_t number_;
  mp_limb_t limb_ = 0;
};

// A variable of GMP's.
class Integer {
 public:
  Integer() { mpz_init(number_); }
  ~Integer() { mpz_clear(number_); }
  Integer(const Integer&) = delete;
  Integer& operator=(const Integer&) = delete;
  operator mpz_ptr() { return number_; }
  operator mpz_srcptr() const { return number_; }
  int sign() const { return mpz_sgn(number_); }

 private:
  mpz_t number_;
};

// Whether a number with so many bits may be made: kOutOfMemory beyond kMaxIntegerBits, or the heap's limit.
Result<> check_integer_size(gc::Heap& heap, uint64_t bits);

// f() with memory failures of GMP's as kOutOfMemory.
template <typename F>
auto compute(F&& f) -> decltype(f()) {
  try {
    return f();
  } catch (const std::bad_alloc&) {
    return Error::out_of_memory();
  }
}

// The nearest double, ties to even; infinite where it is too large. `value` is an int or bool.
double nearest_double(Value value);
double nearest_double(mpz_srcptr number);
// Exact, whatever the forms; unordered with a NaN. Both are ints, bools or floats.
std::partial_ordering compare_any_numbers(Value a, Value b);
// As mayfly::hash_number, for ints of any size.
uint64_t hash_big(const BigInteger& number);

}  // namespace minipy
