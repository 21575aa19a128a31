// keeps_the_rule_of_scanned_words: whether a cell's words keep the rule of scanned memory, that a word is small, a
// cell's address, or has high bits that no address has. What breaks it keeps garbage alive, now and then.
#pragma once

#include <mayfly/gc/cell/visitor.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace mayfly::test {

// Collects the edges that a cell declares.
class EdgeCollector final : public gc::Visitor {
 public:
  void edge(gc::Cell& cell) override { words.push_back(reinterpret_cast<uint64_t>(&cell)); }
  std::vector<uint64_t> words;
};

// Nothing is mapped below; a count that stays under it is no address.
inline constexpr uint64_t kLowestAddress = 65536;

// `bytes`: of the cell, its header included.
inline ::testing::AssertionResult keeps_the_rule_of_scanned_words(const gc::Cell& cell, size_t bytes) {
  EdgeCollector edges;
  cell.row().trace(cell, edges);
  const auto* words = reinterpret_cast<const uint64_t*>(&cell);
  for (size_t i = 1; i < bytes / 8; i++) {
    const bool declared = std::find(edges.words.begin(), edges.words.end(), words[i]) != edges.words.end();
    const bool may_be_address = words[i] >= kLowestAddress && words[i] >> 48 == 0;
    if (may_be_address && !declared)
      return ::testing::AssertionFailure()
             << "word " << i << " of a " << cell.row().name << " is " << std::hex << words[i];
  }
  return ::testing::AssertionSuccess();
}

}  // namespace mayfly::test
