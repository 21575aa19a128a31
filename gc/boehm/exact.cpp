// Explicit collections, ordinary and exact.
//
// Conservative scanning of this thread's stack is what makes an ordinary collection safe, and what makes it inexact: a
// stale word anywhere in the scanned part keeps an object alive. For an exact one the caller vouches that its frames hold
// no references but in roots, so they need not be scanned: the stack's bottom is put at the current frame. What remains
// in the collector's sight is its own frames, below, and the registers. Hence:
//
//   - the stack below is overwritten first, where the collector's frames will lie (2 KB was enough, 1 KB was not);
//   - the callee-saved registers are zeroed: the collector saves them among its own frames;
//   - cells come from private free lists, never from GC_MALLOC, whose own lists leave addresses on the stack.
//
// The helpers are noinline, so that there is a frame to speak of, and out of AddressSanitizer's instrumentation, whose
// frames are elsewhere.
#include <mayfly/gc/boehm/bdwgc.h>
#include <mayfly/gc/boehm/boehm.h>
#include <mayfly/gc/boehm/thread_state.h>
#include <mayfly/gc/collect_report.h>

#include <cstring>

#include <time.h>

namespace mayfly::gc::boehm {

namespace {

#define MAYFLY_FRAME_OF_ITS_OWN __attribute__((noinline, no_sanitize("address")))

constexpr size_t kScrubbedBytes = 16 * 1024;

MAYFLY_FRAME_OF_ITS_OWN void scrub_dead_stack() {
  char dead[kScrubbedBytes];
  std::memset(dead, 0, sizeof dead);
  __asm__ volatile("" ::"r"(dead) : "memory");
}

MAYFLY_FRAME_OF_ITS_OWN void call_below(void (*f)(void* data), void* data) {
  GC_stack_base old;
  GC_get_my_stackbottom(&old);
  GC_stack_base here = old;
  here.mem_base = __builtin_frame_address(0);
  // Under the lock: a collection must not see it half changed.
  with_lock([&] { GC_set_stackbottom(nullptr, &here); });
  f(data);
  with_lock([&] { GC_set_stackbottom(nullptr, &old); });
}

uint64_t now() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<uint64_t>(time.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(time.tv_nsec);
}

}  // namespace

MAYFLY_FRAME_OF_ITS_OWN void call_with_frames_hidden(void (*f)(void* data), void* data) {
  scrub_dead_stack();
#if defined(__x86_64__)
  __asm__ volatile("xor %%ebx,%%ebx; xor %%r12d,%%r12d; xor %%r13d,%%r13d; xor %%r14d,%%r14d; xor %%r15d,%%r15d" ::
                       : "rbx", "r12", "r13", "r14", "r15", "memory");
#elif defined(__aarch64__)
  __asm__ volatile(
      "mov x19,xzr; mov x20,xzr; mov x21,xzr; mov x22,xzr; mov x23,xzr; mov x24,xzr; mov x25,xzr; mov x26,xzr;"
      "mov x27,xzr; mov x28,xzr; fmov d8,xzr; fmov d9,xzr; fmov d10,xzr; fmov d11,xzr; fmov d12,xzr; fmov d13,xzr;"
      "fmov d14,xzr; fmov d15,xzr" ::
          : "x19", "x20", "x21", "x22", "x23", "x24", "x25", "x26", "x27", "x28", "d8", "d9", "d10", "d11", "d12",
            "d13", "d14", "d15", "memory");
#endif
  call_below(f, data);
  __asm__ volatile("" ::: "memory");
}

void collect(bool exact, CollectReport& report) {
  ThreadState& thread = ThreadState::current();
  CollectReport* outer = thread.request;
  uint64_t before = passes();
  uint64_t begin = now();
  report.exact = exact;
  thread.request = &report;
  if (exact) {
    if (!kRegistersKnown) report.add(Inexact::kRegisters);
    call_with_frames_hidden([](void*) { GC_gcollect(); }, nullptr);
  } else {
    report.add(Inexact::kStackScanned);
    GC_gcollect();
  }
  thread.request = outer;
  report.nanoseconds = now() - begin;
  if (passes() == before) report.add(GC_is_disabled() ? Inexact::kNotCollected : Inexact::kOutOfMemory);
  if (shared_with_host()) report.add(Inexact::kHostRoots);
}

}  // namespace mayfly::gc::boehm
