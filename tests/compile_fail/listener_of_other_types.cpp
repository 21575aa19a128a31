// A typed signal knows its arguments.
// expect: this listener can't be called with the arguments of the signal
#include <mayfly/mayfly.h>

void listen(mayfly::Runtime& rt, const mayfly::TypedSignal<void(int, std::string)>& signal) {
#ifdef MAYFLY_CORRECT
  if (!signal.connect(rt, [](int, const std::string&) {})) return;
#else
  if (!signal.connect(rt, [](const std::string&, int) {})) return;
#endif
}
