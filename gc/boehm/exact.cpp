// Explicit collections, ordinary and exact.
//
// Conservative scanning of this thread's stack is what makes an ordinary collection safe, and what makes it inexact: a
// stale word anywhere in the scanned part keeps an object alive. For an exact one the caller vouches that its frames hold
// no references but in roots, so they need not be scanned: the stack's bottom is put at the current frame. What remains
// in the collector's sight is its own frames, below, and the registers. Hence:
//
//   - the stack below is overwritten first, where the collector's frames will lie (2 KB was enough, 1 KB was not);
//   - once more when marking begins, from the hook of that event. By then bdwgc has walked all blocks, to clear the mark
//     bits, and may have left a block's address, which is its first object's, where the frame lies that it marks from. That
//     frame is above the hook's, and scanned: a word there that leads into a block of ours is zeroed. bdwgc's functions up
//     to GC_gcollect hold no such address at that moment. Above them nothing is zeroed: the end of this thread's stack,
//     which is kept there, is the address of a block of ours when the two meet;
//   - the general registers are zeroed: the collector saves them among its own frames, with getcontext, which on x86-64
//     saves those of arguments, too, and nothing between here and there need have written all of those;
//   - so are the vector registers: the dynamic linker saves those on the stack when a function is called for the first
//     time, and a memcpy of long ago may have left addresses there;
//   - cells come from private free lists, never from GC_MALLOC, whose own lists leave addresses on the stack.
//
// The helpers are noinline, so that there is a frame to speak of, and out of AddressSanitizer's instrumentation, whose
// frames are elsewhere.
#include <mayfly/gc/boehm/bdwgc.h>
#include <mayfly/gc/boehm/boehm.h>
#include <mayfly/gc/boehm/thread_state.h>
#include <mayfly/gc/collect_report.h>

#include <cstring>
#include <utility>

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

// After the scrubbing, which uses them.
MAYFLY_FRAME_OF_ITS_OWN void clear_vector_registers() {
#if defined(__x86_64__)
#define MAYFLY_ALL_XMM                                                                                                \
  "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", \
      "xmm14", "xmm15"
  if (__builtin_cpu_supports("avx")) {
    __asm__ volatile("vzeroall" ::: MAYFLY_ALL_XMM);
  } else {
    __asm__ volatile(
        "pxor %%xmm0,%%xmm0; pxor %%xmm1,%%xmm1; pxor %%xmm2,%%xmm2; pxor %%xmm3,%%xmm3; pxor %%xmm4,%%xmm4;"
        "pxor %%xmm5,%%xmm5; pxor %%xmm6,%%xmm6; pxor %%xmm7,%%xmm7; pxor %%xmm8,%%xmm8; pxor %%xmm9,%%xmm9;"
        "pxor %%xmm10,%%xmm10; pxor %%xmm11,%%xmm11; pxor %%xmm12,%%xmm12; pxor %%xmm13,%%xmm13;"
        "pxor %%xmm14,%%xmm14; pxor %%xmm15,%%xmm15" ::
            : MAYFLY_ALL_XMM);
  }
#undef MAYFLY_ALL_XMM
  if (__builtin_cpu_supports("avx512f")) {
    // Volatile by the calling convention, and unknown to a compiler that was not told of AVX-512.
    __asm__ volatile(
        "vpxorq %zmm16,%zmm16,%zmm16; vpxorq %zmm17,%zmm17,%zmm17; vpxorq %zmm18,%zmm18,%zmm18;"
        "vpxorq %zmm19,%zmm19,%zmm19; vpxorq %zmm20,%zmm20,%zmm20; vpxorq %zmm21,%zmm21,%zmm21;"
        "vpxorq %zmm22,%zmm22,%zmm22; vpxorq %zmm23,%zmm23,%zmm23; vpxorq %zmm24,%zmm24,%zmm24;"
        "vpxorq %zmm25,%zmm25,%zmm25; vpxorq %zmm26,%zmm26,%zmm26; vpxorq %zmm27,%zmm27,%zmm27;"
        "vpxorq %zmm28,%zmm28,%zmm28; vpxorq %zmm29,%zmm29,%zmm29; vpxorq %zmm30,%zmm30,%zmm30;"
        "vpxorq %zmm31,%zmm31,%zmm31");
  }
#elif defined(__aarch64__)
  __asm__ volatile(
      "movi v0.2d,#0; movi v1.2d,#0; movi v2.2d,#0; movi v3.2d,#0; movi v4.2d,#0; movi v5.2d,#0; movi v6.2d,#0;"
      "movi v7.2d,#0; movi v16.2d,#0; movi v17.2d,#0; movi v18.2d,#0; movi v19.2d,#0; movi v20.2d,#0; movi v21.2d,#0;"
      "movi v22.2d,#0; movi v23.2d,#0; movi v24.2d,#0; movi v25.2d,#0; movi v26.2d,#0; movi v27.2d,#0;"
      "movi v28.2d,#0; movi v29.2d,#0; movi v30.2d,#0; movi v31.2d,#0" ::
          : "v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7", "v16", "v17", "v18", "v19", "v20", "v21", "v22", "v23",
            "v24", "v25", "v26", "v27", "v28", "v29", "v30", "v31");
#endif
}

