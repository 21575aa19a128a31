#include <mayfly/objects/text/utf8.h>

#include <cstring>

namespace mayfly::utf8 {

namespace {

constexpr uint64_t kHighBits = 0x8080'8080'8080'8080;

uint64_t read8(const char* from) {
  uint64_t word;
  std::memcpy(&word, from, 8);
  return word;
}

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

// The size of the well-formed sequence at the start of `text`, which is not empty; 0 when there is none.
size_t sequence_size(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return 1;
  const size_t size = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : 4;
  if (first < 0xc2 || first > 0xf4 || text.size() < size) return 0;
  for (size_t i = 1; i < size; i++)
    if (!is_continuation(text[i])) return 0;
  const auto second = static_cast<unsigned char>(text[1]);
  switch (first) {
    case 0xe0: return second >= 0xa0 ? size : 0;  // else overlong
    case 0xed: return second <= 0x9f ? size : 0;  // else a surrogate
    case 0xf0: return second >= 0x90 ? size : 0;  // else overlong
    case 0xf4: return second <= 0x8f ? size : 0;  // else above U+10FFFF
    default: return size;
  }
}

}  // namespace

size_t find_invalid(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    if (text.size() - at >= 8 && (read8(text.data() + at) & kHighBits) == 0) {
      at += 8;
      continue;
    }
    const size_t size = sequence_size(text.substr(at));
    if (size == 0) return at;
    at += size;
  }
  return kValid;
}

bool is_ascii(std::string_view text) {
  uint64_t seen = 0;
  size_t at = 0;
  for (; text.size() - at >= 8; at += 8) seen |= read8(text.data() + at);
  for (; at < text.size(); at++) seen |= static_cast<unsigned char>(text[at]);
  return (seen & kHighBits) == 0;
}

size_t count(std::string_view text) {
  size_t points = 0;
  for (char byte : text) points += !is_continuation(byte);
  return points;
}

char32_t decode(std::string_view text, size_t& offset) {
  const auto byte = [&](size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[offset + i])); };
  const auto continued = [&](size_t i) { return byte(i) & 0x3f; };
  const char32_t first = byte(0);
  char32_t point = first;
  size_t size = 1;
  if (first >= 0xf0) {
    point = (first & 0x07) << 18 | continued(1) << 12 | continued(2) << 6 | continued(3);
    size = 4;
  } else if (first >= 0xe0) {
    point = (first & 0x0f) << 12 | continued(1) << 6 | continued(2);
    size = 3;
  } else if (first >= 0x80) {
    point = (first & 0x1f) << 6 | continued(1);
    size = 2;
  }
  offset += size;
  return point;
}

std::string_view prefix(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && is_continuation(text[bytes])) bytes--;
  return text.substr(0, bytes);
}

}  // namespace mayfly::utf8
