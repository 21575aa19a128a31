// FrontEnd: what the front-end of a language implements, so that its code runs in a Mayfly runtime.
//
// A front-end brings: a class derived from FrontEnd, one object of it per runtime, which outlives the runtime's code; code
// cells derived from FrontEndCode, whose entry point is its interpreter; and in the interpreter, a Frame for the
// variables and operands of each call. The rest is calls into the runtime: invoke and invoke_method for calls,
// get_attribute with an AttributeCache in the code for attributes, steps() in the loop.
//
//   Result<Value> run(Runtime& rt, Function& callee, Arguments arguments) noexcept {
//     auto& code = static_cast<MyCode&>(callee.code());
//     Frame frame(rt, code.locals(), code.operands());
//     if (!frame) return frame.error();
//     CallFrame& call = *rt.calls().current();
//     for (const Instruction* at = code.begin();; at++) {
//       call.set_state(at);                              // position() reads it
//       MAYFLY_TRY(rt.steps(1));
//       ...
//     }
//   }
//
// docs/frontends.md is the guide. Everything here runs on the owner's thread.
#pragma once

#include <mayfly/gc/support/error.h>
#include <mayfly/objects/value/value.h>
#include <mayfly/runtime/forward.h>

namespace mayfly {

// No key function, so that hosts with and without run-time type information can derive from it: every virtual function
// is defined here.
class FrontEnd {
 public:
  virtual ~FrontEnd() = default;

  // Name of the language, for messages.
  virtual const char* name() const = 0;

  // Where the call in this frame is now. The views must live as long as the code does. Runs no user code, allocates
  // nothing: it is asked while an error passes through.
  virtual Position position(const CallFrame& frame) const {
    (void)frame;
    return {};
  }

  // Whether an error returned by an iterator's kNext means that there is nothing more (a language with StopIteration).
  // A native kNext returns the empty value instead.
  virtual bool ends_iteration(const Error& error) const {
    (void)error;
    return false;
  }
  // The same for getting an item by a growing index (contract 4.10).
  virtual bool ends_sequence(const Error& error) const { return error.kind() == ErrorKind::kIndex; }
  // Whether an error means that an attribute is missing, so that kMissingAttribute is asked after kGetAttribute failed.
  virtual bool means_missing_attribute(const Error& error) const { return error.kind() == ErrorKind::kAttribute; }

  // An exact collection begins: the front-end empties what its frames hold and will not read again, so that it may die.
  // Runs no user code, allocates nothing.
  virtual void before_exact_collection() {}
};

}  // namespace mayfly
