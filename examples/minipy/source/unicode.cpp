#include <minipy/source/unicode.h>
#include <minipy/source/unicode_tables.h>

#include <mayfly/objects/text/utf8.h>

#include <cstring>

namespace minipy::unicode {

namespace {

bool contains(const RangeSet& set, char32_t point) {
  size_t low = 0;
  size_t high = set.count;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    const uint32_t first = set.ranges[middle] >> 11;
    if (point < first) {
      high = middle;
    } else if (point - first > (set.ranges[middle] & 0x7ff)) {
      low = middle + 1;
    } else {
      return true;
    }
  }
  return false;
}

bool is_between(char32_t point, char first, char last) {
  return point >= static_cast<char32_t>(first) && point <= static_cast<char32_t>(last);
}

const CaseMap& map_of(Case to) {
  switch (to) {
    case Case::kUpper: return kUpperCase;
    case Case::kLower: return kLowerCase;
    case Case::kTitle: return kTitleCase;
    case Case::kFold: break;
  }
  return kFoldCase;
}

char32_t convert_simply(const CaseMap& map, char32_t point) {
  size_t low = 0;
  size_t high = map.run_count;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    const CaseRun& run = map.runs[middle];
    if (point < run.first) {
      high = middle;
    } else if (point > run.last) {
      low = middle + 1;
    } else {
      if ((point - run.first) % run.step != 0) return point;
      return static_cast<char32_t>(static_cast<int64_t>(point) + run.distance);
    }
  }
  return point;
}

const LongCase* find_long(const CaseMap& map, char32_t point) {
  for (size_t i = 0; i < map.long_count && map.longs[i].point <= point; i++)
    if (map.longs[i].point == point) return &map.longs[i];
  return nullptr;
}

}  // namespace

bool is_alphabetic(char32_t point) {
  if (point < 0x80) return is_between(point | 0x20, 'a', 'z');
  return contains(kAlphabetic, point);
}
bool is_digit(char32_t point) { return point < 0x80 ? is_between(point, '0', '9') : contains(kDigit, point); }
bool is_numeric(char32_t point) { return point < 0x80 ? is_between(point, '0', '9') : contains(kNumeric, point); }
bool is_upper(char32_t point) { return point < 0x80 ? is_between(point, 'A', 'Z') : contains(kUpper, point); }
bool is_lower(char32_t point) { return point < 0x80 ? is_between(point, 'a', 'z') : contains(kLower, point); }
bool is_title(char32_t point) { return point >= 0x80 && contains(kTitle, point); }
bool is_space(char32_t point) {
  if (point < 0x80) return point == ' ' || (point >= 0x09 && point <= 0x0d) || (point >= 0x1c && point <= 0x1f);
  return contains(kSpace, point);
}
bool is_printable(char32_t point) {
  if (point < 0x80) return point >= 0x20 && point < 0x7f;
  return contains(kPrintable, point);
}
bool is_identifier_start(char32_t point) {
  if (point < 0x80) return point == '_' || is_between(point | 0x20, 'a', 'z');
  return contains(kIdentifierStart, point);
}
bool is_identifier_continue(char32_t point) {
  if (point < 0x80) return is_identifier_start(point) || is_between(point, '0', '9');
  return contains(kIdentifierContinue, point);
}

bool is_identifier(std::string_view text) {
  size_t at = 0;
  if (text.empty() || !is_identifier_start(mayfly::utf8::decode(text, at))) return false;
  while (at < text.size())
    if (!is_identifier_continue(mayfly::utf8::decode(text, at))) return false;
  return true;
}

bool is_identifier_normalized(char32_t point) { return point >= 0x80 && contains(kIdentifierNormalized, point); }

int decimal_value(char32_t point) {
  if (point < 0x80) return is_between(point, '0', '9') ? static_cast<int>(point - '0') : -1;
  for (int value = 0; value < 10; value++)
    if (contains(kDecimal, point - static_cast<char32_t>(value))) return value;
  return -1;
}

Mapped convert(Case to, char32_t point) {
  Mapped mapped{{}, nullptr, 0};
  if (point < 0x80) {
    const bool wants_upper = to == Case::kUpper || to == Case::kTitle;
    const bool flips = wants_upper ? is_between(point, 'a', 'z') : is_between(point, 'A', 'Z');
    mapped.buffer[0] = static_cast<char>(flips ? point ^ 0x20 : point);
    mapped.size = 1;
    return mapped;
  }
  const CaseMap& map = map_of(to);
  if (const LongCase* found = find_long(map, point)) {
    mapped.text = found->text;
    mapped.size = std::strlen(found->text);
  } else {
    mapped.size = encode(convert_simply(map, point), mapped.buffer);
  }
  return mapped;
}

size_t encode(char32_t point, char* to) {
  const auto tail = [point](int shift) { return static_cast<char>(0x80 | ((point >> shift) & 0x3f)); };
  if (point < 0x80) {
    to[0] = static_cast<char>(point);
    return 1;
  }
  if (point < 0x800) {
    to[0] = static_cast<char>(0xc0 | point >> 6);
    to[1] = tail(0);
    return 2;
  }
  if (point < 0x10000) {
    to[0] = static_cast<char>(0xe0 | point >> 12);
    to[1] = tail(6);
    to[2] = tail(0);
    return 3;
  }
  to[0] = static_cast<char>(0xf0 | point >> 18);
  to[1] = tail(12);
  to[2] = tail(6);
  to[3] = tail(0);
  return 4;
}

}  // namespace minipy::unicode
