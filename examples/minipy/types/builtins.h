// The parts of the built-in functions: each file installs its own.
#pragma once

#include <minipy/types/containers.h>

namespace minipy {

Result<> define_number_builtins(Runtime& rt,
                                Dict& builtins);  // abs, bin, chr, divmod, hash, hex, id, oct, ord, pow, round
Result<> define_fold_builtins(Runtime& rt, Dict& builtins);       // all, any, max, min, sorted, sum
Result<> define_iteration_builtins(Runtime& rt, Dict& builtins);  // iter, len, next
Result<> define_attribute_builtins(Runtime& rt, Dict& builtins);  // getattr, isinstance, vars, dir, callable, ...
Result<> define_text_builtins(Runtime& rt, Dict& builtins);       // ascii, format, input, open, print, repr
Result<> define_code_builtins(Runtime& rt, Dict& builtins);  // breakpoint, compile, eval, exec, exit, globals, locals

// Keyword arguments that were not expected: "'foo' is an invalid keyword argument for print()".
Error invalid_keyword(Runtime& rt, const Symbol& name, const char* function);

}  // namespace minipy
