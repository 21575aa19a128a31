// Padding: center, ljust, zfill, expandtabs, ...
#include <minipy/types/str_text.h>

namespace minipy {

namespace {

constexpr const char* kTooWide = "Python int too large to convert to C ssize_t";

Result<char32_t> fill_argument(Runtime& rt, Arguments args) {
  if (args.positional() < 3) return static_cast<char32_t>(' ');
  const String* fill = as<String>(args[2]);
  if (!fill) {
    return raise(rt, ExceptionId::kType, "The fill character must be a unicode character, not %s",
                 type_name_of(rt, args[2]));
  }
  if (fill->length() != 1)
    return raise(rt, ExceptionId::kType, "The fill character must be exactly one character long");
  size_t at = 0;
  return utf8::decode(fill->view(), at);
}

enum class Side { kLeft, kRight, kBoth };

template <Side kSide>
Result<Value> justify(Runtime& rt, Arguments args) {
  String* self = MAYFLY_TRY(receiver<String>(rt, args));
  const int64_t width = MAYFLY_TRY(to_int64_or_raise(rt, args[1], ExceptionId::kOverflow, kTooWide));
  const char32_t fill = MAYFLY_TRY(fill_argument(rt, args));
  const auto length = static_cast<int64_t>(self->length());
  if (width <= length) return Value(self);
  const int64_t padding = width - length;
  // The odd one goes where CPython puts it.
  const int64_t left = kSide == Side::kLeft ? 0 : kSide == Side::kRight ? padding : padding / 2 + (padding & width & 1);
  TextBuilder builder(rt.heap());
  builder.fill(fill, left);
  builder.append(self->view());
  builder.fill(fill, padding - left);
  return finished(builder);
}

Result<Value> zero_fill(Runtime& rt, Arguments args) {
  String* self = MAYFLY_TRY(receiver<String>(rt, args));
  const int64_t width = MAYFLY_TRY(to_int64_or_raise(rt, args[1], ExceptionId::kOverflow, kTooWide));
  const auto length = static_cast<int64_t>(self->length());
  if (width <= length) return Value(self);
  std::string_view text = self->view();
  TextBuilder builder(rt.heap());
  if (text.starts_with('+') || text.starts_with('-')) {
    builder.append(text[0]);
    text.remove_prefix(1);
  }
  builder.fill('0', width - length);
  builder.append(text);
  return finished(builder);
}

constexpr uint64_t kTooLong = uint64_t{1} << 40;

// Calls add(spaces, text) for each tab and each other code point, until it returns false.
template <typename F>
void expand(std::string_view text, int64_t size, F add) {
  int64_t column = 0;
  for_each_point(text, [&](char32_t point, std::string_view bytes) {
    if (point == '\t') {
      const int64_t spaces = size > 0 ? size - column % size : 0;
      column += spaces;
      return add(spaces, std::string_view());
    }
    column = point == '\n' || point == '\r' ? 0 : column + 1;
    return add(0, bytes);
  });
}

Result<Value> expand_tabs(Runtime& rt, Arguments args) {
  static constexpr const char* kNames[] = {"tabsize"};
  String* self = MAYFLY_TRY(receiver<String>(rt, args));
  Value slots[1] = {Value::empty()};
  MAYFLY_TRY(take(rt, "expandtabs", args.rest(), kNames, 0, 0, slots));
  int64_t size = 8;
  if (!slots[0].is_empty()) {
    size =
        MAYFLY_TRY(to_int64_or_raise(rt, slots[0], ExceptionId::kOverflow, "Python int too large to convert to C int"));
    if (size > INT32_MAX || size < INT32_MIN)
      return raise(rt, ExceptionId::kOverflow, "Python int too large to convert to C int");
  }
  TextBuilder builder(rt.heap());
  // All of it must fit, so that it is not written for nothing.
  uint64_t total = 0;
  expand(self->view(), size, [&](int64_t spaces, std::string_view bytes) {
    total += static_cast<uint64_t>(spaces) + bytes.size();
    return total < kTooLong;
  });
  if (total >= kTooLong || !builder.room(total)) return Error::out_of_memory();
  expand(self->view(), size, [&](int64_t spaces, std::string_view bytes) {
    builder.fill(' ', spaces);
    builder.append(bytes);
    return true;
  });
  return finished(builder);
}

constexpr NativeSpec kMethods[] = {
    method<justify<Side::kLeft>, 1, 2>("ljust"),  method<justify<Side::kRight>, 1, 2>("rjust"),
    method<justify<Side::kBoth>, 1, 2>("center"), method<zero_fill, 1>("zfill"),
    keywords_method<expand_tabs>("expandtabs"),
};

}  // namespace

std::span<const NativeSpec> str_layout_methods() { return kMethods; }

}  // namespace minipy
