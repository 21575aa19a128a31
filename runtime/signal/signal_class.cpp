#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/model/class.h>
#include <mayfly/objects/model/descriptors.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/value/describe.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/runtime/embed/function.h>
#include <mayfly/runtime/runtime.h>
#include <mayfly/runtime/signal/emission.h>
#include <mayfly/runtime/signal/listener.h>
#include <mayfly/runtime/signal/signal_class.h>

namespace mayfly {

namespace {

// --- what the methods do ---------------------------------------------------------------------------------------------

Result<Value> signal_connect(Runtime& rt, Signal& signal, Value listener) {
  return Value(MAYFLY_TRY(connect(rt, signal, listener)));
}

Result<Value> signal_connect_weak(Runtime& rt, Signal& signal, Value listener, Value on_lost) {
  return Value(MAYFLY_TRY(connect_weak(rt, signal, listener, on_lost)));
}

Result<size_t> signal_disconnect(Runtime& rt, Signal& signal, Value what) {
  if (Connection* connection = what.is_object() ? what.try_as<Connection>() : nullptr) {
    if (connection->signal() == &signal) return size_t{connection->disconnect(rt.heap())};
    if (!connection->is_connected()) return size_t{0};
    return make_error(ErrorKind::kValue, "can't disconnect a connection of another signal");
  }
  const Connection::Listener listener = MAYFLY_TRY(listener_from(rt, what));
  return signal.disconnect(rt.heap(), listener);
}

size_t signal_disconnect_all(Runtime& rt, Signal& signal) { return signal.disconnect_all(rt.heap()); }

Result<uint32_t> signal_emit(Runtime& rt, Signal& signal, Arguments arguments) {
  const EmitResult done = MAYFLY_TRY(emit(rt, signal, arguments));
  return done.called - done.failed;
}

Result<Value> signal_emit_list(Runtime& rt, Signal& signal, Arguments arguments) {
  return Value(MAYFLY_TRY(emit_list(rt, signal, arguments)));
}

bool connection_disconnect(Runtime& rt, Connection& connection) { return connection.disconnect(rt.heap()); }

Result<Value> connection_listener(Runtime& rt, Connection& connection) {
  const Connection::Listener listener = connection.listener();
  if (!listener) return Value::nil();
  if (listener.receiver.is_empty()) return Value(listener.function);
  BoundMethod* method =
      BoundMethod::create(rt.space(), listener.receiver, *listener.function, connection.method_class());
  if (!method) return rt.heap().allocation_error();
  return Value(method);
}

Result<Value> new_signal(Runtime& rt, Value) { return Value(MAYFLY_TRY(make_signal(rt))); }

// --- the classes -----------------------------------------------------------------------------------------------------

class Methods {
 public:
  static Result<Methods> begin(Runtime& rt, std::string_view class_name, gc::KindId kind) {
    Symbol* name = rt.space().symbols().intern(class_name);
    if (!name) return rt.heap().allocation_error();
    return Methods(
        rt, *MAYFLY_TRY(Class::create(
                rt.space(), *name, {},
                {.weakly_referenceable = true, .accepts_attributes = false, .is_final = true, .instance_kind = kind})));
  }

  // A method, or, first in the chain, nothing any more after an error.
  template <typename F, typename... Options>
  Methods& add(std::string_view name, F&& callable, const Options&... options) {
    if (!error_.is_set()) take(add_method(name, std::forward<F>(callable), options...));
    return *this;
  }
  // What calling the class does.
  template <typename F>
  Methods& make(F&& callable) {
    if (!error_.is_set()) take(add_maker(std::forward<F>(callable)));
    return *this;
  }
  Result<Class*> end() {
    if (error_.is_set()) return std::move(error_);
    return &cls_;
  }

 private:
  Methods(Runtime& rt, Class& cls) : rt_(rt), cls_(cls) {}
  void take(Result<> done) {
    if (!done) error_ = done.take_error();
  }
  template <typename F, typename... Options>
  Result<> add_method(std::string_view name, F&& callable, const Options&... options) {
    using Sig = typename embed::SignatureOf<std::decay_t<F>>::Type;
    Function* made = MAYFLY_TRY((embed::make_function<Sig, embed::Role::kMethod>(
        rt_, {name, cls_.name().view()}, Captures<>(), std::forward<F>(callable), options..., rooted)));
    Symbol* symbol = rt_.space().symbols().intern(name);
    if (!symbol) return rt_.heap().allocation_error();
    return cls_.set_attribute(rt_.space(), *symbol, made);
  }
  template <typename F>
  Result<> add_maker(F&& callable) {
    using Sig = typename embed::SignatureOf<std::decay_t<F>>::Type;
    Function* made = MAYFLY_TRY((embed::make_function<Sig, embed::Role::kMethod>(
        rt_, {cls_.name().view()}, Captures<>(), std::forward<F>(callable), rooted)));
    StaticMethod* maker = StaticMethod::create(rt_.space(), made);
    if (!maker) return rt_.heap().allocation_error();
    return cls_.set_attribute(rt_.space(), *rt_.space().special_name(Special::kNew), maker);
  }

  Runtime& rt_;
  Class& cls_;
  Error error_;
};

Result<Class*> make_signal_class(Runtime& rt) {
  Methods methods = MAYFLY_TRY(Methods::begin(rt, "signal", Signal::kKind));
  return methods.make(&new_signal)
      .add("connect", &signal_connect, arg("listener"))
      .add("connect_weak", &signal_connect_weak, arg("listener"), arg("on_lost") = nullptr)
      .add("disconnect", &signal_disconnect, arg("what"))
      .add("disconnect_all", &signal_disconnect_all)
      .add("emit", &signal_emit)
      .add("emit_list", &signal_emit_list)
      .add("listener_count", [](Signal& signal) { return signal.listener_count(); })
      .add(
          "on_lost", [](Signal& signal, Value callback) { signal.set_loss_notice(callback); }, arg("callback"))
      .end();
}

Result<Class*> make_connection_class(Runtime& rt) {
  Methods methods = MAYFLY_TRY(Methods::begin(rt, "connection", Connection::kKind));
  return methods.add("disconnect", &connection_disconnect)
      .add("is_connected", [](Connection& c) { return c.is_connected(); })
      .add("status", [](Connection& c) { return std::string_view(name(c.status())); })
      .add("block", [](Connection& c) { return c.block(); })
      .add("unblock", [](Connection& c) { return c.unblock(); })
      .add("is_blocked", [](Connection& c) { return c.is_blocked(); })
      .add("is_weak", [](Connection& c) { return c.is_weak(); })
      .add("signal", [](Connection& c) -> const Signal* { return c.signal(); })
      .add("listener", &connection_listener)
      .end();
}

}  // namespace

Result<Class*> signal_class(Runtime& rt) {
  ObjectSpace& space = rt.space();
  if (Class* known = space.class_of_kind(Signal::kKind)) [[likely]]
    return known;
  // Both, or none.
  Class* connections = MAYFLY_TRY(make_connection_class(rt));
  Class* signals = MAYFLY_TRY(make_signal_class(rt));
  space.set_class_of_kind(Connection::kKind, *connections);
  space.set_class_of_kind(Signal::kKind, *signals);
  return signals;
}

Result<Signal*> make_signal(Runtime& rt) {
  MAYFLY_TRY(signal_class(rt));
  Signal* made = Signal::create(rt.heap());
  if (!made) return rt.heap().allocation_error();
  return made;
}

}  // namespace mayfly
