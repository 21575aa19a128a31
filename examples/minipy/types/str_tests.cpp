// Questions about all code points of a text: isalpha, isdigit, ...
#include <minipy/types/str_text.h>

namespace minipy {

namespace {

using Test = bool (*)(char32_t);

bool is_decimal(char32_t point) { return unicode::decimal_value(point) >= 0; }
bool is_alphanumeric(char32_t point) { return unicode::is_alphabetic(point) || unicode::is_numeric(point); }
bool is_ascii(char32_t point) { return point < 0x80; }

// `kOfNone`: the answer for the empty text.
template <Test kTest, bool kOfNone>
Result<Value> is_all(Runtime& rt, Arguments args) {
  const String* self = MAYFLY_TRY(receiver<String>(rt, args));
  bool all = self->size() != 0 || kOfNone;
  for_each_point(self->view(), [&](char32_t point, std::string_view) { return all = kTest(point); });
  return Value::boolean(all);
}

Result<Value> is_identifier(Runtime& rt, Arguments args) {
  return Value::boolean(unicode::is_identifier(MAYFLY_TRY(receiver<String>(rt, args))->view()));
}

constexpr NativeSpec kMethods[] = {
    method<is_all<unicode::is_alphabetic, false>, 0>("isalpha", NativeSpec::kLeaf),
    method<is_all<is_alphanumeric, false>, 0>("isalnum", NativeSpec::kLeaf),
    method<is_all<is_decimal, false>, 0>("isdecimal", NativeSpec::kLeaf),
    method<is_all<unicode::is_digit, false>, 0>("isdigit", NativeSpec::kLeaf),
    method<is_all<unicode::is_numeric, false>, 0>("isnumeric", NativeSpec::kLeaf),
    method<is_all<unicode::is_space, false>, 0>("isspace", NativeSpec::kLeaf),
    method<is_all<unicode::is_printable, true>, 0>("isprintable", NativeSpec::kLeaf),
    method<is_all<is_ascii, true>, 0>("isascii", NativeSpec::kLeaf),
    method<is_identifier, 0>("isidentifier", NativeSpec::kLeaf),
};

}  // namespace

std::span<const NativeSpec> str_test_methods() { return kMethods; }

}  // namespace minipy
