#include "model/event.h"

#include "model/object.h"

namespace stress {

const char* name(Kind kind) {
  static constexpr const char* kNames[] = {"nothing",      "function",   "class",     "instance",     "host instance",
                                           "list",         "tuple",      "dict",      "bound method", "weak reference",
                                           "weak method",  "weak proxy", "finalizer", "value map",    "key map",
                                           "identity map", "weak set",   "signal",    "connection",   "weak handle"};
  return kNames[static_cast<size_t>(kind)];
}

std::string to_string(const Event& event) {
  const std::string function = std::to_string(event.function), subject = std::to_string(event.subject);
  switch (event.what) {
    case Event::What::kTold: return "function " + function + " told of " + subject;
    case Event::What::kFinalizer: return "finalizer " + subject + " calls " + function;
    case Event::What::kFinalize: return "object " + subject + " finalized";
    case Event::What::kReleased: return "host object of " + subject + " released";
    case Event::What::kCalled: return "function " + function + " called with " + subject;
    case Event::What::kError: return "error of " + subject + " reported, source " + function;
    case Event::What::kTask: return "task " + subject + " run";
    case Event::What::kInexact: return "a collection in user code is not exact";
  }
  return "?";
}

std::string to_string(const Outcome& outcome) {
  static constexpr const char* kCodes[] = {"done", "nothing", "wrong type", "refused", "out of memory", "error"};
  std::string text = kCodes[static_cast<size_t>(outcome.code)];
  if (outcome.object) text += ", object " + std::to_string(outcome.object);
  if (outcome.number) text += ", " + std::to_string(outcome.number);
  if (!outcome.list.empty()) {
    text += ", list";
    for (Id id : outcome.list) text += " " + std::to_string(id);
  }
  if (!outcome.said.empty()) text += ": " + outcome.said;
  return text;
}

}  // namespace stress
