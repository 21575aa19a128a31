// StackGuard: how much of the thread's C++ stack may still be used, so that recursion without end is an error and not a
// crash. Calls check it; parsers and other recursive code of front-ends may too:
//
//   if (!rt.calls().guard().has_room()) return rt.calls().recursion_error("the expression");
//
// Measured from the stack bounds of the thread that owns the runtime; not for code that runs on a fibre's own stack.
#pragma once

#include <mayfly/gc/support/api.h>

#include <cstddef>
#include <cstdint>

namespace mayfly {

class MAYFLY_API StackGuard {
 public:
  // Bytes left free below the limit, for the collector, the C library and native functions that do not check.
  static constexpr size_t kReserve = 192u << 10;

  // Takes the bounds of the calling thread's stack.
  void measure();

  [[gnu::always_inline]] bool has_room() const { return here() > limit_; }
  // For so many bytes more.
  [[gnu::always_inline]] bool has_room_for(size_t bytes) const { return here() > limit_ + bytes; }

 private:
  // Where the C++ stack ends at this moment. The frame's address would tell as well, but costs its callers a register.
  [[gnu::always_inline]] static uintptr_t here() {
#if defined(__x86_64__)
    uintptr_t top;
    __asm__("mov %%rsp, %0" : "=r"(top));
    return top;
#else
    return reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
#endif
  }

  uintptr_t limit_ = 0;
};

}  // namespace mayfly
