// The core's errors in CPython's words: what it says, and what Python says instead.
//
// Plain text; neither collects nor runs user code.
#pragma once

#include <minipy/vm/exceptions.h>

#include <string>

namespace minipy {

// The built-in exception that an error of the core's stands for, going by its kind, and its text.
ExceptionId exception_id(const Error& error);
// May throw std::bad_alloc.
std::string python_message(const Error& error);

}  // namespace minipy
