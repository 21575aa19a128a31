// A call whose error nobody looks at.
// expect: nodiscard || ignoring return value
#include <mayfly/mayfly.h>

void use(mayfly::Runtime& rt, const mayfly::Root<mayfly::Function>& function) {
#ifdef MAYFLY_CORRECT
  if (!rt.call<void>(function)) return;
#else
  rt.call<void>(function);
#endif
}
