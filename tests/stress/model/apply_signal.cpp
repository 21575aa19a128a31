// Operations on signals and connections.
#include "model/model.h"

#include <algorithm>

namespace stress {

// Why it ended, settled by the first look (docs/signals.md, "Connections").
Ended Model::look(Id id) {
  Object& connection = at(id);
  if (connection.ended != Ended::kConnected) return connection.ended;
  if (connection.signal == 0) {
    connection.ended = Ended::kSignal;
  } else if (connection.is_weak) {
    switch (connection.death) {
      case Dead::kAlive: break;
      case Dead::kReceiver: connection.ended = connection.two_parts ? Ended::kReceiver : Ended::kFunction; break;
      case Dead::kFunction: connection.ended = Ended::kFunction; break;
      case Dead::kBoth: connection.ended = Ended::kBoth; break;
      case Dead::kCleared: connection.ended = Ended::kDisconnected; break;
      case Dead::kShutdown: connection.ended = Ended::kShutdown; break;
    }
  }
  return connection.ended;
}

// A signal that a finalizer brought back is empty.
void Model::forget_former_life(Object& signal) {
  if (!signal.revived) return;
  signal.slots.clear();
  signal.revived = signal.has_self = false;
}

size_t Model::listener_count(Id signal) const {
  const Object& object = objects_[signal];
  if (object.revived) return 0;
  return object.slots.size() - static_cast<size_t>(std::count(object.slots.begin(), object.slots.end(), 0));
}

void Model::remove_connection(Id id, Ended why) {
  Object& connection = at(id);
  std::vector<Id>& places = at(connection.signal).slots;
  // A hole, so that an emission that is running keeps its place.
  std::replace(places.begin(), places.end(), id, Id{0});
  connection.ended = why;
  connection.function = connection.receiver = connection.notice = 0;
  clear_reference(id, Dead::kCleared);
}

void Model::emit(Id signal) {
  forget_former_life(at(signal));
  pins_.push_back(signal);
  const size_t end = objects_[signal].slots.size();
  uint32_t called = 0, failed = 0;
  for (size_t i = 0; i < end; i++) {
    const Id id = objects_[signal].slots[i];
    if (id == 0 || objects_[id].blocks > 0) continue;
    const Object& connection = objects_[id];
    Id function = connection.function, receiver = connection.receiver;
    if (connection.is_weak) {
      if (connection.death != Dead::kAlive) continue;
      function = connection.two_parts ? connection.second : connection.target;
      receiver = connection.two_parts ? connection.target : 0;
    }
    called++;
    pins_.push_back(id);
    if (!call_function(function, receiver)) {
      failed++;
      tell(Event::What::kError, 5, id);
    }
    pins_.pop_back();
  }
  pins_.pop_back();
  outcome_.number = uint64_t{called} << 32 | failed;
}

void Model::apply_signal(const Operation& operation) {
  const auto& operand = operation.operands;
  switch (operation.verb) {
    case Verb::kSignal: make(operand[0], Kind::kSignal); return;
    case Verb::kConnect:
    case Verb::kConnectWeak: {
      const Object& listener = objects_[operand[2]];
      const bool is_method = listener.kind == Kind::kBound;
      const Id receiver = is_method ? listener.slots[0] : 0, function = is_method ? listener.slots[1] : operand[2];
      Object& made = make(operand[0], Kind::kConnection);
      made.signal = operand[1];
      made.is_weak = operation.verb == Verb::kConnectWeak;
      forget_former_life(at(operand[1]));
      at(operand[1]).has_self = true;
      cell_of(operand[1]);
      if (!made.is_weak) {
        made.function = function;
        made.receiver = receiver;
        made.target = operand[1];
        watch(operand[0], operand[1]);
      } else {
        // Armed: the queue of callbacks knows what to do.
        made.callback = kBuiltIn;
        made.notice = operand[3];
        made.two_parts = is_method;
        made.target = is_method ? receiver : function;
        made.second = is_method ? function : 0;
        watch(operand[0], made.target);
        if (is_method) watch(operand[0], function);
      }
      at(operand[1]).slots.push_back(operand[0]);
      return;
    }
    case Verb::kDisconnect:
      if (look(operand[0]) == Ended::kConnected)
        remove_connection(operand[0], Ended::kDisconnected);
      else
        outcome_.code = Code::kNothing;
      return;
    case Verb::kDisconnectAll: {
      forget_former_life(at(operand[0]));
      const std::vector<Id> all = objects_[operand[0]].slots;
      outcome_.number = listener_count(operand[0]);
      for (const Id id : all)
        if (id != 0) remove_connection(id, Ended::kDisconnected);
      at(operand[0]).slots.clear();
      return;
    }
    case Verb::kBlock: at(operand[0]).blocks++; return;
    case Verb::kUnblock:
      if (objects_[operand[0]].blocks == 0)
        outcome_.code = Code::kRefused;
      else
        at(operand[0]).blocks--;
      return;
    case Verb::kNotice: at(operand[0]).callback = operand[1]; return;
    case Verb::kEmit: emit(operand[0]); return;
    default: return;
  }
}

}  // namespace stress
