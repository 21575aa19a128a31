#include <mayfly/gc/heap_options.h>

#include <charconv>
#include <cstdlib>

namespace mayfly::gc {

namespace {

// A decimal number, with k, m or g behind it for sizes.
bool parse_number(std::string_view text, bool sized, uint64_t& out) {
  uint64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end == text.data()) return false;
  std::string_view unit(end, static_cast<size_t>(text.data() + text.size() - end));
  int shift = 0;
  if (sized && unit.size() == 1) {
    switch (unit[0] | 0x20) {
      case 'k': shift = 10; break;
      case 'm': shift = 20; break;
      case 'g': shift = 30; break;
      default: return false;
    }
  } else if (!unit.empty()) {
    return false;
  }
  if (value > (UINT64_MAX >> shift)) return false;
  out = value << shift;
  return true;
}

}  // namespace

Result<> HeapOptions::parse(std::string_view text) {
  HeapOptions changed = *this;
  while (!text.empty()) {
    size_t comma = text.find(',');
    std::string_view item = text.substr(0, comma);
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    if (item.empty()) continue;
    size_t equals = item.find('=');
    std::string_view key = item.substr(0, equals);
    std::string_view value = equals == std::string_view::npos ? std::string_view() : item.substr(equals + 1);
    bool sized = key == "limit" || key == "initial";
    if (!(sized || key == "stress" || key == "seed" || key == "verify" || key == "fail" || key == "huge"))
      return make_error(ErrorKind::kOptions,
                        "unknown heap option '%.*s': expected stress, seed, verify, fail, huge, limit or initial",
                        static_cast<int>(key.size()), key.data());
    uint64_t number = 0;
    if (!parse_number(value, sized, number))
      return make_error(ErrorKind::kOptions, "heap option %.*s: '%.*s' is not %s", static_cast<int>(key.size()),
                        key.data(), static_cast<int>(value.size()), value.data(),
                        sized ? "a size (a number, with k, m or g behind it if you like)" : "a number");
    if (key == "stress") changed.stress = number;
    if (key == "seed") changed.seed = number;
    if (key == "fail") changed.fail_every = number;
    if (key == "limit") changed.heap_limit = number;
    if (key == "initial") changed.initial_heap = number;
    if (key == "verify" || key == "huge") {
      if (number > 1)
        return make_error(ErrorKind::kOptions, "heap option %.*s: '%.*s' is not 0 or 1", static_cast<int>(key.size()),
                          key.data(), static_cast<int>(value.size()), value.data());
      (key == "verify" ? changed.verify : changed.huge_pages) = number == 1;
    }
  }
  *this = changed;
  return {};
}

Result<> HeapOptions::parse_environment() {
  const char* text = std::getenv("MAYFLY_GC");
  if (!text) return {};
  return parse(text);
}

}  // namespace mayfly::gc
