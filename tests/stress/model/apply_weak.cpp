// Operations on weak references of all sorts, and on weak maps.
#include "model/model.h"

#include <algorithm>

namespace stress {

// Order across objects goes by the moment at which an object was first weakly referenced (contract 0.6).
uint64_t Model::cell_of(Id target) {
  Object& object = objects_[target];
  if (object.cell == 0) object.cell = ++last_cell_;
  return object.cell;
}

void Model::watch(Id reference, Id target) {
  cell_of(target);
  objects_[target].watchers.push_back(reference);
}

// Off the lists of what it refers to.
void Model::unwatch(Id reference) {
  const Object& object = objects_[reference];
  for (const Id target : {object.target, object.second}) {
    if (target == 0) continue;
    Object& watched = objects_[target];
    std::erase(watched.watchers, reference);
    if (watched.shared == reference) watched.shared = 0;
    if (watched.shared_proxy == reference) watched.shared_proxy = 0;
  }
}

void Model::clear_reference(Id reference, Dead why) {
  Object& object = objects_[reference];
  object.callback = 0;
  if (object.death != Dead::kAlive) return;
  unwatch(reference);
  object.target = object.second = 0;
  object.death = why;
}

void Model::apply_weak(const Operation& operation) {
  const auto& operand = operation.operands;
  switch (operation.verb) {
    case Verb::kWeak:
    case Verb::kLong:
    case Verb::kProxy: {
      if (!can_be_target(operand[1])) {
        outcome_.code = Code::kWrongType;
        return;
      }
      const bool is_proxy = operation.verb == Verb::kProxy;
      const bool is_shared = operation.verb != Verb::kLong && operand[2] == 0;
      Object& target = at(operand[1]);
      Id& shared = is_proxy ? target.shared_proxy : target.shared;
      if (is_shared && shared != 0) {
        hold(shared);
        outcome_.object = shared;
        return;
      }
      Object& made = make(operand[0], is_proxy ? Kind::kProxy : Kind::kWeakRef);
      made.target = operand[1];
      made.callback = operand[2];
      made.is_long = operation.verb == Verb::kLong;
      watch(operand[0], operand[1]);
      // make() may have moved the target.
      if (is_shared) (is_proxy ? at(operand[1]).shared_proxy : at(operand[1]).shared) = operand[0];
      outcome_.object = operand[0];
      return;
    }
    case Verb::kWeakMethod: {
      const Id receiver = objects_[operand[1]].slots[0], function = objects_[operand[1]].slots[1];
      Object& made = make(operand[0], Kind::kWeakMethod);
      made.target = receiver;
      made.second = function;
      made.two_parts = true;
      made.callback = operand[2];
      watch(operand[0], receiver);
      watch(operand[0], function);
      return;
    }
    case Verb::kWeakRoot:
      make(operand[0], Kind::kWeakRoot).target = operand[1];
      cell_of(operand[1]);
      return;
    case Verb::kLock:
      if (const Id target = objects_[operand[0]].target) {
        outcome_.object = target;
        hold(target);
      } else {
        outcome_.code = Code::kNothing;
      }
      return;
    case Verb::kRebind:
      if (objects_[operand[1]].death == Dead::kAlive) {
        const Id receiver = objects_[operand[1]].target, function = objects_[operand[1]].second;
        make(operand[0], Kind::kBound).slots.assign({receiver, function});
        outcome_.object = operand[0];
      } else {
        outcome_.code = Code::kNothing;
      }
      return;
    case Verb::kCallWeak: {
      const Object& method = objects_[operand[0]];
      if (method.death != Dead::kAlive) {
        outcome_.code = Code::kNothing;
        outcome_.number = static_cast<uint64_t>(method.death);
      } else if (!call_function(method.second, method.target)) {
        outcome_.code = Code::kRefused;
      }
      return;
    }
    case Verb::kReferences: {
      const Object& target = objects_[operand[0]];
      if (target.shared) outcome_.list.push_back(target.shared);
      if (target.shared_proxy) outcome_.list.push_back(target.shared_proxy);
      for (size_t i = target.watchers.size(); i-- > 0;)
        if (target.watchers[i] != target.shared && target.watchers[i] != target.shared_proxy)
          outcome_.list.push_back(target.watchers[i]);
      return;
    }
    case Verb::kFinalizer: {
      if (!can_be_target(operand[1])) {
        outcome_.code = Code::kWrongType;
        return;
      }
      Object& made = make(operand[0], Kind::kFinalizer);
      made.target = operand[1];
      made.callback = operand[2];
      made.argument = operand[3];
      watch(operand[0], operand[1]);
      alive_finalizers_.push_back(operand[0]);
      return;
    }
    case Verb::kRunFinalizer: call_finalizer(operand[0]); return;
    case Verb::kDetach: {
      Object& finalizer = at(operand[0]);
      // One whose target has died can't be detached: it still runs.
      if (finalizer.callback == 0 || finalizer.target == 0) {
        outcome_.code = Code::kNothing;
        return;
      }
      clear_reference(operand[0], Dead::kCleared);
      finalizer.argument = 0;
      std::erase(alive_finalizers_, operand[0]);
      return;
    }
    case Verb::kAtShutdown:
      if (objects_[operand[0]].callback != 0) at(operand[0]).at_shutdown = operand[1] != 0;
      return;
    default: return;
  }
}

void Model::call_finalizer(Id id) {
  const Id callable = objects_[id].callback;
  if (callable == 0) {
    outcome_.code = Code::kNothing;
    return;
  }
  clear_reference(id, Dead::kCleared);
  if (!run_finalizer_object(id, callable)) outcome_.code = Code::kRefused;
}

// --- weak maps -------------------------------------------------------------------------------------------------------

Entry* Model::find_entry(Id map, Key key) {
  for (Entry& entry : objects_[map].entries)
    if (entry.key == key) return &entry;
  return nullptr;
}

void Model::apply_map(const Operation& operation) {
  const auto& operand = operation.operands;
  const auto erase = [&](Key key) {
    std::vector<Entry>& entries = at(operand[0]).entries;
    if (Entry* found = find_entry(operand[0], key))
      entries.erase(entries.begin() + (found - entries.data()));
    else
      outcome_.code = Code::kNothing;
  };
  const auto set = [&](Key key, Id value) {
    if (Entry* found = find_entry(operand[0], key))
      found->value = value;
    else
      at(operand[0]).entries.push_back({key, value});
  };
  switch (operation.verb) {
    case Verb::kValueMap: make(operand[0], Kind::kValueMap); return;
    case Verb::kKeyMap: make(operand[0], Kind::kKeyMap); return;
    case Verb::kIdentityMap: make(operand[0], Kind::kIdentityMap); return;
    case Verb::kWeakSet: make(operand[0], Kind::kWeakSet); return;
    case Verb::kName:
    case Verb::kNameKey: {
      if (!can_be_target(operand[2])) {
        outcome_.code = Code::kWrongType;
        return;
      }
      set(operation.verb == Verb::kName ? Key::number(operand[1]) : Key::object(operand[1]), operand[2]);
      return;
    }
    case Verb::kForget: erase(Key::number(operand[1])); return;
    case Verb::kAttach: set(Key::object(operand[1]), operand[2]); return;
    case Verb::kDetachKey:
    case Verb::kDiscard: erase(Key::object(operand[1])); return;
    case Verb::kFind:
      if (const Entry* found = find_entry(operand[0], Key::object(operand[1]))) {
        outcome_.object = found->value;
        hold(found->value);
      } else {
        outcome_.code = Code::kNothing;
      }
      return;
    case Verb::kAdd: set(Key::object(operand[1]), 0); return;
    case Verb::kEmpty: at(operand[0]).entries.clear(); return;
    default: return;
  }
}

}  // namespace stress
