#include <minipy/source/encoding.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace minipy {

namespace {

unsigned char byte(std::string_view text, size_t at) { return static_cast<unsigned char>(text[at]); }

// How many bytes the sequence at `at` has; 0 where it is wrong, and then why.
size_t sequence(std::string_view text, size_t at, const char*& why) {
  const unsigned char c = byte(text, at);
  if (c < 0x80) return 1;
  why = "invalid start byte";
  if (c < 0xc2 || c > 0xf4) return 0;
  const size_t size = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
  for (size_t i = 1; i < size; i++) {
    why = "unexpected end of data";
    if (at + i >= text.size()) return 0;
    why = "invalid continuation byte";
    const unsigned char next = byte(text, at + i);
    unsigned char low = 0x80, high = 0xbf;
    if (i == 1) {  // no long form, no surrogate, nothing above U+10FFFF
      if (c == 0xe0) low = 0xa0;
      if (c == 0xed) high = 0x9f;
      if (c == 0xf0) low = 0x90;
      if (c == 0xf4) high = 0x8f;
    }
    if (next < low || next > high) return 0;
  }
  return size;
}

void set(SyntaxError& error, std::string message, std::string_view text, size_t at) {
  const std::string_view before = text.substr(0, at);
  const size_t line_begin = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
  error.kind = SyntaxError::Kind::kSyntax;
  error.message = std::move(message);
  error.line = error.end_line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
  error.column = static_cast<int>(at - line_begin);
  error.end_column = error.column + 1;
}

// The name in a comment such as `# -*- coding: utf-8 -*-` (PEP 263); empty: none.
std::string declared(std::string_view line) {
  const size_t comment = line.find_first_not_of(" \t\f");
  if (comment == line.npos || line[comment] != '#') return {};
  for (size_t at = line.find("coding", comment); at != line.npos; at = line.find("coding", at + 1)) {
    size_t from = at + 6;
    if (from >= line.size() || (line[from] != ':' && line[from] != '=')) continue;
    from = line.find_first_not_of(" \t", from + 1);
    if (from == line.npos) continue;
    std::string name;
    for (; from < line.size(); from++) {
      const char c = line[from] == '_' ? '-' : line[from];
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '.') break;
      name += letter ? static_cast<char>(c | 0x20) : c;
    }
    if (!name.empty()) return name;
  }
  return {};
}

bool check_declaration(std::string_view text, bool ascii, SyntaxError& error) {
  size_t begin = 0;
  for (int line = 0; line < 2 && begin < text.size(); line++) {
    const size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
    const std::string_view this_line = text.substr(begin, end - begin);
    const std::string name = declared(this_line);
    if (!name.empty()) {
      if (name == "utf-8" || name.starts_with("utf-8-") || name == "utf8" || name == "ascii" || name == "us-ascii")
        return true;
      // All of these read ASCII as it is.
      if (ascii && (name.starts_with("latin-1") || name.starts_with("iso-8859-") || name.starts_with("iso-latin-1") ||
                    name.starts_with("cp") || name.starts_with("koi8-") || name.starts_with("euc-")))
        return true;
      set(error, "the encoding '" + name + "' is outside of what minipy supports: sources are UTF-8", text, begin);
      return false;
    }
    if (this_line.find_first_not_of(" \t\f") != this_line.npos &&
        this_line[this_line.find_first_not_of(" \t\f")] != '#')
      return true;
    begin = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
  }
  return true;
}

}  // namespace

bool check_encoding(std::string_view text, SyntaxError& error) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!check_declaration(text, ascii, error)) return false;
  for (size_t at = 0; at < text.size();) {
    const char* why = nullptr;
    const size_t size = sequence(text, at, why);
    if (text[at] == '\0') {
      set(error, "source code cannot contain null bytes", text, at);
      return false;
    }
    if (size == 0) {
      char message[128];
      std::snprintf(message, sizeof message,
                    "(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %zu: %s", byte(text, at), at,
                    why);
      set(error, message, text, at);
      return false;
    }
    at += size;
  }
  return true;
}

char32_t decode_point(std::string_view text, size_t& at) {
  const unsigned char c = byte(text, at++);
  if (c < 0x80) return c;
  const size_t more = c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
  char32_t point = c & (0x3fu >> more);
  for (size_t i = 0; i < more && at < text.size(); i++) point = (point << 6) | (byte(text, at++) & 0x3fu);
  return point;
}

}  // namespace minipy
