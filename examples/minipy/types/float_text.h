// float.hex and float.fromhex.
#pragma once

#include <minipy/vm/exceptions.h>

namespace minipy {

// "0x1.8000000000000p+0"; `to` has room for 40 bytes; how many were written.
size_t write_hexadecimal(double number, char* to);
// Errors: ValueError, OverflowError in CPython's words.
Result<double> parse_hexadecimal(Runtime& rt, std::string_view text);

}  // namespace minipy
