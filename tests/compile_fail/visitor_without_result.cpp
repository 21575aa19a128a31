// A visitor sees errors too, so it takes a Result.
// expect: a visitor takes a Result<R>, or a Connection& and a Result<R>
#include <mayfly/mayfly.h>

void ask(mayfly::Runtime& rt, const mayfly::Root<mayfly::Signal>& signal) {
#ifdef MAYFLY_CORRECT
  if (!rt.emit_each(signal, [](mayfly::Result<int>) {})) return;
#else
  if (!rt.emit_each(signal, [](int) {})) return;
#endif
}
