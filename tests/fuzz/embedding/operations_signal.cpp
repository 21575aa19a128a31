// Operations on signals and connections.
#include "embedding/world.h"

using namespace mayfly;

std::span<const World::Operation> World::signal_operations() {
  static constexpr Operation kAll[] = {
      {'S', &World::make_signal},     // to
      {'j', &World::connect},         // to, signal, listener
      {'J', &World::connect_weak},    // to, signal, listener, with a notice or without
      {'x', &World::disconnect},      // connection, or signal and listener
      {'X', &World::disconnect_all},  // signal
      {'B', &World::block},           // connection
      {'U', &World::unblock},         // connection
      {'o', &World::set_notice},      // signal, callback
      {'E', &World::emit},            // signal, argument, how
      {'Y', &World::emit_list},       // to, signal, argument
  };
  return kAll;
}

void World::make_signal() {
  const size_t to = place();
  put(to, rt_->signal());
}

void World::connect() {
  const size_t to = place();
  const Root<Value> signal = operand(), listener = operand();
  put(to, rt_->connect(target<Signal>(signal), listener));
}

void World::connect_weak() {
  const size_t to = place();
  const Root<Value> signal = operand(), listener = operand();
  if ((bytes_.next() & 1) == 0) return put(to, rt_->connect_weak(target<Signal>(signal), listener));
  Result<Root<Function>> notice = make_callback();
  if (note(notice)) put(to, rt_->connect_weak(target<Signal>(signal), listener, Value(*notice)));
}

void World::disconnect() {
  const Root<Value> held = operand(), listener = operand();
  if (auto* connection = target<Connection>(held)) {
    const Result<bool> done = rt_->disconnect(connection);
    if (note(done)) FUZZ_CHECK(!connection->is_connected(), "disconnected, and still connected");
  } else {
    note(rt_->disconnect(target<Signal>(held), listener));
  }
}

void World::disconnect_all() {
  const Root<Value> signal = operand();
  note(rt_->disconnect_all(target<Signal>(signal)));
}

void World::block() {
  const Root<Value> connection = operand();
  note(rt_->block(target<Connection>(connection)));
}

void World::unblock() {
  const Root<Value> connection = operand();
  note(rt_->unblock(target<Connection>(connection)));
}

void World::set_notice() {
  const Root<Value> signal = operand(), callback = operand();
  note(rt_->on_lost(target<Signal>(signal), callback.get()));
}

void World::emit() {
  const Root<Value> signal = operand(), argument = operand();
  const uint8_t how = bytes_.next() & 3;
  Result<EmitResult> done = EmitResult();
  if (how == 0)
    done = rt_->emit(target<Signal>(signal), Arguments());
  else if (how == 1)
    done = rt_->emit(target<Signal>(signal), argument, kw("number") = 1);
  else
    done = rt_->emit_each(
        target<Signal>(signal), [&](Result<Value> outcome) { return note(outcome) || how == 2; }, argument);
  if (note(done)) FUZZ_CHECK(done->failed <= done->called, "%u of %u failed", done->failed, done->called);
}

void World::emit_list() {
  const size_t to = place();
  const Root<Value> signal = operand(), argument = operand();
  put(to, rt_->emit_list(target<Signal>(signal), argument));
}
