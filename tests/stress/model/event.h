// Event: user code that ran: what a run is told of, in order. And Outcome: what an operation came to.
#pragma once

#include "model/operation.h"

#include <string>
#include <vector>

namespace stress {

struct Event {
  enum class What : uint8_t {
    kTold,       // a function was called with a dead weak reference or a lost connection
    kFinalizer,  // a finalizer object's callable was called
    kFinalize,   // a class's finalizer was called with its object
    kReleased,   // a C++ object was deleted
    kCalled,     // a function was called as a method or a listener
    kError,      // the unraisable hook was called
    kTask,       // a posted task ran
    kInexact,    // a collection inside user code was not exact
  };
  What what = What::kTold;
  Id function = 0;  // which function
  Id subject = 0;   // the reference, object, finalizer or receiver; of a task its number

  bool operator==(const Event&) const = default;
};
std::string to_string(const Event& event);

enum class Code : uint8_t {
  kDone,
  kNothing,      // there was nothing there: a dead reference, a missing attribute or entry
  kWrongType,    // an error: it can't be weakly referenced
  kRefused,      // another error that the contract foretells
  kOutOfMemory,  // an error
  kOther,        // an error that nobody expects; its text is in `said`
};

struct Outcome {
  Code code = Code::kDone;
  Id object = 0;        // what came back
  uint64_t number = 0;  // a count, a reason
  std::vector<Id> list;
  std::string said;

  bool operator==(const Outcome& other) const {
    return code == other.code && object == other.object && number == other.number && list == other.list;
  }
  void reset() {
    code = Code::kDone;
    object = 0;
    number = 0;
    list.clear();
    said.clear();
  }
};
std::string to_string(const Outcome& outcome);

}  // namespace stress
