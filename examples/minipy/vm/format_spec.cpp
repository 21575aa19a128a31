// Reading format specs, and formatting strings by them.
#include <minipy/vm/format_spec.h>

#include <mayfly/objects/text/utf8.h>

#include <cinttypes>

namespace minipy {

namespace {

bool is_align(char32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

class SpecReader {
 public:
  SpecReader(Runtime& rt, std::string_view text) : rt_(rt), text_(text) {}

  bool at_end() const { return at_ >= text_.size(); }
  char32_t peek() const {
    if (at_end()) return 0;
    if (is_ascii(text_[at_])) [[likely]]
      return static_cast<char32_t>(text_[at_]);
    size_t at = at_;
    return utf8::decode(text_, at);
  }
  char32_t take() {
    if (is_ascii(text_[at_])) [[likely]]
      return static_cast<char32_t>(text_[at_++]);
    return utf8::decode(text_, at_);
  }
  bool take_if(char32_t c) {
    if (at_end() || peek() != c) return false;
    take();
    return true;
  }
  // -1: no digits.
  Result<int64_t> number() {
    int64_t value = -1;
    while (!at_end()) {
      const int digit = unicode::decimal_value(peek());
      if (digit < 0) break;
      take();
      if (value < 0) value = 0;
      if (value > (INT64_MAX - digit) / 10)
        return raise(rt_, ExceptionId::kValue, "Too many decimal digits in format string");
      value = value * 10 + digit;
    }
    return value;
  }
  // Fill and alignment.
  void alignment(FormatSpec& spec, bool& has_fill) {
    if (at_end()) return;
    const size_t begin = at_;
    const char32_t first = take();
    if (!at_end() && is_align(peek())) {
      spec.fill = first;
      spec.align = static_cast<char>(take());
      has_fill = true;
    } else if (is_align(first)) {
      spec.align = static_cast<char>(first);
    } else {
      at_ = begin;
    }
  }

 private:
  static bool is_ascii(char byte) { return static_cast<unsigned char>(byte) < 0x80; }

  Runtime& rt_;
  std::string_view text_;
  size_t at_ = 0;
};

Error cannot_group(Runtime& rt, char grouping, char32_t type) {
  if (type > 32 && type < 128) {
    return raise(rt, ExceptionId::kValue, "Cannot specify '%c' with '%c'.", grouping, static_cast<char>(type));
  }
  return raise(rt, ExceptionId::kValue, "Cannot specify '%c' with '\\x%" PRIx32 "'.", grouping,
               static_cast<uint32_t>(type));
}

Result<> check_grouping(Runtime& rt, const FormatSpec& spec) {
  switch (spec.type) {
    case 0:
    case 'd':
    case 'e':
    case 'f':
    case 'g':
    case 'E':
    case 'G':
    case 'F':
    case '%': return {};
    case 'b':
    case 'o':
    case 'x':
    case 'X':
      if (spec.grouping == '_') return {};
      break;
    default: break;
  }
  return cannot_group(rt, spec.grouping, spec.type);
}

}  // namespace

Result<FormatSpec> parse_format_spec(Runtime& rt, std::string_view text, const char* type_name, bool is_number) {
  FormatSpec spec;
  SpecReader in(rt, text);
  bool has_fill = false;
  in.alignment(spec, has_fill);
  if (const char32_t c = in.peek(); c == '+' || c == '-' || c == ' ') {
    spec.sign = static_cast<char>(in.take());
    spec.has_sign = true;
  }
  spec.coerces_zero = in.take_if('z');
  spec.alternate = in.take_if('#');
  if (!has_fill && in.take_if('0')) {
    spec.fill = '0';
    if (spec.align == 0 && is_number) spec.align = '=';
  }
  spec.width = MAYFLY_TRY(in.number());
  if (in.take_if(',')) spec.grouping = ',';
  if (in.take_if('_')) {
    if (spec.grouping) return raise(rt, ExceptionId::kValue, "Cannot specify both ',' and '_'.");
    spec.grouping = '_';
  }
  if (in.peek() == ',' && spec.grouping == '_')
    return raise(rt, ExceptionId::kValue, "Cannot specify both ',' and '_'.");
  if (in.take_if('.')) {
    spec.precision = MAYFLY_TRY(in.number());
    if (spec.precision < 0) return raise(rt, ExceptionId::kValue, "Format specifier missing precision");
  }
  if (!in.at_end()) spec.type = in.take();
  if (!in.at_end()) {
    return raise(rt, ExceptionId::kValue, "Invalid format specifier '%.*s' for object of type '%s'",
                 static_cast<int>(std::min<size_t>(text.size(), 1000)), text.data(), type_name);
  }
  if (spec.grouping) {
    FormatSpec checked = spec;
    if (!is_number && spec.type == 0) checked.type = 's';
    MAYFLY_TRY(check_grouping(rt, checked));
  }
  return spec;
}

Result<String*> format_string(Runtime& rt, String& text, std::string_view spec_text) {
  if (spec_text.empty()) return &text;
  const FormatSpec spec = MAYFLY_TRY(parse_format_spec(rt, spec_text, "str", false));
  const auto refuse = [&](const char* message) { return raise(rt, ExceptionId::kValue, "%s", message); };
  if (spec.type != 0 && spec.type != 's') {
    if (spec.type > 32 && spec.type < 128) {
      return raise(rt, ExceptionId::kValue, "Unknown format code '%c' for object of type 'str'",
                   static_cast<char>(spec.type));
    }
    return raise(rt, ExceptionId::kValue, "Unknown format code '\\x%" PRIx32 "' for object of type 'str'",
                 static_cast<uint32_t>(spec.type));
  }
  if (spec.has_sign) {
    return refuse(spec.sign == ' ' ? "Space not allowed in string format specifier"
                                   : "Sign not allowed in string format specifier");
  }
  if (spec.coerces_zero) return refuse("Negative zero coercion (z) not allowed in string format specifier");
  if (spec.alternate) return refuse("Alternate form (#) not allowed in string format specifier");
  if (spec.align == '=') return refuse("'=' alignment not allowed in string format specifier");

  std::string_view shown = text.view();
  auto length = static_cast<int64_t>(text.length());
  if (spec.precision >= 0 && spec.precision < length) {
    size_t at = 0;
    for (int64_t i = 0; i < spec.precision; i++) utf8::decode(shown, at);
    shown = shown.substr(0, at);
    length = spec.precision;
  }
  const int64_t padding = spec.width > length ? spec.width - length : 0;
  const int64_t before = spec.align == '>' ? padding : spec.align == '^' ? padding / 2 : 0;
  TextBuilder builder(rt.heap());
  builder.fill(spec.fill, before);
  builder.append(shown);
  builder.fill(spec.fill, padding - before);
  return builder.finish();
}

}  // namespace minipy
