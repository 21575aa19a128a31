#include <mayfly/runtime/attributes/near_match.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace mayfly {

namespace {

constexpr size_t kLongest = 63;

// The number of insertions, deletions, replacements and swaps of neighbours that make one of the other (optimal string
// alignment); at most `limit` + 1 is told. Both are at most kLongest long.
unsigned edit_distance(std::string_view a, std::string_view b, unsigned limit) {
  unsigned rows[3][kLongest + 1];
  unsigned* two_before = rows[0];
  unsigned* before = rows[1];
  unsigned* row = rows[2];
  for (size_t j = 0; j <= b.size(); j++) before[j] = static_cast<unsigned>(j);
  for (size_t i = 1; i <= a.size(); i++) {
    row[0] = static_cast<unsigned>(i);
    unsigned least = row[0];
    for (size_t j = 1; j <= b.size(); j++) {
      row[j] = std::min({before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], two_before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
    unsigned* free_row = two_before;
    two_before = before;
    before = row;
    row = free_row;
  }
  return before[b.size()];
}

}  // namespace

void NearMatch::consider(std::string_view candidate) {
  if (candidate.size() > kLongest || wanted_.size() > kLongest || candidate == wanted_) return;
  const unsigned limit = static_cast<unsigned>(std::max<size_t>(1, std::max(wanted_.size(), candidate.size()) / 3));
  const unsigned distance = edit_distance(wanted_, candidate, limit);
  // As many changes as there are letters is no likeness.
  if (distance > limit || distance >= distance_ || distance >= wanted_.size()) return;
  distance_ = distance;
  std::memcpy(best_, candidate.data(), candidate.size());
  best_[candidate.size()] = 0;
}

const char* NearMatch::suggestion() {
  if (!found()) return "";
  std::snprintf(text_, sizeof text_, "; did you mean '%s'?", best_);
  return text_;
}

}  // namespace mayfly
