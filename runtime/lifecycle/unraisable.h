// Unraisable: an error that nobody called for: from a weak callback, a finalizer, a posted task, a collection listener, a
// function run at shutdown, a signal's listener (contract 1.8, 8.6). It goes to the runtime's unraisable hook, and
// the rest of the queue still runs.
//
// The default hook writes one line to standard error. A hook runs on the owner's thread, between the items of the
// queue; it may call into the runtime; an error of its own is written to standard error.
#pragma once

#include <mayfly/gc/support/error.h>
#include <mayfly/objects/value/value.h>
#include <mayfly/runtime/forward.h>
#include <mayfly/runtime/lifecycle/host_function.h>

namespace mayfly {

struct Unraisable {
  enum class Source : uint8_t { kWeakCallback, kFinalizer, kTask, kListener, kShutdown, kSignal };
  Source source;
  const Error& error;
  // The weak reference, the Finalizer, the object being finalized, or the listener's connection; else nil. Held on the VM
  // stack meanwhile.
  Value subject;
  // What was called and failed: the callback, the finalizer of the class, what the Finalizer object calls, the listener;
  // nil where that is the host's. Held as well.
  Value callee;
};

// "weak callback", "finalizer", "task", "listener", "shutdown function", "signal listener".
MAYFLY_API const char* name(Unraisable::Source source);

using UnraisableHook = HostFunction<Result<>(Runtime& rt, const Unraisable& what)>;

}  // namespace mayfly
