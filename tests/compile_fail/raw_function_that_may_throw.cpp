// The same, bound with function().
// expect: a raw entry point is noexcept
#include <mayfly/mayfly.h>

namespace {
#ifdef MAYFLY_CORRECT
mayfly::Result<mayfly::Value> entry(mayfly::Runtime&, mayfly::Function&, mayfly::Arguments) noexcept {
  return mayfly::Value();
}
#else
mayfly::Result<mayfly::Value> entry(mayfly::Runtime&, mayfly::Function&, mayfly::Arguments) { return mayfly::Value(); }
#endif
}  // namespace

void bind(mayfly::Runtime& rt) {
  if (!rt.function("entry", &entry)) return;
}
