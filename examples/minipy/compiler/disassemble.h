// disassemble: the bytecode of a module and of all functions in it, in readable form.
#pragma once

#include <ostream>
#include <string_view>

namespace minipy {

// False: a syntax error, which is told on `errors`.
bool disassemble(std::string_view source, std::string_view file, std::ostream& out, std::ostream& errors);

}  // namespace minipy
