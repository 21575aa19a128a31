// Arithmetic on numbers, and what the built-in functions need beyond operators.h.
//
// The functions on numbers take ints, bools (and floats, where it says so), no instances that box them, run no user code,
// and raise as CPython does. They may collect; their operands may be held by nobody.
#pragma once

#include <minipy/objects/big_integer.h>
#include <minipy/objects/text_builder.h>
#include <minipy/vm/operators.h>

namespace minipy {

// Ints, bools and floats, in any mixture; the empty value for anything else, or an operation that they don't have.
Result<Value> number_binary(Runtime& rt, BinaryOp op, Value a, Value b);
// Ints and bools; the empty value for @.
Result<Value> integer_binary(Runtime& rt, BinaryOp op, Value a, Value b);
// The empty value for bit operations and @.
Result<Value> float_binary(Runtime& rt, BinaryOp op, double a, double b);
// -, +, ~ of a number; the empty value otherwise.
Result<Value> number_unary(Runtime& rt, UnaryOp op, Value operand);
Result<Value> number_absolute(Runtime& rt, Value number);
// (a // b, a % b) of numbers.
Result<Value> number_divmod(Runtime& rt, Value a, Value b);
// pow(base, exponent, modulus) of ints and bools.
Result<Value> integer_power(Runtime& rt, Value base, Value exponent, Value modulus);
// int / int, correctly rounded.
Result<Value> integer_divide(Runtime& rt, Value a, Value b);
// The int that a float is when its fraction is dropped. Errors: of NaN and infinity.
Result<Value> integer_from_double(Runtime& rt, double number);
// float(number): an int, bool or float. OverflowError: "int too large to convert to float".
Result<double> number_to_double(Runtime& rt, Value number);
// % and // of floats, as Python has them; b is not 0.
struct FloatDivision {
  double quotient;
  double remainder;
};
FloatDivision divide_floats(double a, double b);

inline bool is_plain_number(Value value) { return value.is_double() || is_int_or_bool(value); }

// --- any values: these may run user code, and hold their operands -------------------------------------------------------
// divmod(a, b), pow(a, b, modulus), abs(value).
Result<Value> divmod(Runtime& rt, Value a, Value b);
Result<Value> power(Runtime& rt, Value base, Value exponent, Value modulus);
Result<Value> absolute(Runtime& rt, Value value);
// What float(x) and the functions of math take: __float__, then __index__. TypeError: "must be real number, not %s".
Result<double> to_double(Runtime& rt, Value value);

// "a * b" of a str and an int; the count may be any int.
Result<Value> repeat_string(Runtime& rt, String& text, Value count);

// The value that a weak proxy stands for, to be held by the caller; any other value itself.
// ReferenceError: "weakly-referenced object no longer exists".
Result<Value> seen_through(Runtime& rt, Value value);

// text % values: types/format_percent.cpp.
Result<Value> format_percent(Runtime& rt, String& text, Value values);

}  // namespace minipy
