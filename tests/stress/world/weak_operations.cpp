// Operations on weak references of all sorts, weak maps and signals.
#include "world/world.h"

namespace stress {

using namespace mayfly;

void World::apply_weak(const Operation& operation) {
  const auto& operand = operation.operands;
  const Id id = operand[0];
  const auto note_identity = [&](uint64_t identity) {
    if (id >= identities_.size()) identities_.resize(id + 1);
    identities_[id] = identity;
  };
  // A shared one is there already.
  const auto enter_shared = [&](auto made) {
    if (!made) return note(made.take_error());
    gc::Cell* cell = Value(*made).cell();
    const Id there = operand[2] == 0 && operation.verb != Verb::kLong ? addresses_.id(cell) : 0;
    const bool is_there = there != 0 && addresses_.cell(there) == cell;
    outcome_.object = is_there ? there : id;
    if (is_there) return hold(there);
    enter_cell(id, cell);
    note_identity((*made)->identity());
  };
  switch (operation.verb) {
    case Verb::kWeak: enter_shared(rt_->weak_reference(value(operand[1]), value(operand[2]))); break;
    case Verb::kLong: enter_shared(rt_->long_weak_reference(value(operand[1]), value(operand[2]))); break;
    case Verb::kProxy: enter_shared(rt_->weak_proxy(value(operand[1]), value(operand[2]))); break;
    case Verb::kWeakMethod: {
      Result<Root<WeakMethod>> made = rt_->weak_method(value(operand[1]), value(operand[2]));
      if (made) note_identity((*made)->identity());
      enter(id, std::move(made));
      break;
    }
    case Verb::kWeakRoot: {
      WeakRoot<gc::Cell> handle(heap(), value(operand[1]).cell());
      if (handle.is_null()) return note(Error::out_of_memory());
      handles_[id] = handle;
      break;
    }
    case Verb::kLock:
      if (mayfly::Object* target = as<WeakRef>(id).get()) {
        outcome_.object = id_of(Value(target));
        if (outcome_.object != kStranger) hold(outcome_.object);
      } else {
        outcome_.code = Code::kNothing;
      }
      break;
    case Verb::kRebind: {
      Result<BoundMethod*> made = as<WeakMethod>(operand[1]).method(rt_->space());
      if (!made) return note(made.take_error());
      if (!*made) {
        outcome_.code = Code::kNothing;
        break;
      }
      outcome_.object = id;
      enter_cell(id, *made);
      break;
    }
    case Verb::kCallWeak: {
      Result<WeakCall<Value>> called = rt_->call_weak(as<WeakMethod>(id));
      if (!called) return note(called.take_error());
      if (*called) break;
      outcome_.code = Code::kNothing;
      outcome_.number = static_cast<uint64_t>(called->death());
      break;
    }
    case Verb::kReferences: {
      Result<Root<List>> all = rt_->weak_references(value(id));
      if (!all) return note(all.take_error());
      for (const Value reference : (*all)->values()) outcome_.list.push_back(id_of(reference));
      break;
    }
    case Verb::kFinalizer: {
      const auto number = static_cast<int64_t>(id);
      enter(id, operand[3] ? rt_->finalizer(value(operand[1]), value(operand[2]), number, value(operand[3]))
                           : rt_->finalizer(value(operand[1]), value(operand[2]), number));
      break;
    }
    case Verb::kRunFinalizer: {
      const bool was_alive = as<Finalizer>(id).is_alive();
      Result<Value> called = rt_->call(value(id));
      if (!called) return note(called.take_error());
      if (!was_alive) outcome_.code = Code::kNothing;
      break;
    }
    case Verb::kDetach: {
      Result<Value> shown = rt_->detach(as<Finalizer>(id));
      if (!shown) return note(shown.take_error());
      if (shown->is_nil()) outcome_.code = Code::kNothing;
      break;
    }
    case Verb::kAtShutdown: note(rt_->set_runs_at_shutdown(as<Finalizer>(id), operand[1] != 0)); break;
    default: apply_map(operation); break;
  }
}

void World::apply_map(const Operation& operation) {
  const auto& operand = operation.operands;
  const Id id = operand[0];
  const auto with_keyed = [&](auto&& f) {
    if (WeakKeyMap* keys = value(id).try_as<WeakKeyMap>()) return f(rt_->in(keys));
    return f(rt_->in(value(id).as<WeakIdentityMap>()));
  };
  const auto found = [&](Result<bool> was_there) {
    if (!was_there) return note(was_there.take_error());
    if (!*was_there) outcome_.code = Code::kNothing;
  };
  switch (operation.verb) {
    case Verb::kValueMap: enter(id, rt_->weak_value_map()); break;
    case Verb::kKeyMap: enter(id, rt_->weak_key_map()); break;
    case Verb::kIdentityMap: enter(id, rt_->weak_identity_map()); break;
    case Verb::kWeakSet: enter(id, rt_->weak_set()); break;
    case Verb::kName:
      note(rt_->in(as<WeakValueMap>(id)).set(static_cast<int64_t>(operand[1]), value(operand[2])));
      break;
    case Verb::kNameKey: note(rt_->in(as<WeakValueMap>(id)).set(value(operand[1]), value(operand[2]))); break;
    case Verb::kForget: found(rt_->in(as<WeakValueMap>(id)).erase(static_cast<int64_t>(operand[1]))); break;
    case Verb::kAttach: with_keyed([&](auto map) { note(map.set(value(operand[1]), value(operand[2]))); }); break;
    case Verb::kDetachKey: with_keyed([&](auto map) { found(map.erase(value(operand[1]))); }); break;
    case Verb::kFind:
      with_keyed([&](auto map) {
        Result<Value> attached = map.find(value(operand[1]));
        if (!attached) return note(attached.take_error());
        outcome_.object = id_of(*attached);
        if (outcome_.object == 0)
          outcome_.code = Code::kNothing;
        else if (outcome_.object != kStranger)
          hold(outcome_.object);
      });
      break;
    case Verb::kAdd: note(rt_->in(as<WeakSet>(id)).add(value(operand[1]))); break;
    case Verb::kDiscard: found(rt_->in(as<WeakSet>(id)).discard(value(operand[1]))); break;
    case Verb::kEmpty:
      if (auto* values = value(id).try_as<WeakValueMap>())
        note(rt_->in(values).clear());
      else if (auto* set = value(id).try_as<WeakSet>())
        note(rt_->in(set).clear());
      else
        with_keyed([&](auto map) { note(map.clear()); });
      break;
    default: apply_signal(operation); break;
  }
}

void World::apply_signal(const Operation& operation) {
  const auto& operand = operation.operands;
  const Id id = operand[0];
  switch (operation.verb) {
    case Verb::kSignal: enter(id, rt_->signal()); break;
    case Verb::kConnect: enter(id, rt_->connect(as<Signal>(operand[1]), value(operand[2]))); break;
    case Verb::kConnectWeak:
      enter(id, rt_->connect_weak(as<Signal>(operand[1]), value(operand[2]), value(operand[3])));
      break;
    case Verb::kDisconnect: {
      Result<bool> done = rt_->disconnect(as<Connection>(id));
      if (!done) return note(done.take_error());
      if (!*done) outcome_.code = Code::kNothing;
      break;
    }
    case Verb::kDisconnectAll: {
      Result<size_t> count = rt_->disconnect_all(as<Signal>(id));
      if (!count) return note(count.take_error());
      outcome_.number = *count;
      break;
    }
    case Verb::kBlock: note(rt_->block(as<Connection>(id))); break;
    case Verb::kUnblock: note(rt_->unblock(as<Connection>(id))); break;
    case Verb::kNotice: note(rt_->on_lost(as<Signal>(id), value(operand[1]))); break;
    case Verb::kEmit: {
      Result<EmitResult> done = rt_->emit(as<Signal>(id), Arguments());
      if (!done) return note(done.take_error());
      outcome_.number = uint64_t{done->called} << 32 | done->failed;
      break;
    }
    default:
      outcome_.code = Code::kOther;
      outcome_.said = "an operation that nobody carries out";
      break;
  }
}

}  // namespace stress