// Expanded in place, so that nothing writes them again.
#if defined(__x86_64__)
#define MAYFLY_CLEAR_GENERAL_REGISTERS()                                                                              \
  __asm__ volatile(                                                                                                   \
      "xor %%eax,%%eax; xor %%ebx,%%ebx; xor %%ecx,%%ecx; xor %%edx,%%edx; xor %%esi,%%esi; xor %%edi,%%edi;"         \
      "xor %%r8d,%%r8d; xor %%r9d,%%r9d; xor %%r10d,%%r10d; xor %%r11d,%%r11d; xor %%r12d,%%r12d; xor %%r13d,%%r13d;" \
      "xor %%r14d,%%r14d; xor %%r15d,%%r15d" ::                                                                       \
          : "rax", "rbx", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "cc",     \
            "memory")
#elif defined(__aarch64__)
#define MAYFLY_CLEAR_GENERAL_REGISTERS()                                                                            \
  __asm__ volatile(                                                                                                 \
      "mov x0,xzr; mov x1,xzr; mov x2,xzr; mov x3,xzr; mov x4,xzr; mov x5,xzr; mov x6,xzr; mov x7,xzr; mov x8,xzr;" \
      "mov x9,xzr; mov x10,xzr; mov x11,xzr; mov x12,xzr; mov x13,xzr; mov x14,xzr; mov x15,xzr; mov x16,xzr;"      \
      "mov x17,xzr; mov x19,xzr; mov x20,xzr; mov x21,xzr; mov x22,xzr; mov x23,xzr; mov x24,xzr; mov x25,xzr;"     \
      "mov x26,xzr; mov x27,xzr; mov x28,xzr; fmov d8,xzr; fmov d9,xzr; fmov d10,xzr; fmov d11,xzr; fmov d12,xzr;"  \
      "fmov d13,xzr; fmov d14,xzr; fmov d15,xzr" ::                                                                 \
          : "x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13", "x14", "x15",   \
            "x16", "x17", "x19", "x20", "x21", "x22", "x23", "x24", "x25", "x26", "x27", "x28", "d8", "d9", "d10",  \
            "d11", "d12", "d13", "d14", "d15", "memory")
#else
#define MAYFLY_CLEAR_GENERAL_REGISTERS() static_cast<void>(0)
#endif

// What call_below is to do, and what it needs afterwards. It stands above the new bottom, out of sight
// (gc.exact.bottom-out-of-sight): the old one is the address at which the stack ends and a block of ours may begin.
struct Hidden {
  void (*f)(void* data);
  void* data;
  GC_stack_base bottom;
};

MAYFLY_FRAME_OF_ITS_OWN void call_below(Hidden& hidden) {
  GC_get_my_stackbottom(&hidden.bottom);
  GC_stack_base here = {};
  here.mem_base = __builtin_frame_address(0);
  // Under the lock: a collection must not see it half changed.
  with_lock([&] { GC_set_stackbottom(nullptr, &here); });
  // The old bottom may have been left below, or in a register.
  scrub_dead_stack();
  clear_vector_registers();
  MAYFLY_CLEAR_GENERAL_REGISTERS();
  hidden.f(hidden.data);
  with_lock([&] { GC_set_stackbottom(nullptr, &hidden.bottom); });
}

// The collector's frames begin below this one, in which nothing is needed any more.
MAYFLY_FRAME_OF_ITS_OWN void collect_below(void*) {
  ThreadState& thread = ThreadState::current();
  const uint64_t* const outer =
      std::exchange(thread.collector_frames, static_cast<const uint64_t*>(__builtin_frame_address(0)));
  GC_gcollect();
  thread.collector_frames = outer;
}

// Zeroes what leads into blocks of ours.
MAYFLY_FRAME_OF_ITS_OWN void forget_blocks(uint64_t* word, const uint64_t* end) {
  for (; word < end; word++) {
    void* const base = *word >> 48 == 0 ? GC_base(reinterpret_cast<void*>(*word)) : nullptr;
    if (base && is_ours(base)) *word = 0;
  }
}

uint64_t now() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<uint64_t>(time.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(time.tv_nsec);
}

}  // namespace

MAYFLY_FRAME_OF_ITS_OWN void forget_blocks_walked() {
  const ThreadState& thread = ThreadState::current();
  if (!thread.request || !thread.request->exact) return;
  forget_blocks(static_cast<uint64_t*>(__builtin_frame_address(0)), thread.collector_frames);
  // Looking for blocks has left their addresses below.
  scrub_dead_stack();
  clear_vector_registers();
}

MAYFLY_FRAME_OF_ITS_OWN void call_with_frames_hidden(void (*f)(void* data), void* data) {
  Hidden hidden{f, data, {}};
  // call_below's frame is in sight: what was there before, and what it saves of the registers.
  scrub_dead_stack();
  MAYFLY_CLEAR_GENERAL_REGISTERS();
  call_below(hidden);
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
    call_with_frames_hidden(&collect_below, nullptr);
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
