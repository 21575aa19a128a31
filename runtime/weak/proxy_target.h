// ProxyTarget: what a weak proxy stands for, held on the VM stack for the length of an operation.
//
// The one place that turns proxies into their targets. An operation that meets a proxy is carried out anew on the target:
//
//   if (is_proxy(value)) [[unlikely]]
//     return on_target(rt, value, [&](Value target) { return length(rt, target); });
//
// The target is held before anything can run, so an exact collection in the middle of the operation finds it, whatever
// the operation drops (contract 5). It dies in a later one. One step always suffices: nothing is a proxy of a proxy.
#pragma once

#include <mayfly/objects/weak/weak_proxy.h>
#include <mayfly/runtime/call/local.h>

namespace mayfly {

inline bool is_proxy(Value value) { return value.is<WeakProxy>(); }

class MAYFLY_API ProxyTarget {
 public:
  // `proxy` is one.
  ProxyTarget(Runtime& rt, Value proxy);

  // False when the target is dead, or the VM stack full.
  explicit operator bool() const { return held_ && !held_.get().is_nil(); }
  // kDeadReference, naming the target's type; or kRecursion.
  Error error() const;
  Value get() const { return held_.get(); }

 private:
  Local<Value> held_;          // nil: dead
  const Symbol& target_type_;  // the proxy's, which the caller holds
};

// What operation(target) returns: a Result.
template <typename F>
[[gnu::noinline]] auto on_target(Runtime& rt, Value proxy, F operation) -> decltype(operation(proxy)) {
  const ProxyTarget target(rt, proxy);
  if (!target) return target.error();
  return operation(target.get());
}

}  // namespace mayfly
