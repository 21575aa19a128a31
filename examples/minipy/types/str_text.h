// What the files of str's methods share: receivers, arguments, code points and places in texts.
//
// Programs count code points, texts are UTF-8: in ASCII they are the same; in other texts the last place that was looked
// up is remembered, so that going through a text by index is not quadratic.
#pragma once

#include <minipy/objects/text_builder.h>
#include <minipy/vm/native.h>
#include <minipy/vm/operators.h>

#include <mayfly/objects/text/utf8.h>

namespace minipy {

// String::length, which is quick where it is asked for again and again.
size_t point_count(const String& text);
// Where the code point with this index, at most the length, begins; and back.
size_t byte_offset(const String& text, size_t index);
size_t point_index(const String& text, size_t offset);

// A part of a text that is a str of its own; the text itself where it is all of it.
Result<Value> substring(Runtime& rt, String& text, size_t begin, size_t end);
inline Result<Value> finished(const TextBuilder& builder) { return Value(MAYFLY_TRY(builder.finish())); }

// The start and stop arguments of find(), count(), ... at args[first] and behind, in bytes. `exists`: false where the
// start lies behind the end of the text, or of the range.
struct TextRange {
  size_t begin;
  size_t end;
  bool exists;
};
Result<TextRange> text_range(Runtime& rt, const String& text, Arguments args, uint32_t first);

// An argument as text. TypeError: "<what> must be str, not int"; `what` may end with a word and a space, or be empty.
Result<String*> text_argument(Runtime& rt, Value value, const char* what);

// Calls f(point, text of the point) for each code point until it returns false.
template <typename F>
void for_each_point(std::string_view text, F f) {
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t point = utf8::decode(text, at);
    if (!f(point, text.substr(begin, at - begin))) return;
  }
}

// The methods, by file.
std::span<const NativeSpec> str_search_methods();
std::span<const NativeSpec> str_part_methods();
std::span<const NativeSpec> str_split_methods();
std::span<const NativeSpec> str_case_methods();
std::span<const NativeSpec> str_layout_methods();
std::span<const NativeSpec> str_test_methods();
std::span<const NativeSpec> str_translate_methods();
std::span<const NativeSpec> str_format_methods();

}  // namespace minipy
