// So does a data member.
// expect: a member of a class that T does not derive from
#include <mayfly/mayfly.h>

struct Door {
  int opened = 0;
};
struct Window {
  int opened = 0;
};

void bind(mayfly::Runtime& rt) {
#ifdef MAYFLY_CORRECT
  if (!rt.define<Door>("Door").field("opened", &Door::opened).build()) return;
#else
  if (!rt.define<Door>("Door").field("opened", &Window::opened).build()) return;
#endif
}
