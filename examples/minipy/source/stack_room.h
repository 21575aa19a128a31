// has_stack_room: whether what recurses over a source text or its tree may go one level deeper on this thread's stack, which
// may be small, or mostly used: compile() and eval() are called from anywhere. Parser and compiler have limits of their own
// besides, so that what is too deep is so everywhere.
#pragma once

#include <mayfly/runtime/call/stack_guard.h>

namespace minipy {

inline bool has_stack_room() {
  // Asking for the stack's bounds takes longer than parsing a line.
  thread_local const mayfly::StackGuard guard = [] {
    mayfly::StackGuard measured;
    measured.measure();
    return measured;
  }();
  return guard.has_room();
}

}  // namespace minipy
