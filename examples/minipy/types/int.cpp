// int: the class, and its methods.
#include <minipy/types/containers.h>
#include <minipy/types/number_parse.h>
#include <minipy/types/number_specials.h>

#include <mayfly/runtime/weak/proxy_target.h>

#include <cstdlib>

namespace minipy {

namespace {

constexpr NumberKind kInt = NumberKind::kInt;

// int(value) of what is no text.
Result<Value> convert(Runtime& rt, Value value) {
  if (is_proxy(value)) return on_target(rt, value, [&](Value target) { return convert(rt, target); });
  const Value inner = unboxed(value);
  const auto has = [&](Special special) { return !rt.space().class_of(value)->special(special).is_empty(); };
  if (is_int_or_bool(value)) return number_unary(rt, UnaryOp::kPositive, value);
  if (value.is_double()) return integer_from_double(rt, value.as_double());
  Local<Value> held(rt, value);
  if (!held) return held.error();
  if (has(Special::kInteger)) {
    const Value answer = MAYFLY_TRY(invoke_special(rt, Special::kInteger, Arguments(held.data(), 1)));
    const Value number = unboxed(answer);
    if (is_int_or_bool(number)) return number_unary(rt, UnaryOp::kPositive, number);
    return raise(rt, ExceptionId::kType, "__int__ returned non-int (type %s)", type_name_of(rt, answer));
  }
  if (has(Special::kIndex)) return to_index(rt, value);
  Symbol& trunc = *Minipy::of(rt).names().dunder_trunc;
  if (const Value special = rt.space().class_of(value)->find_attribute(trunc); !special.is_empty()) {
    const Value answer = unboxed(MAYFLY_TRY(call(rt, special, {value})));
    if (is_int_or_bool(answer)) return number_unary(rt, UnaryOp::kPositive, answer);
    return to_index(rt, answer);
  }
  if (const String* text = inner.try_as<String>()) return parse_integer(rt, text->view(), 10);
  return raise(rt, ExceptionId::kType,
               "int() argument must be a string, a bytes-like object or a real number, not '%s'",
               type_name_of(rt, value));
}

Result<Value> make(Runtime& rt, Arguments args) {
  static constexpr const char* kNames[] = {"", "base"};
  Class* cls = MAYFLY_TRY(class_to_make(rt, args, *rt.space().int_class()));
  if (cls == rt.space().bool_class())
    return raise(rt, ExceptionId::kType, "int.__new__(bool) is not safe, use bool.__new__()");
  Locals<2> slots(rt);
  if (!slots) return slots.error();
  slots[0] = slots[1] = Value::empty();
  MAYFLY_TRY(take(rt, "int", args.rest(), kNames, 1, 0, slots.span()));
  const Value value = slots[0];
  const Value base = slots[1];
  Value made = Value::small(0);
  if (base.is_empty()) {
    if (!value.is_empty()) made = MAYFLY_TRY(convert(rt, value));
  } else {
    if (value.is_empty()) return raise(rt, ExceptionId::kType, "int() missing string argument");
    const int64_t number = MAYFLY_TRY(to_index_clamped(rt, base));
    if (number != 0 && (number < 2 || number > 36))
      return raise(rt, ExceptionId::kValue, "int() base must be >= 2 and <= 36, or 0");
    const String* text = as<String>(value);
    if (!text) return raise(rt, ExceptionId::kType, "int() can't convert non-string with explicit base");
    made = MAYFLY_TRY(parse_integer(rt, text->view(), static_cast<int>(number)));
  }
  return boxed(rt, *cls, made);
}

Result<Value> bit_length(Runtime& rt, Arguments args) {
  const Value self = MAYFLY_TRY(number_receiver<kInt>(rt, args));
  return make_integer(rt.heap(), static_cast<int64_t>(IntegerView(self).bits()));
}

Result<Value> bit_count(Runtime& rt, Arguments args) {
  const Value self = MAYFLY_TRY(number_receiver<kInt>(rt, args));
  const IntegerView view(self);
  int64_t count = 0;
  for (size_t i = 0; i < mpz_size(view); i++)
    count += __builtin_popcountll(mpz_getlimbn(view, static_cast<mp_size_t>(i)));
  return make_integer(rt.heap(), count);
}

Result<Value> as_integer_ratio(Runtime& rt, Arguments args) {
  const Value self = MAYFLY_TRY(number_receiver<kInt>(rt, args));
  const Value parts[] = {MAYFLY_TRY(number_unary(rt, UnaryOp::kPositive, self)), Value::small(1)};
  return new_tuple(rt, parts);
}

Result<Value> denominator(Runtime&, Arguments) { return Value::small(1); }

// To a multiple of 10^-digits, the even one of two that are as near.
Result<Value> round_special(Runtime& rt, Arguments args) {
  const Value self = MAYFLY_TRY(number_receiver<kInt>(rt, args));
  const Value plain = MAYFLY_TRY(number_unary(rt, UnaryOp::kPositive, self));
  if (args.positional() < 2) return plain;
  Local<Value> number(rt, plain);
  if (!number) return number.error();
  const int64_t digits = MAYFLY_TRY(to_index_clamped(rt, args[1]));
  if (digits >= 0) return *number;
  // Half of 10^n has more bits than the number: 0.
  if (digits < -400'000'000 || static_cast<uint64_t>(-digits) * 3 > IntegerView(*number).bits() + 3)
    return Value::small(0);
  return compute([&]() -> Result<Value> {
    const IntegerView view(*number);
    Integer unit;
    Integer quotient;
    Integer remainder;
    mpz_ui_pow_ui(unit, 10, static_cast<unsigned long>(-digits));
    mpz_fdiv_qr(quotient, remainder, view, unit);
    mpz_mul_2exp(remainder, remainder, 1);
    const int side = mpz_cmp(remainder, unit);
    if (side > 0 || (side == 0 && mpz_tstbit(quotient, 0))) mpz_add_ui(quotient, quotient, 1);
    mpz_mul(quotient, quotient, unit);
    return make_any_integer(rt.heap(), quotient);
  });
}

constexpr NativeSpec kMethods[] = {
    keywords_static_method<make>("__new__"),
    forward_method<kInt, BinaryOp::kLeftShift>("__lshift__"),
    reflected_method<kInt, BinaryOp::kLeftShift>("__rlshift__"),
    forward_method<kInt, BinaryOp::kRightShift>("__rshift__"),
    reflected_method<kInt, BinaryOp::kRightShift>("__rrshift__"),
    forward_method<kInt, BinaryOp::kAnd>("__and__"),
    reflected_method<kInt, BinaryOp::kAnd>("__rand__"),
    forward_method<kInt, BinaryOp::kOr>("__or__"),
    reflected_method<kInt, BinaryOp::kOr>("__ror__"),
    forward_method<kInt, BinaryOp::kXor>("__xor__"),
    reflected_method<kInt, BinaryOp::kXor>("__rxor__"),
    method<unary_special<kInt, UnaryOp::kInvert>, 0>("__invert__", NativeSpec::kLeaf),
    method<int_special<kInt>, 0>("__index__", NativeSpec::kLeaf),
    method<int_special<kInt>, 0>("__floor__", NativeSpec::kLeaf),
    method<int_special<kInt>, 0>("__ceil__", NativeSpec::kLeaf),
    method<round_special, 0, 1>("__round__"),
    method<bit_length, 0>("bit_length", NativeSpec::kLeaf),
    method<bit_count, 0>("bit_count", NativeSpec::kLeaf),
    method<as_integer_ratio, 0>("as_integer_ratio"),
    getter<itself<kInt>>("numerator"),
    getter<denominator>("denominator"),
};

}  // namespace

Result<> define_int(Runtime& rt) {
  Class& cls = *rt.space().int_class();
  rt.space().set_class_of_kind(BigInteger::kind(), cls);
  MAYFLY_TRY(install(rt, cls, kNumberSpecials<kInt>));
  MAYFLY_TRY(publish(rt, cls));
  return install(rt, cls, kMethods);
}

}  // namespace minipy
