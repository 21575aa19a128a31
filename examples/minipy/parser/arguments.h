// Parser::Arguments: the arguments of a call or class while they are read.
#pragma once

#include <minipy/parser/descent.h>

namespace minipy {

struct Parser::Arguments {
  size_t open = 0;   // the parenthesis
  size_t first = 0;  // what comes after it
  std::vector<Expression*> positional;
  std::vector<Keyword> keywords;
  bool takes_generator = false;  // f(x for x in y), of calls only
  bool has_unpacking = false;    // **value
  bool is_misplaced = false;     // a positional one after keywords
};

}  // namespace minipy
