// Encoding of source texts: only UTF-8, which is checked before a text is cut into tokens.
#pragma once

#include <minipy/source/syntax_error.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace minipy {

// False: not UTF-8, a NUL in it, or a declaration ("coding: latin-1") of another encoding; told in `error`.
bool check_encoding(std::string_view text, SyntaxError& error);

// The code point at `at`, which goes behind it. REQUIRES: good UTF-8.
char32_t decode_point(std::string_view text, size_t& at);

}  // namespace minipy
