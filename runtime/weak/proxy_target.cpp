#include <mayfly/objects/value/object.h>
#include <mayfly/runtime/weak/proxy_target.h>

namespace mayfly {

namespace {

Value target_of(Value proxy) {
  const Object* target = proxy.as<WeakProxy>()->get();
  return target ? Value(target) : Value::nil();
}

}  // namespace

ProxyTarget::ProxyTarget(Runtime& rt, Value proxy)
    : held_(rt, target_of(proxy)), target_type_(proxy.as<WeakProxy>()->target_type()) {}

Error ProxyTarget::error() const {
  if (!held_) return held_.error();
  return make_error(ErrorKind::kDeadReference, "a weak proxy was used whose target, of type '%s', is dead",
                    target_type_.c_str());
}

}  // namespace mayfly
