// RuntimeEntry: stands first in each function that leads into the runtime and may run user code.
//
// User code may delete the runtime that it is running in. The runtime then is closed at once, and goes when the
// outermost of these functions ends: here, after everything else of that function is gone.
#pragma once

#include <mayfly/runtime/forward.h>

namespace mayfly {

class RuntimeEntry {
 public:
  explicit RuntimeEntry(Runtime& rt) : rt_(rt) {}
  ~RuntimeEntry();  // in runtime_inline.h
  RuntimeEntry(const RuntimeEntry&) = delete;
  RuntimeEntry& operator=(const RuntimeEntry&) = delete;

 private:
  Runtime& rt_;
};

}  // namespace mayfly
