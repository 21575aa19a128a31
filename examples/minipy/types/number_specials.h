// Natives that int and float have in common: an operator special of numbers, made from the operator.
//
// They see through instances of subclasses, and decline what is no number of theirs.
#pragma once

#include <minipy/vm/arithmetic.h>
#include <minipy/vm/native.h>

#include <mayfly/objects/value/number.h>

namespace minipy {

enum class NumberKind : uint8_t { kInt, kFloat };

template <NumberKind kKind>
bool is_number_of(Value value) {
  return kKind == NumberKind::kInt ? is_int_or_bool(value) : value.is_double();
}
// What an operator of this kind takes as its other operand.
template <NumberKind kKind>
bool takes_number(Value value) {
  return kKind == NumberKind::kInt ? is_int_or_bool(value) : is_plain_number(value);
}
// args[0], seen through.
template <NumberKind kKind>
Result<Value> number_receiver(Runtime& rt, Arguments args) {
  const Value self = unboxed(args[0]);
  if (is_number_of<kKind>(self)) [[likely]]
    return self;
  return wrong_receiver(rt, args);
}

template <NumberKind kKind, BinaryOp kOp, bool kReflected>
Result<Value> binary_special(Runtime& rt, Arguments args) {
  const Value self = MAYFLY_TRY(number_receiver<kKind>(rt, args));
  const Value other = unboxed(args[1]);
  if (!takes_number<kKind>(other)) return rt.not_implemented();
  if (args.positional() > 2 && !args[2].is_nil()) {  // pow(a, b, modulus)
    const Value modulus = unboxed(args[2]);
    if (kKind == NumberKind::kFloat) {
      return raise(rt, ExceptionId::kType, "pow() 3rd argument not allowed unless all arguments are integers");
    }
    if (!is_int_or_bool(modulus)) return rt.not_implemented();
    return integer_power(rt, kReflected ? other : self, kReflected ? self : other, modulus);
  }
  return kReflected ? number_binary(rt, kOp, other, self) : number_binary(rt, kOp, self, other);
}

template <NumberKind kKind, bool kReflected>
Result<Value> divmod_special(Runtime& rt, Arguments args) {
  const Value self = MAYFLY_TRY(number_receiver<kKind>(rt, args));
  const Value other = unboxed(args[1]);
  if (!takes_number<kKind>(other)) return rt.not_implemented();
  return kReflected ? number_divmod(rt, other, self) : number_divmod(rt, self, other);
}

// An int answers a float, too: the core asks the one that is an object.
template <NumberKind kKind, CompareOp kOp>
Result<Value> compare_special(Runtime& rt, Arguments args) {
  const Value self = MAYFLY_TRY(number_receiver<kKind>(rt, args));
  const Value other = unboxed(args[1]);
  if (!is_plain_number(other)) return rt.not_implemented();
  const std::partial_ordering order = compare_any_numbers(self, other);
  switch (kOp) {
    case CompareOp::kEqual: return Value::boolean(order == 0);
    case CompareOp::kNotEqual: return Value::boolean(order != 0);
    case CompareOp::kLess: return Value::boolean(order < 0);
    case CompareOp::kLessEqual: return Value::boolean(order <= 0);
    case CompareOp::kGreater: return Value::boolean(order > 0);
    default: return Value::boolean(order >= 0);
  }
}

template <NumberKind kKind, UnaryOp kOp>
Result<Value> unary_special(Runtime& rt, Arguments args) {
  return number_unary(rt, kOp, MAYFLY_TRY(number_receiver<kKind>(rt, args)));
}

template <NumberKind kKind>
Result<Value> absolute_special(Runtime& rt, Arguments args) {
  return number_absolute(rt, MAYFLY_TRY(number_receiver<kKind>(rt, args)));
}

template <NumberKind kKind>
Result<Value> bool_special(Runtime& rt, Arguments args) {
  const Value self = MAYFLY_TRY(number_receiver<kKind>(rt, args));
  return Value::boolean(self.is<BigInteger>() || compare_numbers(self, Value::small(0)) != 0);
}

template <NumberKind kKind>
Result<Value> hash_special(Runtime& rt, Arguments args) {
  const Value self = MAYFLY_TRY(number_receiver<kKind>(rt, args));
  const uint64_t hash = self.is<BigInteger>() ? hash_big(*self.as<BigInteger>()) : hash_number(self);
  return make_integer(rt.heap(), static_cast<int64_t>(hash));
}

template <NumberKind kKind>
Result<Value> repr_special(Runtime& rt, Arguments args) {
  return Value(MAYFLY_TRY(repr(rt, MAYFLY_TRY(number_receiver<kKind>(rt, args)))));
}

template <NumberKind kKind>
Result<Value> float_special(Runtime& rt, Arguments args) {
  return Value::number(MAYFLY_TRY(number_to_double(rt, MAYFLY_TRY(number_receiver<kKind>(rt, args)))));
}

// __int__, __trunc__ (and __floor__, ... of an int): the number itself; a float's fraction is dropped.
template <NumberKind kKind>
Result<Value> int_special(Runtime& rt, Arguments args) {
  const Value self = MAYFLY_TRY(number_receiver<kKind>(rt, args));
  if (self.is_double()) return integer_from_double(rt, self.as_double());
  return number_unary(rt, UnaryOp::kPositive, self);
}

template <NumberKind kKind>
Result<Value> format_special(Runtime& rt, Arguments args) {
  const Value self = MAYFLY_TRY(number_receiver<kKind>(rt, args));
  const String* spec = as<String>(args[1]);
  if (!spec)
    return raise(rt, ExceptionId::kType, "__format__() argument must be str, not %s", argument_name_of(rt, args[1]));
  // str() of a subclass may be its own.
  if (spec->size() == 0) return Value(MAYFLY_TRY(str(rt, args[0])));
  return Value(MAYFLY_TRY(format(rt, self, spec->view())));
}

// conjugate, real: the number itself; imag: 0.
template <NumberKind kKind>
Result<Value> itself(Runtime& rt, Arguments args) {
  return number_unary(rt, UnaryOp::kPositive, MAYFLY_TRY(number_receiver<kKind>(rt, args)));
}
template <NumberKind kKind>
Result<Value> imaginary_part(Runtime&, Arguments) {
  return kKind == NumberKind::kInt ? Value::small(0) : Value::number(0.0);
}

template <NumberKind kKind, BinaryOp kOp>
constexpr NativeSpec forward_method(const char* name) {
  return method < binary_special<kKind, kOp, false>, 1, kOp == BinaryOp::kPower ? 2 : 1 > (name, NativeSpec::kLeaf);
}
template <NumberKind kKind, BinaryOp kOp>
constexpr NativeSpec reflected_method(const char* name) {
  return method < binary_special<kKind, kOp, true>, 1, kOp == BinaryOp::kPower ? 2 : 1 > (name, NativeSpec::kLeaf);
}

// What both have.
template <NumberKind kKind>
inline constexpr NativeSpec kNumberSpecials[] = {
    forward_method<kKind, BinaryOp::kAdd>("__add__"),
    reflected_method<kKind, BinaryOp::kAdd>("__radd__"),
    forward_method<kKind, BinaryOp::kSubtract>("__sub__"),
    reflected_method<kKind, BinaryOp::kSubtract>("__rsub__"),
    forward_method<kKind, BinaryOp::kMultiply>("__mul__"),
    reflected_method<kKind, BinaryOp::kMultiply>("__rmul__"),
    forward_method<kKind, BinaryOp::kDivide>("__truediv__"),
    reflected_method<kKind, BinaryOp::kDivide>("__rtruediv__"),
    forward_method<kKind, BinaryOp::kFloorDivide>("__floordiv__"),
    reflected_method<kKind, BinaryOp::kFloorDivide>("__rfloordiv__"),
    forward_method<kKind, BinaryOp::kModulo>("__mod__"),
    reflected_method<kKind, BinaryOp::kModulo>("__rmod__"),
    forward_method<kKind, BinaryOp::kPower>("__pow__"),
    reflected_method<kKind, BinaryOp::kPower>("__rpow__"),
    method<divmod_special<kKind, false>, 1>("__divmod__"),
    method<divmod_special<kKind, true>, 1>("__rdivmod__"),
    method<compare_special<kKind, CompareOp::kEqual>, 1>("__eq__", NativeSpec::kLeaf),
    method<compare_special<kKind, CompareOp::kNotEqual>, 1>("__ne__", NativeSpec::kLeaf),
    method<compare_special<kKind, CompareOp::kLess>, 1>("__lt__", NativeSpec::kLeaf),
    method<compare_special<kKind, CompareOp::kLessEqual>, 1>("__le__", NativeSpec::kLeaf),
    method<compare_special<kKind, CompareOp::kGreater>, 1>("__gt__", NativeSpec::kLeaf),
    method<compare_special<kKind, CompareOp::kGreaterEqual>, 1>("__ge__", NativeSpec::kLeaf),
    method<unary_special<kKind, UnaryOp::kNegative>, 0>("__neg__", NativeSpec::kLeaf),
    method<unary_special<kKind, UnaryOp::kPositive>, 0>("__pos__", NativeSpec::kLeaf),
    method<absolute_special<kKind>, 0>("__abs__", NativeSpec::kLeaf),
    method<bool_special<kKind>, 0>("__bool__", NativeSpec::kLeaf),
    method<hash_special<kKind>, 0>("__hash__", NativeSpec::kLeaf),
    method<repr_special<kKind>, 0>("__repr__"),
    method<format_special<kKind>, 1>("__format__"),
    method<int_special<kKind>, 0>("__int__", NativeSpec::kLeaf),
    method<int_special<kKind>, 0>("__trunc__", NativeSpec::kLeaf),
    method<float_special<kKind>, 0>("__float__", NativeSpec::kLeaf),
    method<itself<kKind>, 0>("conjugate", NativeSpec::kLeaf),
    getter<itself<kKind>>("real"),
    getter<imaginary_part<kKind>>("imag"),
};

}  // namespace minipy
