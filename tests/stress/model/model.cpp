#include "model/model.h"

#include <algorithm>

namespace stress {

void Model::reset() {
  objects_.clear();
  objects_.resize(2);
  for (auto& ids : held_) ids.clear();
  held_count_ = present_count_ = 0;
  due_.clear();
  finalizers_.clear();
  releases_.clear();
  tasks_.clear();
  alive_finalizers_.clear();
  pins_.clear();
  draining_ = closing_ = false;
  make(kBuiltIn, Kind::kFunction).slots.resize(kCaptures);
}

Object& Model::make(Id id, Kind kind) {
  if (id >= objects_.size()) objects_.resize(id + 1);
  Object& made = objects_[id];
  made.kind = kind;
  made.made = ++last_made_;
  present_count_++;
  hold(id);
  return made;
}

void Model::hold(Id id) {
  Object& object = objects_[id];
  if (object.held) return;
  object.held = true;
  std::vector<Id>& ids = held_[static_cast<size_t>(object.kind)];
  object.place = static_cast<uint32_t>(ids.size());
  ids.push_back(id);
  held_count_++;
}

void Model::let_go(Id id) {
  Object& object = objects_[id];
  if (!object.held) return;
  object.held = false;
  std::vector<Id>& ids = held_[static_cast<size_t>(object.kind)];
  ids[object.place] = ids.back();
  objects_[ids.back()].place = object.place;
  ids.pop_back();
  held_count_--;
}

void Model::free_object(Id id) {
  Object& object = objects_[id];
  std::vector<Id> slots = std::move(object.slots), watchers = std::move(object.watchers);
  std::vector<Entry> entries = std::move(object.entries);
  slots.clear();
  watchers.clear();
  entries.clear();
  object = Object();
  // The memory is used again.
  object.slots = std::move(slots);
  object.watchers = std::move(watchers);
  object.entries = std::move(entries);
  present_count_--;
  freed_.push_back(id);
}

bool Model::can_be_target(Id id) const {
  switch (objects_[id].kind) {
    case Kind::kFunction:
    case Kind::kClass:
    case Kind::kInstance:
    case Kind::kHost:
    case Kind::kBound:
    case Kind::kWeakMethod:
    case Kind::kValueMap:
    case Kind::kKeyMap:
    case Kind::kIdentityMap:
    case Kind::kWeakSet:
    case Kind::kSignal:
    case Kind::kConnection: return true;
    default: return false;
  }
}

bool Model::fits(char sort, Id id) const {
  if (sort == '#') return true;
  if (sort == 'n') return id > kBuiltIn && id <= kMaxId && !is_present(id);
  if (id == 0) return sort == '?' || sort == 'f' || sort == 'c';
  if (!is_present(id)) return false;
  const Object& object = objects_[id];
  if (!object.held) return false;
  const Kind kind = object.kind;
  switch (sort) {
    case '?':
    case '*': return kind != Kind::kWeakRoot;
    case 't': return kind != Kind::kWeakRoot;
    case 'k':
      return kind == Kind::kInstance || kind == Kind::kHost || kind == Kind::kFunction || kind == Kind::kClass ||
             kind == Kind::kSignal || kind == Kind::kConnection;
    case 'c':
    case 'C': return kind == Kind::kClass;
    case 'A': return kind == Kind::kInstance || kind == Kind::kHost;
    case 'L': return kind == Kind::kList;
    case 'D': return kind == Kind::kDict;
    case 'F':
    case 'f': return kind == Kind::kFunction;
    case 'B': return kind == Kind::kBound;
    case 'b': return kind == Kind::kBound || kind == Kind::kFunction;
    case 'R': return kind == Kind::kWeakRef;
    case 'W': return kind == Kind::kWeakMethod;
    case 'P': return kind == Kind::kProxy;
    case 'Z': return kind == Kind::kFinalizer;
    case 'V': return kind == Kind::kValueMap;
    case 'M': return kind == Kind::kKeyMap || kind == Kind::kIdentityMap;
    case 'S': return kind == Kind::kWeakSet;
    case 'X':
      return kind == Kind::kValueMap || kind == Kind::kKeyMap || kind == Kind::kIdentityMap || kind == Kind::kWeakSet;
    case 'G': return kind == Kind::kSignal;
    case 'N': return kind == Kind::kConnection;
    case 'H': return kind == Kind::kHost;
    default: return false;
  }
}

bool Model::accepts(const Operation& operation) const {
  if (operation.verb == Verb::kDrop) {
    // Handles of the host's are dropped as objects are.
    const Id id = operation.operands[0];
    return id != kBuiltIn && is_present(id) && objects_[id].held;
  }
  const std::string_view sorts = row(operation.verb).operands;
  for (size_t i = 0; i < sorts.size(); i++)
    if (!fits(sorts[i], operation.operands[i])) return false;
  return accepts_details(operation);
}

bool Model::accepts_details(const Operation& operation) const {
  const auto& operand = operation.operands;
  switch (operation.verb) {
    case Verb::kClass: return operand[2] < 4;
    case Verb::kInstance: return !objects_[operand[1]].of_hosts;
    case Verb::kHost: return operand[1] == 0 || objects_[operand[1]].of_hosts;
    case Verb::kAttribute: return operand[1] < kInstanceSlots;
    case Verb::kDefine:
    case Verb::kLookUp: return operand[operation.verb == Verb::kDefine ? 1 : 2] < kClassSlots;
    case Verb::kCallMethod: return operand[1] < kClassSlots;
    case Verb::kCapture: return operand[1] < kCaptures;
    case Verb::kPut:
    case Verb::kErase: return operand[1] < objects_[operand[0]].slots.size();
    case Verb::kInsert: return operand[1] <= objects_[operand[0]].slots.size();
    case Verb::kWeakRoot: return can_be_target(operand[1]);
    case Verb::kPop: return !objects_[operand[0]].slots.empty();
    case Verb::kAct:
      return operand[1] < static_cast<uint32_t>(Action::kCount) &&
             (operand[0] != kBuiltIn || operand[1] == static_cast<uint32_t>(Action::kNone));
    default: return true;
  }
}

const Outcome& Model::apply(const Operation& operation) {
  events_.clear();
  freed_.clear();
  outcome_.reset();
  switch (operation.verb) {
    case Verb::kClass:
    case Verb::kInstance:
    case Verb::kHost:
    case Verb::kTuple:
    case Verb::kFunction:
    case Verb::kBound:
    case Verb::kDrop:
    case Verb::kAttribute:
    case Verb::kDefine:
    case Verb::kLookUp:
    case Verb::kCallMethod:
    case Verb::kCapture:
    case Verb::kRelease:
    case Verb::kAct: apply_object(operation); break;
    case Verb::kPull: apply_pull(operation); break;
    case Verb::kList:
    case Verb::kDict:
    case Verb::kAppend:
    case Verb::kPut:
    case Verb::kInsert:
    case Verb::kErase:
    case Verb::kPop:
    case Verb::kClear:
    case Verb::kItem:
    case Verb::kKeyed: apply_container(operation); break;
    case Verb::kWeak:
    case Verb::kLong:
    case Verb::kProxy:
    case Verb::kWeakMethod:
    case Verb::kWeakRoot:
    case Verb::kLock:
    case Verb::kRebind:
    case Verb::kCallWeak:
    case Verb::kReferences:
    case Verb::kFinalizer:
    case Verb::kRunFinalizer:
    case Verb::kDetach:
    case Verb::kAtShutdown: apply_weak(operation); break;
    case Verb::kValueMap:
    case Verb::kKeyMap:
    case Verb::kIdentityMap:
    case Verb::kWeakSet:
    case Verb::kName:
    case Verb::kNameKey:
    case Verb::kForget:
    case Verb::kAttach:
    case Verb::kDetachKey:
    case Verb::kFind:
    case Verb::kAdd:
    case Verb::kDiscard:
    case Verb::kEmpty: apply_map(operation); break;
    case Verb::kSignal:
    case Verb::kConnect:
    case Verb::kConnectWeak:
    case Verb::kDisconnect:
    case Verb::kDisconnectAll:
    case Verb::kBlock:
    case Verb::kUnblock:
    case Verb::kNotice:
    case Verb::kEmit: apply_signal(operation); break;
    case Verb::kPost: tasks_.push_back(operation.operands[0]); break;
    case Verb::kDrain: outcome_.number = drain(operation.operands[0]); break;
    case Verb::kSafePoint: drain(SIZE_MAX); break;
    case Verb::kMark: collect(); break;
    case Verb::kCollect:
      collect();
      drain(SIZE_MAX);
      break;
    case Verb::kShutdown: shut_down(); break;
    case Verb::kCount: break;
  }
  return outcome_;
}

}  // namespace stress
