// Floats, and numbers of mixed types.
#include <minipy/vm/arithmetic.h>

#include <cmath>

namespace minipy {

namespace {

Error zero_division(Runtime& rt, const char* message) { return raise(rt, ExceptionId::kZeroDivision, "%s", message); }

// As CPython's float_pow, whose special cases are C99's, made the same everywhere.
Result<Value> power_of_floats(Runtime& rt, double base, double exponent) {
  if (exponent == 0) return Value::number(1.0);
  if (std::isnan(base)) return Value::number(base);
  if (std::isnan(exponent)) return Value::number(base == 1.0 ? 1.0 : exponent);
  const bool odd = std::fmod(std::fabs(exponent), 2.0) == 1.0;
  if (std::isinf(exponent)) {
    const double magnitude = std::fabs(base);
    if (magnitude == 1.0) return Value::number(1.0);
    return Value::number((exponent > 0) == (magnitude > 1.0) ? std::fabs(exponent) : 0.0);
  }
  if (std::isinf(base)) {
    if (exponent > 0) return Value::number(odd ? base : std::fabs(base));
    return Value::number(odd ? std::copysign(0.0, base) : 0.0);
  }
  if (base == 0) {
    if (exponent < 0) return zero_division(rt, "0.0 cannot be raised to a negative power");
    return Value::number(odd ? base : 0.0);
  }
  bool negative = false;
  if (base < 0) {
    if (exponent != std::floor(exponent)) {
      return raise(rt, ExceptionId::kValue,
                   "a negative number cannot be raised to a fractional power: minipy has no complex numbers");
    }
    base = -base;
    negative = odd;
  }
  if (base == 1.0) return Value::number(negative ? -1.0 : 1.0);
  const double result = std::pow(base, exponent);
  if (std::isinf(result)) {
    const Value text = MAYFLY_TRY(new_string(rt, "Numerical result out of range"));
    const Value arguments[] = {Value::small(34), text};
    return raise_value(rt, MAYFLY_TRY(make_exception(rt, ExceptionId::kOverflow, arguments)));
  }
  return Value::number(negative ? -result : result);
}

}  // namespace

FloatDivision divide_floats(double a, double b) {
  double remainder = std::fmod(a, b);
  double quotient = (a - remainder) / b;
  if (remainder != 0) {
    if ((b < 0) != (remainder < 0)) {
      remainder += b;
      quotient -= 1.0;
    }
  } else {
    remainder = std::copysign(0.0, b);
  }
  if (quotient != 0) {
    const double floor = std::floor(quotient);
    quotient = quotient - floor > 0.5 ? floor + 1.0 : floor;
  } else {
    quotient = std::copysign(0.0, a / b);
  }
  return {quotient, remainder};
}

Result<Value> float_binary(Runtime& rt, BinaryOp op, double a, double b) {
  switch (op) {
    case BinaryOp::kAdd: return Value::number(a + b);
    case BinaryOp::kSubtract: return Value::number(a - b);
    case BinaryOp::kMultiply: return Value::number(a * b);
    case BinaryOp::kDivide:
      if (b == 0) return zero_division(rt, "float division by zero");
      return Value::number(a / b);
    case BinaryOp::kFloorDivide:
      if (b == 0) return zero_division(rt, "float floor division by zero");
      return Value::number(divide_floats(a, b).quotient);
    case BinaryOp::kModulo:
      if (b == 0) return zero_division(rt, "float modulo");
      return Value::number(divide_floats(a, b).remainder);
    case BinaryOp::kPower: return power_of_floats(rt, a, b);
    default: return Value::empty();
  }
}

Result<double> number_to_double(Runtime& rt, Value number) {
  if (number.is_double()) return number.as_double();
  if (number.is_small()) return static_cast<double>(number.as_small());
  const double real = nearest_double(number);
  if (std::isinf(real)) return raise(rt, ExceptionId::kOverflow, "int too large to convert to float");
  return real;
}

Result<Value> number_binary(Runtime& rt, BinaryOp op, Value a, Value b) {
  if (a.is_double() || b.is_double()) {
    if (!is_plain_number(a) || !is_plain_number(b)) return Value::empty();
    switch (op) {  // what floats don't have is not an overflow of the other operand
      case BinaryOp::kLeftShift:
      case BinaryOp::kRightShift:
      case BinaryOp::kAnd:
      case BinaryOp::kOr:
      case BinaryOp::kXor:
      case BinaryOp::kMatrixMultiply: return Value::empty();
      default: break;
    }
    return float_binary(rt, op, MAYFLY_TRY(number_to_double(rt, a)), MAYFLY_TRY(number_to_double(rt, b)));
  }
  if (!is_int_or_bool(a) || !is_int_or_bool(b)) return Value::empty();
  return integer_binary(rt, op, a, b);
}

Result<Value> number_unary(Runtime& rt, UnaryOp op, Value operand) {
  if (operand.is_double()) {
    if (op == UnaryOp::kNegative) return Value::number(-operand.as_double());
    return op == UnaryOp::kPositive ? operand : Value::empty();
  }
  if (!is_int_or_bool(operand)) return Value::empty();
  switch (op) {
    case UnaryOp::kPositive: return operand.is_boolean() ? Value::small(operand.is_true()) : operand;
    case UnaryOp::kNegative: return integer_binary(rt, BinaryOp::kSubtract, Value::small(0), operand);
    case UnaryOp::kInvert: return integer_binary(rt, BinaryOp::kSubtract, Value::small(-1), operand);
    case UnaryOp::kNot: break;
  }
  return Value::empty();
}

Result<Value> number_absolute(Runtime& rt, Value number) {
  if (number.is_double()) return Value::number(std::fabs(number.as_double()));
  return number_unary(rt, IntegerView(number).sign() < 0 ? UnaryOp::kNegative : UnaryOp::kPositive, number);
}

Result<Value> number_divmod(Runtime& rt, Value a, Value b) {
  Locals<2> parts(rt);
  if (!parts) return parts.error();
  if (a.is_double() || b.is_double()) {
    const double x = MAYFLY_TRY(number_to_double(rt, a));
    const double y = MAYFLY_TRY(number_to_double(rt, b));
    if (y == 0) return zero_division(rt, "float divmod()");
    const FloatDivision division = divide_floats(x, y);
    parts[0] = Value::number(division.quotient);
    parts[1] = Value::number(division.remainder);
  } else {
    parts[0] = MAYFLY_TRY(integer_binary(rt, BinaryOp::kFloorDivide, a, b));
    parts[1] = MAYFLY_TRY(integer_binary(rt, BinaryOp::kModulo, a, b));
  }
  return new_tuple(rt, parts.span());
}

}  // namespace minipy
