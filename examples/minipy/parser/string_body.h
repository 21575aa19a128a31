// Parser::Body: what stands between the quotes of a string token, and how far it has been read. Parser::Parts: of an
// f-string.
#pragma once

#include <minipy/parser/descent.h>

namespace minipy {

struct Parser::Body {
  std::string_view text;  // of the source
  bool is_raw = false;
  bool is_formatted = false;
  size_t at = 0;

  bool ends() const { return at >= text.size(); }
  char peek(size_t more = 0) const { return at + more < text.size() ? text[at + more] : '\0'; }
};

// What an f-string, or a format spec, has been found to consist of.
struct Parser::Parts {
  std::vector<FormattedPart> all;
  std::string text;  // that comes next, and may go on
  int height = 0;    // of the tallest value

  void flush(Arena& arena) {
    if (!text.empty()) all.push_back({arena.copy(std::string_view(text)), nullptr, {}, 0, nullptr});
    text.clear();
  }
};

}  // namespace minipy
