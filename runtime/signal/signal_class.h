// The classes that scripts see signals and connections through: "signal" and "connection", made when a runtime first needs
// them.
//
//   signal()                            a new one
//   .connect(listener)                  a connection
//   .connect_weak(listener, on_lost)    a connection; on_lost may be left out
//   .disconnect(what)                   how many connections ended: of a listener, or a connection of this signal
//   .disconnect_all()                   how many connections ended
//   .emit(...)                          how many listeners were called and did not fail; errors are unraisable
//   .emit_list(...)                     a list of what they returned; errors are unraisable
//   .listener_count()
//   .on_lost(callback)                  for connections without one of their own; nil: none
//
//   connection: .disconnect() .is_connected() .status() .block() .unblock() .is_blocked() .is_weak() .signal() .listener()
//
// A front-end reads them as it reads any attribute. status() is a string: see name(ConnectionStatus).
#pragma once

#include <mayfly/gc/support/result.h>
#include <mayfly/runtime/forward.h>

namespace mayfly {

// The class of signals, made with the one of connections if need be. On the owner's thread; runs no user code. Errors:
// kOutOfMemory; nothing is then changed.
MAYFLY_API Result<Class*> signal_class(Runtime& rt);

// A new signal, with its class. Held by nobody. Errors: kOutOfMemory.
MAYFLY_API Result<Signal*> make_signal(Runtime& rt);

}  // namespace mayfly
