// A C++ object is not scanned: what it refers to stands in a Root.
// expect: the field must be a Root
#include <mayfly/mayfly.h>

struct Door {
#ifdef MAYFLY_CORRECT
  mayfly::Root<mayfly::Value> owner;
#else
  mayfly::Value owner;
#endif
};

void bind(mayfly::Runtime& rt) {
  if (!rt.define<Door>("Door").field("owner", &Door::owner).build()) return;
}
