#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/runtime.h>

namespace mayfly::detail {

gc::WordStack& vm_stack(Runtime& rt) { return rt.heap().vm_stack(); }

Error vm_stack_full(const gc::WordStack& stack) {
  return make_error(ErrorKind::kRecursion, "the VM stack is full: calls are nested too deeply (it has %zu words)",
                    stack.capacity());
}

}  // namespace mayfly::detail
