// A pointer does not say whether the script or the host deletes the object.
// expect: a pointer does not say who owns the object
#include <mayfly/mayfly.h>

struct Door {};

void bind(mayfly::Runtime& rt, Door& door) {
#ifdef MAYFLY_CORRECT
  if (!rt.function("door", [&door] { return std::ref(door); })) return;
#else
  if (!rt.function("door", [&door] { return &door; })) return;
#endif
}
