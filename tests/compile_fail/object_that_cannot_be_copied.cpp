// An object that stays the host's is passed with std::ref; one that moves is moved.
// expect: this argument can't be copied || this class can't be copied
#include <mayfly/mayfly.h>

#include <memory>

struct Door {
  std::unique_ptr<int> lock;
};

void use(mayfly::Runtime& rt, const mayfly::Root<mayfly::Function>& function, Door& door) {
#ifdef MAYFLY_CORRECT
  if (!rt.call<void>(function, std::ref(door), Door{})) return;
#else
  if (!rt.call<void>(function, door)) return;
#endif
}
