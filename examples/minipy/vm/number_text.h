// The texts of numbers: what repr() and str() give.
//
// None runs user code; those that take a Runtime may collect.
#pragma once

#include <minipy/objects/big_integer.h>
#include <minipy/objects/text_builder.h>
#include <minipy/vm/exceptions.h>

namespace minipy {

// As Python writes it: the shortest that reads back as the same number. `to` has room for kFloatText bytes; how many
// were written.
inline constexpr size_t kFloatText = 32;
size_t write_float(double number, char* to);

// A double's digits without point, and the place of the point: 0.DIGITS * 10^point. `digits` has room for 32.
struct Decimal {
  char digits[32];
  int count;
  int point;
};
Decimal shortest_decimal(double number);  // finite; the sign is dropped

// The decimal digits of an int or bool. Errors: ValueError beyond sys.get_int_max_str_digits(); MemoryError.
Result<> append_integer(Runtime& rt, TextBuilder& to, Value number);
// In base 2, 8, 10 or 16, without prefix; upper-case digits where asked for. Bases but 10 know no limit.
Result<> append_integer(Runtime& rt, TextBuilder& to, Value number, int base, bool upper);

// sys.get_int_max_str_digits: of the runtimes of this thread. 0: no limit.
int max_integer_digits();
void set_max_integer_digits(int digits);
inline constexpr int kDefaultMaxIntegerDigits = 4300;
inline constexpr int kLeastMaxIntegerDigits = 640;

}  // namespace minipy
