#include <minipy/vm/number_text.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace minipy {

namespace {
thread_local int max_digits = kDefaultMaxIntegerDigits;
}  // namespace

int max_integer_digits() { return max_digits; }
void set_max_integer_digits(int digits) { max_digits = digits; }

Decimal shortest_decimal(double number) {
  Decimal decimal{};
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, std::fabs(number), std::chars_format::scientific).ptr;
  const char* at = text;
  for (; at != end && *at != 'e'; at++)
    if (*at != '.') decimal.digits[decimal.count++] = *at;
  int exponent = 0;
  const char* from = at + 1 + (at[1] == '+');
  std::from_chars(from, end, exponent);
  decimal.point = exponent + 1;
  return decimal;
}

size_t write_float(double number, char* to) {
  char* out = to;
  if (std::isnan(number)) {
    std::memcpy(out, "nan", 3);
    return 3;
  }
  if (std::signbit(number)) *out++ = '-';
  if (std::isinf(number)) {
    std::memcpy(out, "inf", 3);
    return static_cast<size_t>(out + 3 - to);
  }
  const Decimal decimal = shortest_decimal(number);
  const int count = decimal.count;
  const int point = decimal.point;
  if (point > 16 || point < -3) {
    *out++ = decimal.digits[0];
    if (count > 1) {
      *out++ = '.';
      std::memcpy(out, decimal.digits + 1, static_cast<size_t>(count - 1));
      out += count - 1;
    }
    *out++ = 'e';
    const int exponent = point - 1;
    *out++ = exponent < 0 ? '-' : '+';
    if (std::abs(exponent) < 10) *out++ = '0';
    out = std::to_chars(out, out + 4, std::abs(exponent)).ptr;
  } else if (point <= 0) {
    *out++ = '0';
    *out++ = '.';
    for (int i = point; i < 0; i++) *out++ = '0';
    std::memcpy(out, decimal.digits, static_cast<size_t>(count));
    out += count;
  } else {
    for (int i = 0; i < point; i++) *out++ = i < count ? decimal.digits[i] : '0';
    *out++ = '.';
    if (count <= point) *out++ = '0';
    for (int i = point; i < count; i++) *out++ = decimal.digits[i];
  }
  return static_cast<size_t>(out - to);
}

Result<> append_integer(Runtime& rt, TextBuilder& to, Value number) {
  return append_integer(rt, to, number, 10, false);
}

Result<> append_integer(Runtime& rt, TextBuilder& to, Value number, int base, bool upper) {
  if (const std::optional<int64_t> narrow = number.is_boolean() ? number.is_true() : to_int64(number)) {
    char* out = to.room(72);
    if (!out) return Error::out_of_memory();
    char* const end = std::to_chars(out, out + 72, *narrow, base).ptr;
    if (upper) std::transform(out, end, out, [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
    to.taken(static_cast<size_t>(end - out));
    return {};
  }
  const IntegerView view(number);
  const size_t digits = mpz_sizeinbase(view, base);  // or one less, where base is 10
  if (base == 10 && max_digits > 0 && digits > static_cast<size_t>(max_digits)) {
    // The estimate may be one too high just at the limit.
    bool too_long = digits > static_cast<size_t>(max_digits) + 1;
    if (!too_long) {
      too_long = MAYFLY_TRY(compute([&]() -> Result<bool> {
        Integer bound;
        mpz_ui_pow_ui(bound, 10, static_cast<unsigned long>(max_digits));
        return mpz_cmpabs(view, bound) >= 0;
      }));
    }
    if (too_long) {
      return raise(rt, ExceptionId::kValue,
                   "Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to "
                   "increase the limit",
                   max_digits);
    }
  }
  char* out = to.room(digits + 2);
  if (!out) return Error::out_of_memory();
  return compute([&]() -> Result<> {
    mpz_get_str(out, upper ? -base : base, view);
    to.taken(std::strlen(out));
    return {};
  });
}

}  // namespace minipy
