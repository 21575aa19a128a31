// Emission: one running emit of a signal: calls its listeners, one after the other.
//
// It calls those that are connected when it begins, in the order of connection, and holds the signal, the arguments, and
// each connection, receiver and function for the length of its call, on the VM stack: a listener may collect, exactly too.
// Before each call it looks anew, so what happened meanwhile counts:
//
//   from inside a listener              in this emission
//   a listener is connected             it is not called (in one that begins later, a nested one too, it is)
//   one is disconnected, or dies        it is not called any more; the one that is running runs to its end
//   one is blocked, or unblocked        it is not called, or called
//   the last reference to the signal    the emission goes on to its end
//     is dropped
//   the same signal is emitted          a whole emission runs inside this one; without end: an error of kind kRecursion
//   the runtime is deleted              nobody else is called; the emission is an error of kind kClosed
//
// A listener that fails does not keep the others from being called. What becomes of what listeners return, and of their
// errors, is the caller's choice:
//
//   emit         results are dropped; errors go to the unraisable hook (Unraisable::Source::kSignal, the subject is the
//                connection); it tells how many were called, and how many of them failed
//   emit_list    the results of those that succeeded, in order; errors go to the unraisable hook
//   emit_each    a visitor gets each outcome, error or value, and with it the connection; it may end the emission
//
// An emission is no safe point. Its own errors: kRecursion, before anybody is called; kOutOfMemory for the list, likewise;
// kClosed.
//
// The functions here are the inner ways: like invoke (call/invoke.h) they check neither thread nor values; the signal and
// the arguments must be held. Runtime's members check. They run user code.
#pragma once

#include <mayfly/gc/support/result.h>
#include <mayfly/runtime/call/arguments.h>
#include <mayfly/runtime/signal/signal.h>

namespace mayfly {

struct EmitResult {
  uint32_t called = 0;  // listeners, those that failed included
  uint32_t failed = 0;
};

// False ends the emission; so does an error, which emit_each then returns. The connection and the value in the outcome are
// held meanwhile.
struct EmitVisitor {
  Result<bool> (*visit)(void* data, Runtime& rt, Connection& connection, Result<Value>&& outcome) noexcept;
  void* data;
};

// The core's part.
Result<> check_signal(const Runtime& rt, const embed::Target<Signal>& signal);

MAYFLY_API Result<EmitResult> emit(Runtime& rt, Signal& signal, const Arguments& arguments);
MAYFLY_API Result<EmitResult> emit_each(Runtime& rt, Signal& signal, const Arguments& arguments, EmitVisitor visitor);
MAYFLY_API Result<List*> emit_list(Runtime& rt, Signal& signal, const Arguments& arguments);

}  // namespace mayfly
