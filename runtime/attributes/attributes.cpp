// Runtime's attribute access: the checked way in, which hosts and native functions use.
#include <mayfly/runtime/attributes/access.h>
#include <mayfly/runtime/lifecycle/runtime_entry.h>
#include <mayfly/runtime/runtime.h>

namespace mayfly {

Runtime::Outcome Runtime::get_attribute_slowly(Value object, Symbol& name, AttributeCache* cache) noexcept {
  const auto get = [&]() -> Result<Value> {
    MAYFLY_TRY(check_entry());
    MAYFLY_TRY(check_value(object, "the object"));
    return mayfly::get_attribute(*this, object, name, cache);
  };
  return outcome_of(get());
}

Result<> Runtime::set_attribute(Value object, Symbol& name, Value value, AttributeCache* cache) {
  RuntimeEntry entry(*this);
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_value(object, "the object"));
  MAYFLY_TRY(check_value(value, "the attribute's value"));
  MAYFLY_TRY(check_value(&name, "the attribute's name"));
  return mayfly::set_attribute(*this, object, name, value, cache);
}

Result<> Runtime::delete_attribute(Value object, Symbol& name) {
  RuntimeEntry entry(*this);
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_value(object, "the object"));
  return mayfly::delete_attribute(*this, object, name);
}

Result<bool> Runtime::has_attribute(Value object, Symbol& name) {
  Result<Value> got = get_attribute(object, name);
  if (got) return true;
  if (got.error().kind() == ErrorKind::kAttribute) return false;
  return got.take_error();
}

}  // namespace mayfly
