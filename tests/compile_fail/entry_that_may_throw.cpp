// A raw entry point is noexcept: an exception must not cross the runtime's frames.
// expect: invalid conversion || incompatible || no viable conversion || not assignable || cannot convert || assigning to
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

void describe(mayfly::NativeDescription& description) { description.entry = &entry; }
