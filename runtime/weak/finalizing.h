// What Finalizer objects do: the inner way, for code that already runs inside the runtime: front-ends, and runtime/ itself.
//
// As Runtime's members, without their checks of thread and runtime; values are held by the caller. A front-end maps its
// language's names to these, and to Finalizer's own members: alive, peek, detach, atexit, and the call.
#pragma once

#include <mayfly/gc/support/result.h>
#include <mayfly/objects/weak/finalizer.h>
#include <mayfly/runtime/call/arguments.h>

namespace mayfly {

// Copies the arguments. `cls`: null, or a class that derives from finalizer. Errors: those of Finalizer::create. Runs no
// user code.
MAYFLY_API Result<Finalizer*> make_finalizer(Runtime& rt, Value target, Value callable, Arguments arguments,
                                             Class* cls = nullptr);

// Calls what it holds, now and never again, and gives what that returns; nil when it is dead. It is dead before the call
// begins (contract 7.2). Runs user code. Errors: the callee's.
MAYFLY_API Result<Value> call_finalizer(Runtime& rt, Finalizer& finalizer);

// (target, callable, positional arguments, keyword arguments by string), a tuple; nil when it is dead, or its target is and
// it waits for its turn. Error: kOutOfMemory. Runs no user code.
MAYFLY_API Result<Value> peek_finalizer(Runtime& rt, const Finalizer& finalizer);
// The same, and it is cancelled. Where there is no memory, or nil is given, nothing has changed.
MAYFLY_API Result<Value> detach_finalizer(Runtime& rt, Finalizer& finalizer);

// For runtime/: makes the call of a finalizer whose callable was taken out (both are held), and releases its arguments.
Result<Value> run_taken(Runtime& rt, Finalizer& finalizer, Value callable);

}  // namespace mayfly
