// From any value to an int or float of C++.
#include <minipy/vm/arithmetic.h>
#include <minipy/vm/native.h>

namespace minipy {

namespace {

// Calls the special; its answer seen through.
Result<Value> ask(Runtime& rt, Special special, Value self) {
  Local<Value> held(rt, self);
  if (!held) return held.error();
  return unboxed(MAYFLY_TRY(invoke_special(rt, special, Arguments(held.data(), 1))));
}
bool has(Runtime& rt, Value value, Special special) { return !rt.space().class_of(value)->special(special).is_empty(); }

}  // namespace

Result<Value> to_index(Runtime& rt, Value value) {
  if (value.is_small() || is_int(value)) return value;
  if (value.is_boolean()) return Value::small(value.is_true());
  const Value inner = unboxed(value);
  if (is_int(inner)) return inner;
  value = MAYFLY_TRY(seen_through(rt, value));
  if (!has(rt, value, Special::kIndex))
    return raise(rt, ExceptionId::kType, "'%s' object cannot be interpreted as an integer", type_name_of(rt, value));
  const Value answer = MAYFLY_TRY(ask(rt, Special::kIndex, value));
  if (is_int(answer)) return answer;
  if (answer.is_boolean()) return Value::small(answer.is_true());
  return raise(rt, ExceptionId::kType, "__index__ returned non-int (type %s)", type_name_of(rt, answer));
}

Result<int64_t> to_index_clamped(Runtime& rt, Value value) {
  if (value.is_small()) return value.as_small();
  const Value index = MAYFLY_TRY(to_index(rt, value));
  if (const std::optional<int64_t> number = to_int64(index)) return *number;
  return IntegerView(index).sign() < 0 ? INT64_MIN : INT64_MAX;
}

Result<int64_t> to_int64_or_raise(Runtime& rt, Value value, ExceptionId overflow, const char* message) {
  if (value.is_small()) return value.as_small();
  const Value index = MAYFLY_TRY(to_index(rt, value));
  if (const std::optional<int64_t> number = to_int64(index)) return *number;
  return raise(rt, overflow, "%s", message);
}

Result<double> to_double(Runtime& rt, Value value) {
  if (value.is_double()) return value.as_double();
  if (is_plain_number(value)) return number_to_double(rt, value);
  value = MAYFLY_TRY(seen_through(rt, value));
  const Value inner = unboxed(value);
  if (inner.is_double()) return inner.as_double();
  if (has(rt, value, Special::kFloat)) {
    Local<Value> held(rt, value);
    if (!held) return held.error();
    const Value answer = MAYFLY_TRY(ask(rt, Special::kFloat, value));
    if (answer.is_double()) return answer.as_double();
    return raise(rt, ExceptionId::kType, "%s.__float__ returned non-float (type %s)", type_name_of(rt, *held),
                 type_name_of(rt, answer));
  }
  if (is_int(inner)) return number_to_double(rt, inner);
  if (has(rt, value, Special::kIndex)) return number_to_double(rt, MAYFLY_TRY(to_index(rt, value)));
  return raise(rt, ExceptionId::kType, "must be real number, not %s", type_name_of(rt, value));
}

}  // namespace minipy
