// Upper and lower case: Unicode's full mappings.
#include <minipy/types/str_text.h>

#include <optional>

namespace minipy {

namespace {

using unicode::Case;

bool is_cased(char32_t point) {
  return unicode::is_lower(point) || unicode::is_upper(point) || unicode::is_title(point);
}
// What stands between letters of a word without ending it: apostrophes, points, combining marks.
bool is_passed_over(char32_t point) {
  return point == '\'' || point == '.' || point == ':' || point == '^' || point == '`' || point == 0xad ||
         point == 0xb7 || (point >= 0x2b0 && point <= 0x36f) || point == 0x2018 || point == 0x2019 || point == 0x200b ||
         point == 0x200d;
}

// A capital sigma at the end of a word has a small form of its own.
constexpr char32_t kCapitalSigma = 0x3a3;
bool is_final_sigma(std::string_view text, size_t begin, size_t end) {
  bool after_letter = false;
  for_each_point(text.substr(0, begin), [&](char32_t point, std::string_view) {
    if (!is_passed_over(point)) after_letter = is_cased(point);
    return true;
  });
  if (!after_letter) return false;
  bool before_letter = false;
  for_each_point(text.substr(end), [&](char32_t point, std::string_view) {
    if (is_passed_over(point)) return true;
    before_letter = is_cased(point);
    return false;
  });
  return !before_letter;
}

void append_converted(TextBuilder& to, Case conversion, char32_t point, std::string_view text, size_t end) {
  if (point == kCapitalSigma && conversion == Case::kLower)
    to.append_point(is_final_sigma(text, end - 2, end) ? 0x3c2 : 0x3c3);
  else
    to.append(unicode::convert(conversion, point).view());
}

// choose(point) -> the Case to convert to; none: it stays.
template <typename F>
Result<Value> convert_each(Runtime& rt, Arguments args, F choose) {
  const String* self = MAYFLY_TRY(receiver<String>(rt, args));
  const std::string_view text = self->view();
  TextBuilder builder(rt.heap());
  for (size_t at = 0; at < text.size();) {
    const char32_t point = utf8::decode(text, at);
    if (const std::optional<Case> conversion = choose(point))
      append_converted(builder, *conversion, point, text, at);
    else
      builder.append_point(point);
  }
  return finished(builder);
}

template <Case kCase>
Result<Value> convert_all(Runtime& rt, Arguments args) {
  const String* self = MAYFLY_TRY(receiver<String>(rt, args));
  if (self->is_ascii()) {
    TextBuilder builder(rt.heap());
    char* to = builder.room(self->size());
    if (!to) return Error::out_of_memory();
    constexpr char kFirst = kCase == Case::kUpper ? 'a' : 'A';
    for (const char c : self->view())
      *to++ = static_cast<unsigned char>(c - kFirst) < 26 ? static_cast<char>(c ^ 0x20) : c;
    builder.taken(self->size());
    return finished(builder);
  }
  return convert_each(rt, args, [](char32_t) { return kCase; });
}

Result<Value> capitalize(Runtime& rt, Arguments args) {
  bool first = true;
  return convert_each(rt, args, [&](char32_t) {
    const Case conversion = first ? Case::kTitle : Case::kLower;
    first = false;
    return conversion;
  });
}

Result<Value> title(Runtime& rt, Arguments args) {
  bool after_letter = false;
  return convert_each(rt, args, [&](char32_t point) {
    const Case conversion = after_letter ? Case::kLower : Case::kTitle;
    after_letter = is_cased(point);
    return conversion;
  });
}

Result<Value> swap_case(Runtime& rt, Arguments args) {
  return convert_each(rt, args, [](char32_t point) {
    if (unicode::is_upper(point)) return std::optional(Case::kLower);
    return unicode::is_lower(point) ? std::optional(Case::kUpper) : std::nullopt;
  });
}

// What has lower-case letters, and no others, or the contrary.
template <bool kUpper>
Result<Value> is_all(Runtime& rt, Arguments args) {
  const String* self = MAYFLY_TRY(receiver<String>(rt, args));
  bool found = false;
  bool other = false;
  for_each_point(self->view(), [&](char32_t point, std::string_view) {
    if (kUpper ? unicode::is_upper(point) : unicode::is_lower(point))
      found = true;
    else
      other = unicode::is_title(point) || (kUpper ? unicode::is_lower(point) : unicode::is_upper(point));
    return !other;
  });
  return Value::boolean(found && !other);
}

Result<Value> is_title_cased(Runtime& rt, Arguments args) {
  const String* self = MAYFLY_TRY(receiver<String>(rt, args));
  bool found = false;
  bool good = true;
  bool after_letter = false;
  for_each_point(self->view(), [&](char32_t point, std::string_view) {
    if (unicode::is_upper(point) || unicode::is_title(point)) {
      good = !after_letter;
      after_letter = found = true;
    } else if (unicode::is_lower(point)) {
      good = after_letter;
      after_letter = found = true;
    } else {
      after_letter = false;
    }
    return good;
  });
  return Value::boolean(found && good);
}

constexpr NativeSpec kMethods[] = {
    method<convert_all<Case::kUpper>, 0>("upper", NativeSpec::kLeaf),
    method<convert_all<Case::kLower>, 0>("lower", NativeSpec::kLeaf),
    method<convert_all<Case::kFold>, 0>("casefold", NativeSpec::kLeaf),
    method<capitalize, 0>("capitalize", NativeSpec::kLeaf),
    method<title, 0>("title", NativeSpec::kLeaf),
    method<swap_case, 0>("swapcase", NativeSpec::kLeaf),
    method<is_all<true>, 0>("isupper", NativeSpec::kLeaf),
    method<is_all<false>, 0>("islower", NativeSpec::kLeaf),
    method<is_title_cased, 0>("istitle", NativeSpec::kLeaf),
};

}  // namespace

std::span<const NativeSpec> str_case_methods() { return kMethods; }

}  // namespace minipy
