// compile: from a form to a function without arguments, whose call evaluates the form.
//
// Allocates, and so may collect; runs no user code. Errors: kValue for a form that is no program, with its line;
// kRecursion for forms that are nested too deeply.
#pragma once

#include "pair.h"

namespace lisp {

class Lisp;

Result<Value> compile(Runtime& rt, Lisp& lisp, Value form, std::string_view source);

}  // namespace lisp
