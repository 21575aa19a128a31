// As in Python, names come last.
// expect: kw(...) stands behind the positional arguments
#include <mayfly/mayfly.h>

void use(mayfly::Runtime& rt, const mayfly::Root<mayfly::Function>& function) {
#ifdef MAYFLY_CORRECT
  if (!rt.call<void>(function, 1, mayfly::kw("n") = 2)) return;
#else
  if (!rt.call<void>(function, mayfly::kw("n") = 2, 1)) return;
#endif
}
