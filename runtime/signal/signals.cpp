// Runtime's signals: the checked way in, which hosts and native functions use. Runtime::emit stands in emission.cpp.
#include <mayfly/runtime/embed/objects.h>
#include <mayfly/runtime/lifecycle/runtime_entry.h>
#include <mayfly/runtime/runtime.h>
#include <mayfly/runtime/signal/emission.h>
#include <mayfly/runtime/signal/listener.h>
#include <mayfly/runtime/signal/signal_class.h>

namespace mayfly {

namespace {

// kValue for a null handle, kWrongRuntime.
template <typename T>
Result<> check_target(const Runtime& rt, const embed::Target<T>& target, const char* role) {
  if (!target.cell) [[unlikely]]
    return embed::null_operand(role);
  return rt.check_value(Value(target.cell), role);
}

// Without room for the handle there is no connection.
Result<Root<Connection>> hold_connection(Runtime& rt, Connection& made, const embed::Target<Signal>& signal) {
  Root<Connection> handle(rt.heap(), &made, signal.file, signal.line);
  if (handle) return handle;
  made.disconnect(rt.heap());
  return Error::out_of_memory();
}

}  // namespace

Result<> check_signal(const Runtime& rt, const embed::Target<Signal>& signal) {
  return check_target(rt, signal, "the signal");
}

Result<Root<Signal>> Runtime::signal(const char* file, int line) {
  MAYFLY_TRY(check_entry());
  return embed::hold(*this, MAYFLY_TRY(make_signal(*this)), file, line);
}

Result<Root<Connection>> Runtime::connect(const embed::Target<Signal>& signal, const embed::Operand& listener) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_signal(*this, signal));
  MAYFLY_TRY(embed::check_present(listener.value, "the listener"));
  MAYFLY_TRY(check_value(listener.value, "the listener"));
  return hold_connection(*this, *MAYFLY_TRY(mayfly::connect(*this, *signal.cell, listener.value)), signal);
}

Result<Root<Connection>> Runtime::connect_weak(const embed::Target<Signal>& signal, const embed::Operand& listener,
                                               Value on_lost) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_signal(*this, signal));
  MAYFLY_TRY(embed::check_present(listener.value, "the listener"));
  MAYFLY_TRY(check_value(listener.value, "the listener"));
  MAYFLY_TRY(check_value(on_lost, "the loss notice"));
  Connection* made = MAYFLY_TRY(mayfly::connect_weak(*this, *signal.cell, listener.value, on_lost));
  return hold_connection(*this, *made, signal);
}

Result<bool> Runtime::disconnect(const embed::Target<Connection>& connection) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_target(*this, connection, "the connection"));
  return connection.cell->disconnect(*heap_);
}

Result<size_t> Runtime::disconnect(const embed::Target<Signal>& signal, const embed::Operand& listener) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_signal(*this, signal));
  MAYFLY_TRY(embed::check_present(listener.value, "the listener"));
  MAYFLY_TRY(check_value(listener.value, "the listener"));
  return signal.cell->disconnect(*heap_, MAYFLY_TRY(listener_from(*this, listener.value)));
}

Result<size_t> Runtime::disconnect_all(const embed::Target<Signal>& signal) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_signal(*this, signal));
  return signal.cell->disconnect_all(*heap_);
}

Result<> Runtime::block(const embed::Target<Connection>& connection) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_target(*this, connection, "the connection"));
  return connection.cell->block();
}

Result<> Runtime::unblock(const embed::Target<Connection>& connection) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_target(*this, connection, "the connection"));
  return connection.cell->unblock();
}

Result<> Runtime::on_lost(const embed::Target<Signal>& signal, Value callback) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_signal(*this, signal));
  MAYFLY_TRY(check_value(callback, "the loss notice"));
  signal.cell->set_loss_notice(callback);
  return {};
}

Result<Root<List>> Runtime::emit_list(const embed::Target<Signal>& signal, const Arguments& arguments) {
  RuntimeEntry entry(*this);
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_signal(*this, signal));
  MAYFLY_TRY(check_values(arguments));
  return embed::hold(*this, MAYFLY_TRY(mayfly::emit_list(*this, *signal.cell, arguments)), signal.file, signal.line);
}

Result<EmitResult> Runtime::emit_each(const embed::Target<Signal>& signal, EmitVisitor visitor,
                                      const Arguments& arguments) {
  RuntimeEntry entry(*this);
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_signal(*this, signal));
  MAYFLY_TRY(check_values(arguments));
  return mayfly::emit_each(*this, *signal.cell, arguments, visitor);
}

}  // namespace mayfly
