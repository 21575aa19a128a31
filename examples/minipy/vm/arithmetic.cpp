// Operators on any values: numbers and strings at once, then the specials of the classes.
#include <minipy/vm/arithmetic.h>
#include <minipy/vm/minipy.h>
#include <minipy/vm/native.h>
#include <minipy/vm/specials.h>

#include <mayfly/runtime/weak/proxy_target.h>

namespace minipy {

namespace {

struct Operator {
  Special special, reflected, in_place;
  const char* symbol;
  const char* in_place_symbol;
};

constexpr Operator kOperators[] = {
    {Special::kAdd, Special::kReflectedAdd, Special::kInPlaceAdd, "+", "+="},
    {Special::kSubtract, Special::kReflectedSubtract, Special::kInPlaceSubtract, "-", "-="},
    {Special::kMultiply, Special::kReflectedMultiply, Special::kInPlaceMultiply, "*", "*="},
    {Special::kDivide, Special::kReflectedDivide, Special::kInPlaceDivide, "/", "/="},
    {Special::kFloorDivide, Special::kReflectedFloorDivide, Special::kInPlaceFloorDivide, "//", "//="},
    {Special::kModulo, Special::kReflectedModulo, Special::kInPlaceModulo, "%", "%="},
    {Special::kPower, Special::kReflectedPower, Special::kInPlacePower, "** or pow()", "**="},
    {Special::kLeftShift, Special::kReflectedLeftShift, Special::kInPlaceLeftShift, "<<", "<<="},
    {Special::kRightShift, Special::kReflectedRightShift, Special::kInPlaceRightShift, ">>", ">>="},
    {Special::kAnd, Special::kReflectedAnd, Special::kInPlaceAnd, "&", "&="},
    {Special::kOr, Special::kReflectedOr, Special::kInPlaceOr, "|", "|="},
    {Special::kXor, Special::kReflectedXor, Special::kInPlaceXor, "^", "^="},
    {Special::kMatrixMultiply, Special::kReflectedMatrixMultiply, Special::kInPlaceMatrixMultiply, "@", "@="},
};

const Operator& operator_of(BinaryOp op) { return kOperators[static_cast<size_t>(op)]; }

// The operands are held.
Result<Value> ask_both(Runtime& rt, Special special, Special reflected, Value a, Value b) {
  const Class& left = *rt.space().class_of(a);
  const Class& right = *rt.space().class_of(b);
  const bool differ = &left != &right;
  // A subclass's own reflected special goes before the left operand's.
  const bool right_first =
      differ && right.is_subclass_of(left) && !right.special(reflected).identical(left.special(reflected));
  if (right_first) {
    const Value answer = MAYFLY_TRY(ask_special(rt, reflected, b, a));
    if (!answer.is_empty()) return answer;
  }
  const Value answer = MAYFLY_TRY(ask_special(rt, special, a, b));
  if (!answer.is_empty() || !differ || right_first) return answer;
  return ask_special(rt, reflected, b, a);
}

bool is_of(Runtime& rt, Value value, gc::KindId kind) {
  return rt.space().class_of(value)->is_subclass_of(*rt.space().class_of_kind(kind));
}
bool is_sequence(Runtime& rt, Value value) {
  return is_of(rt, value, kKindString) || is_of(rt, value, kKindList) || is_of(rt, value, kKindTuple);
}

Error unsupported(Runtime& rt, BinaryOp op, const char* symbol, Value a, Value b) {
  const char* left = type_name_of(rt, a);
  const char* right = type_name_of(rt, b);
  if (op == BinaryOp::kAdd && is_sequence(rt, a)) {
    const char* type = is_of(rt, a, kKindString) ? "str" : is_of(rt, a, kKindList) ? "list" : "tuple";
    return raise(rt, ExceptionId::kType, "can only concatenate %s (not \"%s\") to %s", type, right, type);
  }
  if (op == BinaryOp::kMultiply && (is_sequence(rt, a) || is_sequence(rt, b)))
    return raise(rt, ExceptionId::kType, "can't multiply sequence by non-int of type '%s'",
                 is_sequence(rt, a) ? right : left);
  return raise(rt, ExceptionId::kType, "unsupported operand type(s) for %s: '%s' and '%s'", symbol, left, right);
}

// What needs no special: numbers, and the usual with strings. Empty: something else.
Result<Value> plain_binary(Runtime& rt, BinaryOp op, Value a, Value b) {
  if (is_plain_number(a)) {
    if (is_plain_number(b)) return number_binary(rt, op, a, b);
    if (op == BinaryOp::kMultiply && b.is<String>() && !a.is_double()) return repeat_string(rt, *b.as<String>(), a);
    return Value::empty();
  }
  const String* text = a.try_as<String>();
  if (!text) return Value::empty();
  if (op == BinaryOp::kAdd) {
    const String* other = b.try_as<String>();
    if (!other) return Value::empty();
    if (other->size() == 0) return a;
    if (text->size() == 0) return b;
    const String* made = String::concatenate(rt.heap(), *text, *other);
    if (!made) return rt.heap().allocation_error();
    return Value(made);
  }
  if (op == BinaryOp::kMultiply && is_int_or_bool(b)) return repeat_string(rt, *a.as<String>(), b);
  return Value::empty();
}

Result<Value> general_binary(Runtime& rt, BinaryOp op, Value a, Value b, bool in_place) {
  if (is_proxy(a) || is_proxy(b)) [[unlikely]] {
    Locals<2> targets(rt);
    if (!targets) return targets.error();
    targets[0] = MAYFLY_TRY(seen_through(rt, a));
    targets[1] = MAYFLY_TRY(seen_through(rt, b));
    return general_binary(rt, op, targets[0], targets[1], in_place);
  }
  const Value plain = MAYFLY_TRY(plain_binary(rt, op, a, b));
  if (!plain.is_empty()) return plain;
  if (!rt.calls().guard().has_room()) return rt.calls().recursion_error("the operation");
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = a;
  held[1] = b;
  // No class of the right operand's can have a say.
  if (op == BinaryOp::kModulo && a.is<String>() && (b.is<Tuple>() || b.is<String>() || !b.is_object()))
    return format_percent(rt, *a.as<String>(), b);
  const Operator& names = operator_of(op);
  if (in_place) {
    const Value answer = MAYFLY_TRY(ask_special(rt, names.in_place, held[0], held[1]));
    if (!answer.is_empty()) return answer;
  }
  const Value answer = MAYFLY_TRY(ask_both(rt, names.special, names.reflected, held[0], held[1]));
  if (!answer.is_empty()) return answer;
  return unsupported(rt, op, in_place ? names.in_place_symbol : names.symbol, held[0], held[1]);
}

}  // namespace

Result<Value> seen_through(Runtime& rt, Value value) {
  if (!is_proxy(value)) [[likely]]
    return value;
  Object* target = value.as<WeakProxy>()->get();
  if (!target) return raise(rt, ExceptionId::kReference, "weakly-referenced object no longer exists");
  return Value(target);
}

Result<Value> binary(Runtime& rt, BinaryOp op, Value a, Value b) {
  if (op == BinaryOp::kAdd && a.is<String>() && b.is<String>()) return plain_binary(rt, op, a, b);
  if (a.is_small() && b.is_small()) [[likely]] {
    const int64_t x = a.as_small();
    const int64_t y = b.as_small();
    int64_t result;
    switch (op) {  // 48 bits: sums can't overflow
      case BinaryOp::kAdd: result = x + y; break;
      case BinaryOp::kSubtract: result = x - y; break;
      case BinaryOp::kAnd: result = x & y; break;
      case BinaryOp::kOr: result = x | y; break;
      case BinaryOp::kXor: result = x ^ y; break;
      case BinaryOp::kFloorDivide:
        if (y == 0) return integer_binary(rt, op, a, b);
        result = x / y - (x % y != 0 && (x < 0) != (y < 0));
        break;
      case BinaryOp::kModulo:
        if (y == 0) return integer_binary(rt, op, a, b);
        result = x % y;
        if (result != 0 && (result < 0) != (y < 0)) result += y;
        break;
      case BinaryOp::kMultiply:
        if (!__builtin_mul_overflow(x, y, &result)) break;
        [[fallthrough]];
      default: {
        const Value made = MAYFLY_TRY(integer_binary(rt, op, a, b));
        if (!made.is_empty()) return made;
        return general_binary(rt, op, a, b, false);
      }
    }
    if (Value::fits_small(result)) [[likely]]
      return Value::small(result);
    return make_integer(rt.heap(), result);
  }
  if (a.is_double() && b.is_double()) {
    const double x = a.as_double();
    const double y = b.as_double();
    switch (op) {
      case BinaryOp::kAdd: return Value::number(x + y);
      case BinaryOp::kSubtract: return Value::number(x - y);
      case BinaryOp::kMultiply: return Value::number(x * y);
      case BinaryOp::kDivide:
        if (y != 0) return Value::number(x / y);
        break;
      default: break;
    }
  }
  return general_binary(rt, op, a, b, false);
}

Result<Value> in_place(Runtime& rt, BinaryOp op, Value a, Value b) {
  if (!a.is_object() && !b.is_object()) {
    const Value made = MAYFLY_TRY(number_binary(rt, op, a, b));
    if (!made.is_empty()) return made;
  }
  return general_binary(rt, op, a, b, true);
}

Result<Value> unary(Runtime& rt, UnaryOp op, Value operand) {
  if (op == UnaryOp::kNot) return Value::boolean(!MAYFLY_TRY(truth(rt, operand)));
  const Value plain = MAYFLY_TRY(number_unary(rt, op, operand));
  if (!plain.is_empty()) return plain;
  Local<Value> held(rt, MAYFLY_TRY(seen_through(rt, operand)));
  if (!held) return held.error();
  if (!rt.calls().guard().has_room()) return rt.calls().recursion_error("the operation");
  const Special special = op == UnaryOp::kNegative   ? Special::kNegative
                          : op == UnaryOp::kPositive ? Special::kPositive
                                                     : Special::kInvert;
  if (!rt.space().class_of(*held)->special(special).is_empty())
    return invoke_special(rt, special, Arguments(held.data(), 1));
  const char* symbol = op == UnaryOp::kNegative ? "-" : op == UnaryOp::kPositive ? "+" : "~";
  return raise(rt, ExceptionId::kType, "bad operand type for unary %s: '%s'", symbol, type_name_of(rt, *held));
}

Result<Value> absolute(Runtime& rt, Value value) {
  if (is_plain_number(value)) return number_absolute(rt, value);
  Local<Value> held(rt, MAYFLY_TRY(seen_through(rt, value)));
  if (!held) return held.error();
  if (!rt.space().class_of(*held)->special(Special::kAbsolute).is_empty())
    return invoke_special(rt, Special::kAbsolute, Arguments(held.data(), 1));
  return raise(rt, ExceptionId::kType, "bad operand type for abs(): '%s'", type_name_of(rt, *held));
}

Result<Value> divmod(Runtime& rt, Value a, Value b) {
  if (is_plain_number(a) && is_plain_number(b)) return number_divmod(rt, a, b);
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = MAYFLY_TRY(seen_through(rt, a));
  held[1] = MAYFLY_TRY(seen_through(rt, b));
  const Value answer = MAYFLY_TRY(ask_both(rt, Special::kDivmod, Special::kReflectedDivmod, held[0], held[1]));
  if (!answer.is_empty()) return answer;
  return raise(rt, ExceptionId::kType, "unsupported operand type(s) for divmod(): '%s' and '%s'",
               type_name_of(rt, held[0]), type_name_of(rt, held[1]));
}

Result<Value> power(Runtime& rt, Value base, Value exponent, Value modulus) {
  if (modulus.is_nil()) return binary(rt, BinaryOp::kPower, base, exponent);
  if (is_plain_number(base) && is_plain_number(exponent)) {
    if (is_int_or_bool(base) && is_int_or_bool(exponent) && is_int_or_bool(modulus))
      return integer_power(rt, base, exponent, modulus);
    if (base.is_double() || exponent.is_double() || modulus.is_double()) {
      return raise(rt, ExceptionId::kType, "pow() 3rd argument not allowed unless all arguments are integers");
    }
  }
  Locals<3> held(rt);
  if (!held) return held.error();
  held[0] = MAYFLY_TRY(seen_through(rt, base));
  held[1] = MAYFLY_TRY(seen_through(rt, exponent));
  held[2] = MAYFLY_TRY(seen_through(rt, modulus));
  const Value answer = MAYFLY_TRY(invoke_special(rt, Special::kPower, Arguments(held.data(), 3)));
  if (!answer.is_empty() && !answer.identical(rt.not_implemented())) return answer;
  return raise(rt, ExceptionId::kType, "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'",
               type_name_of(rt, held[0]), type_name_of(rt, held[1]), type_name_of(rt, held[2]));
}

Result<Value> repeat_string(Runtime& rt, String& text, Value count) {
  const IntegerView view(count);
  const std::optional<int64_t> times = count.is_boolean() ? count.is_true() : to_int64(count);
  if (!times) return raise(rt, ExceptionId::kOverflow, "cannot fit 'int' into an index-sized integer");
  if (view.sign() <= 0 || text.size() == 0) return new_string(rt, "");
  if (*times == 1) return Value(&text);
  TextBuilder builder(rt.heap());
  builder.repeat(text.view(), static_cast<uint64_t>(*times));
  return Value(MAYFLY_TRY(builder.finish()));
}

}  // namespace minipy
