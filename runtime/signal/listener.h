// What can be connected to a signal, and how: the inner ways of connect and connect_weak.
//
// A bound method is taken apart into receiver and function; anything else that is callable is called as it is. A weak
// reference is no listener: calling one gives what it refers to; connect_weak takes the method itself.
//
// They check no thread, and no value's runtime; signal, listener and notice must be held, or stand on the C++ stack. They
// may collect, and run no user code. Errors: kType, naming the value, for what is not callable, and for what
// connect_weak can't hold weakly; kOutOfMemory. The signal is then unchanged.
#pragma once

#include <mayfly/runtime/signal/signal.h>

namespace mayfly {

MAYFLY_API Result<Connection::Listener> listener_from(Runtime& rt, Value value);
MAYFLY_API Result<Connection*> connect(Runtime& rt, Signal& signal, Value listener);
// `on_lost`: called with the connection, at the safe point after the listener's death; nil: nothing of its own. Like weak
// callbacks (contract 1.8), it may be anything: what can't be called becomes a report.
MAYFLY_API Result<Connection*> connect_weak(Runtime& rt, Signal& signal, Value listener, Value on_lost = Value::nil());

}  // namespace mayfly
