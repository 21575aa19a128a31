// Operation: one step of a stress run: a verb and up to four operands, which are ids of objects or numbers.
//
// A script is a list of operations, one a line:
//
//   class 2 0 1           # a class with a finalizer, made as object 2
//   instance 3 2
//   weak 4 3 1            # a weak reference to it, with the built-in function as its callback
//   drop 3
//   collect
//
// Operations of several runtimes begin with the runtime's number: "@1 list 2". An operation is valid or not by itself: one
// whose operands are not there (any more), or whose new id is taken, does nothing. So a script stays a script when lines
// are taken out. Object 1 is a function that every runtime has; 0 stands for "none".
//
// No Mayfly here: the model and its scripts are plain C++.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stress {

using Id = uint32_t;

// name in scripts, operands, what it does. An operand is
//   n  the id of a new object            ?  any object that is held, or 0       *  any object that is held
//   c  a class, or 0                     C  a class                             A  an instance, with or without a host object
//   L  a list                            D  a dict                              F  a function
//   f  a function, or 0                  B  a bound method                      b  a function or a bound method
//   t  what can be a weak reference's target (anything: an error, then)         R  a weak reference
//   W  a weak method                     P  a weak proxy                        Z  a finalizer object
//   V  a weak value map                  M  a weak key map or identity map      S  a weak set
//   X  any weak map or set               G  a signal                            N  a connection
//   H  an instance with a host object    k  what == compares by identity        #  a number
#define STRESS_VERBS(X)                                                                                 \
  X(kClass, "class", "nc#", "a class: base or 0, then 1: with a finalizer, 2: of host objects")         \
  X(kInstance, "instance", "nC", "an instance of the class")                                            \
  X(kHost, "host", "nc", "an instance that owns a C++ object, of the class or of the bound one")        \
  X(kList, "list", "n", "an empty list")                                                                \
  X(kTuple, "tuple", "n???", "a tuple of three")                                                        \
  X(kDict, "dict", "n", "an empty dict")                                                                \
  X(kFunction, "function", "n", "a function with four captures")                                        \
  X(kBound, "bound", "nAF", "a bound method of receiver and function")                                  \
  X(kDrop, "drop", "*", "the host lets go of it")                                                       \
  X(kPull, "pull", "*#", "the host holds what is at that place of the object")                          \
  X(kAttribute, "attr", "A#?", "sets an attribute, or deletes it")                                      \
  X(kDefine, "define", "C#f", "sets a method of a class, or deletes it")                                \
  X(kLookUp, "lookup", "nA#", "the bound method that the attribute gives")                              \
  X(kCallMethod, "callmethod", "A#", "calls the method")                                                \
  X(kAppend, "append", "L*", "appends to the list")                                                     \
  X(kPut, "put", "L#?", "overwrites an item")                                                           \
  X(kInsert, "insert", "L#*", "inserts into the list")                                                  \
  X(kErase, "erase", "L#", "takes an item out")                                                         \
  X(kPop, "pop", "L", "takes the last item out")                                                        \
  X(kClear, "clear", "L", "takes all items out")                                                        \
  X(kItem, "item", "D#?", "sets the value of a number, or takes it out")                                \
  X(kKeyed, "keyed", "DA?", "sets the value of an object, or takes it out")                             \
  X(kCapture, "capture", "F#?", "sets a capture of the function")                                       \
  X(kWeak, "weak", "ntf", "a weak reference: target, callback or 0")                                    \
  X(kLong, "long", "ntf", "a long weak reference")                                                      \
  X(kProxy, "proxy", "ntf", "a weak proxy")                                                             \
  X(kWeakMethod, "weakmethod", "nBf", "a weak method of the bound method")                              \
  X(kWeakRoot, "weakroot", "nt", "a weak handle of the host's")                                         \
  X(kLock, "lock", "R", "holds the target, if it is there")                                             \
  X(kRebind, "rebind", "nW", "the bound method that the weak method gives")                             \
  X(kCallWeak, "callweak", "W", "calls through the weak method")                                        \
  X(kReferences, "references", "*", "lists the weak references to it")                                  \
  X(kFinalizer, "finalizer", "ntF?", "a finalizer object: target, callable, argument")                  \
  X(kRunFinalizer, "runfinalizer", "Z", "calls the finalizer object")                                   \
  X(kDetach, "detach", "Z", "cancels it")                                                               \
  X(kAtShutdown, "atshutdown", "Z#", "whether it runs at shutdown")                                     \
  X(kValueMap, "valuemap", "n", "a weak value map")                                                     \
  X(kKeyMap, "keymap", "n", "a weak key map")                                                           \
  X(kIdentityMap, "identitymap", "n", "a weak identity map")                                            \
  X(kWeakSet, "weakset", "n", "a weak set")                                                             \
  X(kName, "name", "V#t", "the value of a number in a value map")                                       \
  X(kNameKey, "namekey", "VAt", "the value of an object in a value map")                                \
  X(kForget, "forget", "V#", "takes a number out of a value map")                                       \
  X(kAttach, "attach", "Mk*", "the value of an object in a key map or identity map")                    \
  X(kDetachKey, "unattach", "Mk", "takes an object out of it")                                          \
  X(kFind, "find", "Mk", "holds what is attached to the object")                                        \
  X(kAdd, "add", "Sk", "adds an object to a weak set")                                                  \
  X(kDiscard, "discard", "Sk", "takes it out")                                                          \
  X(kEmpty, "empty", "X", "takes everything out of a weak map or set")                                  \
  X(kSignal, "signal", "n", "a signal")                                                                 \
  X(kConnect, "connect", "nGb", "connects a listener, which the signal holds")                          \
  X(kConnectWeak, "connectweak", "nGbf", "connects a listener weakly, with a loss notice or 0")         \
  X(kDisconnect, "disconnect", "N", "ends a connection")                                                \
  X(kDisconnectAll, "disconnectall", "G", "ends all of a signal's connections")                         \
  X(kBlock, "block", "N", "blocks a connection")                                                        \
  X(kUnblock, "unblock", "N", "unblocks it")                                                            \
  X(kNotice, "notice", "Gf", "the signal's loss notice")                                                \
  X(kEmit, "emit", "G", "calls the listeners")                                                          \
  X(kRelease, "release", "H", "deletes the C++ object now")                                             \
  X(kAct, "act", "*#?", "what happens when it is told of, called or finalized: see docs/stress.md")     \
  X(kPost, "post", "#", "a task for the next safe point")                                               \
  X(kDrain, "drain", "#", "runs at most so many of the things that are due")                            \
  X(kSafePoint, "safepoint", "", "runs what is due")                                                    \
  X(kMark, "mark", "", "an exact collection that runs nothing of what it makes due")                    \
  X(kCollect, "collect", "", "an exact collection, and what it makes due; then everything is compared") \
  X(kShutdown, "shutdown", "", "shuts the runtime down, and begins with a new one")

