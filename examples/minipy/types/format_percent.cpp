// text % values.
#include <minipy/types/str_text.h>
#include <minipy/vm/arithmetic.h>
#include <minipy/vm/format_spec.h>
#include <minipy/vm/number_text.h>

#include <charconv>
#include <cinttypes>
#include <cmath>

namespace minipy {

namespace {

// "%(key)-5.2d", read.
struct Directive {
  bool left = false;
  bool plus = false;
  bool space = false;
  bool alternate = false;
  bool zero = false;
  int64_t width = 0;
  int64_t precision = -1;
  char32_t type = 0;
};

class Percent {
 public:
  // `values` is held by the caller.
  Percent(Runtime& rt, std::string_view text, Value values)
      : rt_(rt),
        text_(text),
        values_(values),
        tuple_(as<Tuple>(values)),
        item_(rt, Value::nil()),
        builder_(rt.heap()) {}

  Result<Value> run() {
    if (!item_) return item_.error();
    while (at_ < text_.size()) {
      const size_t next = std::min(text_.find('%', at_), text_.size());
      builder_.append(text_.substr(at_, next - at_));
      at_ = next + 1;
      if (next < text_.size() && !is_done_plainly()) MAYFLY_TRY(directive());
    }
    const bool all_used = tuple_ ? used_ == tuple_->size() : used_ > 0 || is_mapping();
    if (!all_used) return raise(rt_, ExceptionId::kType, "not all arguments converted during string formatting");
    return finished(builder_);
  }

 private:
  bool is_mapping() {
    return !tuple_ && !as<String>(values_) && !rt_.space().class_of(values_)->special(Special::kGetItem).is_empty();
  }
  Error incomplete() { return raise(rt_, ExceptionId::kValue, "incomplete format"); }

  // %d of a small number and %s of a text, where nothing stands between: most are. False: nothing has happened.
  bool is_done_plainly() {
    if (at_ >= text_.size() || (text_[at_] != 'd' && text_[at_] != 's')) return false;
    if (tuple_ ? used_ >= tuple_->size() : used_ > 0) return false;
    const Value value = tuple_ ? tuple_->at(used_) : values_;
    if (text_[at_] == 's') {
      const String* text = value.try_as<String>();
      if (!text) return false;
      builder_.append(text->view());
    } else {
      if (!value.is_small()) return false;
      char digits[24];
      const auto end = std::to_chars(digits, digits + sizeof digits, value.as_small()).ptr;
      builder_.append({digits, static_cast<size_t>(end - digits)});
    }
    used_++;
    at_++;
    return true;
  }

  // The next of the values, into item_.
  Result<> take() {
    if (keyed_) {  // a mapping's value serves once
      if (key_used_) return raise(rt_, ExceptionId::kType, "not enough arguments for format string");
      key_used_ = true;
      return {};
    }
    if (tuple_) {
      if (used_ < tuple_->size()) {
        item_.set(tuple_->at(used_++));
        return {};
      }
    } else if (used_ == 0) {
      used_ = 1;
      item_.set(values_);
      return {};
    }
    return raise(rt_, ExceptionId::kType, "not enough arguments for format string");
  }

  Result<> key() {
    if (!is_mapping()) return raise(rt_, ExceptionId::kType, "format requires a mapping");
    const size_t begin = at_ + 1;
    int open = 1;
    for (at_ = begin; at_ < text_.size(); at_++) {
      if (text_[at_] == '(') open++;
      if (text_[at_] == ')' && --open == 0) break;
    }
    if (open > 0) return raise(rt_, ExceptionId::kValue, "incomplete format key");
    Local<Value> name(rt_, MAYFLY_TRY(new_string(rt_, text_.substr(begin, at_ - begin))));
    if (!name) return name.error();
    at_++;
    item_.set(MAYFLY_TRY(minipy::get_item(rt_, values_, *name)));
    keyed_ = true;
    key_used_ = false;
    used_ = tuple_ ? used_ : 1;
    return {};
  }

