// A type that Mayfly can't convert is named by a message that says what to do.
// expect: Mayfly can't convert this C++ type
#include <mayfly/mayfly.h>

#include <thread>

void bind(mayfly::Runtime& rt) {
#ifdef MAYFLY_CORRECT
  if (!rt.function("wait", [](int seconds) { return seconds; })) return;
#else
  if (!rt.function("wait", [](std::thread& thread) { thread.join(); })) return;
#endif
}
