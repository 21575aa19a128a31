// The parts of the module sys; and what becomes of exceptions that nobody caught.
#pragma once

#include <minipy/modules/modules.h>
#include <minipy/types/containers.h>
#include <minipy/types/function.h>

namespace minipy {

// sys.excepthook(type, value, traceback): the program's, or the text of the exception on sys.stderr. A hook that fails is
// told there, too. Runs user code. Errors: of memory, and what scripts cannot catch.
Result<> report_exception(Runtime& rt, Value exception);

// On sys.stderr; nowhere, where the program took it away. Runs user code.
Result<> write_error_text(Runtime& rt, std::string_view text);

Result<> define_sys_hooks(Runtime& rt, Dict& ns);
Result<> define_sys_frames(Runtime& rt, Dict& ns);
Result<> define_sys_facts(Runtime& rt, Dict& ns);     // versions, limits, flags
Result<> define_sys_integers(Runtime& rt, Dict& ns);  // sys_integers.cpp: get_int_max_str_digits, ...
}  // namespace minipy
