// Splitting and joining.
#include <minipy/types/str_text.h>

namespace minipy {

namespace {

constexpr size_t kNowhere = std::string_view::npos;

// Adds parts of a text to a list; in reverse order when it is split from the right.
class Parts {
 public:
  Parts(Runtime& rt, const String& text) : rt_(rt), text_(text), list_(rt, List::create(rt.heap())) {}
  // `part`: of the text's.
  Result<> add(std::string_view part) {
    if (!list_) return list_.error();
    if (!list_.get()) return rt_.heap().allocation_error();
    Value made;
    if (part.size() <= 1) {
      made = MAYFLY_TRY(new_string(rt_, part));
    } else {
      made = String::part(rt_.heap(), text_, static_cast<size_t>(part.data() - text_.c_str()), part.size());
      if (made.is_empty()) return rt_.heap().allocation_error();
    }
    if (!list_->append(rt_.heap(), made)) return rt_.heap().allocation_error();
    return {};
  }
  Result<Value> finish(bool reversed) {
    if (!list_) return list_.error();
    if (!list_.get()) return rt_.heap().allocation_error();
    for (size_t i = 0, j = list_->size(); reversed && i + 1 < j; i++) {
      j--;
      const Value first = list_->at(i);
      list_->set(i, list_->at(j));
      list_->set(j, first);
    }
    return Value(list_.get());
  }

