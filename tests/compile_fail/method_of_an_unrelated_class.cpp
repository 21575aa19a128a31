// A member function needs an object of its class.
// expect: a member function of a class that the bound class does not derive from
#include <mayfly/mayfly.h>

struct Door {
  void open() {}
};
struct Window {
  void open() {}
};

void bind(mayfly::Runtime& rt) {
#ifdef MAYFLY_CORRECT
  if (!rt.define<Door>("Door").method("open", &Door::open).build()) return;
#else
  if (!rt.define<Door>("Door").method("open", &Window::open).build()) return;
#endif
}
