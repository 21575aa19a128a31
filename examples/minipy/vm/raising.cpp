#include <minipy/objects/traceback.h>
#include <minipy/vm/native.h>
#include <minipy/vm/operators.h>
#include <minipy/vm/raising.h>

namespace minipy {

namespace {

Value hidden(Value exception, const Root<Symbol>& name) {
  const Instance* instance = exception.try_as<Instance>();
  return instance ? instance->own_attribute(*name) : Value::empty();
}

bool set_hidden(Runtime& rt, Value exception, const Root<Symbol>& name, Value value) {
  Instance* instance = exception.try_as<Instance>();
  return instance && instance->set_own_attribute(rt.space(), *name, value);
}

bool is_exception_class(Runtime& rt, Value value) {
  const Class* cls = value.try_as<Class>();
  return cls && cls->is_subclass_of(Minipy::of(rt).exception_class(ExceptionId::kBaseException));
}

bool is_exception_instance(Runtime& rt, Value value) {
  return value.is<Instance>() &&
         value.as<Instance>()->cls().is_subclass_of(Minipy::of(rt).exception_class(ExceptionId::kBaseException));
}

}  // namespace

Result<> add_traceback(Runtime& rt, Value exception, const Function& function, size_t instruction) {
  const Names& names = Minipy::of(rt).names();
  const Value present = hidden(exception, names.traceback);
  Traceback* next = present.is_empty() ? nullptr : present.try_as<Traceback>();
  Traceback* entry = Traceback::create(rt.heap(), function.code(), globals_of(function), instruction, next);
  if (!entry || !set_hidden(rt, exception, names.traceback, entry)) return rt.heap().allocation_error();
  return {};
}

Value traceback_of(Runtime& rt, Value exception) {
  const Value found = hidden(exception, Minipy::of(rt).names().traceback);
  return found.is_empty() ? Value::nil() : found;
}

void set_context(Runtime& rt, Value exception, Value context) {
  const Names& names = Minipy::of(rt).names();
  // The chain must not come back to where it began.
  int steps = 0;
  for (Value each = context; each.is<Instance>() && steps < 1000; steps++) {
    const Value next = hidden(each, names.context);
    if (next.identical(exception)) {
      (void)set_hidden(rt, each, names.context, Value::nil());
      break;
    }
    each = next;
  }
  (void)set_hidden(rt, exception, names.context, context);
}

void note_context(Runtime& rt, Value exception, Value context) {
  if (hidden(exception, Minipy::of(rt).names().context).is_empty()) set_context(rt, exception, context);
}

void note_cause(Runtime& rt, Value exception, Value cause) {
  const Names& names = Minipy::of(rt).names();
  (void)set_hidden(rt, exception, names.cause, cause);
  (void)set_hidden(rt, exception, names.suppress_context, Value::boolean(true));
}

Result<Value> exception_to_raise(Runtime& rt, Value value) {
  if (is_exception_instance(rt, value)) return value;
  if (is_exception_class(rt, value)) {
    const Value made = MAYFLY_TRY(minipy::call(rt, value));
    if (is_exception_instance(rt, made)) return made;
    return raise(rt, ExceptionId::kType, "calling %s should have returned an instance of BaseException, not %s",
                 MAYFLY_TRY(repr(rt, value))->c_str(), type_name_of(rt, made));
  }
  return raise(rt, ExceptionId::kType, "exceptions must derive from BaseException");
}

Result<Value> exception_cause(Runtime& rt, Value value) {
  if (is_exception_instance(rt, value)) return value;
  if (is_exception_class(rt, value)) return minipy::call(rt, value);
  return raise(rt, ExceptionId::kType, "exception causes must derive from BaseException");
}

Error make_stop_iteration(Runtime& rt, Value value) {
  Result<Value> made = value.is_empty() ? make_exception(rt, ExceptionId::kStopIteration, {})
                                        : make_exception(rt, ExceptionId::kStopIteration, {&value, 1});
  if (!made) return made.take_error();
  return raise_value(rt, *made);
}

Result<bool> exception_matches(Runtime& rt, Value exception, Value type) {
  // All of them, before any is looked at; tuples in tuples are none.
  const Tuple* several = as<Tuple>(type);
  const std::span<const Value> types = several ? several->values() : std::span<const Value>(&type, 1);
  for (const Value each : types) {
    if (!is_exception_class(rt, each))
      return raise(rt, ExceptionId::kType, "catching classes that do not inherit from BaseException is not allowed");
  }
  const Class& cls = *rt.space().class_of(exception);
  for (const Value each : types)
    if (cls.is_subclass_of(*each.as<Class>())) return true;
  return false;
}

}  // namespace minipy
