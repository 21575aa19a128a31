// Operations on objects and containers.
#include "model/model.h"

#include <algorithm>

namespace stress {

// Along the bases; 0: none.
Id Model::find_method(Id cls, uint32_t slot) const {
  for (; cls != 0; cls = objects_[cls].cls)
    if (const Id found = objects_[cls].slots[slot]) return found;
  return 0;
}

Id Model::method_slot(Id object, uint32_t slot) const { return find_method(objects_[object].cls, slot); }

void Model::apply_object(const Operation& operation) {
  const auto& operand = operation.operands;
  switch (operation.verb) {
    case Verb::kClass: {
      Object& made = make(operand[0], Kind::kClass);
      made.cls = operand[1];
      made.slots.assign(kClassSlots, 0);
      const bool inherits = operand[1] != 0;
      made.has_finalizer = (operand[2] & 1) != 0 || (inherits && objects_[operand[1]].has_finalizer);
      // Of a class with a base, the base decides.
      made.of_hosts = inherits ? objects_[operand[1]].of_hosts : (operand[2] & 2) != 0;
      // Its base knows it weakly.
      cell_of(operand[0]);
      break;
    }
    case Verb::kInstance:
    case Verb::kHost: {
      const bool is_host = operation.verb == Verb::kHost;
      Object& made = make(operand[0], is_host ? Kind::kHost : Kind::kInstance);
      made.cls = operand[1];
      made.slots.assign(kInstanceSlots, 0);
      made.finalizes = operand[1] != 0 && objects_[operand[1]].has_finalizer;
      made.owns = made.releases = is_host;
      break;
    }
    case Verb::kTuple: make(operand[0], Kind::kTuple).slots.assign(operand.begin() + 1, operand.end()); break;
    case Verb::kFunction: make(operand[0], Kind::kFunction).slots.assign(kCaptures, 0); break;
    case Verb::kBound: make(operand[0], Kind::kBound).slots.assign({operand[1], operand[2]}); break;
    case Verb::kDrop:
      let_go(operand[0]);
      if (objects_[operand[0]].kind == Kind::kWeakRoot) free_object(operand[0]);
      break;
    case Verb::kAttribute:
    case Verb::kDefine: {
      Id& slot = at(operand[0]).slots[operand[1]];
      if (slot == 0 && operand[2] == 0) outcome_.code = Code::kNothing;
      slot = operand[2];
      break;
    }
    case Verb::kLookUp:
      if (const Id found = method_slot(operand[1], operand[2])) {
        make(operand[0], Kind::kBound).slots.assign({operand[1], found});
        outcome_.object = operand[0];
      } else {
        outcome_.code = Code::kNothing;
      }
      break;
    case Verb::kCallMethod:
      if (const Id found = method_slot(operand[0], operand[1])) {
        if (!call_function(found, operand[0])) outcome_.code = Code::kRefused;
      } else {
        outcome_.code = Code::kNothing;
      }
      break;
    case Verb::kCapture: at(operand[0]).slots[operand[1]] = operand[2]; break;
    case Verb::kRelease: {
      Object& host = at(operand[0]);
      if (!host.owns) outcome_.code = Code::kNothing;
      if (host.owns) tell(Event::What::kReleased, 0, operand[0]);
      host.owns = false;
      break;
    }
    case Verb::kAct:
      at(operand[0]).action = static_cast<Action>(operand[1]);
      at(operand[0]).acts_on = operand[2];
      break;
    default: break;
  }
}

void Model::apply_pull(const Operation& operation) {
  const Object& from = objects_[operation.operands[0]];
  const uint32_t place = operation.operands[1];
  Id found = 0;
  switch (from.kind) {
    case Kind::kInstance:
    case Kind::kHost:
    case Kind::kClass:
    case Kind::kList:
    case Kind::kTuple:
    case Kind::kFunction:
    case Kind::kBound:
      if (place < from.slots.size()) found = from.slots[place];
      break;
    case Kind::kDict:
    case Kind::kValueMap:
      for (const Entry& entry : from.entries)
        if (entry.key == Key::number(place)) found = entry.value;
      break;
    case Kind::kKeyMap:
    case Kind::kIdentityMap:
    case Kind::kWeakSet:
      // The oldest but so many: of a map the value, of a set the element.
      if (place < from.entries.size()) {
        const Entry& entry = from.entries[place];
        found = from.kind == Kind::kWeakSet ? entry.key.id() : entry.value;
      }
      break;
    default: break;
  }
  if (found == 0) {
    outcome_.code = Code::kNothing;
    return;
  }
  outcome_.object = found;
  hold(found);
}

void Model::apply_container(const Operation& operation) {
  const auto& operand = operation.operands;
  const auto place = static_cast<std::ptrdiff_t>(operand[1]);
  switch (operation.verb) {
    case Verb::kList: make(operand[0], Kind::kList); break;
    case Verb::kDict: make(operand[0], Kind::kDict); break;
    case Verb::kAppend: at(operand[0]).slots.push_back(operand[1]); break;
    case Verb::kPut: at(operand[0]).slots[operand[1]] = operand[2]; break;
    case Verb::kInsert: {
      std::vector<Id>& items = at(operand[0]).slots;
      items.insert(items.begin() + place, operand[2]);
      break;
    }
    case Verb::kErase: {
      std::vector<Id>& items = at(operand[0]).slots;
      items.erase(items.begin() + place);
      break;
    }
    case Verb::kPop:
      outcome_.object = at(operand[0]).slots.back();
      at(operand[0]).slots.pop_back();
      break;
    case Verb::kClear: at(operand[0]).slots.clear(); break;
    case Verb::kItem:
    case Verb::kKeyed: {
      const Key key = operation.verb == Verb::kItem ? Key::number(operand[1]) : Key::object(operand[1]);
      std::vector<Entry>& entries = at(operand[0]).entries;
      Entry* found = find_entry(operand[0], key);
      if (operand[2] != 0) {
        if (found)
          found->value = operand[2];
        else
          entries.push_back({key, operand[2]});
      } else if (found) {
        entries.erase(entries.begin() + (found - entries.data()));
      } else {
        outcome_.code = Code::kNothing;
      }
      break;
    }
    default: break;
  }
}

}  // namespace stress
