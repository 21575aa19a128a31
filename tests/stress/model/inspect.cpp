#include "model/model.h"

namespace stress {

static int64_t number_of(Key key) {
  return key.is_object() ? int64_t{key.id()} : -1 - static_cast<int64_t>(key.word & 0xffff'ffff);
}

void Model::inspect(Id id, std::vector<int64_t>& seen) {
  const Object& object = objects_[id];
  seen.clear();
  const auto see = [&](uint64_t number) { seen.push_back(static_cast<int64_t>(number)); };
  switch (object.kind) {
    case Kind::kNone:
    case Kind::kCount: return;
    case Kind::kInstance:
    case Kind::kHost:
    case Kind::kClass:
      see(object.cls);
      for (const Id slot : object.slots) see(slot);
      if (object.kind == Kind::kHost) see(object.owns);
      break;
    case Kind::kFunction:
    case Kind::kList:
    case Kind::kTuple:
    case Kind::kBound:
      for (const Id slot : object.slots) see(slot);
      break;
    case Kind::kDict:
    case Kind::kValueMap:
    case Kind::kKeyMap:
    case Kind::kIdentityMap:
    case Kind::kWeakSet:
      for (const Entry& entry : object.entries) {
        seen.push_back(number_of(entry.key));
        see(entry.value);
      }
      break;
    case Kind::kWeakRef:
    case Kind::kProxy:
    case Kind::kWeakMethod:
      see(object.target);
      see(object.second);
      see(static_cast<uint64_t>(object.death));
      see(object.callback);
      see(object.is_long);
      break;
    case Kind::kFinalizer:
      see(object.target);
      see(object.callback);
      see(object.callback && object.at_shutdown);
      see(object.argument);
      break;
    case Kind::kSignal:
      see(listener_count(id));
      see(object.callback);
      break;
    case Kind::kConnection: {
      const Ended ended = look(id);
      const bool is_connected = ended == Ended::kConnected;
      see(static_cast<uint64_t>(ended));
      see(object.blocks > 0);
      see(object.is_weak);
      see(is_connected ? object.signal : 0);
      if (!object.is_weak) {
        see(is_connected ? object.function : 0);
        see(is_connected ? object.receiver : 0);
      } else {
        see(!is_connected ? 0 : object.two_parts ? object.second : object.target);
        see(is_connected && object.two_parts ? object.target : 0);
      }
      see(is_connected ? object.notice : 0);
      break;
    }
    case Kind::kWeakRoot: see(object.target); return;
  }
  // How many weak references there are to it.
  see(object.watchers.size());
}

}  // namespace stress
