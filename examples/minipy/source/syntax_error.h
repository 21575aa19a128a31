// SyntaxError: what is wrong with a source text, and where: before it becomes an exception of the script's.
#pragma once

#include <string>

namespace minipy {

struct SyntaxError {
  enum class Kind { kSyntax, kIndentation, kTab };  // SyntaxError, IndentationError, TabError
  Kind kind = Kind::kSyntax;
  std::string message;  // as CPython 3.11 words it, where it has the same error
  int line = 0;         // 1-based; 0: unknown
  int column = 0;       // 0-based, in bytes of the line
  int end_line = 0;
  int end_column = 0;
  bool is_incomplete = false;  // more input could make it right: a prompt asks for another line
};

}  // namespace minipy
