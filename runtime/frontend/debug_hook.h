// DebugHook: what a debugger implements: it is told of each poll of a front-end's loop, with the running call.
//
// A front-end polls (Runtime::steps) before each instruction or statement while a hook is set. Runs on the owner's
// thread; it may inspect and call into the runtime; an error it returns stops the program as any error would.
#pragma once

#include <mayfly/gc/support/result.h>
#include <mayfly/runtime/forward.h>

namespace mayfly {

class DebugHook {
 public:
  virtual ~DebugHook() = default;
  // `frame.position()` says where the program is, `frame.caller()` leads outwards.
  virtual Result<> step(Runtime& rt, const CallFrame& frame) = 0;
};

}  // namespace mayfly
