#include <mayfly/runtime/embed/watched_root.h>

#include <new>

namespace mayfly::embed {

bool Watch::make(Callback callback, Part& of_handle, Part& of_callback) {
  if (!callback) return false;
  Watch* watch = new (std::nothrow) Watch();
  if (!watch) return false;
  watch->callback_ = std::move(callback);
  of_handle = Part(watch);
  of_callback = Part(watch);
  return true;
}

void Watch::let_go() {
  if (parts_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
}

Result<> Watch::run(Runtime& rt) {
  if (!leave(State::kRun)) return {};
  // It may let go of the handle, or shut things down: what runs is on the stack, and goes when it is done.
  Callback callback = std::move(callback_);
  return callback(rt);
}

Result<Root<WeakRef>> watch(Runtime& rt, Value target, Watch::Callback callback, Watch::Part& part, const char* file,
                            int line) {
  MAYFLY_TRY(check_present(target, "the target"));
  Watch::Part of_callback;
  if (!Watch::make(std::move(callback), part, of_callback)) return Error::out_of_memory();
  return rt.weak_reference(target, WatchCallback(std::move(of_callback)), file, line);
}

}  // namespace mayfly::embed
