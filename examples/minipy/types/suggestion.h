// What a name that was not found may have been meant to be: the nearest of the names that are there.
#pragma once

#include <minipy/vm/exceptions.h>

#include <string>

namespace minipy {

// For an AttributeError or NameError, and no class derived from these; "" when nothing is near enough, and for other
// exceptions. Candidates and measure are CPython 3.11's. Runs user code (__dir__, whose errors mean no suggestion). Errors:
// out of memory, and what can't be caught.
Result<std::string> suggestion_for(Runtime& rt, Value exception);

}  // namespace minipy