  // A number, or '*' for one of the values.
  Result<int64_t> number(const char* too_big, bool& is_value) {
    is_value = at_ < text_.size() && text_[at_] == '*';
    if (is_value) {
      at_++;
      MAYFLY_TRY(take());
      const Value inner = unboxed(*item_);
      if (!is_int_or_bool(inner)) return raise(rt_, ExceptionId::kType, "* wants int");
      return to_int64_or_raise(rt_, inner, ExceptionId::kOverflow, "Python int too large to convert to C ssize_t");
    }
    int64_t value = 0;
    for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; at_++) {
      if (value > (INT64_MAX - 9) / 10) return raise(rt_, ExceptionId::kValue, "%s", too_big);
      value = value * 10 + (text_[at_] - '0');
    }
    return value;
  }

  Result<> directive() {
    Directive d;
    if (at_ < text_.size() && text_[at_] == '%') {
      builder_.append(text_[at_++]);
      return {};
    }
    keyed_ = false;
    if (at_ < text_.size() && text_[at_] == '(') MAYFLY_TRY(key());
    for (bool flags = true; flags && at_ < text_.size();) {
      switch (text_[at_]) {
        case '-': d.left = true; break;
        case '+': d.plus = true; break;
        case ' ': d.space = true; break;
        case '#': d.alternate = true; break;
        case '0': d.zero = true; break;
        default: flags = false; break;
      }
      if (flags) at_++;
    }
    bool from_value = false;
    d.width = MAYFLY_TRY(number("width too big", from_value));
    if (d.width < 0) {
      d.left = true;
      d.width = d.width == INT64_MIN ? INT64_MAX : -d.width;
    }
    if (at_ < text_.size() && text_[at_] == '.') {
      at_++;
      d.precision = MAYFLY_TRY(number("precision too big", from_value));
      if (d.precision < 0) d.precision = 0;
      if (d.precision > INT32_MAX) return raise(rt_, ExceptionId::kValue, "precision too big");
    }
    if (at_ < text_.size() && (text_[at_] == 'h' || text_[at_] == 'l' || text_[at_] == 'L')) at_++;
    if (at_ >= text_.size()) return incomplete();
    const size_t type_at = at_;
    d.type = utf8::decode(text_, at_);
    MAYFLY_TRY(take());
    switch (d.type) {
      case 's': return text(d, *MAYFLY_TRY(str(rt_, *item_)));
      case 'r': return text(d, *MAYFLY_TRY(repr(rt_, *item_)));
      case 'a': return text(d, *MAYFLY_TRY(ascii(rt_, *item_)));
      case 'c': return character(d);
      case 'd':
      case 'i':
      case 'u':
      case 'o':
      case 'x':
      case 'X': return integer(d);
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G': return real(d);
      default: break;
    }
    char shown[8] = {};
    const size_t size = d.type > 31 && d.type < 127 ? unicode::encode(d.type, shown) : unicode::encode('?', shown);
    shown[size] = 0;
    return raise(rt_, ExceptionId::kValue, "unsupported format character '%s' (0x%" PRIx32 ") at index %zu", shown,
                 static_cast<uint32_t>(d.type), utf8::count(text_.substr(0, type_at)));
  }

  // The text, cut to the precision and padded with spaces.
  Result<> text(const Directive& d, const String& shown) {
    std::string_view part = shown.view();
    auto length = static_cast<int64_t>(shown.length());
    if (d.precision >= 0 && d.precision < length) {
      size_t end = 0;
      for (int64_t i = 0; i < d.precision; i++) utf8::decode(part, end);
      part = part.substr(0, end);
      length = d.precision;
    }
    return pad(d, part, length);
  }
  Result<> pad(const Directive& d, std::string_view part, int64_t length) {
    if (!d.left) builder_.fill(' ', d.width - length);
    builder_.append(part);
    if (d.left) builder_.fill(' ', d.width - length);
    return {};
  }

  Result<> character(const Directive& d) {
    const Value inner = unboxed(*item_);
    if (const String* one = inner.try_as<String>()) {
      if (one->length() != 1) return raise(rt_, ExceptionId::kType, "%%c requires int or char");
      return pad(d, one->view(), 1);
    }
    if (!is_int_or_bool(inner) && rt_.space().class_of(*item_)->special(Special::kIndex).is_empty())
      return raise(rt_, ExceptionId::kType, "%%c requires int or char");
    const int64_t point = MAYFLY_TRY(to_index_clamped(rt_, *item_));
    if (point < 0 || point > 0x10ffff) return raise(rt_, ExceptionId::kOverflow, "%%c arg not in range(0x110000)");
    if (point >= 0xd800 && point <= 0xdfff)
      return raise(rt_, ExceptionId::kValue, "surrogates are not supported by minipy's str");
    char encoded[4];
    return pad(d, {encoded, unicode::encode(static_cast<char32_t>(point), encoded)}, 1);
  }

