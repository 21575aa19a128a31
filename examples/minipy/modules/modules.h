// Native modules: each define_* fills the namespace of one, when it is first imported.
//
// They may collect; they run no user code. Errors: kOutOfMemory.
#pragma once

#include <minipy/vm/minipy.h>

namespace minipy {

Result<> define_math(Runtime& rt, Dict& ns);
Result<> define_random(Runtime& rt, Dict& ns);  // _random: what lib/random.py is built on

}  // namespace minipy
