// A thread in blocking() that vouched for its frames still kept what stood in registers of arguments: the collector saves
// some of them among the frames that it scans, and no call on the way there had to write them.
#include <mayfly/gc/root/weak_root.h>
#include <mayfly/gc/threads/thread_scope.h>

#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace mayfly {
namespace {

using ParkedThreads = test::HeapTest;

TEST_F(ParkedThreads, HoldNothingInTheirArgumentRegisters) {
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
    // All registers that a call may change, but those of blocking()'s own three arguments, hold cells as it begins.
    auto frames = static_cast<uint64_t>(gc::Frames::kHoldNone);
    void* data = &wait;
    uint64_t* from = addresses;
    __asm__ volatile(
        "lea -128(%%rsp),%%rsp; push %%rbp; mov %%rsp,%%rbp; and $-16,%%rsp;"
        "mov 0(%%rcx),%%r8; mov 8(%%rcx),%%r9; mov 16(%%rcx),%%r10; mov 24(%%rcx),%%r11; mov 32(%%rcx),%%rcx;"
        "call *%%rax; mov %%rbp,%%rsp; pop %%rbp; lea 128(%%rsp),%%rsp"
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
