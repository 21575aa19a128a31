// Unicode properties and case mappings of code points, as Python's str methods use them.
//
// Tables of 10 KB or so, searched by halving; ASCII is answered without them. Any thread; nothing allocates.
#pragma once

#include <cstdint>
#include <string_view>

namespace minipy::unicode {

bool is_alphabetic(char32_t point);
bool is_digit(char32_t point);    // str.isdigit: decimals, and digits such as superscripts
bool is_numeric(char32_t point);  // str.isnumeric: fractions, too
bool is_upper(char32_t point);
bool is_lower(char32_t point);
bool is_title(char32_t point);
bool is_space(char32_t point);
bool is_printable(char32_t point);
bool is_identifier_start(char32_t point);       // '_' too
bool is_identifier_continue(char32_t point);    // after the start
bool is_identifier(std::string_view text);      // valid UTF-8
bool is_identifier_normalized(char32_t point);  // a name with it may be another one in NFKC, which Python compares
// 0 to 9 for a decimal digit of any script; else -1.
int decimal_value(char32_t point);

enum class Case : uint8_t { kUpper, kLower, kTitle, kFold };
// The full mapping of one code point: its text in UTF-8, in `buffer` or in a table.
struct Mapped {
  char buffer[4];
  const char* text;  // null: the buffer
  size_t size;
  std::string_view view() const { return {text ? text : buffer, size}; }
};
Mapped convert(Case to, char32_t point);

// Writes up to 4 bytes; how many.
size_t encode(char32_t point, char* to);

}  // namespace minipy::unicode
