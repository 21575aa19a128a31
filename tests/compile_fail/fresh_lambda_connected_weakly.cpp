// A weak connection holds nobody: the function that a lambda becomes would be gone at the next collection.
// expect: it would be lost at once
#include <mayfly/mayfly.h>

void listen(mayfly::Runtime& rt, const mayfly::Root<mayfly::Signal>& signal) {
#ifdef MAYFLY_CORRECT
  if (!rt.connect(signal, [](int) {})) return;
#else
  if (!rt.connect_weak(signal, [](int) {})) return;
#endif
}
