// str.format and str.format_map: replacement fields, with attributes, items, conversions and nested specs.
#include <minipy/types/str_text.h>

#include <cinttypes>

namespace minipy {

namespace {

constexpr size_t kNowhere = std::string_view::npos;

// The parts of "{name!c:spec}".
struct Field {
  std::string_view name;
  char32_t conversion = 0;
  std::string_view spec;
  bool nests = false;  // the spec has fields itself
};

class Formatter {
 public:
  // `mapping`: of format_map; empty: the arguments have it all.
  Formatter(Runtime& rt, Arguments args, Value mapping) : rt_(rt), args_(args), mapping_(mapping) {}

  // Appends the text, with its fields replaced. `depth`: how deep specs may nest.
  Result<> run(TextBuilder& to, std::string_view text, int depth) {
    if (depth < 0) return value_error("Max string recursion exceeded");
    size_t at = 0;
    while (at < text.size()) {
      const size_t brace = text.find_first_of("{}", at);
      if (brace == kNowhere) {
        to.append(text.substr(at));
        break;
      }
      to.append(text.substr(at, brace - at));
      const char c = text[brace];
      if (brace + 1 < text.size() && text[brace + 1] == c) {
        to.append(c);
        at = brace + 2;
        continue;
      }
      if (c == '}') return value_error("Single '}' encountered in format string");
      if (brace + 1 == text.size()) return value_error("Single '{' encountered in format string");
      at = brace + 1;
      const Field field = MAYFLY_TRY(parse(text, at));
      MAYFLY_TRY(replace(to, field, depth));
    }
    return {};
  }

 private:
  Error value_error(const char* message) { return raise(rt_, ExceptionId::kValue, "%s", message); }

  // From behind the brace to behind the closing one.
  Result<Field> parse(std::string_view text, size_t& at) {
    Field field;
    const size_t begin = at;
    bool in_brackets = false;
    char c = 0;
    for (; at < text.size(); at++) {
      c = text[at];
      if (c == '{') return value_error("unexpected '{' in field name");
      if (c == '[') in_brackets = true;
      if (c == ']') in_brackets = false;
      if (!in_brackets && (c == '}' || c == ':' || c == '!')) break;
    }
    field.name = text.substr(begin, at - begin);
    if (at == text.size()) return value_error("expected '}' before end of string");
    at++;
    if (c == '}') return field;
    if (c == '!') {
      if (at == text.size()) return value_error("end of string while looking for conversion specifier");
      field.conversion = utf8::decode(text, at);
      if (at < text.size()) {
        c = text[at++];
        if (c == '}') return field;
        if (c != ':') return value_error("expected ':' after conversion specifier");
      }
    }
    const size_t spec = at;
    for (int open = 1; at < text.size(); at++) {
      if (text[at] == '{') {
        open++;
        field.nests = true;
      } else if (text[at] == '}' && --open == 0) {
        field.spec = text.substr(spec, at - spec);
        at++;
        return field;
      }
    }
    return value_error("unmatched '{' in format spec");
  }

  Result<> replace(TextBuilder& to, const Field& field, int depth) {
    Local<Value> value(rt_, Value::nil());
    if (!value) return value.error();
    MAYFLY_TRY(find(field.name, value));
    if (field.conversion) {
      MAYFLY_TRY(rt_.nest("the formatting"));
      switch (field.conversion) {
        case 'r': value.set(Value(MAYFLY_TRY(repr(rt_, *value)))); break;
        case 's': value.set(Value(MAYFLY_TRY(str(rt_, *value)))); break;
        case 'a': value.set(Value(MAYFLY_TRY(ascii(rt_, *value)))); break;
        default:
          if (field.conversion > 32 && field.conversion < 127) {
            return raise(rt_, ExceptionId::kValue, "Unknown conversion specifier %c",
                         static_cast<char>(field.conversion));
          }
          return raise(rt_, ExceptionId::kValue, "Unknown conversion specifier \\x%" PRIx32,
                       static_cast<uint32_t>(field.conversion));
      }
    }
    TextBuilder nested(rt_.heap());
    std::string_view spec = field.spec;
    if (field.nests) {
      MAYFLY_TRY(run(nested, spec, depth - 1));
      if (nested.failed()) return Error::out_of_memory();
      spec = nested.view();
    }
    const String* text = MAYFLY_TRY(format(rt_, *value, spec));
    to.append(text->view());
    return {};
  }

