// Interpreter: runs LispCode. One Lisp function calling another takes no C++ stack: each call is an Activation, in
// malloc memory, whose Frame stands on the VM stack; the limit is the runtime's depth of calls. C++ recursion remains
// where a native function, a class or the runtime calls back into Lisp.
//
// All references to cells stand in VM frames or in what these hold, so a (collect) within is exact.
#pragma once

#include "code.h"

#include <mayfly/runtime/frontend/entered_call.h>
#include <mayfly/runtime/frontend/frame.h>
#include <mayfly/runtime/frontend/suspended_frame.h>

#include <optional>

namespace lisp {

class Interpreter {
 public:
  // The entry point of LispCode.
  static Result<Value> call(Runtime& rt, Function& callee, Arguments arguments) noexcept;
  // Goes on with a generator until it yields, and gives what it yields; the empty value when it is at its end. Errors:
  // kValue for one that is running.
  static Result<Value> resume(Runtime& rt, SuspendedFrame& generator);
  static Position position(const CallFrame& frame);

 private:
  struct Activation;

  explicit Interpreter(Runtime& rt) : rt_(rt) {}
  ~Interpreter();
  Result<> enter(Function& function, CallFrame* call, SuspendedFrame* generator = nullptr);
  void leave();
  Result<> call_function(uint32_t argument_count);
  void end_call(Value result);
  Result<> send(Site& site);
  Result<Value> make_class(uint32_t base_count) const;
  Symbol& site_name(const Site& site) const;
  Result<Value> run();
  Result<Value> run_instructions();

  Runtime& rt_;
  Activation* top_ = nullptr;
};

}  // namespace lisp
