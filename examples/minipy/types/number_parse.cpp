#include <minipy/types/number_parse.h>

#include <minipy/vm/number_text.h>
#include <minipy/vm/text.h>

#include <mayfly/objects/text/utf8.h>

#include <charconv>
#include <cmath>

namespace minipy {

namespace {

// ASCII digits for those of other scripts, spaces at both ends dropped. What has no place in a number becomes '?'.
std::string_view simplify(TextBuilder& to, std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const char32_t point = utf8::decode(text, at);
    if (point < 0x80 && point != 0) {
      to.append(unicode::is_space(point) ? ' ' : static_cast<char>(point));
      continue;
    }
    const int digit = unicode::decimal_value(point);
    to.append(digit >= 0 ? static_cast<char>('0' + digit) : unicode::is_space(point) ? ' ' : '?');
  }
  std::string_view simple = to.view();
  while (simple.starts_with(' ')) simple.remove_prefix(1);
  while (simple.ends_with(' ')) simple.remove_suffix(1);
  return simple;
}

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') return (c | 0x20) - 'a' + 10;
  return 99;
}

// ValueError: the beginning, and the repr of the text, or its first characters.
Error refused(Runtime& rt, const char* beginning, std::string_view text, size_t most) {
  TextBuilder shown(rt.heap());
  append_quoted(shown, text);
  if (shown.failed()) return Error::out_of_memory();
  size_t end = 0;
  for (size_t i = 0; i < most && end < shown.size(); i++) utf8::decode(shown.view(), end);
  TextBuilder message(rt.heap());
  message.append(beginning);
  message.append(shown.view().substr(0, end));
  Result<String*> argument = message.finish();
  if (!argument) return argument.take_error();
  return raise_with(rt, ExceptionId::kValue, Value(*argument));
}
Error bad_integer(Runtime& rt, int base, std::string_view text) {
  char beginning[64];
  std::snprintf(beginning, sizeof beginning, "invalid literal for int() with base %d: ", base);
  return refused(rt, beginning, text, 200);
}

int base_of_prefix(std::string_view text) {
  if (text.size() < 2 || text[0] != '0') return 0;
  switch (text[1] | 0x20) {
    case 'x': return 16;
    case 'o': return 8;
    case 'b': return 2;
    default: return 0;
  }
}

// "inf", "nan" and "infinity" in any case.
bool is_word(std::string_view text, std::string_view word) {
  if (text.size() != word.size()) return false;
  for (size_t i = 0; i < text.size(); i++)
    if ((text[i] | 0x20) != word[i]) return false;
  return true;
}

// Digits, with underscores between them, to `to`; how many digits. -1: an underscore where none may be.
int take_digits(std::string_view text, size_t& at, TextBuilder& to) {
  int count = 0;
  bool after_underscore = false;
  for (; at < text.size(); at++) {
    if (text[at] == '_') {
      if (count == 0 || after_underscore) return -1;
      after_underscore = true;
      continue;
    }
    if (text[at] < '0' || text[at] > '9') break;
    to.append(text[at]);
    after_underscore = false;
    count++;
  }
  return after_underscore ? -1 : count;
}

// The number without sign in a form that from_chars and strtod read. False: it is none.
bool clean_float(std::string_view text, TextBuilder& to) {
  size_t at = 0;
  const int whole = take_digits(text, at, to);
  if (whole < 0) return false;
  int fraction = 0;
  if (at < text.size() && text[at] == '.') {
    if (whole == 0) to.append('0');
    to.append('.');
    at++;
    fraction = take_digits(text, at, to);
    if (fraction < 0) return false;
    if (fraction == 0) to.append('0');
  }
  if (whole + fraction == 0) return false;
  if (at < text.size() && (text[at] | 0x20) == 'e') {
    to.append('e');
    at++;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) to.append(text[at++]);
    if (take_digits(text, at, to) <= 0) return false;
  }
  return at == text.size();
}

}  // namespace

Result<Value> parse_integer(Runtime& rt, std::string_view text, int base) {
  const int given_base = base;
  TextBuilder simple(rt.heap());
  std::string_view rest = simplify(simple, text);
  if (simple.failed()) return Error::out_of_memory();
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  const int prefix = base_of_prefix(rest);
  bool has_prefix = false;
  if (base == 0) {
    has_prefix = prefix != 0;
    base = has_prefix ? prefix : 10;
  } else {
    has_prefix = prefix == base;
  }
  if (has_prefix) {
    rest.remove_prefix(2);
    if (rest.starts_with('_')) rest.remove_prefix(1);
  }
  TextBuilder digits(rt.heap());
  char last = '_';
  for (const char c : rest) {
    if (c == '_') {
      if (last == '_') return bad_integer(rt, given_base, text);
    } else {
      if (digit_value(c) >= base) return bad_integer(rt, given_base, text);
      digits.append(c);
    }
    last = c;
  }
  if (last == '_') return bad_integer(rt, given_base, text);
  // "010" is no decimal number where the prefix is to tell.
  if (given_base == 0 && !has_prefix && digits.view()[0] == '0' &&
      digits.view().find_first_not_of('0') != std::string_view::npos)
    return bad_integer(rt, given_base, text);
  digits.append('\0');
  if (digits.failed()) return Error::out_of_memory();
  const size_t count = digits.size() - 1;
  int64_t small = 0;
  if (std::from_chars(digits.view().data(), digits.view().data() + count, small, base).ec == std::errc())
    return make_integer(rt.heap(), negative ? -small : small);
  const bool is_power_of_two = (base & (base - 1)) == 0;
  if (const int most = max_integer_digits(); !is_power_of_two && most > 0 && count > static_cast<size_t>(most)) {
    return raise(rt, ExceptionId::kValue,
                 "Exceeds the limit (%d digits) for integer string conversion: value has %zu digits; use "
                 "sys.set_int_max_str_digits() to increase the limit",
                 most, count);
  }
  MAYFLY_TRY(check_integer_size(rt.heap(), count * 6));
  return compute([&]() -> Result<Value> {
    Integer number;
    mpz_set_str(number, digits.view().data(), base);
    if (negative) mpz_neg(number, number);
    return make_any_integer(rt.heap(), number);
  });
}

Result<double> parse_float(Runtime& rt, std::string_view text) {
  TextBuilder simple(rt.heap());
  std::string_view rest = simplify(simple, text);
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  if (is_word(rest, "inf") || is_word(rest, "infinity")) return negative ? -HUGE_VAL : HUGE_VAL;
  if (is_word(rest, "nan")) return std::nan("");
  TextBuilder clean(rt.heap());
  const bool good = clean_float(rest, clean);
  if (simple.failed() || clean.failed()) return Error::out_of_memory();
  if (!good) return refused(rt, "could not convert string to float: ", text, SIZE_MAX);
  double number = 0;
  clean.append('\0');
  if (clean.failed()) return Error::out_of_memory();
  const char* begin = clean.view().data();
  if (std::from_chars(begin, begin + clean.size() - 1, number).ec == std::errc::result_out_of_range)
    number = std::strtod(begin, nullptr);  // infinite, or as good as 0
  return negative ? -number : number;
}

}  // namespace minipy
