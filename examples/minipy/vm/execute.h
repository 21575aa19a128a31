// Executing source text: what running a file, import, exec(), eval() and a prompt come down to.
//
// All run user code, but compile_source(). Errors: SyntaxError with its place; what the code raises.
#pragma once

#include <minipy/parser/parser.h>
#include <minipy/vm/code.h>

namespace minipy {

struct SourceOptions {
  std::string_view file = "<string>";
  ParseMode mode = ParseMode::kModule;
  bool has_namespace = false;   // names go to locals that are not the globals
  bool caches_globals = false;  // for code that runs with one namespace only
};

Result<PyCode*> compile_source(Runtime& rt, std::string_view source, const SourceOptions& options);
// Runs code that compile_source() made. `locals`: empty where they are the globals.
Result<Value> execute_code(Runtime& rt, PyCode& code, Dict& globals, Value locals);
// Both. `locals`: a mapping, or empty.
Result<Value> execute_source(Runtime& rt, std::string_view source, ParseMode mode, Dict& globals, Value locals,
                             std::string_view file);

// A SyntaxError as an exception.
Error raise_syntax_error(Runtime& rt, const SyntaxError& error, std::string_view file, std::string_view source);

// Lines of the sources that were compiled, for tracebacks; "" when unknown. Files are read again.
std::string source_line(std::string_view file, int line);
void note_source(std::string_view file, std::string_view text);

}  // namespace minipy
