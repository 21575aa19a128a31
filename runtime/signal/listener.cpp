#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/value/describe.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/objects/weak/weak_ref.h>
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/runtime.h>
#include <mayfly/runtime/signal/listener.h>

namespace mayfly {

namespace {

[[gnu::cold]] Error not_a_listener(const Runtime& rt, Value value) {
  const bool is_weak =
      value.is_object() && (value.cell()->kind() == kKindWeakRef || value.cell()->kind() == kKindWeakMethod);
  if (is_weak) {
    return make_error(ErrorKind::kType,
                      "can't connect a %s: calling it does not call what it refers to; give connect_weak the method or "
                      "the function itself",
                      type_name(rt.space(), value).data());
  }
  return make_error(ErrorKind::kType, "can't connect %s: it is of type '%s', which is not callable",
                    describe(rt.space(), value).c_str(), type_name(rt.space(), value).data());
}

[[gnu::cold]] Error not_weakly(const Runtime& rt, const char* what, Value value) {
  return make_error(
      ErrorKind::kType,
      "can't connect weakly: the %s, %s, is of type '%s', which can't be weakly referenced; connect() holds "
      "it strongly",
      what, describe(rt.space(), value).c_str(), type_name(rt.space(), value).data());
}

Class* method_class_of(Value listener) {
  const BoundMethod* method = listener.try_as<BoundMethod>();
  return method ? method->method_class() : nullptr;
}

}  // namespace

Result<Connection::Listener> listener_from(Runtime& rt, Value value) {
  const BoundMethod* method = value.is_object() ? value.try_as<BoundMethod>() : nullptr;
  const Value function = method ? Value(&method->function()) : value;
  const bool is_weak =
      function.is_object() && (function.cell()->kind() == kKindWeakRef || function.cell()->kind() == kKindWeakMethod);
  if (is_weak || !is_callable(rt, function)) return not_a_listener(rt, value);
  return Connection::Listener{method ? method->receiver() : Value::empty(), static_cast<Object*>(function.cell())};
}

Result<Connection*> connect(Runtime& rt, Signal& signal, Value listener) {
  const Connection::Listener parts = MAYFLY_TRY(listener_from(rt, listener));
  return signal.connect(rt.heap(), parts, Connection::Hold::kStrong, Value::nil(), method_class_of(listener));
}

Result<Connection*> connect_weak(Runtime& rt, Signal& signal, Value listener, Value on_lost) {
  const Connection::Listener parts = MAYFLY_TRY(listener_from(rt, listener));
  const bool is_method = !parts.receiver.is_empty();
  if (is_method && !is_weakly_referenceable(rt.space(), parts.receiver))
    return not_weakly(rt, "receiver of the method", parts.receiver);
  if (!is_weakly_referenceable(rt.space(), Value(parts.function)))
    return not_weakly(rt, is_method ? "function of the method" : "listener", Value(parts.function));
  const auto hold = is_method ? Connection::Hold::kWeakMethod : Connection::Hold::kWeakCallable;
  return signal.connect(rt.heap(), parts, hold, on_lost, method_class_of(listener));
}

}  // namespace mayfly
