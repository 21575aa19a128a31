// The built-in functions, each a native function whose frame is rooted: a (collect) beneath it is exact.
#pragma once

#include "lisp.h"

namespace lisp {

Result<> define_builtins(Runtime& rt);

}  // namespace lisp
