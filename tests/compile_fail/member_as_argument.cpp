// A Member is a field of a cell, and nothing else.
// expect: a Member is a field of a cell
#include <mayfly/mayfly.h>

void bind(mayfly::Runtime& rt) {
#ifdef MAYFLY_CORRECT
  if (!rt.function("keep", [](mayfly::Root<mayfly::Instance>) {})) return;
#else
  if (!rt.function("keep", [](mayfly::gc::Member<mayfly::Instance>) {})) return;
#endif
}
