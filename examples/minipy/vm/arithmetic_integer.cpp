// Ints of any size: 64 bits where the operands have as many, GMP beyond.
#include <minipy/vm/arithmetic.h>

#include <cmath>

namespace minipy {

namespace {

bool narrow(Value value, int64_t& to) {
  if (value.is_small()) {
    to = value.as_small();
    return true;
  }
  if (value.is_boolean()) {
    to = value.is_true();
    return true;
  }
  const std::optional<int64_t> number = to_int64(value);
  if (number) to = *number;
  return number.has_value();
}

Error divided_by_zero(Runtime& rt, BinaryOp op) {
  return raise(rt, ExceptionId::kZeroDivision, "%s",
               op == BinaryOp::kModulo ? "integer modulo by zero" : "integer division or modulo by zero");
}

// Neither b == 0 nor INT64_MIN / -1.
int64_t floor_quotient(int64_t a, int64_t b) {
  const int64_t quotient = a / b;
  return quotient * b != a && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}
int64_t floor_remainder(int64_t a, int64_t b) {
  const int64_t remainder = a % b;
  return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
}

__extension__ using Wide = __int128;
__extension__ using WideMagnitude = unsigned __int128;

Result<Value> make_wide(gc::Heap& heap, Wide number) {
  if (number >= INT64_MIN && number <= INT64_MAX) return make_integer(heap, static_cast<int64_t>(number));
  return compute([&]() -> Result<Value> {
    const bool negative = number < 0;
    const auto magnitude = negative ? -static_cast<WideMagnitude>(number) : static_cast<WideMagnitude>(number);
    const mp_limb_t limbs[] = {static_cast<mp_limb_t>(magnitude), static_cast<mp_limb_t>(magnitude >> 64)};
    const mp_size_t size = limbs[1] ? 2 : 1;
    mpz_t view;
    return make_any_integer(heap, mpz_roinit_n(view, limbs, negative ? -size : size));
  });
}

// op(result, a, b) with GMP's numbers.
template <typename Operation>
Result<Value> with_views(Runtime& rt, Value a, Value b, Operation operation) {
  return compute([&]() -> Result<Value> {
    const IntegerView x(a);
    const IntegerView y(b);
    Integer result;
    operation(static_cast<mpz_ptr>(result), x.get(), y.get());
    return make_any_integer(rt.heap(), result);
  });
}

Result<Value> multiply(Runtime& rt, Value a, Value b) {
  MAYFLY_TRY(check_integer_size(rt.heap(), IntegerView(a).bits() + IntegerView(b).bits()));
  return with_views(rt, a, b, mpz_mul);
}

Result<Value> shift_left(Runtime& rt, Value a, Value b) {
  const IntegerView number(a);
  const IntegerView distance(b);
  if (distance.sign() < 0) return raise(rt, ExceptionId::kValue, "negative shift count");
  if (number.sign() == 0) return Value::small(0);
  const std::optional<int64_t> bits = b.is_boolean() ? b.is_true() : to_int64(b);
  if (!bits) return raise(rt, ExceptionId::kOverflow, "too many digits in integer");
  int64_t small;
  if (narrow(a, small) && *bits < 64) {
    const Wide shifted = static_cast<Wide>(small) * (static_cast<Wide>(1) << *bits);
    return make_wide(rt.heap(), shifted);
  }
  MAYFLY_TRY(check_integer_size(rt.heap(), number.bits() + static_cast<uint64_t>(*bits)));
  return compute([&]() -> Result<Value> {
    Integer result;
    mpz_mul_2exp(result, number, static_cast<mp_bitcnt_t>(*bits));
    return make_any_integer(rt.heap(), result);
  });
}

Result<Value> shift_right(Runtime& rt, Value a, Value b) {
  const IntegerView number(a);
  const IntegerView distance(b);
  if (distance.sign() < 0) return raise(rt, ExceptionId::kValue, "negative shift count");
  const std::optional<int64_t> bits = b.is_boolean() ? b.is_true() : to_int64(b);
  if (!bits || static_cast<uint64_t>(*bits) > number.bits()) return Value::small(number.sign() < 0 ? -1 : 0);
  int64_t small;
  if (narrow(a, small)) return make_integer(rt.heap(), *bits > 63 ? (small < 0 ? -1 : 0) : small >> *bits);
  return compute([&]() -> Result<Value> {
    Integer result;
    mpz_fdiv_q_2exp(result, number, static_cast<mp_bitcnt_t>(*bits));
    return make_any_integer(rt.heap(), result);
  });
}

Result<Value> raise_to(Runtime& rt, Value a, Value b) {
  const IntegerView base(a);
  const IntegerView exponent(b);
  if (exponent.sign() < 0)
    return float_binary(rt, BinaryOp::kPower, MAYFLY_TRY(number_to_double(rt, a)), MAYFLY_TRY(number_to_double(rt, b)));
  if (exponent.sign() == 0) return Value::small(1);
  const uint64_t bits = base.bits();
  if (bits <= 1) {  // 0, 1, -1
    if (base.sign() >= 0) return Value::small(base.sign());
    return Value::small(mpz_odd_p(exponent.get()) ? -1 : 1);
  }
  const std::optional<int64_t> times = b.is_boolean() ? b.is_true() : to_int64(b);
  if (!times || static_cast<uint64_t>(*times) > kMaxIntegerBits) return Error::out_of_memory();
  MAYFLY_TRY(check_integer_size(rt.heap(), (bits - 1) * static_cast<uint64_t>(*times)));
  int64_t small;
  if (narrow(a, small) && bits * static_cast<uint64_t>(*times) <= 62) {
    int64_t power = 1;
    for (int64_t left = *times; left > 0; left >>= 1, small *= left ? small : 1)
      if (left & 1) power *= small;
    return make_integer(rt.heap(), power);
  }
  return compute([&]() -> Result<Value> {
    Integer result;
    mpz_pow_ui(result, base, static_cast<unsigned long>(*times));
    return make_any_integer(rt.heap(), result);
  });
}

Result<Value> narrow_binary(Runtime& rt, BinaryOp op, int64_t a, int64_t b) {
  gc::Heap& heap = rt.heap();
  switch (op) {
    case BinaryOp::kAdd: return make_wide(heap, static_cast<Wide>(a) + b);
    case BinaryOp::kSubtract: return make_wide(heap, static_cast<Wide>(a) - b);
    case BinaryOp::kMultiply: return make_wide(heap, static_cast<Wide>(a) * b);
    case BinaryOp::kFloorDivide:
      if (b == 0) return divided_by_zero(rt, op);
      if (b == -1) return make_wide(heap, -static_cast<Wide>(a));
      return make_integer(heap, floor_quotient(a, b));
    case BinaryOp::kModulo:
      if (b == 0) return divided_by_zero(rt, op);
      if (b == -1) return Value::small(0);
      return make_integer(heap, floor_remainder(a, b));
    case BinaryOp::kAnd: return make_integer(heap, a & b);
    case BinaryOp::kOr: return make_integer(heap, a | b);
    case BinaryOp::kXor: return make_integer(heap, a ^ b);
    default: return Value::empty();
  }
}

__extension__ typedef __int128 Wide;

// Where it is an integer of 64 bits, signed or not.
bool widened(Value value, Wide& number) {
  if (value.is_small()) {
    number = value.as_small();
  } else if (const BoxedInteger* boxed = value.try_as<BoxedInteger>()) {
    number = boxed->is_unsigned() ? Wide{boxed->bits()} : Wide{static_cast<int64_t>(boxed->bits())};
  } else {
    return false;
  }
  return true;
}

// Of two such numbers, when the result is one, too. Empty: it is not.
Result<Value> wide_sum(Runtime& rt, BinaryOp op, Value a, Value b) {
  Wide x, y;
  if (!widened(a, x) || !widened(b, y)) return Value::empty();
  const Wide result = op == BinaryOp::kAdd ? x + y : x - y;
  if (result >= INT64_MIN && result <= INT64_MAX) return make_integer(rt.heap(), static_cast<int64_t>(result));
  if (result > 0 && result <= UINT64_MAX) return make_unsigned(rt.heap(), static_cast<uint64_t>(result));
  return Value::empty();
}

}  // namespace

Result<Value> integer_binary(Runtime& rt, BinaryOp op, Value a, Value b) {
  switch (op) {
    case BinaryOp::kMatrixMultiply: return Value::empty();
    case BinaryOp::kDivide: return integer_divide(rt, a, b);
    case BinaryOp::kPower: return raise_to(rt, a, b);
    case BinaryOp::kLeftShift: return shift_left(rt, a, b);
    case BinaryOp::kRightShift: return shift_right(rt, a, b);
    case BinaryOp::kAnd:
      if (a.is_boolean() && b.is_boolean()) return Value::boolean(a.is_true() && b.is_true());
      break;
    case BinaryOp::kOr:
      if (a.is_boolean() && b.is_boolean()) return Value::boolean(a.is_true() || b.is_true());
      break;
    case BinaryOp::kXor:
      if (a.is_boolean() && b.is_boolean()) return Value::boolean(a.is_true() != b.is_true());
      break;
    default: break;
  }
  int64_t x;
  int64_t y;
  if (narrow(a, x) && narrow(b, y)) return narrow_binary(rt, op, x, y);
  if (op == BinaryOp::kAdd || op == BinaryOp::kSubtract) {
    const Value sum = MAYFLY_TRY(wide_sum(rt, op, a, b));
    if (!sum.is_empty()) return sum;
  }
  switch (op) {
    case BinaryOp::kAdd: return with_views(rt, a, b, mpz_add);
    case BinaryOp::kSubtract: return with_views(rt, a, b, mpz_sub);
    case BinaryOp::kMultiply: return multiply(rt, a, b);
    case BinaryOp::kFloorDivide:
      if (IntegerView(b).sign() == 0) return divided_by_zero(rt, op);
      return with_views(rt, a, b, mpz_fdiv_q);
    case BinaryOp::kModulo:
      if (IntegerView(b).sign() == 0) return divided_by_zero(rt, op);
      return with_views(rt, a, b, mpz_fdiv_r);
    case BinaryOp::kAnd: return with_views(rt, a, b, mpz_and);
    case BinaryOp::kOr: return with_views(rt, a, b, mpz_ior);
    case BinaryOp::kXor: return with_views(rt, a, b, mpz_xor);
    default: return Value::empty();
  }
}

// As CPython's long_true_divide: a quotient with two bits more than a double has, the last of which stands for all that
// was dropped, is rounded to even once.
Result<Value> integer_divide(Runtime& rt, Value a, Value b) {
  constexpr int64_t kDigits = 53;
  constexpr int64_t kLeastExponent = -1021;
  constexpr int64_t kMostExponent = 1024;
  int64_t x;
  int64_t y;
  constexpr int64_t kExact = int64_t{1} << 53;
  const auto is_exact = [](int64_t n) { return n >= -kExact && n <= kExact; };
  if (narrow(b, y) && y == 0) return raise(rt, ExceptionId::kZeroDivision, "division by zero");
  if (narrow(a, x) && narrow(b, y) && is_exact(x) && is_exact(y))
    return Value::number(static_cast<double>(x) / static_cast<double>(y));
  const IntegerView top(a);
  const IntegerView bottom(b);
  const bool negative = (top.sign() < 0) != (bottom.sign() < 0);
  if (top.sign() == 0) return Value::number(negative ? -0.0 : 0.0);
  const int64_t difference = static_cast<int64_t>(top.bits()) - static_cast<int64_t>(bottom.bits());
  const auto overflow = [&] {
    return raise(rt, ExceptionId::kOverflow, "integer division result too large for a float");
  };
  if (difference > kMostExponent) return overflow();
  if (difference < kLeastExponent - kDigits - 1) return Value::number(negative ? -0.0 : 0.0);
  const int64_t shift = std::max(difference, kLeastExponent) - kDigits - 2;
  return compute([&]() -> Result<Value> {
    Integer scaled;
    Integer quotient;
    Integer remainder;
    bool inexact = false;
    if (shift <= 0) {
      mpz_mul_2exp(scaled, top, static_cast<mp_bitcnt_t>(-shift));
      mpz_tdiv_qr(quotient, remainder, scaled, bottom);
    } else {
      mpz_mul_2exp(scaled, bottom, static_cast<mp_bitcnt_t>(shift));
      mpz_tdiv_qr(quotient, remainder, top, scaled);
    }
    inexact = remainder.sign() != 0;
    uint64_t bits = mpz_getlimbn(quotient, 0);
    const int64_t bit_count = bits == 0 ? 0 : 64 - __builtin_clzll(bits);
    const int64_t extra = std::max(bit_count, kLeastExponent - shift) - kDigits;
    const uint64_t mask = uint64_t{1} << (extra - 1);
    uint64_t low = bits | inexact;
    if ((low & mask) && (low & (3 * mask - 1))) low += mask;
    bits = low & ~(2 * mask - 1);
    const double result = std::ldexp(static_cast<double>(bits), static_cast<int>(shift));
    if (std::isinf(result)) return overflow();
    return Value::number(negative ? -result : result);
  });
}

Result<Value> integer_power(Runtime& rt, Value base, Value exponent, Value modulus) {
  const IntegerView m(modulus);
  if (m.sign() == 0) return raise(rt, ExceptionId::kValue, "pow() 3rd argument cannot be 0");
  return compute([&]() -> Result<Value> {
    const IntegerView b(base);
    const IntegerView e(exponent);
    Integer result;
    Integer positive;
    mpz_abs(positive, m);
    if (e.sign() < 0) {
      Integer inverse;
      Integer magnitude;
      if (!mpz_invert(inverse, b, positive) && mpz_cmpabs_ui(positive, 1) != 0)
        return raise(rt, ExceptionId::kValue, "base is not invertible for the given modulus");
      mpz_abs(magnitude, e);
      mpz_powm(result, inverse, magnitude, positive);
    } else {
      mpz_powm(result, b, e, positive);
    }
    // The sign of the result is the modulus's.
    if (m.sign() < 0 && result.sign() != 0) mpz_add(result, result, m);
    return make_any_integer(rt.heap(), result);
  });
}

Result<Value> integer_from_double(Runtime& rt, double number) {
  if (std::isnan(number)) return raise(rt, ExceptionId::kValue, "cannot convert float NaN to integer");
  if (std::isinf(number)) return raise(rt, ExceptionId::kOverflow, "cannot convert float infinity to integer");
  if (std::fabs(number) < 9.0e18) return make_integer(rt.heap(), static_cast<int64_t>(number));
  return compute([&]() -> Result<Value> {
    Integer result;
    mpz_set_d(result, number);
    return make_any_integer(rt.heap(), result);
  });
}

}  // namespace minipy
