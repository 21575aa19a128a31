// Object: one object of the shadow model, as plain data: what it refers to, and what refers to it weakly.
#pragma once

#include "model/operation.h"

#include <cstdint>
#include <vector>

namespace stress {

enum class Kind : uint8_t {
  kNone,
  kFunction,
  kClass,
  kInstance,
  kHost,
  kList,
  kTuple,
  kDict,
  kBound,
  kWeakRef,
  kWeakMethod,
  kProxy,
  kFinalizer,
  kValueMap,
  kKeyMap,
  kIdentityMap,
  kWeakSet,
  kSignal,
  kConnection,
  kWeakRoot,  // a handle of the host's, no object
  kCount,
};
const char* name(Kind kind);
inline constexpr size_t kKinds = static_cast<size_t>(Kind::kCount);

inline constexpr size_t kInstanceSlots = 8;
inline constexpr size_t kClassSlots = 4;
inline constexpr size_t kCaptures = 4;

// Why a weak reference is dead, numbered as in the contract's list.
enum class Dead : uint8_t { kAlive, kReceiver, kFunction, kBoth, kCleared, kShutdown };
// What became of a connection.
enum class Ended : uint8_t { kConnected, kDisconnected, kReceiver, kFunction, kBoth, kSignal, kShutdown };

// A key is an object's id, or a number.
struct Key {
  uint64_t word = 0;
  static Key object(Id id) { return {id}; }
  static Key number(uint32_t n) { return {uint64_t{1} << 32 | n}; }
  bool is_object() const { return word >> 32 == 0; }
  Id id() const { return static_cast<Id>(word); }
  bool operator==(const Key&) const = default;
};

struct Entry {
  Key key;
  Id value = 0;  // 0 in a set
};

struct Object {
  Kind kind = Kind::kNone;  // kNone: the id is free
  bool held = false;        // by the host
  bool marked = false;
  uint32_t place = 0;  // among what is held

  // --- what it refers to ---
  Id cls = 0;                  // of an instance; the base of a class; 0: a built-in one
  std::vector<Id> slots;       // attributes, items, captures; receiver and function of a bound method
  std::vector<Entry> entries;  // of a dict, a weak map, a weak set; oldest first

  // --- what refers to it weakly ---
  uint64_t cell = 0;         // when it was first weakly referenced; 0: never
  std::vector<Id> watchers;  // oldest first
  bool retires = false;      // found dead: whoever refers to it weakly from now on begins anew
  Id shared = 0;             // the weak reference without a callback
  Id shared_proxy = 0;

  // --- a weak reference of any sort ---
  Id target = 0;  // 0 when it is dead; of a weak method and a connection the receiver or only part
  Id second = 0;  // the function of a weak method
  Dead death = Dead::kAlive;
  Id callback = 0;  // 0: none, or it has fired. A finalizer's callable
  bool is_long = false;
  bool silent = false;
  bool two_parts = false;

  // --- a class ---
  bool has_finalizer = false;  // its own, or a base's
  bool of_hosts = false;

  // --- an instance ---
  bool finalizes = false;  // its finalizer is still to run
  bool owns = false;       // its C++ object is still there
  bool releases = false;   // its release is still to come, though it may find nothing left
  uint64_t made = 0;       // order of creation

  // --- a finalizer object ---
  Id argument = 0;
  bool at_shutdown = true;

  // --- a signal: slots are its connections, 0 where one has left; its notice is `callback` ---
  bool has_self = false;  // it has had a connection
  bool revived = false;   // since then

  // --- a connection ---
  Id signal = 0;
  Id function = 0;  // of a strong one: the listener, with its receiver in `receiver`
  Id receiver = 0;
  bool is_weak = false;
  uint32_t blocks = 0;
  Ended ended = Ended::kConnected;  // once it is known
  Id notice = 0;

  Action action = Action::kNone;
  Id acts_on = 0;
};

}  // namespace stress
