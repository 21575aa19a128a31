// What user code does, and in which order it runs (docs/finalizers.md, "The one order"; docs/embedding.md, "Safe points").
#include "model/model.h"

#include <algorithm>

namespace stress {

// As mayfly::Unraisable::Source numbers them.
static constexpr Id kFromCallback = 0, kFromFinalizer = 1;

bool Model::act(Id actor, Id subject) {
  const Action action = objects_[actor].action;
  const Id operand = objects_[actor].acts_on;
  const auto is_held = [&](char sort) { return operand != 0 && fits(sort, operand); };
  switch (action) {
    case Action::kNone:
    case Action::kCount: return true;
    case Action::kFail: return false;
    case Action::kDrop:
      if (operand != kBuiltIn && is_held('*')) let_go(operand);
      return true;
    case Action::kCollect: collect_in_user_code(); return true;
    case Action::kHold: hold(subject); return true;
    case Action::kAppend:
      if (is_held('L')) at(operand).slots.push_back(subject);
      return true;
    case Action::kDisconnect:
      if (is_held('N') && look(operand) == Ended::kConnected) remove_connection(operand, Ended::kDisconnected);
      return true;
    case Action::kEmpty:
      if (is_held('X')) at(operand).entries.clear();
      return true;
  }
  return true;
}

void Model::collect_in_user_code() {
  if (closing_) return;
  collect();
  drain(SIZE_MAX);
}

bool Model::call_function(Id function, Id receiver) {
  pins_.push_back(function);
  if (receiver) pins_.push_back(receiver);
  tell(Event::What::kCalled, function, receiver);
  const bool done = act(function, function);
  pins_.resize(pins_.size() - (receiver ? 2 : 1));
  return done;
}

size_t Model::drain(size_t most) {
  if (draining_) return 0;
  draining_ = true;
  size_t ran = 0, tasks = tasks_.size();
  while (ran < most) {
    if (run_callback() || run_finalizer() || run_release()) {
      ran++;
    } else if (tasks > 0 && run_task()) {
      ran++;
      tasks--;
    } else {
      break;
    }
  }
  draining_ = false;
  return ran;
}

bool Model::run_callback() {
  if (due_.empty()) return false;
  const Id id = due_.front();
  due_.pop_front();
  Object& reference = at(id);
  Id callback = reference.callback;
  reference.callback = 0;
  if (callback == 0) return true;  // it was disarmed while it waited
  pins_.push_back(id);
  if (reference.kind == Kind::kFinalizer) {
    report_finalizer(id, callback);
    pins_.pop_back();
    return true;
  }
  if (reference.kind == Kind::kConnection) {
    const Id signal = reference.signal;
    const Ended why = look(id);
    callback = 0;
    if (signal != 0) {
      callback = reference.notice ? reference.notice : objects_[signal].callback;
      remove_connection(id, why);
    }
  }
  if (callback != 0) {
    pins_.push_back(callback);
    tell(Event::What::kTold, callback, id);
    if (!act(id, id)) tell(Event::What::kError, kFromCallback, id);
    pins_.pop_back();
  }
  pins_.pop_back();
  return true;
}

void Model::report_finalizer(Id id, Id callable) {
  if (!run_finalizer_object(id, callable)) tell(Event::What::kError, kFromFinalizer, id);
}

bool Model::run_finalizer_object(Id id, Id callable) {
  std::erase(alive_finalizers_, id);
  const Id argument = objects_[id].argument;
  at(id).argument = 0;
  const size_t pinned = pins_.size();
  pins_.push_back(id);
  pins_.push_back(callable);
  if (argument) pins_.push_back(argument);
  tell(Event::What::kFinalizer, callable, id);
  const bool good = act(id, id);
  pins_.resize(pinned);
  return good;
}

bool Model::run_finalizer() {
  if (finalizers_.empty()) return false;
  const Id id = finalizers_.front();
  finalizers_.pop_front();
  pins_.push_back(id);
  tell(Event::What::kFinalize, 0, id);
  if (!act(id, id)) tell(Event::What::kError, kFromFinalizer, id);
  pins_.pop_back();
  return true;
}

bool Model::run_release() {
  if (releases_.empty()) return false;
  const Id id = releases_.front();
  releases_.pop_front();
  if (objects_[id].owns) tell(Event::What::kReleased, 0, id);
  at(id).owns = false;
  return true;
}

bool Model::run_task() {
  if (tasks_.empty()) return false;
  tell(Event::What::kTask, 0, tasks_.front());
  tasks_.pop_front();
  return true;
}

// docs/finalizers.md, "At shutdown".
void Model::shut_down() {
  closing_ = true;
  drain(SIZE_MAX);
  draining_ = true;
  for (;;) {
    const auto newest = std::find_if(alive_finalizers_.rbegin(), alive_finalizers_.rend(),
                                     [&](Id id) { return objects_[id].at_shutdown; });
    if (newest == alive_finalizers_.rend()) break;
    const Id id = *newest;
    const Id callable = objects_[id].callback;
    clear_reference(id, Dead::kCleared);
    report_finalizer(id, callable);
  }
  draining_ = false;
  drain(SIZE_MAX);
  std::vector<Id> hosts;
  for (Id id = 1; id < end(); id++)
    if (objects_[id].kind == Kind::kHost && objects_[id].owns) hosts.push_back(id);
  std::sort(hosts.begin(), hosts.end(), [&](Id a, Id b) { return objects_[a].made > objects_[b].made; });
  for (const Id id : hosts) tell(Event::What::kReleased, 0, id);
  reset();
  // The new runtime collects when it is made.
  collections_++;
}

}  // namespace stress
