// A Result that nobody looks at would lose an error.
// expect: nodiscard || ignoring return value
#include <mayfly/gc/support/result.h>

mayfly::Result<> close_door();

void leave() {
#ifdef MAYFLY_CORRECT
  if (mayfly::Result<> closed = close_door(); !closed) return;
#else
  close_door();
#endif
}
