// HeapOptions::parse: what MAYFLY_GC may say, and what it answers to what it may not.
#include <mayfly/gc/heap_options.h>

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace mayfly {
namespace {

using gc::HeapOptions;

HeapOptions parsed(const char* text) {
  HeapOptions options;
  Result<> done = options.parse(text);
  EXPECT_TRUE(done) << text << ": " << done.error().to_string();
  return options;
}

std::string error_of(const char* text) {
  HeapOptions options;
  options.seed = 42;
  Result<> done = options.parse(text);
  if (done) {
    ADD_FAILURE() << "'" << text << "' was accepted";
    return "";
  }
  EXPECT_EQ(done.error().kind(), ErrorKind::kOptions);
  EXPECT_EQ(options.seed, 42u) << "unchanged";
  EXPECT_EQ(options.stress, 0u) << "unchanged";
  return std::string(done.error().message());
}

TEST(HeapOptionTexts, SetEachOption) {
  const HeapOptions options = parsed("stress=3,seed=7,verify=1,fail=9,huge=1,limit=64m,initial=1g");
  EXPECT_EQ(options.stress, 3u);
  EXPECT_EQ(options.seed, 7u);
  EXPECT_TRUE(options.verify);
  EXPECT_TRUE(options.huge_pages);
  EXPECT_EQ(options.fail_every, 9u);
  EXPECT_EQ(options.heap_limit, size_t{64} << 20);
  EXPECT_EQ(options.initial_heap, size_t{1} << 30);
}

TEST(HeapOptionTexts, MayBeEmptyAndLoose) {
  EXPECT_EQ(parsed("").stress, 0u);
  EXPECT_EQ(parsed(",,stress=1,").stress, 1u);
  EXPECT_EQ(parsed("stress=1,stress=2").stress, 2u);
  EXPECT_EQ(parsed("limit=100").heap_limit, 100u);
  EXPECT_EQ(parsed("limit=2K").heap_limit, 2048u);
  EXPECT_FALSE(parsed("verify=0").verify);
}

TEST(HeapOptionTexts, KeepWhatTheyDoNotName) {
  HeapOptions options;
  options.heap_limit = 5;
  options.verify = true;
  ASSERT_TRUE(options.parse("stress=1"));
  EXPECT_EQ(options.heap_limit, 5u);
  EXPECT_TRUE(options.verify);
}

TEST(HeapOptionTexts, AreRefusedWithAReason) {
  EXPECT_EQ(error_of("stres=1"),
            "unknown heap option 'stres': expected stress, seed, verify, fail, huge, limit or initial");
  EXPECT_EQ(error_of("=1"), "unknown heap option '': expected stress, seed, verify, fail, huge, limit or initial");
  EXPECT_EQ(error_of("stress=1,stress"), "heap option stress: '' is not a number");
  EXPECT_EQ(error_of("stress=often"), "heap option stress: 'often' is not a number");
  EXPECT_EQ(error_of("stress=1 "), "heap option stress: '1 ' is not a number");
  EXPECT_EQ(error_of("seed=-1"), "heap option seed: '-1' is not a number");
  EXPECT_EQ(error_of("stress=4k"), "heap option stress: '4k' is not a number");
  EXPECT_EQ(error_of("seed=18446744073709551616"), "heap option seed: '18446744073709551616' is not a number");
  EXPECT_EQ(error_of("limit=4x"),
            "heap option limit: '4x' is not a size (a number, with k, m or g behind it if you like)");
  EXPECT_EQ(error_of("initial=4mb"),
            "heap option initial: '4mb' is not a size (a number, with k, m or g behind it if you like)");
  EXPECT_EQ(
      error_of("limit=18446744073709551615g"),
      "heap option limit: '18446744073709551615g' is not a size (a number, with k, m or g behind it if you like)");
  EXPECT_EQ(error_of("verify=2"), "heap option verify: '2' is not 0 or 1");
  EXPECT_EQ(error_of("stress=1,verify=yes"), "heap option verify: 'yes' is not a number");
}

TEST(HeapOptionTexts, ComeFromTheEnvironment) {
  const char* before = std::getenv("MAYFLY_GC");
  const std::string kept = before ? before : "";
  HeapOptions options;
  unsetenv("MAYFLY_GC");
  EXPECT_TRUE(options.parse_environment());
  EXPECT_EQ(options.seed, 1u);
  setenv("MAYFLY_GC", "seed=11", 1);
  EXPECT_TRUE(options.parse_environment());
  EXPECT_EQ(options.seed, 11u);
  setenv("MAYFLY_GC", "nonsense", 1);
  EXPECT_FALSE(options.parse_environment());
  if (before)
    setenv("MAYFLY_GC", kept.c_str(), 1);
  else
    unsetenv("MAYFLY_GC");
}

}  // namespace
}  // namespace mayfly
