// Operations on objects and containers.
#include "world/world.h"

namespace stress {

using namespace mayfly;

void World::apply_object(const Operation& operation) {
  const auto& operand = operation.operands;
  const Id id = operand[0];
  switch (operation.verb) {
    case Verb::kClass: {
      const auto make = [&]() -> Result<Root<Class>> {
        Class* base = operand[1] ? &as<Class>(operand[1]) : (operand[2] & 2) != 0 ? things_.get() : nullptr;
        Class* const bases[] = {base};
        Class* made = MAYFLY_TRY(Class::create(rt_->space(), *class_name_,
                                               base ? std::span<Class* const>(bases) : std::span<Class* const>()));
        Root<Class> held = MAYFLY_TRY(embed::hold(*rt_, made, __FILE__, __LINE__));
        if ((operand[2] & 1) != 0) MAYFLY_TRY(rt_->set_attribute(made, *finalize_name_, finalizer_));
        return held;
      };
      enter(id, make());
      break;
    }
    case Verb::kInstance: enter(id, rt_->create(as<Class>(operand[1]))); break;
    case Verb::kHost:
      enter(id, rt_->create(operand[1] ? as<Class>(operand[1]) : *things_, static_cast<int64_t>(id)));
      break;
    case Verb::kTuple: {
      const Value items[] = {value(operand[1]), value(operand[2]), value(operand[3])};
      enter_cell(id, Tuple::create(heap(), items));
      break;
    }
    case Verb::kFunction: {
      const Value nil = Value::nil();
      const Value captures[kCaptures] = {nil, nil, nil, nil};
      enter_cell(id, Function::create(rt_->space(), told_->code(), told_->name(), captures, kCaptures));
      break;
    }
    case Verb::kBound:
      enter_cell(id, BoundMethod::create(rt_->space(), value(operand[1]), as<Function>(operand[2])));
      break;
    case Verb::kDrop: let_go(id); break;
    case Verb::kAttribute: {
      Symbol& name = *attributes_[operand[1]];
      note(operand[2] ? rt_->set_attribute(value(id), name, value(operand[2]), &attribute_caches_[operand[1]])
                      : rt_->delete_attribute(value(id), name));
      break;
    }
    case Verb::kDefine: {
      Symbol& name = *methods_[operand[1]];
      note(operand[2] ? rt_->set_attribute(value(id), name, value(operand[2]))
                      : rt_->delete_attribute(value(id), name));
      break;
    }
    case Verb::kLookUp: {
      Result<Root<BoundMethod>> made = rt_->method(value(operand[1]), *methods_[operand[2]]);
      if (made) outcome_.object = id;
      enter(id, std::move(made));
      break;
    }
    case Verb::kCallMethod: {
      Result<Value> called =
          rt_->call_method(value(id), *methods_[operand[1]], Arguments(), &method_caches_[operand[1]]);
      if (!called) note(called.take_error());
      break;
    }
    case Verb::kCapture: as<Function>(id).set_capture(operand[1], value(operand[2])); break;
    case Verb::kRelease:
      if (!release_host_object(value(id))) outcome_.code = Code::kNothing;
      break;
    case Verb::kAct:
      if (id >= acts_.size()) acts_.resize(id + 1);
      acts_[id] = {static_cast<Action>(operand[1]), operand[2]};
      break;
    default: apply_container(operation); break;
  }
}

void World::apply_container(const Operation& operation) {
  const auto& operand = operation.operands;
  const Id id = operand[0];
  const auto grown = [&](bool done) {
    if (!done) note(heap().allocation_error());
  };
  switch (operation.verb) {
    case Verb::kList: enter_cell(id, List::create(heap())); break;
    case Verb::kDict: enter_cell(id, Dict::create(heap())); break;
    case Verb::kAppend: grown(as<List>(id).append(heap(), value(operand[1]))); break;
    case Verb::kPut: as<List>(id).set(operand[1], value(operand[2])); break;
    case Verb::kInsert: grown(as<List>(id).insert(heap(), operand[1], value(operand[2]))); break;
    case Verb::kErase: as<List>(id).erase(operand[1]); break;
    case Verb::kPop: outcome_.object = id_of(as<List>(id).pop()); break;
    case Verb::kClear: as<List>(id).clear(); break;
    case Verb::kItem:
    case Verb::kKeyed: {
      const Value key = operation.verb == Verb::kItem ? Value::small(operand[1]) : value(operand[1]);
      note(operand[2] ? set_item(*rt_, value(id), key, value(operand[2])) : delete_item(*rt_, value(id), key));
      break;
    }
    default: apply_weak(operation); break;
  }
}

void World::pull(Id from, uint32_t place) {
  const Value container = value(from);
  Value found;
  const auto in_rows = [&](const auto& map, bool of_keys) {
    uint32_t at = map.next(heap(), 0);
    for (uint32_t i = 0; i < place && at < map.end(); i++) at = map.next(heap(), at + 1);
    if (at < map.end()) found = of_keys ? map.key_at(at) : map.value_at(at);
  };
  const auto in_span = [&](std::span<const Value> values) {
    if (place < values.size()) found = values[place];
  };
  if (auto* instance = container.try_as<Instance>()) {
    if (place < attributes_.size()) found = instance->own_attribute(*attributes_[place]);
  } else if (auto* cls = container.try_as<Class>()) {
    if (place < methods_.size()) found = cls->own_attribute(*methods_[place]);
  } else if (auto* list = container.try_as<List>()) {
    in_span(list->values());
  } else if (auto* tuple = container.try_as<Tuple>()) {
    in_span(tuple->values());
  } else if (auto* function = container.try_as<Function>()) {
    if (place < kCaptures) found = function->capture(place);
  } else if (auto* bound = container.try_as<BoundMethod>()) {
    if (place < 2) found = place == 0 ? bound->receiver() : Value(&bound->function());
  } else if (auto* dict = container.try_as<Dict>()) {
    found = dict->get(Value::small(place));
  } else if (auto* values = container.try_as<WeakValueMap>()) {
    Result<Value> value = rt_->in(values).find(Value::small(place));
    if (!value) return note(value.take_error());
    found = *value;
  } else if (auto* keys = container.try_as<WeakKeyMap>()) {
    in_rows(*keys, false);
  } else if (auto* identities = container.try_as<WeakIdentityMap>()) {
    in_rows(*identities, false);
  } else if (auto* set = container.try_as<WeakSet>()) {
    in_rows(*set, true);
  }
  outcome_.object = id_of(found);
  if (outcome_.object == 0)
    outcome_.code = Code::kNothing;
  else if (outcome_.object != kStranger)
    hold(outcome_.object);
}

}  // namespace stress
