// Text of values. Runs user code (to-string of instances); the value is held by the caller.
#pragma once

#include "pair.h"

#include <string>

namespace lisp {

// `quoted`: as in a program ("text"); else as for people (text).
Result<> append_text(Runtime& rt, Value value, bool quoted, std::string& out);

}  // namespace lisp