enum class Verb : uint8_t {
#define STRESS_VERB(id, name, operands, what) id,
  STRESS_VERBS(STRESS_VERB)
#undef STRESS_VERB
      kCount
};
inline constexpr size_t kVerbs = static_cast<size_t>(Verb::kCount);

struct VerbRow {
  const char* name;
  std::string_view operands;
  const char* what;
};
const VerbRow& row(Verb verb);

struct Operation {
  Verb verb = Verb::kCollect;
  uint8_t runtime = 0;
  std::array<uint32_t, 4> operands{};

  bool operator==(const Operation&) const = default;
};

std::string to_string(const Operation& operation);
// Nothing, and what is wrong in `problem`, for what is no operation. Comments and empty lines are the caller's.
std::optional<Operation> parse_operation(std::string_view line, std::string& problem);

// What `act` chooses from. The subject is the reference, connection or object that is told of; for a function that is
// called, the function.
enum class Action : uint32_t {
  kNone,
  kFail,        // returns an error
  kDrop,        // the host lets go of the operand
  kCollect,     // collects exactly
  kHold,        // the host holds the subject: a finalizer revives its object
  kAppend,      // appends the subject to the operand, a list that the host holds
  kDisconnect,  // ends the operand, a connection that the host holds
  kEmpty,       // empties the operand, a weak map or set that the host holds
  kCount,
};

}  // namespace stress
