// A pointer to a number is nothing that a script has.
// expect: only pointers to cells and to bound C++ classes
#include <mayfly/mayfly.h>

void bind(mayfly::Runtime& rt) {
#ifdef MAYFLY_CORRECT
  if (!rt.function("add", [](const mayfly::Instance* object) { return object != nullptr; })) return;
#else
  if (!rt.function("add", [](int* sum) { ++*sum; })) return;
#endif
}
