// compile: from a syntax tree to bytecode.
#pragma once

#include <minipy/compiler/bytecode.h>
#include <minipy/parser/ast.h>
#include <minipy/source/syntax_error.h>

#include <memory>
#include <string>

namespace minipy {

enum class CompileMode : uint8_t {
  kModule,
  kExpression,   // eval: the code returns the value
  kInteractive,  // values of expression statements are shown
};

struct CompileOptions {
  std::string file = "<string>";
  std::string module_name = "<module>";  // as it stands in tracebacks
  CompileMode mode = CompileMode::kModule;
  bool has_namespace = false;  // names go to a namespace that is the code's only parameter (exec with locals)
};

// Null: an error, told in `error`.
std::shared_ptr<Blueprint> compile(const ModuleTree& tree, const CompileOptions& options, SyntaxError& error);

}  // namespace minipy