 private:
  Runtime& rt_;
  const String& text_;
  Local<List> list_;
};

size_t before(std::string_view text, size_t at) {
  at--;
  while ((static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) at--;
  return at;
}
bool space_at(std::string_view text, size_t at, size_t& next) {
  if (const auto byte = static_cast<unsigned char>(text[at]); byte < 0x80) [[likely]] {
    next = at + 1;
    return byte == ' ' || (byte >= 0x09 && byte <= 0x0d) || (byte >= 0x1c && byte <= 0x1f);
  }
  next = at;
  return unicode::is_space(utf8::decode(text, next));
}

// At runs of white space.
Result<> split_words(Parts& parts, std::string_view text, uint64_t most) {
  size_t at = 0;
  size_t next = 0;
  while (true) {
    while (at < text.size() && space_at(text, at, next)) at = next;
    if (at == text.size()) return {};
    if (most-- == 0) return parts.add(text.substr(at));
    const size_t begin = at;
    while (at < text.size() && !space_at(text, at, next)) at = next;
    MAYFLY_TRY(parts.add(text.substr(begin, at - begin)));
  }
}

Result<> split_words_backwards(Parts& parts, std::string_view text, uint64_t most) {
  size_t end = text.size();
  size_t next = 0;
  while (true) {
    while (end > 0 && space_at(text, before(text, end), next)) end = before(text, end);
    if (end == 0) return {};
    if (most-- == 0) return parts.add(text.substr(0, end));
    size_t begin = end;
    while (begin > 0 && !space_at(text, before(text, begin), next)) begin = before(text, begin);
    MAYFLY_TRY(parts.add(text.substr(begin, end - begin)));
    end = begin;
  }
}

Result<> split_at(Parts& parts, std::string_view text, std::string_view separator, uint64_t most) {
  size_t begin = 0;
  for (size_t at = text.find(separator); at != kNowhere && most-- > 0; at = text.find(separator, begin)) {
    MAYFLY_TRY(parts.add(text.substr(begin, at - begin)));
    begin = at + separator.size();
  }
  return parts.add(text.substr(begin));
}

Result<> split_backwards_at(Parts& parts, std::string_view text, std::string_view separator, uint64_t most) {
  for (size_t at = text.rfind(separator); at != kNowhere && most-- > 0; at = text.rfind(separator)) {
    MAYFLY_TRY(parts.add(text.substr(at + separator.size())));
    text = text.substr(0, at);
  }
  return parts.add(text);
}

template <bool kBackwards>
Result<Value> split(Runtime& rt, Arguments args) {
  static constexpr const char* kNames[] = {"sep", "maxsplit"};
  String* self = MAYFLY_TRY(receiver<String>(rt, args));
  Value slots[2] = {Value::empty(), Value::empty()};  // of the arguments
  MAYFLY_TRY(take(rt, kBackwards ? "rsplit" : "split", args.rest(), kNames, 0, 0, slots));
  uint64_t most = UINT64_MAX;
  if (!slots[1].is_empty()) {
    const int64_t given = MAYFLY_TRY(
        to_int64_or_raise(rt, slots[1], ExceptionId::kOverflow, "Python int too large to convert to C ssize_t"));
    if (given >= 0) most = static_cast<uint64_t>(given);
  }
  Parts parts(rt, *self);
  if (slots[0].is_empty() || slots[0].is_nil()) {
    MAYFLY_TRY((kBackwards ? split_words_backwards : split_words)(parts, self->view(), most));
  } else {
    const String* separator = as<String>(slots[0]);
    if (!separator) return raise(rt, ExceptionId::kType, "must be str or None, not %s", type_name_of(rt, slots[0]));
    if (separator->size() == 0) return raise(rt, ExceptionId::kValue, "empty separator");
    MAYFLY_TRY((kBackwards ? split_backwards_at : split_at)(parts, self->view(), separator->view(), most));
  }
  return parts.finish(kBackwards);
}

bool is_line_break(char32_t point) {
  return (point >= '\n' && point <= '\r') || (point >= 0x1c && point <= 0x1e) || point == 0x85 || point == 0x2028 ||
         point == 0x2029;
}

Result<Value> split_lines(Runtime& rt, Arguments args) {
  static constexpr const char* kNames[] = {"keepends"};
  String* self = MAYFLY_TRY(receiver<String>(rt, args));
  Value slots[1] = {Value::empty()};
  MAYFLY_TRY(take(rt, "splitlines", args.rest(), kNames, 0, 0, slots));
  const bool keeps_ends = !slots[0].is_empty() && MAYFLY_TRY(to_index_clamped(rt, slots[0])) != 0;
  const std::string_view text = self->view();
  Parts parts(rt, *self);
  size_t begin = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = at;
    const char32_t point = utf8::decode(text, at);
    if (!is_line_break(point)) continue;
    if (point == '\r' && at < text.size() && text[at] == '\n') at++;
    MAYFLY_TRY(parts.add(text.substr(begin, (keeps_ends ? at : end) - begin)));
    begin = at;
  }
  if (begin < text.size()) MAYFLY_TRY(parts.add(text.substr(begin)));
  return parts.finish(false);
}

Result<Value> join(Runtime& rt, Arguments args) {
  String* self = MAYFLY_TRY(receiver<String>(rt, args));
  Local<Value> items(rt, args[1]);
  if (!items) return items.error();
  if (!args[1].is<List>() && !args[1].is<Tuple>()) {
    const Class& cls = *rt.space().class_of(args[1]);
    if (cls.special(Special::kIterate).is_empty() && cls.special(Special::kGetItem).is_empty())
      return raise(rt, ExceptionId::kType, "can only join an iterable");
    items.set(Value(MAYFLY_TRY(to_list(rt, args[1]))));
  }
  // No user code from here on.
  const std::span<const Value> values =
      items.get().is<List>() ? items.get().as<List>()->values() : items.get().as<Tuple>()->values();
  if (values.size() == 1 && values[0].is<String>()) return values[0];
  TextBuilder builder(rt.heap());
  for (size_t i = 0; i < values.size(); i++) {
    const String* text = as<String>(values[i]);
    if (!text) {
      return raise(rt, ExceptionId::kType, "sequence item %zu: expected str instance, %s found", i,
                   type_name_of(rt, values[i]));
    }
    if (i > 0) builder.append(self->view());
    builder.append(text->view());
  }
  return finished(builder);
}

constexpr NativeSpec kMethods[] = {
    keywords_method<split<false>>("split"),
    keywords_method<split<true>>("rsplit"),
    keywords_method<split_lines>("splitlines"),
    method<join, 1>("join"),
};

}  // namespace

std::span<const NativeSpec> str_split_methods() { return kMethods; }

}  // namespace minipy
