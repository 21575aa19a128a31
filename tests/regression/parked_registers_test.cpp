// A thread in blocking() that vouched for its frames still kept what its registers held: the collector saves them among the
// frames that it scans.
#include <mayfly/gc/root/weak_root.h>
#include <mayfly/gc/threads/thread_scope.h>

#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace mayfly {
namespace {

using ParkedThreads = test::HeapTest;

TEST_F(ParkedThreads, HoldNothingInTheirRegisters) {
  std::atomic<int> stage{0};
  constexpr int kCount = 5;
  WeakRoot<test::Node> watches[kCount];
  std::thread other([&] {
    ThreadScope attached;
    std::unique_ptr<gc::Heap> own = test::make_test_heap();
    uint64_t addresses[kCount];
    for (int i = 0; i < kCount; i++) {
      test::Node* node = test::Node::create(*own);
      addresses[i] = test::word_of(node);
      watches[i] = WeakRoot<test::Node>(*own, node);
    }
    auto wait = [&] {
      stage = 1;
      while (stage != 2) std::this_thread::yield();
    };
    void (*call)(void*) = [](void* data) { (*static_cast<decltype(wait)*>(data))(); };
    void (*block)(gc::Frames, void (*)(void*), void*) = &gc::blocking;
#if defined(__x86_64__)
    // All callee-saved registers but the frame pointer hold cells as blocking() begins.
    auto frames = static_cast<uint64_t>(gc::Frames::kHoldNone);
    void* data = &wait;
    uint64_t* from = addresses;
    __asm__ volatile(
        "lea -128(%%rsp),%%rsp; push %%rbp; push %%rbx; push %%r12; push %%r13; push %%r14; push %%r15;"
        "mov %%rsp,%%rbp; and $-16,%%rsp;"
        "mov 0(%%rcx),%%rbx; mov 8(%%rcx),%%r12; mov 16(%%rcx),%%r13; mov 24(%%rcx),%%r14; mov 32(%%rcx),%%r15;"
        "call *%%rax; mov %%rbp,%%rsp;"
        "pop %%r15; pop %%r14; pop %%r13; pop %%r12; pop %%rbx; pop %%rbp; lea 128(%%rsp),%%rsp"
        : "+a"(block), "+D"(frames), "+S"(call), "+d"(data), "+c"(from)
        :
        : "r8", "r9", "r10", "r11", "memory", "cc");
#else
    block(gc::Frames::kHoldNone, call, &wait);
#endif
  });
  while (stage != 1) std::this_thread::yield();
  CollectReport report = heap.collect_exact();
  EXPECT_TRUE(report.exact) << report.why_not();
  for (const auto& watch : watches) EXPECT_TRUE(watch.expired());
  stage = 2;
  other.join();
}

}  // namespace
}  // namespace mayfly
