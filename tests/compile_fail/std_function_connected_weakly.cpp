// The same for a std::function, with a loss notice, and through a typed signal.
// expect: it would be lost at once
#include <mayfly/mayfly.h>

#include <functional>

void listen(mayfly::Runtime& rt, const mayfly::TypedSignal<void(int)>& signal, std::function<void(int)> listener) {
#ifdef MAYFLY_CORRECT
  if (!signal.connect(rt, listener)) return;
#else
  if (!signal.connect_weak(rt, listener, [](mayfly::Connection&) {})) return;
#endif
}
