#include <mayfly/runtime/frontend/debug_hook.h>
#include <mayfly/runtime/frontend/steps.h>
#include <mayfly/runtime/runtime.h>

namespace mayfly {

Result<> Steps::stop() {
  if (attention_.clear(Attention::kInterrupt)) return make_error(ErrorKind::kInterrupted, "interrupted by the host");
  if (left_ < 0) {
    left_ = kUnlimited;
    return make_error(ErrorKind::kInterrupted, "the step budget is used up");
  }
  return {};
}

Result<> Steps::slow(Runtime& rt) {
  MAYFLY_TRY(stop());
  if (debug_ && rt.calls().current()) return debug_->step(rt, *rt.calls().current());
  return {};
}

}  // namespace mayfly
