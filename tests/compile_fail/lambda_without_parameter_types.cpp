// Mayfly reads the parameters' types off the callable.
// expect: Mayfly can't tell the parameters of this callable
#include <mayfly/mayfly.h>

void bind(mayfly::Runtime& rt) {
#ifdef MAYFLY_CORRECT
  if (!rt.function("twice", [](int n) { return 2 * n; })) return;
#else
  if (!rt.function("twice", [](auto n) { return 2 * n; })) return;
#endif
}
