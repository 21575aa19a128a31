// A vector of views would outlive the strings in the list.
// expect: this element type looks into the value
#include <mayfly/mayfly.h>

void bind(mayfly::Runtime& rt) {
#ifdef MAYFLY_CORRECT
  if (!rt.function("join", [](std::vector<std::string> parts) { return parts.size(); })) return;
#else
  if (!rt.function("join", [](std::vector<std::string_view> parts) { return parts.size(); })) return;
#endif
}
