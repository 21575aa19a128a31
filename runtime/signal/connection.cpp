#include <mayfly/gc/weak/weak_table.h>
#include <mayfly/runtime/signal/connection.h>
#include <mayfly/runtime/signal/signal.h>

namespace mayfly {

const gc::KindRow Connection::kRow = {"Connection", &Connection::trace_cell};

const char* name(ConnectionStatus status) {
  switch (status) {
    case ConnectionStatus::kConnected: return "connected";
    case ConnectionStatus::kDisconnected: return "disconnected";
    case ConnectionStatus::kReceiverDied: return "receiver died";
    case ConnectionStatus::kFunctionDied: return "function died";
    case ConnectionStatus::kBothDied: return "receiver and function died";
    case ConnectionStatus::kSignalDied: return "signal died";
    case ConnectionStatus::kShutdown: return "runtime shut down";
  }
  return "?";
}

// A strong one is never armed; a weak one's callback is no function: the runtime knows what to do.
Connection::Connection(gc::CellInit init, Hold hold, gc::WeakHandle signal, gc::WeakHandle first, gc::WeakHandle second)
    : WeakPair(init, first, second, hold == Hold::kStrong ? 0 : Value::boolean(true).word(), 0), signal_(signal) {
  set_aux(static_cast<uint32_t>(hold));
}

void Connection::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  const auto& connection = static_cast<const Connection&>(cell);
  connection.trace_reference(visitor);
  visitor.ignore(connection.signal_);
}

ConnectionStatus Connection::look() const {
  if (!signal_.get_made()) return ConnectionStatus::kSignalDied;
  switch (death()) {
    case gc::Death::kAlive: return ConnectionStatus::kConnected;
    case gc::Death::kReceiver:
      switch (hold()) {
        case Hold::kStrong: return ConnectionStatus::kSignalDied;
        case Hold::kWeakMethod: return ConnectionStatus::kReceiverDied;
        case Hold::kWeakCallable: return ConnectionStatus::kFunctionDied;
      }
      break;
    case gc::Death::kFunction: return ConnectionStatus::kFunctionDied;
    case gc::Death::kBoth: return ConnectionStatus::kBothDied;
    case gc::Death::kShutdown: return ConnectionStatus::kShutdown;
    case gc::Death::kCleared: break;
  }
  // The collector gave its weak references up: it can't tell any more.
  return ConnectionStatus::kDisconnected;
}

ConnectionStatus Connection::status() const {
  // What was seen once stays: the signal may die later.
  if (ended_ == ConnectionStatus::kConnected) ended_ = look();
  return ended_;
}

Signal* Connection::signal() const { return is_connected() ? static_cast<Signal*>(signal_.get_made()) : nullptr; }

const ListenerRow* Connection::row() const {
  const Signal* from = signal();
  return from ? &from->row(index_) : nullptr;
}

Connection::Listener Connection::listener() const {
  const ListenerRow* place = row();
  if (!place) return {};
  if (place->is_weak()) return weak_listener();
  return {place->receiver, static_cast<Object*>(place->function.cell())};
}

Class* Connection::method_class() const {
  const ListenerRow* place = row();
  return place ? place->method_class : nullptr;
}

Value Connection::loss_notice() const {
  const ListenerRow* place = row();
  return place ? place->loss_notice() : Value::nil();
}

void Connection::end(gc::Heap& heap, ConnectionStatus why) {
  ended_ = why;
  heap.weak_table().clear(*this, gc::Death::kCleared);
}

bool Connection::disconnect(gc::Heap& heap) {
  if (!is_connected()) return false;
  signal()->remove(heap, *this, ConnectionStatus::kDisconnected);
  return true;
}

Value Connection::end_by_death(gc::Heap& heap) {
  auto* from = static_cast<Signal*>(signal_.get_made());
  const ConnectionStatus why = status();
  if (!from) {
    // Nobody is there who lost it.
    end(heap, why);
    return Value::nil();
  }
  Value notice = from->row(index_).loss_notice();
  if (notice.is_nil()) notice = from->loss_notice();
  from->remove(heap, *this, why);
  return notice;
}

Result<> Connection::block() {
  if (blocks_ == UINT16_MAX)
    return make_error(ErrorKind::kValue, "can't block the connection: it is blocked 65535 times");
  blocks_++;
  set_flag(kBlocked);
  return {};
}

Result<> Connection::unblock() {
  if (blocks_ == 0) return make_error(ErrorKind::kValue, "can't unblock the connection: it is not blocked");
  if (--blocks_ == 0) clear_flag(kBlocked);
  return {};
}

}  // namespace mayfly
