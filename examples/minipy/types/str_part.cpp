// Parts and replacements: replace, partition, strip, removeprefix, ...
#include <minipy/types/str_text.h>

namespace minipy {

namespace {

constexpr size_t kNowhere = std::string_view::npos;

Result<Value> replace(Runtime& rt, Arguments args) {
  String* self = MAYFLY_TRY(receiver<String>(rt, args));
  const String* old_part = MAYFLY_TRY(text_argument(rt, args[1], "replace() argument 1 "));
  const String* new_part = MAYFLY_TRY(text_argument(rt, args[2], "replace() argument 2 "));
  int64_t most = -1;
  if (args.positional() > 3) {
    most = MAYFLY_TRY(
        to_int64_or_raise(rt, args[3], ExceptionId::kOverflow, "Python int too large to convert to C ssize_t"));
  }
  if (most == 0) return Value(self);
  const std::string_view text = self->view();
  TextBuilder builder(rt.heap());
  size_t copied = 0;
  if (old_part->size() == 0) {  // between all code points
    for (int64_t done = 0; copied <= text.size() && (most < 0 || done < most); done++) {
      builder.append(new_part->view());
      if (copied == text.size()) return finished(builder);
      size_t next = copied;
      utf8::decode(text, next);
      builder.append(text.substr(copied, next - copied));
      copied = next;
    }
  } else {
    size_t at = text.find(old_part->view());
    if (at == kNowhere) return Value(self);
    for (int64_t done = 0; at != kNowhere && (most < 0 || done < most); done++) {
      builder.append(text.substr(copied, at - copied));
      builder.append(new_part->view());
      copied = at + old_part->size();
      at = text.find(old_part->view(), copied);
    }
  }
  builder.append(text.substr(copied));
  return finished(builder);
}

template <bool kLast>
Result<Value> partition(Runtime& rt, Arguments args) {
  String* self = MAYFLY_TRY(receiver<String>(rt, args));
  String* separator = MAYFLY_TRY(text_argument(rt, args[1], ""));
  if (separator->size() == 0) return raise(rt, ExceptionId::kValue, "empty separator");
  const std::string_view text = self->view();
  const size_t at = kLast ? text.rfind(separator->view()) : text.find(separator->view());
  Locals<3> parts(rt);
  if (!parts) return parts.error();
  if (at == kNowhere) {
    parts[0] = parts[1] = parts[2] = MAYFLY_TRY(new_string(rt, ""));
    parts[kLast ? 2 : 0] = Value(self);
  } else {
    parts[0] = MAYFLY_TRY(new_string(rt, text.substr(0, at)));
    parts[1] = Value(separator);
    parts[2] = MAYFLY_TRY(new_string(rt, text.substr(at + separator->size())));
  }
  return new_tuple(rt, parts.span());
}

template <bool kLeft, bool kRight>
Result<Value> strip(Runtime& rt, Arguments args) {
  String* self = MAYFLY_TRY(receiver<String>(rt, args));
  const String* wanted = nullptr;
  if (args.positional() > 1 && !args[1].is_nil()) {
    wanted = as<String>(args[1]);
    constexpr const char* kName = kLeft && kRight ? "strip" : kLeft ? "lstrip" : "rstrip";
    if (!wanted) return raise(rt, ExceptionId::kType, "%s arg must be None or str", kName);
  }
  const std::string_view text = self->view();
  // A code point's bytes are found in UTF-8 nowhere but where it stands.
  const auto goes = [&](char32_t point, std::string_view bytes) {
    return wanted ? wanted->view().find(bytes) != kNowhere : unicode::is_space(point);
  };
  size_t begin = 0;
  size_t end = text.size();
  while (kLeft && begin < end) {
    size_t next = begin;
    const char32_t point = utf8::decode(text, next);
    if (!goes(point, text.substr(begin, next - begin))) break;
    begin = next;
  }
  while (kRight && begin < end) {
    size_t previous = end - 1;
    while ((static_cast<unsigned char>(text[previous]) & 0xc0) == 0x80) previous--;
    size_t next = previous;
    const char32_t point = utf8::decode(text, next);
    if (!goes(point, text.substr(previous, end - previous))) break;
    end = previous;
  }
  return substring(rt, *self, begin, end);
}

Result<Value> remove_prefix(Runtime& rt, Arguments args) {
  String* self = MAYFLY_TRY(receiver<String>(rt, args));
  const String* prefix = MAYFLY_TRY(text_argument(rt, args[1], "removeprefix() argument "));
  return substring(rt, *self, self->view().starts_with(prefix->view()) ? prefix->size() : 0, self->size());
}

Result<Value> remove_suffix(Runtime& rt, Arguments args) {
  String* self = MAYFLY_TRY(receiver<String>(rt, args));
  const String* suffix = MAYFLY_TRY(text_argument(rt, args[1], "removesuffix() argument "));
  return substring(rt, *self, 0, self->size() - (self->view().ends_with(suffix->view()) ? suffix->size() : 0));
}

constexpr NativeSpec kMethods[] = {
    method<replace, 2, 3>("replace"),           method<partition<false>, 1>("partition"),
    method<partition<true>, 1>("rpartition"),   method<strip<true, true>, 0, 1>("strip"),
    method<strip<true, false>, 0, 1>("lstrip"), method<strip<false, true>, 0, 1>("rstrip"),
    method<remove_prefix, 1>("removeprefix"),   method<remove_suffix, 1>("removesuffix"),
};

}  // namespace

std::span<const NativeSpec> str_part_methods() { return kMethods; }

}  // namespace minipy
