// What a script passes is converted to a copy: writing through a reference to it would be lost.
// expect: take it by value or by const
#include <mayfly/mayfly.h>

void bind(mayfly::Runtime& rt) {
#ifdef MAYFLY_CORRECT
  if (!rt.function("add", [](const std::string& text) { return text.size(); })) return;
#else
  if (!rt.function("add", [](std::string& text) { text += "x"; })) return;
#endif
}
