// import: where modules come from: native ones, those written in Python that are part of the binary, and files beside the
// script.
#pragma once

#include <minipy/vm/minipy.h>

#include <string>
#include <vector>

namespace minipy {

ImportPolicy& import_policy(Runtime& rt);

// The module of this full name, imported if need be. Errors: ModuleNotFoundError, what its code raises. Runs user code.
Result<Value> import_by_name(Runtime& rt, std::string_view name);
// The built-in __import__, of arguments as a script gives them.
Result<Value> import_called(Runtime& rt, Arguments args);

}  // namespace minipy
