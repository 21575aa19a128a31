// Names are given to all parameters, or to none.
// expect: one for each parameter
#include <mayfly/mayfly.h>

void bind(mayfly::Runtime& rt) {
#ifdef MAYFLY_CORRECT
  if (!rt.function(
          "add", [](int a, int b) { return a + b; }, mayfly::arg("a"), mayfly::arg("b")))
    return;
#else
  if (!rt.function(
          "add", [](int a, int b) { return a + b; }, mayfly::arg("a")))
    return;
#endif
}
