// Formatting ints and floats.
#include <minipy/vm/arithmetic.h>
#include <minipy/vm/format_spec.h>
#include <minipy/vm/number_text.h>

#include <mayfly/objects/text/utf8.h>

#include <algorithm>
#include <charconv>
#include <cinttypes>
#include <cmath>

namespace minipy {

namespace {

Error unknown_code(Runtime& rt, char32_t type, const char* type_name) {
  if (type > 32 && type < 128) {
    return raise(rt, ExceptionId::kValue, "Unknown format code '%c' for object of type '%s'", static_cast<char>(type),
                 type_name);
  }
  return raise(rt, ExceptionId::kValue, "Unknown format code '\\x%" PRIx32 "' for object of type '%s'",
               static_cast<uint32_t>(type), type_name);
}

// Digits with separators, from the left; zeros are added until there are `least` characters.
void append_grouped(TextBuilder& to, std::string_view digits, char separator, int group, int64_t least) {
  if (!separator) {
    to.fill('0', least - static_cast<int64_t>(digits.size()));
    to.append(digits);
    return;
  }
  auto left = static_cast<int64_t>(digits.size());
  const auto in_groups = [&](int64_t count) { return count + (count - 1) / group; };
  int64_t total = left;
  // A separator that comes first is not written: one more digit is.
  if (in_groups(left) < least) {
    total = least - least / (group + 1);
    if (in_groups(total) < least) total++;
  }
  to.fill('0', 0);
  for (int64_t i = total; i > 0; i--) {
    to.append(i > left ? '0' : digits[static_cast<size_t>(left - i)]);
    if (i > 1 && (i - 1) % group == 0) to.append(separator);
  }
}

Result<String*> format_character(Runtime& rt, Value number, const FormatSpec& spec) {
  if (spec.has_sign) return raise(rt, ExceptionId::kValue, "Sign not allowed with integer format specifier 'c'");
  if (spec.alternate)
    return raise(rt, ExceptionId::kValue, "Alternate form (#) not allowed with integer format specifier 'c'");
  const std::optional<int64_t> point = number.is_boolean() ? number.is_true() : to_int64(number);
  if (!point) return raise(rt, ExceptionId::kOverflow, "Python int too large to convert to C long");
  if (*point < 0 || *point > 0x10ffff) return raise(rt, ExceptionId::kOverflow, "%%c arg not in range(0x110000)");
  if (*point >= 0xd800 && *point <= 0xdfff)
    return raise(rt, ExceptionId::kValue, "surrogates are not supported by minipy's str");
  char encoded[4];
  NumberText text;
  text.digits = {encoded, unicode::encode(static_cast<char32_t>(*point), encoded)};
  FormatSpec used = spec;
  used.sign = '-';
  used.grouping = 0;
  return lay_out(rt, text, used);
}

// The usual: the digits of a small number, with spaces on one side. Null: the spec says more.
Result<String*> format_plainly(Runtime& rt, int64_t number, const FormatSpec& spec) {
  constexpr int64_t kMost = 64;
  const bool is_plain = (spec.type == 0 || spec.type == 'd') && spec.precision < 0 && !spec.grouping &&
                        !spec.coerces_zero && spec.sign == '-' && spec.fill == ' ' && spec.width <= kMost &&
                        (spec.align == 0 || spec.align == '<' || spec.align == '>');
  if (!is_plain) return nullptr;
  char text[kMost + 24];
  char* const digits = text + kMost;
  char* end = std::to_chars(digits, text + sizeof text, number).ptr;
  char* begin = digits;
  const auto width = static_cast<ptrdiff_t>(spec.width);
  if (spec.align == '<') {
    end = std::copy(digits, end, text);  // where the spaces find room behind them
    begin = text;
    while (end - begin < width) *end++ = ' ';
  } else {
    while (end - begin < width) *--begin = ' ';
  }
  String* made = String::create(rt.heap(), {begin, static_cast<size_t>(end - begin)});
  if (!made) return rt.heap().allocation_error();
  return made;
}

Result<String*> format_integer(Runtime& rt, Value number, const FormatSpec& spec, const char* type_name) {
  if (number.is_small()) {
    String* plain = MAYFLY_TRY(format_plainly(rt, number.as_small(), spec));
    if (plain) return plain;
  }
  int base = 10;
  switch (spec.type) {
    case 0:
    case 'd':
    case 'n': break;
    case 'b': base = 2; break;
    case 'o': base = 8; break;
    case 'x':
    case 'X': base = 16; break;
    case 'c': break;
    default: return unknown_code(rt, spec.type, type_name);
  }
  if (spec.precision >= 0) return raise(rt, ExceptionId::kValue, "Precision not allowed in integer format specifier");
  if (spec.coerces_zero)
    return raise(rt, ExceptionId::kValue, "Negative zero coercion (z) not allowed in integer format specifier");
  if (spec.type == 'c') return format_character(rt, number, spec);
  TextBuilder digits(rt.heap());
  MAYFLY_TRY(append_integer(rt, digits, number, base, spec.type == 'X'));
  if (digits.failed()) return Error::out_of_memory();
  NumberText text;
  text.digits = digits.view();
  text.negative = text.digits.starts_with('-');
  if (text.negative) text.digits.remove_prefix(1);
  const char prefix[] = {'0', static_cast<char>(spec.type)};
  if (spec.alternate && base != 10) text.prefix = {prefix, 2};
  if (base != 10) text.group = 4;
  return lay_out(rt, text, spec);
}

Result<String*> format_double(Runtime& rt, double number, const FormatSpec& spec, const char* type_name) {
  char type = 'r';
  bool adds_point = false;
  bool percent = false;
  int64_t precision = spec.precision;
  if (precision > INT32_MAX) return raise(rt, ExceptionId::kValue, "precision too big");
  switch (spec.type) {
    case 0:
      adds_point = true;
      if (precision >= 0) type = 'g';
      break;
    case 'n': type = 'g'; break;
    case '%':
      type = 'f';
      percent = true;
      number *= 100;
      break;
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': type = static_cast<char>(spec.type); break;
    default: return unknown_code(rt, spec.type, type_name);
  }
  if (precision < 0 && type != 'r') precision = 6;
  TextBuilder builder(rt.heap());
  MAYFLY_TRY(append_float(rt, builder, number, type, precision, spec.alternate, adds_point));
  if (percent) builder.append('%');
  if (builder.failed()) return Error::out_of_memory();
  NumberText text;
  text.negative = std::signbit(number) && !std::isnan(number);
  const std::string_view all = builder.view();
  if (spec.coerces_zero && text.negative) {
    const std::string_view mantissa = all.substr(0, all.find_first_of("eE"));
    if (mantissa.find_first_of("123456789i") == std::string_view::npos) text.negative = false;
  }
  size_t whole = 0;
  while (whole < all.size() && all[whole] >= '0' && all[whole] <= '9') whole++;
  text.digits = all.substr(0, whole);
  text.rest = all.substr(whole);
  return lay_out(rt, text, spec);
}

// precision + 1 significant digits, as "d.ddde+XX", into a buffer of precision + 16 bytes.
std::string_view scientific(double number, int64_t precision, char* buffer, size_t size) {
  const auto end =
      std::to_chars(buffer, buffer + size, number, std::chars_format::scientific, static_cast<int>(precision)).ptr;
  return {buffer, static_cast<size_t>(end - buffer)};
}

}  // namespace

Result<String*> lay_out(Runtime& rt, const NumberText& number, const FormatSpec& spec) {
  const char sign = number.negative ? '-' : spec.sign == '-' ? 0 : spec.sign;
  const auto fixed = static_cast<int64_t>((sign != 0) + number.prefix.size() + utf8::count(number.rest));
  const bool pads_with_zeros = spec.align == '=' && spec.fill == '0';
  // What takes no digits is filled as any other text.
  const bool has_digits = !number.digits.empty();
  int64_t least = 0;
  if (pads_with_zeros && has_digits && spec.width > fixed) least = spec.width - fixed;
  if (least > int64_t{1} << 40) return Error::out_of_memory();
  TextBuilder grouped(rt.heap());
  std::string_view digits = number.digits;
  if (least > 0 || (has_digits && spec.grouping)) {
    append_grouped(grouped, digits, has_digits ? spec.grouping : 0, number.group, least);
    if (grouped.failed()) return Error::out_of_memory();
    digits = grouped.view();
  }
  const int64_t length = fixed + static_cast<int64_t>(utf8::count(digits));
  const int64_t padding = spec.width > length ? spec.width - length : 0;
  const char align = spec.align ? spec.align : '>';
  const int64_t before = align == '>' ? padding : align == '^' ? padding / 2 : 0;
  const int64_t inside = align == '=' ? padding : 0;
  TextBuilder builder(rt.heap());
  builder.fill(spec.fill, before);
  if (sign) builder.append(sign);
  builder.append(number.prefix);
  builder.fill(spec.fill, inside);
  builder.append(digits);
  builder.append(number.rest);
  builder.fill(spec.fill, padding - before - inside);
  return builder.finish();
}

Result<> append_float(Runtime& rt, TextBuilder& to, double number, char type, int64_t precision, bool alternate,
                      bool adds_point) {
  const bool upper = type == 'E' || type == 'F' || type == 'G';
  if (std::isnan(number) || std::isinf(number)) {
    to.append(std::isnan(number) ? (upper ? "NAN" : "nan") : upper ? "INF" : "inf");
    return {};
  }
  number = std::fabs(number);
  if (precision > INT32_MAX - 1000) return raise(rt, ExceptionId::kValue, "precision too big");
  const char lower = upper ? static_cast<char>(type + 32) : type;
  if (lower == 'r') {
    char text[kFloatText];
    std::string_view shown(text, write_float(number, text));
    if (!adds_point && shown.ends_with(".0")) shown.remove_suffix(2);
    const size_t e = shown.find('e');
    to.append(shown.substr(0, e));
    if (alternate && shown.find('.') == std::string_view::npos) to.append('.');
    if (e != std::string_view::npos) to.append(shown.substr(e));
    return {};
  }
  if (lower == 'f') {
    const size_t size = static_cast<size_t>(precision) + 330;
    char* out = to.room(size);
    if (!out) return Error::out_of_memory();
    const char* end = std::to_chars(out, out + size, number, std::chars_format::fixed, static_cast<int>(precision)).ptr;
    to.taken(static_cast<size_t>(end - out));
    if (alternate && precision == 0) to.append('.');
    return {};
  }
  const bool general = lower == 'g';
  if (general) precision = std::max<int64_t>(precision, 1) - 1;
  TextBuilder buffer(rt.heap());
  const size_t size = static_cast<size_t>(precision) + 32;
  char* out = buffer.room(size);
  if (!out) return Error::out_of_memory();
  const std::string_view text = scientific(number, precision, out, size);
  const size_t e = text.find('e');
  std::string_view mantissa = text.substr(0, e);
  int exponent = 0;
  const char* digits = text.data() + e + 1;
  std::from_chars(digits + (*digits == '+'), text.data() + text.size(), exponent);
  const auto append_exponent = [&] {
    char shown[8];
    const int length =
        std::snprintf(shown, sizeof shown, "%c%c%02d", upper ? 'E' : 'e', exponent < 0 ? '-' : '+', std::abs(exponent));
    to.append({shown, static_cast<size_t>(length)});
  };
  if (!general) {
    to.append(mantissa);
    if (alternate && precision == 0) to.append('.');
    append_exponent();
    return {};
  }
  // The digits without point, the zeros at the end dropped.
  TextBuilder all(rt.heap());
  all.append(mantissa.substr(0, 1));
  if (mantissa.size() > 2) all.append(mantissa.substr(2));
  if (all.failed()) return Error::out_of_memory();
  std::string_view kept = all.view();
  if (!alternate)
    while (kept.size() > 1 && kept.ends_with('0')) kept.remove_suffix(1);
  const int64_t point = exponent + 1;  // of 0.DIGITS
  if (point <= -4 || point > precision + 1 - adds_point) {
    to.append(kept.substr(0, 1));
    if (kept.size() > 1 || alternate) to.append('.');
    to.append(kept.substr(1));
    append_exponent();
  } else if (point <= 0) {
    to.append("0.");
    to.fill('0', -point);
    to.append(kept);
  } else {
    const auto whole = static_cast<size_t>(point);
    to.append(kept.substr(0, whole));
    to.fill('0', point - static_cast<int64_t>(kept.size()));
    if (kept.size() > whole) {
      to.append('.');
      to.append(kept.substr(whole));
    } else if (adds_point) {
      to.append(".0");
    } else if (alternate) {
      to.append('.');
    }
  }
  return {};
}

Result<String*> format_number(Runtime& rt, Value number, std::string_view text) {
  const char* type_name = number.is_double() ? "float" : number.is_boolean() ? "bool" : "int";
  const FormatSpec spec = MAYFLY_TRY(parse_format_spec(rt, text, type_name, true));
  if (number.is_double()) return format_double(rt, number.as_double(), spec, type_name);
  switch (spec.type) {
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case '%': return format_double(rt, MAYFLY_TRY(number_to_double(rt, number)), spec, type_name);
    default: return format_integer(rt, number, spec, type_name);
  }
}

}  // namespace minipy
