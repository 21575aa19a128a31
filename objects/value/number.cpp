#include <mayfly/objects/value/boxed_integer.h>
#include <mayfly/objects/value/number.h>

#include <bit>
#include <cmath>

namespace mayfly {

namespace {

constexpr double kTwo63 = 9223372036854775808.0;
constexpr double kTwo64 = 18446744073709551616.0;

struct Number {
  enum class Form : uint8_t { kSigned, kUnsigned, kDouble };  // kUnsigned: above INT64_MAX
  Form form;
  union {
    int64_t integer;
    uint64_t large;
    double real;
  };
};

Number read(Value value) {
  Number number{Number::Form::kSigned, {.integer = 0}};
  if (value.is_double()) {
    number.form = Number::Form::kDouble;
    number.real = value.as_double();
  } else if (value.is_boolean()) {
    number.integer = value.is_true();
  } else if (std::optional<int64_t> integer = to_int64(value)) {
    number.integer = *integer;
  } else {
    number.form = Number::Form::kUnsigned;
    number.large = to_uint64(value).value_or(0);
  }
  return number;
}

// The integer lies below, at or above a double in the range of its type: the whole part decides, then the fraction.
template <typename Integer>
std::partial_ordering compare_in_range(Integer integer, double real) {
  const auto whole = static_cast<Integer>(real);
  if (integer != whole) return integer <=> whole;
  return static_cast<double>(whole) <=> real;
}

std::partial_ordering compare_with_double(const Number& integer, double real) {
  if (real != real) return std::partial_ordering::unordered;
  if (integer.form == Number::Form::kUnsigned) {
    if (real >= kTwo64) return std::partial_ordering::less;
    if (real < 0) return std::partial_ordering::greater;
    return compare_in_range(integer.large, real);
  }
  if (real >= kTwo63) return std::partial_ordering::less;
  if (real < -kTwo63) return std::partial_ordering::greater;
  return compare_in_range(integer.integer, real);
}

}  // namespace

bool is_number(Value value) { return value.is_double() || value.is_boolean() || is_integer(value); }

std::partial_ordering compare_numbers(Value a, Value b) {
  using Form = Number::Form;
  const Number x = read(a);
  const Number y = read(b);
  if (x.form == Form::kDouble && y.form == Form::kDouble) return x.real <=> y.real;
  if (y.form == Form::kDouble) return compare_with_double(x, y.real);
  if (x.form == Form::kDouble) return 0 <=> compare_with_double(y, x.real);
  if (x.form != y.form) return x.form == Form::kSigned ? std::partial_ordering::less : std::partial_ordering::greater;
  return x.form == Form::kSigned ? x.integer <=> y.integer : x.large <=> y.large;
}

// A number m * 2^e is, modulo the prime 2^61 - 1, m turned left by e bits in a ring of 61: so integers and doubles that are
// equal have equal hashes, and fractions have some, too ("Numeric Hash", CPython's Include/pyhash.h).
uint64_t hash_number(Value value) {
  const Number number = read(value);
  if (number.form == Number::Form::kSigned) {
    const int64_t rest = number.integer % static_cast<int64_t>(kHashModulus);
    return static_cast<uint64_t>(rest - (rest == -1));
  }
  if (number.form == Number::Form::kUnsigned) return number.large % kHashModulus;
  if (std::isnan(number.real)) return 0;
  if (std::isinf(number.real)) return static_cast<uint64_t>(number.real > 0 ? kHashOfInfinity : -kHashOfInfinity);
  int exponent = 0;
  const double fraction = std::frexp(std::fabs(number.real), &exponent);
  const auto mantissa = static_cast<uint64_t>(std::ldexp(fraction, 53));
  const int turn = ((exponent - 53) % kHashBits + kHashBits) % kHashBits;
  uint64_t hash = ((mantissa << turn) & kHashModulus) | (turn ? mantissa >> (kHashBits - turn) : 0);
  if (hash == kHashModulus) hash = 0;
  return number.real < 0 ? 0 - hash - (hash == 1) : hash;
}

}  // namespace mayfly
