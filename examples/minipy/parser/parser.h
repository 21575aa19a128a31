// parse: from the text of a module, an expression or one interactive input to a syntax tree.
#pragma once

#include <minipy/parser/ast.h>
#include <minipy/source/syntax_error.h>

#include <string_view>

namespace minipy {

enum class ParseMode : uint8_t {
  kModule,
  kExpression,   // eval(): the tree's body is one ExpressionStatement
  kInteractive,  // one statement or line, as at a prompt
};

// Null: there is an error, told in `error`. `text` is any bytes: invalid UTF-8 is an error. Recursion is limited: deep
// nesting is an error ("too many nested parentheses", or "too complex").
ModuleTree* parse(Arena& arena, std::string_view text, ParseMode mode, SyntaxError& error);

}  // namespace minipy
