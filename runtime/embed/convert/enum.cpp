#include <mayfly/runtime/embed/convert/enum.h>

#include <cstdio>

namespace mayfly::embed {

Error name_mismatch(const Runtime& rt, Value value, NameAt name_at, size_t count) {
  // A description does with what fits.
  char names[300];
  size_t size = 0;
  for (size_t i = 0; i < count; i++) {
    const std::string_view name = name_at(i);
    if (size + name.size() + 12 > sizeof names) {
      size += static_cast<size_t>(std::snprintf(names + size, sizeof names - size, ", ..."));
      break;
    }
    size += static_cast<size_t>(std::snprintf(names + size, sizeof names - size, "%s'%.*s'", i ? ", " : "",
                                              static_cast<int>(name.size()), name.data()));
  }
  return mismatch(rt, value, "one of %.*s", static_cast<int>(size), names);
}

}  // namespace mayfly::embed
