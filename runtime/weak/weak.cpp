// Runtime's weak references: making and listing them, and the one-step weak call. The checked way in.
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/objects/weak/weak_list.h>
#include <mayfly/objects/weak/weak_method.h>
#include <mayfly/objects/weak/weak_proxy.h>
#include <mayfly/objects/weak/weak_ref.h>
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/call/pushed_call.h>
#include <mayfly/runtime/lifecycle/runtime_entry.h>
#include <mayfly/runtime/runtime.h>

namespace mayfly {

Runtime::Outcome Runtime::call_weak_slowly(WeakMethod& method, const Value* values, uint32_t positional,
                                           Symbol* const* names, uint32_t keywords) noexcept {
  const Arguments arguments(values, positional, names, keywords);
  WeakMethod::Parts parts = {nullptr, nullptr};
  const auto call = [&]() -> Result<Value> {
    MAYFLY_TRY(check_entry());
    if (!owns(method)) [[unlikely]]
      return refused_value(&method, "the weak method");
    MAYFLY_TRY(check_values(arguments));
    parts = method.parts();
    if (!parts) return Value::empty();
    // The parts are on this thread's stack from the look at the cells on, and on the VM stack from here: a collection in
    // between finds them, an exact one inside the call too.
    PushedCall pushed(*vm_stack_, parts.function, parts.receiver, arguments);
    if (!pushed) [[unlikely]]
      return pushed.error();
    if (Function::is(*parts.function))
      return invoke(*this, *static_cast<Function*>(parts.function), pushed.arguments());
    return invoke(*this, pushed.callee(), pushed.arguments());
  };
  Result<Value> result = call();
  if (result && !parts) {
    // Where the collector's hook was taken away, references are not told.
    const Death death = method.death() == Death::kAlive ? Death::kCleared : method.death();
    return {static_cast<uint64_t>(death), Outcome::kDead};
  }
  return outcome_of(std::move(result));
}

Result<Root<WeakMethod>> Runtime::weak_method(Value method, Value callback, const char* file, int line) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_value(method, "the method"));
  MAYFLY_TRY(check_value(callback, "the callback"));
  Root<WeakMethod> made(*heap_, MAYFLY_TRY(WeakMethod::create(*space_, method, callback)), file, line);
  if (!made) return Error::out_of_memory();
  return made;
}

Result<Root<WeakRef>> Runtime::weak_reference(Value target, Value callback, const char* file, int line) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_value(target, "the target"));
  MAYFLY_TRY(check_value(callback, "the callback"));
  Root<WeakRef> made(*heap_, MAYFLY_TRY(WeakRef::create(*space_, target, callback)), file, line);
  if (!made) return Error::out_of_memory();
  return made;
}

Result<Root<WeakRef>> Runtime::long_weak_reference(Value target, Value callback, const char* file, int line) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_value(target, "the target"));
  MAYFLY_TRY(check_value(callback, "the callback"));
  Root<WeakRef> made(*heap_, MAYFLY_TRY(WeakRef::create_long(*space_, target, callback)), file, line);
  if (!made) return Error::out_of_memory();
  return made;
}

Result<size_t> Runtime::weak_reference_count(Value target) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_value(target, "the target"));
  return mayfly::weak_reference_count(*space_, target);
}

Result<Root<List>> Runtime::weak_references(Value target, const char* file, int line) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_value(target, "the target"));
  List* list = mayfly::weak_references(*space_, target);
  if (!list) return heap_->allocation_error();
  Root<List> made(*heap_, list, file, line);
  if (!made) return Error::out_of_memory();
  return made;
}

Result<Root<WeakProxy>> Runtime::weak_proxy(Value target, Value callback, const char* file, int line) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_value(target, "the target"));
  MAYFLY_TRY(check_value(callback, "the callback"));
  const auto kind = is_callable(*this, target) ? WeakProxy::Target::kCallable : WeakProxy::Target::kPlain;
  Root<WeakProxy> made(*heap_, MAYFLY_TRY(WeakProxy::create(*space_, target, kind, callback)), file, line);
  if (!made) return Error::out_of_memory();
  return made;
}

}  // namespace mayfly
