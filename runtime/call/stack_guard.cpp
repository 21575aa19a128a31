#include <mayfly/runtime/call/stack_guard.h>

#include <pthread.h>

namespace mayfly {

void StackGuard::measure() {
  // Where the bounds can't be had, so much is supposed to be left.
  constexpr uintptr_t kSupposed = 512u << 10;
  const uintptr_t here = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  limit_ = here - kSupposed;
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return;
  void* lowest = nullptr;
  size_t size = 0;
  size_t guard = 0;
  if (pthread_attr_getstack(&attributes, &lowest, &size) == 0 && pthread_attr_getguardsize(&attributes, &guard) == 0) {
    const uintptr_t low = reinterpret_cast<uintptr_t>(lowest) + guard;
    // A fibre's stack lies elsewhere: then the supposition stands.
    if (here > low && here - low <= size) {
      const uintptr_t room = here - low;
      limit_ = low + (room / 2 < kReserve ? room / 2 : kReserve);
    }
  }
  pthread_attr_destroy(&attributes);
}

}  // namespace mayfly
