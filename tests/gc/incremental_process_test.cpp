// bdwgc's incremental mode is refused with a clear error, however it was switched on. Each case is a process of its own.
#include <mayfly/gc/heap.h>

#include <support/host_gc.h>

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace mayfly {
namespace {

[[noreturn]] void try_to_make_a_heap() {
  for (int i = 0; i < 2; i++) {  // and again
    Result<std::unique_ptr<gc::Heap>> made = gc::Heap::create();
    std::fprintf(stderr, "%s\n", made ? "made" : made.error().to_string().c_str());
    if (made || made.error().kind() != ErrorKind::kUnsupported) std::_Exit(1);
  }
  std::_Exit(0);
}

constexpr const char* kMessage =
    "bdwgc's incremental mode is on \\(GC_ENABLE_INCREMENTAL in the environment, or GC_enable_incremental\\): Mayfly "
    "needs "
    "whole collections";

TEST(IncrementalMode, FromTheEnvironmentIsRefused) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        setenv("GC_ENABLE_INCREMENTAL", "1", 1);
        try_to_make_a_heap();
      },
      ::testing::ExitedWithCode(0), kMessage);
}

TEST(IncrementalMode, ThatTheHostSwitchedOnIsRefused) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        GC_INIT();
        GC_enable_incremental();
        try_to_make_a_heap();
      },
      ::testing::ExitedWithCode(0), kMessage);
}

}  // namespace
}  // namespace mayfly
