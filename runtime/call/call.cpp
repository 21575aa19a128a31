// Runtime's calls: the checked way in, which hosts and native functions use.
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/call/pushed_call.h>
#include <mayfly/runtime/lifecycle/runtime_entry.h>
#include <mayfly/runtime/runtime.h>

#include <cstdio>

namespace mayfly {

Result<> Runtime::check_values(const Arguments& arguments) const {
  for (uint32_t i = 0; i < arguments.size(); i++) {
    const Value value = arguments.values()[i];
    if (is_own(value)) [[likely]]
      continue;
    char role[32];
    std::snprintf(role, sizeof role, "argument %u", i + 1);
    return refused_value(value, role);
  }
  return {};
}

Result<Value> Runtime::call(Value callee, const Arguments& arguments) {
  RuntimeEntry entry(*this);
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_value(callee, "the callee"));
  MAYFLY_TRY(check_values(arguments));
  PushedCall call(heap_->vm_stack(), callee, Value::empty(), arguments);
  if (!call) [[unlikely]]
    return call.error();
  return invoke(*this, callee, call.arguments());
}

Runtime::Outcome Runtime::call_method_slowly(Value receiver, Symbol& name, Arguments arguments,
                                             AttributeCache* cache) noexcept {
  const auto call = [&]() -> Result<Value> {
    MAYFLY_TRY(check_entry());
    MAYFLY_TRY(check_value(receiver, "the receiver"));
    MAYFLY_TRY(check_values(arguments));
    // The name stands where the callee will.
    PushedCall pushed(*vm_stack_, &name, receiver, arguments);
    if (!pushed) [[unlikely]]
      return pushed.error();
    return invoke_method(*this, name, pushed.arguments(), cache);
  };
  return outcome_of(call());
}

}  // namespace mayfly
