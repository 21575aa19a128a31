// UTF-8: what is well-formed, and where it ceases to be.
#include <mayfly/objects/text/utf8.h>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mayfly::utf8 {
namespace {

using namespace std::literals;

std::string encode(char32_t point) {
  if (point < 0x80) return {static_cast<char>(point)};
  if (point < 0x800) return {static_cast<char>(0xc0 | point >> 6), static_cast<char>(0x80 | (point & 63))};
  if (point < 0x10000)
    return {static_cast<char>(0xe0 | point >> 12), static_cast<char>(0x80 | (point >> 6 & 63)),
            static_cast<char>(0x80 | (point & 63))};
  return {static_cast<char>(0xf0 | point >> 18), static_cast<char>(0x80 | (point >> 12 & 63)),
          static_cast<char>(0x80 | (point >> 6 & 63)), static_cast<char>(0x80 | (point & 63))};
}

TEST(Utf8, AcceptsEveryCodePointButSurrogates) {
  for (char32_t point = 0; point <= 0x10ffff; point++) {
    const std::string text = encode(point);
    const bool surrogate = point >= 0xd800 && point <= 0xdfff;
    ASSERT_EQ(find_invalid(text), surrogate ? 0 : kValid) << std::hex << static_cast<uint32_t>(point);
    if (surrogate) continue;
    size_t offset = 0;
    ASSERT_EQ(decode(text, offset), point);
    ASSERT_EQ(offset, text.size());
  }
}

TEST(Utf8, RejectsWhatIsNotWellFormed) {
  const std::vector<std::string_view> bad = {
      "\x80"sv,  // a continuation alone
      "\xbf"sv,
      "\xc0\x80"sv,  // overlong
      "\xc1\xbf"sv,
      "\xe0\x80\x80"sv,
      "\xe0\x9f\xbf"sv,
      "\xf0\x80\x80\x80"sv,
      "\xf0\x8f\xbf\xbf"sv,
      "\xed\xa0\x80"sv,  // surrogates
      "\xed\xbf\xbf"sv,
      "\xf4\x90\x80\x80"sv,  // above U+10FFFF
      "\xf5\x80\x80\x80"sv,
      "\xff"sv,
      "\xc3"sv,  // cut short
      "\xe2\x82"sv,
      "\xf0\x9f\x90"sv,
      "\xc3("sv,  // no continuation
      "\xe2\x82("sv,
      "\xf0\x9f\x90("sv,
      "\xe2(\x82"sv,
  };
  for (std::string_view bytes : bad) EXPECT_EQ(find_invalid(bytes), 0u) << bytes.size() << " bytes";
}

TEST(Utf8, SaysWhereTheFirstBadByteIs) {
  EXPECT_EQ(find_invalid("abc\xff"), 3u);
  EXPECT_EQ(find_invalid("caf\xc3\xa9 \xe2\x82"), 6u);
  EXPECT_EQ(find_invalid("0123456789\xc3\xa9\x80"), 12u);
  EXPECT_EQ(find_invalid("01234567\xff"), 8u);
  EXPECT_EQ(find_invalid("0123456\xff"), 7u);
}

TEST(Utf8, AcceptsEmptyTextAndNul) {
  EXPECT_EQ(find_invalid(""), kValid);
  EXPECT_EQ(find_invalid("a\0b"sv), kValid);
}

TEST(Utf8, KnowsAsciiAtEveryPlace) {
  EXPECT_TRUE(is_ascii(""));
  for (size_t size = 1; size < 40; size++) {
    std::string text(size, 'x');
    EXPECT_TRUE(is_ascii(text));
    for (size_t i = 0; i < size; i++) {
      text[i] = '\x80';
      EXPECT_FALSE(is_ascii(text)) << i << " of " << size;
      text[i] = 'x';
    }
  }
}

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(count(""), 0u);
  EXPECT_EQ(count("abc"), 3u);
  EXPECT_EQ(count("caf\xc3\xa9"), 4u);
  EXPECT_EQ(count("\xf0\x9f\x90\x9d\xe2\x82\xac"), 2u);
}

TEST(Utf8, CutsBetweenCodePoints) {
  const std::string_view text = "a\xc3\xa9\xf0\x9f\x90\x9dz";  // 1, 2, 4 and 1 bytes
  const size_t sizes[] = {0, 1, 1, 3, 3, 3, 3, 7, 8, 8};
  for (size_t bytes = 0; bytes < 10; bytes++) EXPECT_EQ(prefix(text, bytes).size(), sizes[bytes]) << bytes;
}

}  // namespace
}  // namespace mayfly::utf8
