// Signal: an event source: listeners are connected to it, strongly or weakly, and each emission calls them, in the order of
// connection.
//
//   Root<Signal> opened = MAYFLY_TRY(rt.signal());
//   Root<Connection> c = MAYFLY_TRY(rt.connect_weak(opened, MAYFLY_TRY(rt.method(panel, "refresh"))));
//   MAYFLY_TRY(rt.emit(opened, 3));
//
// A listener is anything callable. connect() holds it; connect_weak() does not: a method by its receiver and its function,
// each weakly, as a WeakMethod does (contract 2.4-2.7), another callable as a WeakRef does. The names differ, so that
// weakness is always said aloud. Listeners are told apart by identity, never by ==: methods of two equal receivers are two
// listeners, and one listener that was connected twice is called twice.
//
// A weak listener that died leaves by itself, at the next safe point, with no emission needed. A signal holds its
// connections, they do not hold it. A signal that a finalizer brought back is empty: its connections ended when it died, as
// weak references do (contract 8.2).
//
// How emission goes: emission.h. The signal that scripts see has these operations as methods: signal_class.h.
//
// Used on its runtime's thread; nothing here runs user code. Adding and removing may collect.
#pragma once

#include <mayfly/gc/support/result.h>
#include <mayfly/gc/weak/weak_handle.h>
#include <mayfly/objects/value/object.h>
#include <mayfly/runtime/signal/connection.h>
#include <mayfly/runtime/signal/listener_row.h>

namespace mayfly {

class MAYFLY_API Signal final : public Object {
  MAYFLY_CELL(Signal, Object, kKindSignal)

  // Null when out of memory.
  static Signal* create(gc::Heap& heap);

  // Connections that have not left. A weak listener that died is among them until the next safe point.
  size_t listener_count() const { return was_revived() ? 0 : count_; }
  // How many emissions of this signal are running.
  uint32_t emissions() const { return emissions_; }

  // Ends each connection of exactly this listener (same receiver, same function), blocked or not; how many there were.
  size_t disconnect(gc::Heap& heap, const Connection::Listener& listener);
  // Ends all; how many there were.
  size_t disconnect_all(gc::Heap& heap);

  // What is told of the death of a weak listener whose connection has no notice of its own; nil: nothing.
  Value loss_notice() const { return notice_; }
  void set_loss_notice(Value notice) { notice_ = notice; }

  // The core's part. The listener must be callable and, for the weak ways, weakly referenceable; all are this heap's.
  // Errors: kOutOfMemory; nothing is then changed.
  Result<Connection*> connect(gc::Heap& heap, const Connection::Listener& listener, Connection::Hold hold, Value notice,
                              Class* method_class = nullptr);

 private:
  friend class Connection;
  friend class Emission;
  explicit Signal(gc::CellInit init) : Object(init) {}
  void trace(gc::Visitor& visitor) const;

  const ListenerRow& row(uint32_t index) const { return rows_.row(index); }
  void remove(gc::Heap& heap, Connection& connection, ConnectionStatus why);
  // Closes holes when they are many, or all.
  void settle(gc::Heap& heap);
  // It was in a dead set, and a finalizer brought it back.
  bool was_revived() const { return self_.slot && self_.get_made() != this; }
  void forget_former_life() {
    if (was_revived()) [[unlikely]] {
      rows_.clear();
      count_ = 0;
      self_ = {};
    }
  }
  void begin_emission() { emissions_++; }
  void end_emission(gc::Heap& heap) {
    emissions_--;
    if (count_ != rows_.size()) [[unlikely]]
      settle(heap);
  }

  ListenerRows rows_;
  gc::WeakHandle self_;  // names this signal in its connections; empty before the first
  Value notice_ = Value::nil();
  uint32_t count_ = 0;      // of rows that are no holes
  uint32_t emissions_ = 0;  // running: meanwhile runtime.signal.rows-stay
};

}  // namespace mayfly
