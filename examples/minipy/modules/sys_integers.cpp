// sys: the limit of conversions between ints and texts.
#include <minipy/modules/sys.h>
#include <minipy/vm/native.h>
#include <minipy/vm/number_text.h>
#include <minipy/vm/operators.h>

namespace minipy {

namespace {

Result<Value> get_limit(Runtime&, Arguments) { return Value::small(max_integer_digits()); }

Result<Value> set_limit(Runtime& rt, Arguments args) {
  static constexpr const char* kNames[] = {"maxdigits"};
  Locals<1> slots(rt);
  if (!slots) return slots.error();
  slots[0] = Value::empty();
  MAYFLY_TRY(take(rt, "set_int_max_str_digits", args, kNames, 0, 1, slots.span()));
  const int64_t digits =
      MAYFLY_TRY(to_int64_or_raise(rt, slots[0], ExceptionId::kOverflow, "Python int too large to convert to C int"));
  if (digits > INT32_MAX || digits < INT32_MIN)
    return raise(rt, ExceptionId::kOverflow, "Python int too large to convert to C int");
  if (digits != 0 && digits < kLeastMaxIntegerDigits)
    return raise(rt, ExceptionId::kValue, "maxdigits must be 0 or larger than %d", kLeastMaxIntegerDigits);
  set_max_integer_digits(static_cast<int>(digits));
  return Value::nil();
}

constexpr NativeSpec kFunctions[] = {
    function<get_limit, 0>("get_int_max_str_digits"),
    keywords_function<set_limit>("set_int_max_str_digits"),
};

}  // namespace

Result<> define_sys_integers(Runtime& rt, Dict& ns) { return install(rt, ns, kFunctions); }

}  // namespace minipy