  // What %d makes of a value: an int.
  Result<Value> to_integer(const Directive& d) {
    const Value inner = unboxed(*item_);
    if (is_int_or_bool(inner)) return inner;
    const Class& cls = *rt_.space().class_of(*item_);
    const bool wants_exact = d.type == 'o' || d.type == 'x' || d.type == 'X';
    const bool has_index = !cls.special(Special::kIndex).is_empty();
    if (!wants_exact && !has_index) {
      if (inner.is_double()) return integer_from_double(rt_, inner.as_double());
      if (!cls.special(Special::kInteger).is_empty()) {
        const Value answer = unboxed(MAYFLY_TRY(invoke_special(rt_, Special::kInteger, Arguments(item_.data(), 1))));
        if (is_int_or_bool(answer)) return answer;
      }
    }
    if (has_index) return to_index(rt_, *item_);
    return raise(rt_, ExceptionId::kType, "%%%c format: %s is required, not %s", static_cast<char>(d.type),
                 wants_exact ? "an integer" : "a real number", type_name_of(rt_, *item_));
  }

  Result<> integer(const Directive& d) {
    item_.set(MAYFLY_TRY(to_integer(d)));
    int base = 10;
    if (d.type == 'o') base = 8;
    if (d.type == 'x' || d.type == 'X') base = 16;
    TextBuilder digits(rt_.heap());
    MAYFLY_TRY(append_integer(rt_, digits, *item_, base, d.type == 'X'));
    if (digits.failed()) return Error::out_of_memory();
    std::string_view shown = digits.view();
    const bool negative = shown.starts_with('-');
    if (negative) shown.remove_prefix(1);
    TextBuilder wide(rt_.heap());
    wide.fill('0', d.precision - static_cast<int64_t>(shown.size()));
    wide.append(shown);
    if (wide.failed()) return Error::out_of_memory();
    const char prefix[] = {'0', static_cast<char>(d.type)};
    return number(d, negative, base != 10 && d.alternate ? std::string_view(prefix, 2) : std::string_view(),
                  wide.view());
  }

  Result<> real(const Directive& d) {
    const double value = MAYFLY_TRY(to_double(rt_, *item_));
    TextBuilder digits(rt_.heap());
    MAYFLY_TRY(
        append_float(rt_, digits, value, static_cast<char>(d.type), d.precision < 0 ? 6 : d.precision, d.alternate));
    if (digits.failed()) return Error::out_of_memory();
    return number(d, std::signbit(value) && !std::isnan(value), {}, digits.view());
  }

  Result<> number(const Directive& d, bool negative, std::string_view prefix, std::string_view digits) {
    const char sign = negative ? '-' : d.plus ? '+' : d.space ? ' ' : 0;
    const auto length = static_cast<int64_t>((sign != 0) + prefix.size() + digits.size());
    const int64_t padding = std::max<int64_t>(d.width - length, 0);
    if (!d.left && !d.zero) builder_.fill(' ', padding);
    if (sign) builder_.append(sign);
    builder_.append(prefix);
    if (!d.left && d.zero) builder_.fill('0', padding);
    builder_.append(digits);
    if (d.left) builder_.fill(' ', padding);
    return {};
  }

  Runtime& rt_;
  std::string_view text_;
  Value values_;
  const Tuple* tuple_;  // of the values; null: there is one
  Local<Value> item_;
  TextBuilder builder_;
  size_t at_ = 0;
  size_t used_ = 0;
  bool keyed_ = false;
  bool key_used_ = false;
};

}  // namespace

Result<Value> format_percent(Runtime& rt, String& text, Value values) {
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = Value(&text);
  held[1] = values;
  return Percent(rt, text.view(), values).run();
}

}  // namespace minipy
