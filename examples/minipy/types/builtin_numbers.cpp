// Built-in functions on numbers and identities.
#include <minipy/types/builtins.h>
#include <minipy/vm/arithmetic.h>
#include <minipy/vm/text.h>

#include <mayfly/objects/text/utf8.h>

namespace minipy {

namespace {

Result<Value> abs(Runtime& rt, Arguments args) { return absolute(rt, args[0]); }

// As format() writes it with this spec: "#x".
Result<Value> in_base(Runtime& rt, Value value, const char* spec) {
  Local<Value> number(rt, MAYFLY_TRY(to_index(rt, value)));
  if (!number) return number.error();
  return Value(MAYFLY_TRY(minipy::format(rt, *number, spec)));
}
Result<Value> bin(Runtime& rt, Arguments args) { return in_base(rt, args[0], "#b"); }
Result<Value> oct(Runtime& rt, Arguments args) { return in_base(rt, args[0], "#o"); }
Result<Value> hex(Runtime& rt, Arguments args) { return in_base(rt, args[0], "#x"); }

Result<Value> chr(Runtime& rt, Arguments args) {
  const int64_t point =
      MAYFLY_TRY(to_int64_or_raise(rt, args[0], ExceptionId::kOverflow, "Python int too large to convert to C int"));
  if (point > INT32_MAX || point < INT32_MIN)
    return raise(rt, ExceptionId::kOverflow, "Python int too large to convert to C int");
  if (point < 0 || point > 0x10ffff) return raise(rt, ExceptionId::kValue, "chr() arg not in range(0x110000)");
  if (point >= 0xd800 && point <= 0xdfff)
    return raise(rt, ExceptionId::kValue, "chr() of a surrogate is not supported: str holds UTF-8");
  char text[4];
  return new_string(rt, {text, unicode::encode(static_cast<char32_t>(point), text)});
}

Result<Value> ord(Runtime& rt, Arguments args) {
  const String* text = as<String>(args[0]);
  if (!text) {
    return raise(rt, ExceptionId::kType, "ord() expected string of length 1, but %s found", type_name_of(rt, args[0]));
  }
  if (const size_t length = text->length(); length != 1)
    return raise(rt, ExceptionId::kType, "ord() expected a character, but string of length %zu found", length);
  size_t offset = 0;
  return Value::small(utf8::decode(text->view(), offset));
}

Result<Value> divide(Runtime& rt, Arguments args) { return divmod(rt, args[0], args[1]); }

Result<Value> pow(Runtime& rt, Arguments args) {
  static constexpr const char* kNames[] = {"base", "exp", "mod"};
  Locals<3> given(rt);
  if (!given) return given.error();
  given[0] = given[1] = given[2] = Value::empty();
  MAYFLY_TRY(take(rt, "pow", args, kNames, 0, 2, given.span()));
  if (given[2].is_empty() || given[2].is_nil()) return binary(rt, BinaryOp::kPower, given[0], given[1]);
  return power(rt, given[0], given[1], given[2]);
}

Result<Value> round(Runtime& rt, Arguments args) {
  static constexpr const char* kNames[] = {"number", "ndigits"};
  Locals<2> given(rt);
  if (!given) return given.error();
  given[0] = given[1] = Value::empty();
  MAYFLY_TRY(take(rt, "round", args, kNames, 0, 1, given.span()));
  if (!is_defined(special_of(rt, given[0], Special::kRound))) {
    return raise(rt, ExceptionId::kType, "type %s doesn't define __round__ method", type_name_of(rt, given[0]));
  }
  return call_special(rt, Special::kRound, given[0], given[1].is_nil() ? Value::empty() : given[1]);
}

Result<Value> hash_of(Runtime& rt, Arguments args) {
  const auto number = static_cast<int64_t>(MAYFLY_TRY(hash(rt, args[0])));
  return make_integer(rt.heap(), number == -1 ? -2 : number);
}

// An object's address; what is no object is told apart by its word.
Result<Value> id(Runtime& rt, Arguments args) { return make_unsigned(rt.heap(), args[0].word()); }

}  // namespace

Result<> define_number_builtins(Runtime& rt, Dict& builtins) {
  static constexpr NativeSpec kFunctions[] = {
      function<abs, 1>("abs"),
      function<bin, 1>("bin"),
      function<chr, 1>("chr"),
      function<divide, 2>("divmod"),
      function<hash_of, 1>("hash"),
      function<hex, 1>("hex"),
      function<id, 1>("id", NativeSpec::kLeaf),
      function<oct, 1>("oct"),
      function<ord, 1>("ord"),
      keywords_function<pow>("pow"),
      keywords_function<round>("round"),
  };
  return install(rt, builtins, kFunctions);
}

}  // namespace minipy
