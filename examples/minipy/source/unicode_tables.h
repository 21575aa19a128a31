// The tables behind unicode.h, which unicode_tables.py writes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>

namespace minipy::unicode {

struct RangeSet {
  const uint32_t* ranges;  // sorted; the first code point << 11 | length - 1
  size_t count;
};

// Code points first, first + step, ..., last map to themselves + distance.
struct CaseRun {
  uint32_t first;
  uint32_t last;
  uint32_t step;
  int32_t distance;
};
// One that maps to several.
struct LongCase {
  uint32_t point;
  const char* text;  // UTF-8
};
struct CaseMap {
  const CaseRun* runs;  // sorted
  size_t run_count;
  const LongCase* longs;  // sorted
  size_t long_count;
};

extern const RangeSet kAlphabetic, kDigit, kNumeric, kUpper, kLower, kTitle, kSpace, kPrintable;
extern const RangeSet kIdentifierStart, kIdentifierContinue;
extern const RangeSet kIdentifierNormalized;  // those of them that normalisation (NFKC) may change
extern const RangeSet kDecimal;               // the zeros: nine digits follow each
extern const CaseMap kUpperCase, kLowerCase, kTitleCase, kFoldCase;

}  // namespace minipy::unicode
