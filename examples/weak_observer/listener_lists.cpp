#include "listener_lists.h"

using namespace mayfly;

Result<> StrongList::add(Runtime&, const Root<BoundMethod>& method) {
  methods_.push_back(method);
  return {};
}

Result<int64_t> StrongList::publish(Runtime& rt, int64_t news) {
  for (const Root<BoundMethod>& method : methods_) MAYFLY_TRY(rt.call<void>(method, news));
  return static_cast<int64_t>(methods_.size());
}

Result<> WeakRefList::add(Runtime& rt, const Root<BoundMethod>& method) {
  references_.push_back(MAYFLY_TRY(rt.weak_reference(method)));
  return {};
}

Result<int64_t> WeakRefList::publish(Runtime& rt, int64_t news) {
  int64_t heard = 0;
  for (const Root<WeakRef>& reference : references_) {
    Object* method = reference->get();
    if (!method) continue;
    MAYFLY_TRY(rt.call<void>(method, news));
    heard++;
  }
  return heard;
}

Result<> WeakMethodList::add(Runtime& rt, const Root<BoundMethod>& method) {
  if (!forget_) {
    forget_ = MAYFLY_TRY(rt.function("forget", [this](WeakMethod& dead) { methods_.erase(dead.receiver_identity()); }));
  }
  Root<WeakMethod> added = MAYFLY_TRY(rt.weak_method(method, Value(forget_)));
  const uint64_t key = added->receiver_identity();
  methods_.insert_or_assign(key, std::move(added));
  return {};
}

Result<int64_t> WeakMethodList::publish(Runtime& rt, int64_t news) {
  int64_t heard = 0;
  for (const auto& [identity, method] : methods_)
    if (MAYFLY_TRY(rt.call_weak<void>(method, news))) heard++;
  return heard;
}
