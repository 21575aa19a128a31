// minipy's lexer, parser and compiler: any bytes are compiled, or are an error that says what and where.
#include "support/check.h"

#include <minipy/compiler/compile.h>
#include <minipy/compiler/disassemble.h>
#include <minipy/parser/parser.h>

#include <cstdint>
#include <memory>
#include <sstream>
#include <string_view>

using namespace minipy;

namespace {

void check(const SyntaxError& error) {
  FUZZ_CHECK(!error.message.empty(), "an error that says nothing");
  FUZZ_CHECK(error.line >= 0 && error.column >= 0, "line %d, column %d: %s", error.line, error.column,
             error.message.c_str());
}

void compile_as(std::string_view text, ParseMode mode, CompileMode compiled, bool has_namespace) {
  Arena arena;
  SyntaxError error;
  const ModuleTree* tree = parse(arena, text, mode, error);
  if (!tree) return check(error);
  CompileOptions options;
  options.mode = compiled;
  options.has_namespace = has_namespace;
  const std::shared_ptr<Blueprint> code = compile(*tree, options, error);
  if (!code) check(error);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  compile_as(text, ParseMode::kModule, CompileMode::kModule, false);
  // Mostly the same code: for what is short.
  if (size <= 200) {
    compile_as(text, ParseMode::kModule, CompileMode::kModule, true);
    compile_as(text, ParseMode::kExpression, CompileMode::kExpression, false);
    compile_as(text, ParseMode::kInteractive, CompileMode::kInteractive, false);
    std::ostringstream shown, told;
    const bool done = disassemble(text, "fuzzed", shown, told);
    FUZZ_CHECK(done == told.str().empty(), "a disassembly that tells '%s'", told.str().c_str());
  }
  return 0;
}
