// int(text, base) and float(text): what Python's constructors accept, underscores, spaces and all scripts' digits included.
//
// No user code runs; they may collect. Errors: ValueError in CPython's words.
#pragma once

#include <minipy/vm/exceptions.h>

namespace minipy {

// base: 0 (as the prefix says), or 2 to 36.
Result<Value> parse_integer(Runtime& rt, std::string_view text, int base);
Result<double> parse_float(Runtime& rt, std::string_view text);

}  // namespace minipy
