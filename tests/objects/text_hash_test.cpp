// The hash of text: keyed, and good enough for tables that look at a few of its bits.
#include <mayfly/objects/text/hash.h>

#include <gtest/gtest.h>

#include <bit>
#include <set>
#include <string>

namespace mayfly {
namespace {

TEST(TextHash, IsTheSameForTheSameTextAndSeed) {
  for (size_t size = 0; size < 70; size++) {
    const std::string text(size, 'x');
    const std::string copy = text;
    EXPECT_EQ(hash_text(text, 7), hash_text(copy, 7));
    EXPECT_EQ(hash_text(text), hash_text(copy, process_hash_seed()));
  }
}

TEST(TextHash, DependsOnTheSeed) {
  for (size_t size = 0; size < 70; size++) {
    const std::string text(size, 'x');
    EXPECT_NE(hash_text(text, 1), hash_text(text, 2)) << size;
  }
}

TEST(TextHash, IsNeverNought) {
  for (uint64_t seed = 0; seed < 20000; seed++) EXPECT_NE(hash_text("", seed), 0u);
}

TEST(TextHash, TellsLengthsOfNulsApart) {
  std::set<uint64_t> seen;
  for (size_t size = 0; size < 200; size++) seen.insert(hash_text(std::string(size, '\0'), 1));
  EXPECT_EQ(seen.size(), 200u);
}

TEST(TextHash, ChangesHalfItsBitsWithEachBitOfTheText) {
  for (size_t size : {1u, 2u, 3u, 4u, 5u, 7u, 8u, 9u, 13u, 16u, 17u, 31u, 40u}) {
    std::string text(size, 'q');
    const uint64_t before = hash_text(text, 3);
    int fewest = 64, total = 0;
    for (size_t i = 0; i < size * 8; i++) {
      text[i / 8] = static_cast<char>(text[i / 8] ^ 1 << i % 8);
      const int changed = std::popcount(before ^ hash_text(text, 3));
      text[i / 8] = static_cast<char>(text[i / 8] ^ 1 << i % 8);
      fewest = std::min(fewest, changed);
      total += changed;
    }
    EXPECT_GE(fewest, 8) << size;
    EXPECT_NEAR(static_cast<double>(total) / static_cast<double>(size * 8), 32.0, 4.0) << size;
  }
}

TEST(TextHash, SpreadsNumberedNamesOverFewBits) {
  // 64,000 names into 1,024 groups, by low bits and by high bits: 62.5 each, with a deviation of 7.9.
  int low[1024] = {}, high[1024] = {};
  for (int i = 0; i < 64000; i++) {
    const uint64_t hash = hash_text("listener_" + std::to_string(i), 11);
    low[hash & 1023]++;
    high[hash >> 54]++;
  }
  for (int group = 0; group < 1024; group++) {
    EXPECT_NEAR(low[group], 62.5, 55);
    EXPECT_NEAR(high[group], 62.5, 55);
  }
}

}  // namespace
}  // namespace mayfly
