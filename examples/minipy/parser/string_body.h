// Parser::Body: what stands between the quotes of a string token, and how far it has been read.
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

}  // namespace minipy
