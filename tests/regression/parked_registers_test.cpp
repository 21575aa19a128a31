// A thread in blocking() that vouched for its frames still kept what its registers held: the collector saves them among the
// frames that it scans. Later, what registers of arguments held: it saves some of those, too, and no call on the way there
// had to write them.
#include <mayfly/gc/root/weak_root.h>
#include <mayfly/gc/threads/thread_scope.h>

#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace mayfly {
namespace {

using Call = void (*)(void* data);

using ParkedThreads = test::HeapTest;

constexpr int kCount = 5;

// `block` calls blocking(kHoldNone, call, data) with the cells at `addresses` in registers. Meanwhile, all of them are
// found dead.
void collect_while_parked(gc::Heap& heap, void (*block)(uint64_t* addresses, Call call, void* data)) {
  std::atomic<int> stage{0};
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
    block(
        addresses, [](void* data) { (*static_cast<decltype(wait)*>(data))(); }, &wait);
  });
  while (stage != 1) std::this_thread::yield();
  CollectReport report = heap.collect_exact();
  EXPECT_TRUE(report.exact) << report.why_not();
  for (const auto& watch : watches) EXPECT_TRUE(watch.expired());
  stage = 2;
  other.join();
}

#if defined(__x86_64__)

// All callee-saved registers but the frame pointer hold cells as blocking() begins.
void block_with_callee_saved_registers(uint64_t* addresses, Call call, void* data) {
  void (*block)(gc::Frames, Call, void*) = &gc::blocking;
  auto frames = static_cast<uint64_t>(gc::Frames::kHoldNone);
  __asm__ volatile(
      "lea -128(%%rsp),%%rsp; push %%rbp; push %%rbx; push %%r12; push %%r13; push %%r14; push %%r15;"
      "mov %%rsp,%%rbp; and $-16,%%rsp;"
      "mov 0(%%rcx),%%rbx; mov 8(%%rcx),%%r12; mov 16(%%rcx),%%r13; mov 24(%%rcx),%%r14; mov 32(%%rcx),%%r15;"
      "call *%%rax; mov %%rbp,%%rsp;"
      "pop %%r15; pop %%r14; pop %%r13; pop %%r12; pop %%rbx; pop %%rbp; lea 128(%%rsp),%%rsp"
      : "+a"(block), "+D"(frames), "+S"(call), "+d"(data), "+c"(addresses)
      :
      : "r8", "r9", "r10", "r11", "memory", "cc");
}

// All registers that a call may change, but those of blocking()'s own three arguments, hold cells as it begins.
void block_with_argument_registers(uint64_t* addresses, Call call, void* data) {
  void (*block)(gc::Frames, Call, void*) = &gc::blocking;
  auto frames = static_cast<uint64_t>(gc::Frames::kHoldNone);
  __asm__ volatile(
      "lea -128(%%rsp),%%rsp; push %%rbp; mov %%rsp,%%rbp; and $-16,%%rsp;"
      "mov 0(%%rcx),%%r8; mov 8(%%rcx),%%r9; mov 16(%%rcx),%%r10; mov 24(%%rcx),%%r11; mov 32(%%rcx),%%rcx;"
      "call *%%rax; mov %%rbp,%%rsp; pop %%rbp; lea 128(%%rsp),%%rsp"
      : "+a"(block), "+D"(frames), "+S"(call), "+d"(data), "+c"(addresses)
      :
      : "r8", "r9", "r10", "r11", "memory", "cc");
}

#else

void block_with_callee_saved_registers(uint64_t*, Call call, void* data) {
  gc::blocking(gc::Frames::kHoldNone, call, data);
}
constexpr auto* block_with_argument_registers = &block_with_callee_saved_registers;

#endif

TEST_F(ParkedThreads, HoldNothingInTheirRegisters) { collect_while_parked(heap, &block_with_callee_saved_registers); }

TEST_F(ParkedThreads, HoldNothingInTheirArgumentRegisters) {
  collect_while_parked(heap, &block_with_argument_registers);
}

}  // namespace
}  // namespace mayfly
