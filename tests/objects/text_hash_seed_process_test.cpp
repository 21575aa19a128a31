// The process's hash seed, as the environment gives it: each case in a process of its own.
#include <mayfly/objects/text/hash.h>

#include <gtest/gtest.h>

#include <cstdlib>

namespace mayfly {
namespace {

// The seed that a fresh process has with this setting, told by whether it ends well.
void expect_seed(const char* setting, uint64_t expected) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");  // a program of its own, not a fork of this one
  EXPECT_EXIT(
      {
        setenv("MAYFLY_HASH_SEED", setting, 1);
        std::_Exit(process_hash_seed() == expected && process_hash_seed() == expected ? 0 : 1);
      },
      ::testing::ExitedWithCode(0), "")
      << setting;
}

TEST(HashSeed, IsTheGivenNumber) {
  expect_seed("0", 0);
  expect_seed("42", 42);
  expect_seed("18446744073709551615", UINT64_MAX);
}

TEST(HashSeed, IsMadeFromTextThatIsNoNumber) {
  expect_seed("spring", hash_text("spring", 0));
  expect_seed("42x", hash_text("42x", 0));
  expect_seed("18446744073709551616", hash_text("18446744073709551616", 0));
  expect_seed("", hash_text("", 0));
}

TEST(HashSeed, IsRandomOtherwise) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  // Neither a constant nor made from an empty setting, but for once in 2^63 runs.
  EXPECT_EXIT(
      {
        unsetenv("MAYFLY_HASH_SEED");
        const uint64_t seed = process_hash_seed();
        std::_Exit(seed == 0 || seed == hash_text("", 0) ? 1 : 0);
      },
      ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace mayfly
