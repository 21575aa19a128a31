// Exact collections found a few dead cells alive in a million: their addresses stood in vector registers since a memcpy of
// long ago, and the dynamic linker saves those on the stack when a function is called for the first time. So the first
// exact collection of a process is the hard one.
#include <support/host_gc.h>
#include <support/test_cells.h>

#include <gtest/gtest.h>

namespace mayfly {
namespace {

using test::Node;
using test::TestReference;

class Registers : public test::HeapTest {
 protected:
  static constexpr size_t kCount = 16;

  // Drops a node, and leaves its address in every register that a collector might look at.
  [[gnu::noinline]] CollectReport collect_with(const uint64_t* addresses) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
      __asm__ volatile(
          "vbroadcastsd 0(%0),%%ymm0; vbroadcastsd 8(%0),%%ymm1; vbroadcastsd 16(%0),%%ymm2;"
          "vbroadcastsd 24(%0),%%ymm3; vbroadcastsd 32(%0),%%ymm4; vbroadcastsd 40(%0),%%ymm5;"
          "vbroadcastsd 48(%0),%%ymm6; vbroadcastsd 56(%0),%%ymm7; vbroadcastsd 64(%0),%%ymm8;"
          "vbroadcastsd 72(%0),%%ymm9; vbroadcastsd 80(%0),%%ymm10; vbroadcastsd 88(%0),%%ymm11;"
          "vbroadcastsd 96(%0),%%ymm12; vbroadcastsd 104(%0),%%ymm13; vbroadcastsd 112(%0),%%ymm14;"
          "vbroadcastsd 120(%0),%%ymm15" ::"r"(addresses)
          : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12",
            "xmm13", "xmm14", "xmm15");
    }
    if (__builtin_cpu_supports("avx512f")) {
      // Those that today's memcpy uses.
      __asm__ volatile(
          "vpbroadcastq 0(%0),%%zmm16; vpbroadcastq 8(%0),%%zmm17; vpbroadcastq 16(%0),%%zmm18;"
          "vpbroadcastq 24(%0),%%zmm19; vpbroadcastq 32(%0),%%zmm20; vpbroadcastq 40(%0),%%zmm21;"
          "vpbroadcastq 48(%0),%%zmm22; vpbroadcastq 56(%0),%%zmm23; vpbroadcastq 64(%0),%%zmm24;"
          "vpbroadcastq 72(%0),%%zmm25; vpbroadcastq 80(%0),%%zmm26; vpbroadcastq 88(%0),%%zmm27;"
          "vpbroadcastq 96(%0),%%zmm28; vpbroadcastq 104(%0),%%zmm29; vpbroadcastq 112(%0),%%zmm30;"
          "vpbroadcastq 120(%0),%%zmm31" ::"r"(addresses));
    }
    if (!__builtin_cpu_supports("avx2")) {
      __asm__ volatile("movq 0(%0),%%xmm0; movq 8(%0),%%xmm1; movq 16(%0),%%xmm2; movq 24(%0),%%xmm3" ::"r"(addresses)
                       : "xmm0", "xmm1", "xmm2", "xmm3");
    }
    __asm__ volatile(
        "mov 0(%0),%%rbx; mov 8(%0),%%r12; mov 16(%0),%%r13; mov 24(%0),%%r14; mov 32(%0),%%r15" ::"r"(addresses)
        : "rbx", "r12", "r13", "r14", "r15");
#else
    (void)addresses;
#endif
    return heap.collect_exact();
  }
};

TEST_F(Registers, KeepNothingAliveInTheFirstExactCollection) {
  uint64_t addresses[kCount];
  std::vector<Root<TestReference>> watches;
  for (uint64_t& address : addresses) {
    Root<Node> node(heap, Node::create(heap));
    address = test::word_of(node.get());
    watches.emplace_back(heap, TestReference::create(heap, *node));
  }
  // The collector's own functions have been called by now, but not those that only an exact collection calls.
  GC_try_to_collect([] { return 0; });
  CollectReport report = collect_with(addresses);
  EXPECT_TRUE(report.exact) << report.why_not();
  EXPECT_EQ(report.references_cleared, kCount);
  for (const auto& watch : watches) EXPECT_EQ(watch->target_cell(), nullptr);
}

}  // namespace
}  // namespace mayfly
