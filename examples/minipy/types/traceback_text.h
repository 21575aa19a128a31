// The text of an exception as Python shows it when nobody caught it: traceback, causes, notes.
//
// As CPython 3.11's, with marks under the source that say which part of a line it was, and names that may have been meant.
// Runs user code (__str__, __dir__).
#pragma once

#include <minipy/objects/traceback.h>
#include <minipy/source/place.h>
#include <minipy/vm/code.h>
#include <minipy/vm/exceptions.h>

#include <string>

namespace minipy {

// Ends with a line break. Errors: out of memory; what the exception's __str__ raises is told in the text instead.
Result<std::string> format_exception(Runtime& rt, Value exception);
// "Traceback (most recent call last):" and what follows, without the last line; "" where nothing is known.
std::string format_traceback(Value traceback);
// What was running; null: no code of a program's.
const PyCode* code_of(const Traceback& entry);
// Where a call was.
Place place_of(const Traceback& entry);
// "ValueError: text", notes and all; of a SyntaxError, the place first.
Result<std::string> format_exception_only(Runtime& rt, Value exception);

}  // namespace minipy
