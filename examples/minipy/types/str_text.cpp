#include <minipy/types/str_text.h>

#include <minipy/vm/slicing.h>

namespace minipy {

namespace {

// A place in a text that is not ASCII. No cell's address is used again before the next collection.
struct LastPlace {
  const String* text = nullptr;
  uint64_t collections = 0;
  size_t length = 0;  // of the whole text
  size_t index = 0;
  size_t offset = 0;
};
thread_local LastPlace last_place;

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

const LastPlace& place_in(const String& text) {
  const uint64_t collections = gc::Heap::collection_count();
  if (last_place.text != &text || last_place.collections != collections)
    last_place = {&text, collections, text.length(), 0, 0};
  return last_place;
}

size_t forward(std::string_view text, size_t offset, size_t points) {
  for (; points > 0 && offset < text.size(); points--) {
    offset++;
    while (offset < text.size() && is_continuation(text[offset])) offset++;
  }
  return offset;
}
size_t backward(std::string_view text, size_t offset, size_t points) {
  for (; points > 0 && offset > 0; points--) {
    offset--;
    while (offset > 0 && is_continuation(text[offset])) offset--;
  }
  return offset;
}

}  // namespace

size_t point_count(const String& text) { return text.is_ascii() ? text.size() : place_in(text).length; }

size_t byte_offset(const String& text, size_t index) {
  if (text.is_ascii()) return index;
  const LastPlace from = place_in(text);
  size_t offset = 0;
  if (index >= from.index)
    offset = forward(text.view(), from.offset, index - from.index);
  else if (from.index - index < index)
    offset = backward(text.view(), from.offset, from.index - index);
  else
    offset = forward(text.view(), 0, index);
  last_place.index = index;
  last_place.offset = offset;
  return offset;
}

size_t point_index(const String& text, size_t offset) {
  if (text.is_ascii()) return offset;
  const LastPlace from = place_in(text);
  size_t index = 0;
  if (offset >= from.offset)
    index = from.index + utf8::count(text.view().substr(from.offset, offset - from.offset));
  else
    index = utf8::count(text.view().substr(0, offset));
  last_place.index = index;
  last_place.offset = offset;
  return index;
}

Result<Value> substring(Runtime& rt, String& text, size_t begin, size_t end) {
  if (begin == 0 && end == text.size()) return Value(&text);
  return new_string(rt, text.view().substr(begin, end - begin));
}

Result<TextRange> text_range(Runtime& rt, const String& text, Arguments args, uint32_t first) {
  const auto given = [&](uint32_t i) { return args.positional() > i && !args[i].is_nil(); };
  if (!given(first) && !given(first + 1)) return TextRange{0, text.size(), true};
  const auto length = static_cast<int64_t>(point_count(text));
  int64_t begin = given(first) ? MAYFLY_TRY(slice_bound(rt, args[first])) : 0;
  int64_t end = given(first + 1) ? MAYFLY_TRY(slice_bound(rt, args[first + 1])) : length;
  if (end > length) end = length;
  if (end < 0) end = std::max<int64_t>(end + length, 0);
  if (begin < 0) begin = std::max<int64_t>(begin + length, 0);
  if (begin > end) return TextRange{0, 0, false};
  const size_t from = byte_offset(text, static_cast<size_t>(begin));
  return TextRange{from, byte_offset(text, static_cast<size_t>(end)), true};
}

Result<String*> text_argument(Runtime& rt, Value value, const char* what) {
  if (String* text = as<String>(value)) return text;
  return raise(rt, ExceptionId::kType, "%smust be str, not %s", what,
               *what ? argument_name_of(rt, value) : type_name_of(rt, value));
}

}  // namespace minipy
