#include <minipy/types/float_text.h>

#include <cmath>
#include <cstdio>
#include <cstring>

namespace minipy {

namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') return (c | 0x20) - 'a' + 10;
  return -1;
}

bool take_word(std::string_view& text, std::string_view word) {
  if (text.size() < word.size()) return false;
  for (size_t i = 0; i < word.size(); i++)
    if ((text[i] | 0x20) != word[i]) return false;
  text.remove_prefix(word.size());
  return true;
}

// Digits with a point, as an exact number: the highest 64 bits, whether anything is below them, and a power of 2.
struct Mantissa {
  uint64_t bits = 0;
  bool rest = false;
  int64_t exponent = 0;
  bool any = false;

  void add(int digit, bool behind_point) {
    any = true;
    if (bits >> 59 != 0) {  // what is beyond only counts as being there
      rest = rest || digit != 0;
      if (!behind_point) exponent += 4;
    } else {
      bits = bits << 4 | static_cast<uint64_t>(digit);
      if (behind_point) exponent -= 4;
    }
  }
};

Mantissa take_mantissa(std::string_view& text) {
  Mantissa mantissa;
  bool point = false;
  for (; !text.empty(); text.remove_prefix(1)) {
    if (text[0] == '.' && !point) {
      point = true;
      continue;
    }
    const int digit = digit_of(text[0]);
    if (digit < 0) break;
    mantissa.add(digit, point);
  }
  return mantissa;
}

// Rounded once, half to even, to what a double of this size holds.
double nearest(const Mantissa& mantissa) {
  if (mantissa.bits == 0) return 0.0;
  const int width = 64 - __builtin_clzll(mantissa.bits);
  int64_t top = mantissa.exponent + width;  // the number is below 2^top
  if (top > 1100) return HUGE_VAL;
  if (top < -1100) return 0.0;
  const int64_t lowest = std::max<int64_t>(top - 53, -1074);
  const int64_t drop = lowest - mantissa.exponent;
  uint64_t kept = mantissa.bits;
  if (drop > 64) return 0.0;
  if (drop > 0) {
    const uint64_t dropped = drop == 64 ? kept : kept & ((uint64_t{1} << drop) - 1);
    const uint64_t half = uint64_t{1} << (drop - 1);
    kept = drop == 64 ? 0 : kept >> drop;
    if (dropped > half || (dropped == half && (mantissa.rest || (kept & 1)))) kept++;
    return std::ldexp(static_cast<double>(kept), static_cast<int>(lowest));
  }
  return std::ldexp(static_cast<double>(kept), static_cast<int>(mantissa.exponent));
}

}  // namespace

size_t write_hexadecimal(double number, char* to) {
  if (std::isnan(number)) {
    std::memcpy(to, "nan", 3);
    return 3;
  }
  const char* sign = std::signbit(number) ? "-" : "";
  if (std::isinf(number)) return static_cast<size_t>(std::snprintf(to, 40, "%sinf", sign));
  if (number == 0) return static_cast<size_t>(std::snprintf(to, 40, "%s0x0.0p+0", sign));
  int exponent = 0;
  double mantissa = std::frexp(std::fabs(number), &exponent);
  // Numbers below the normal ones keep their exponent, and begin with 0.
  const int shift = 1 - std::max(-1021 - exponent, 0);
  mantissa = std::ldexp(mantissa, shift);
  exponent -= shift;
  const auto bits = static_cast<unsigned long long>(std::ldexp(mantissa, 52));
  return static_cast<size_t>(std::snprintf(to, 40, "%s0x%llx.%013llxp%c%d", sign, bits >> 52,
                                           bits & 0xf'ffff'ffff'ffffULL, exponent < 0 ? '-' : '+', std::abs(exponent)));
}

Result<double> parse_hexadecimal(Runtime& rt, std::string_view text) {
  const auto invalid = [&] { return raise(rt, ExceptionId::kValue, "invalid hexadecimal floating-point string"); };
  const auto overflow = [&] {
    return raise(rt, ExceptionId::kOverflow, "hexadecimal value too large to represent as a float");
  };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  bool negative = false;
  if (text.starts_with('-') || text.starts_with('+')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  double number = 0;
  if (take_word(text, "infinity") || take_word(text, "inf")) {
    number = HUGE_VAL;
  } else if (take_word(text, "nan")) {
    number = std::nan("");
  } else {
    take_word(text, "0x");
    Mantissa mantissa = take_mantissa(text);
    if (!mantissa.any) return invalid();
    if (take_word(text, "p")) {
      bool minus = false;
      if (text.starts_with('-') || text.starts_with('+')) {
        minus = text[0] == '-';
        text.remove_prefix(1);
      }
      if (text.empty()) return invalid();
      int64_t exponent = 0;
      for (; !text.empty() && text[0] >= '0' && text[0] <= '9'; text.remove_prefix(1))
        if (exponent < int64_t{1} << 50) exponent = exponent * 10 + (text[0] - '0');
      mantissa.exponent += minus ? -exponent : exponent;
    }
    if (!text.empty()) return invalid();
    number = nearest(mantissa);
    if (std::isinf(number)) return overflow();
  }
  if (!text.empty()) return invalid();
  return negative ? -number : number;
}

}  // namespace minipy