  // -1: no number.
  Result<int64_t> number(std::string_view text) {
    if (text.empty()) return -1;
    int64_t value = 0;
    for (size_t at = 0; at < text.size();) {
      const int digit = unicode::decimal_value(utf8::decode(text, at));
      if (digit < 0) return -1;
      if (value > (INT64_MAX - digit) / 10) return value_error("Too many decimal digits in format string");
      value = value * 10 + digit;
    }
    return value;
  }

  // "0.name[key]"; the value goes into the slot.
  Result<> find(std::string_view name, Local<Value>& value) {
    size_t at = std::min(name.find_first_of(".["), name.size());
    MAYFLY_TRY(find_first(name.substr(0, at), value));
    while (at < name.size()) {
      const char c = name[at++];
      size_t end = at;
      if (c == '.') {
        end = std::min(name.find_first_of(".[", at), name.size());
        if (end == at) return value_error("Empty attribute in format string");
        Symbol* attribute = MAYFLY_TRY(intern(rt_, name.substr(at, end - at)));
        value.set(MAYFLY_TRY(get_attr(rt_, *value, *attribute)));
        at = end;
        continue;
      }
      if (c != '[') return value_error("Only '.' or '[' may follow ']' in format field specifier");
      end = name.find(']', at);
      if (end == kNowhere) return value_error("Missing ']' in format string");
      const std::string_view key = name.substr(at, end - at);
      if (key.empty()) return value_error("Empty attribute in format string");
      const int64_t index = MAYFLY_TRY(number(key));
      Local<Value> item(rt_,
                        index >= 0 ? MAYFLY_TRY(make_integer(rt_.heap(), index)) : MAYFLY_TRY(new_string(rt_, key)));
      if (!item) return item.error();
      value.set(MAYFLY_TRY(minipy::get_item(rt_, *value, *item)));
      at = end + 1;
    }
    return {};
  }

  Result<> find_first(std::string_view name, Local<Value>& value) {
    int64_t index = MAYFLY_TRY(number(name));
    if (name.empty() || index >= 0) {
      const Numbering wanted = name.empty() ? Numbering::kAutomatic : Numbering::kManual;
      if (numbering_ == Numbering::kNone) numbering_ = wanted;
      if (numbering_ != wanted) {
        return value_error(wanted == Numbering::kAutomatic
                               ? "cannot switch from manual field specification to automatic field numbering"
                               : "cannot switch from automatic field numbering to manual field specification");
      }
      if (name.empty()) index = next_++;
      if (!mapping_.is_empty()) return value_error("Format string contains positional fields");
      if (index >= args_.positional()) {
        return raise(rt_, ExceptionId::kIndex, "Replacement index %lld out of range for positional args tuple",
                     static_cast<long long>(index));
      }
      value.set(args_[static_cast<uint32_t>(index)]);
      return {};
    }
    if (mapping_.is_empty()) {
      for (uint32_t i = 0; i < args_.keywords(); i++) {
        if (args_.name(i).view() != name) continue;
        value.set(args_.keyword(i));
        return {};
      }
    }
    Local<Value> key(rt_, MAYFLY_TRY(new_string(rt_, name)));
    if (!key) return key.error();
    if (mapping_.is_empty()) return raise_with(rt_, ExceptionId::kKey, *key);
    value.set(MAYFLY_TRY(minipy::get_item(rt_, mapping_, *key)));
    return {};
  }

  enum class Numbering : uint8_t { kNone, kAutomatic, kManual };

  Runtime& rt_;
  Arguments args_;
  Value mapping_;
  Numbering numbering_ = Numbering::kNone;
  int64_t next_ = 0;
};

constexpr int kDepth = 2;

Result<Value> format_method(Runtime& rt, Arguments args) {
  const String* self = MAYFLY_TRY(receiver<String>(rt, args));
  TextBuilder builder(rt.heap());
  MAYFLY_TRY(Formatter(rt, args.rest(), Value::empty()).run(builder, self->view(), kDepth - 1));
  return finished(builder);
}

Result<Value> format_map(Runtime& rt, Arguments args) {
  const String* self = MAYFLY_TRY(receiver<String>(rt, args));
  TextBuilder builder(rt.heap());
  MAYFLY_TRY(Formatter(rt, Arguments(), args[1]).run(builder, self->view(), kDepth - 1));
  return finished(builder);
}

constexpr NativeSpec kMethods[] = {
    keywords_method<format_method>("format"),
    method<format_map, 1>("format_map"),
};

}  // namespace

std::span<const NativeSpec> str_format_methods() { return kMethods; }

}  // namespace minipy
