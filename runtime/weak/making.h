// Making weak references by calling their classes: weak_ref(target, callback), weak_method(method, callback),
// finalizer(target, callable, arguments...), and what derives from the first two (contract 1.1, 1.17, 2.1, 7.1).
//
// Positional arguments only, a callback of nil meaning none, but those that a finalizer passes on. A class that
// derives from them and has a kInit gets keyword arguments there: they are not looked at here. More positional ones
// need a kNew of its own, which passes on what is meant here (make_plainly).
#pragma once

#include <mayfly/gc/support/result.h>
#include <mayfly/runtime/call/arguments.h>

namespace mayfly {

// Whether instances of the class are weak references of some kind.
MAYFLY_API bool makes_weak_reference(const Class& cls);
// For such a class. Errors: kArgument for wrong counts and keyword arguments; kType for what can't be referred to,
// naming its type; kOutOfMemory. Runs no user code. The values are held by the caller.
MAYFLY_API Result<Value> make_weak_reference(Runtime& rt, Class& cls, Arguments arguments);

}  // namespace mayfly
