// Native modules: each define_* fills the namespace of one, when it is first imported.
//
// They may collect; they run no user code. Errors: kOutOfMemory.
#pragma once

#include <minipy/vm/minipy.h>

#include <string_view>

namespace minipy {

Result<> define_math(Runtime& rt, Dict& ns);
Result<> define_random(Runtime& rt, Dict& ns);   // _random: what lib/random.py is built on
Result<> define_weakref(Runtime& rt, Dict& ns);  // _weakref: what lib/weakref.py is built on
Result<> define_gc(Runtime& rt, Dict& ns);
Result<> define_sys(Runtime& rt, Dict& ns);
Result<> define_time(Runtime& rt, Dict& ns);
Result<> define_traceback_module(Runtime& rt, Dict& ns);  // _traceback: what lib/traceback.py leaves to C++

struct NativeModule {
  std::string_view name;
  Result<> (*define)(Runtime& rt, Dict& ns);
};
// Null: there is none of this name.
const NativeModule* native_module(std::string_view name);

// builtins, and __main__, which are there from the start.
Result<> define_modules(Runtime& rt);

}  // namespace minipy
