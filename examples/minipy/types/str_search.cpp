// Finding and counting: find, index, count, startswith, ...
#include <minipy/types/str_text.h>

namespace minipy {

namespace {

constexpr size_t kNowhere = std::string_view::npos;

// The byte offset in the whole text, or kNowhere.
Result<size_t> locate(Runtime& rt, Arguments args, bool last, String** self_out) {
  String* self = MAYFLY_TRY(receiver<String>(rt, args));
  const String* part = MAYFLY_TRY(text_argument(rt, args[1], ""));
  const TextRange range = MAYFLY_TRY(text_range(rt, *self, args, 2));
  *self_out = self;
  if (!range.exists) return kNowhere;
  const std::string_view within = self->view().substr(range.begin, range.end - range.begin);
  const size_t found = last ? within.rfind(part->view()) : within.find(part->view());
  return found == kNowhere ? kNowhere : range.begin + found;
}

template <bool kLast, bool kMustBeThere>
Result<Value> find(Runtime& rt, Arguments args) {
  String* self = nullptr;
  const size_t found = MAYFLY_TRY(locate(rt, args, kLast, &self));
  if (found == kNowhere) {
    if (kMustBeThere) return raise(rt, ExceptionId::kValue, "substring not found");
    return Value::small(-1);
  }
  return make_integer(rt.heap(), static_cast<int64_t>(point_index(*self, found)));
}

Result<Value> count(Runtime& rt, Arguments args) {
  String* self = MAYFLY_TRY(receiver<String>(rt, args));
  const String* part = MAYFLY_TRY(text_argument(rt, args[1], ""));
  const TextRange range = MAYFLY_TRY(text_range(rt, *self, args, 2));
  if (!range.exists) return Value::small(0);
  const std::string_view within = self->view().substr(range.begin, range.end - range.begin);
  int64_t times = 0;
  if (part->size() == 0) {
    times = static_cast<int64_t>(utf8::count(within)) + 1;
  } else {
    for (size_t at = within.find(part->view()); at != kNowhere; at = within.find(part->view(), at + part->size()))
      times++;
  }
  return make_integer(rt.heap(), times);
}

bool has_at_end(std::string_view text, std::string_view part, bool at_start) {
  return at_start ? text.starts_with(part) : text.ends_with(part);
}

template <bool kAtStart>
Result<Value> has_end(Runtime& rt, Arguments args) {
  constexpr const char* kName = kAtStart ? "startswith" : "endswith";
  String* self = MAYFLY_TRY(receiver<String>(rt, args));
  const TextRange range = MAYFLY_TRY(text_range(rt, *self, args, 2));
  const std::string_view within = self->view().substr(range.begin, range.end - range.begin);
  if (const Tuple* parts = as<Tuple>(args[1])) {
    for (const Value each : parts->values()) {
      const String* part = as<String>(each);
      if (!part)
        return raise(rt, ExceptionId::kType, "tuple for %s must only contain str, not %s", kName,
                     type_name_of(rt, each));
      if (range.exists && has_at_end(within, part->view(), kAtStart)) return Value::boolean(true);
    }
    return Value::boolean(false);
  }
  const String* part = as<String>(args[1]);
  if (!part) {
    return raise(rt, ExceptionId::kType, "%s first arg must be str or a tuple of str, not %s", kName,
                 type_name_of(rt, args[1]));
  }
  return Value::boolean(range.exists && has_at_end(within, part->view(), kAtStart));
}

constexpr NativeSpec kMethods[] = {
    method<find<false, false>, 1, 3>("find"),
    method<find<true, false>, 1, 3>("rfind"),
    method<find<false, true>, 1, 3>("index"),
    method<find<true, true>, 1, 3>("rindex"),
    method<count, 1, 3>("count"),
    method<has_end<true>, 1, 3>("startswith"),
    method<has_end<false>, 1, 3>("endswith"),
};

}  // namespace

std::span<const NativeSpec> str_search_methods() { return kMethods; }

}  // namespace minipy
