// float: the class, and its methods.
#include <minipy/types/containers.h>
#include <minipy/types/float_text.h>
#include <minipy/types/number_parse.h>
#include <minipy/types/number_specials.h>

#include <charconv>
#include <cmath>

namespace minipy {

namespace {

constexpr NumberKind kFloat = NumberKind::kFloat;

Result<double> double_receiver(Runtime& rt, Arguments args) {
  const Value self = MAYFLY_TRY(number_receiver<kFloat>(rt, args));
  return self.as_double();
}

Result<double> convert(Runtime& rt, Value value) {
  if (const String* text = as<String>(value)) {
    if (rt.space().class_of(value)->special(Special::kFloat).is_empty()) return parse_float(rt, text->view());
  } else if (!is_plain_number(unboxed(value))) {
    const Class& cls = *rt.space().class_of(MAYFLY_TRY(seen_through(rt, value)));
    if (cls.special(Special::kFloat).is_empty() && cls.special(Special::kIndex).is_empty()) {
      return raise(rt, ExceptionId::kType, "float() argument must be a string or a real number, not '%s'",
                   type_name_of(rt, value));
    }
  } else if (unboxed(value).is_double() &&
             special_of(rt, value, Special::kFloat) != rt.space().float_class()->special(Special::kFloat)) {
    // A float with a __float__ of its own: nobody else asks for it.
    const Value answer = MAYFLY_TRY(call_special(rt, Special::kFloat, value));
    if (unboxed(answer).is_double()) return unboxed(answer).as_double();
    return raise(rt, ExceptionId::kType, "%s.__float__ returned non-float (type %s)", type_name_of(rt, value),
                 type_name_of(rt, answer));
  }
  return to_double(rt, value);
}

Result<Value> make(Runtime& rt, Arguments args) {
  const Class& base = *rt.space().float_class();
  Class* cls = MAYFLY_TRY(class_to_make(rt, args, base));
  MAYFLY_TRY(refuse_keywords(rt, args, *cls, base, Special::kInit));
  MAYFLY_TRY(check_count(rt, args, "float", 0, 1));
  if (args.positional() < 2) return boxed(rt, *cls, Value::number(0.0));
  return boxed(rt, *cls, Value::number(MAYFLY_TRY(convert(rt, args[1]))));
}

Result<Value> is_integer_method(Runtime& rt, Arguments args) {
  const double self = MAYFLY_TRY(double_receiver(rt, args));
  return Value::boolean(std::isfinite(self) && std::floor(self) == self);
}

Result<Value> as_integer_ratio(Runtime& rt, Arguments args) {
  const double self = MAYFLY_TRY(double_receiver(rt, args));
  if (std::isinf(self)) return raise(rt, ExceptionId::kOverflow, "cannot convert Infinity to integer ratio");
  if (std::isnan(self)) return raise(rt, ExceptionId::kValue, "cannot convert NaN to integer ratio");
  int exponent = 0;
  const double fraction = std::frexp(self, &exponent);
  Locals<2> parts(rt);
  if (!parts) return parts.error();
  MAYFLY_TRY(compute([&]() -> Result<> {
    Integer numerator;
    Integer denominator;
    mpz_set_d(numerator, std::ldexp(fraction, 53));
    mpz_set_ui(denominator, 1);
    exponent -= 53;
    if (numerator.sign() != 0) {
      const mp_bitcnt_t zeros = mpz_scan1(numerator, 0);
      mpz_tdiv_q_2exp(numerator, numerator, zeros);
      exponent += static_cast<int>(zeros);
      if (exponent > 0)
        mpz_mul_2exp(numerator, numerator, static_cast<mp_bitcnt_t>(exponent));
      else
        mpz_mul_2exp(denominator, denominator, static_cast<mp_bitcnt_t>(-exponent));
    }
    parts[0] = MAYFLY_TRY(make_any_integer(rt.heap(), numerator));
    parts[1] = MAYFLY_TRY(make_any_integer(rt.heap(), denominator));
    return {};
  }));
  return new_tuple(rt, parts.span());
}

Result<Value> hex(Runtime& rt, Arguments args) {
  char text[40];
  return new_string(rt, {text, write_hexadecimal(MAYFLY_TRY(double_receiver(rt, args)), text)});
}

Result<Value> from_hex(Runtime& rt, Arguments args) {
  const String* text = as<String>(args[1]);
  if (!text) return raise(rt, ExceptionId::kType, "fromhex() argument must be str, not %s", type_name_of(rt, args[1]));
  const Value number = Value::number(MAYFLY_TRY(parse_hexadecimal(rt, text->view())));
  if (args[0].as<Class>() == rt.space().float_class()) return number;
  return call(rt, args[0], {number});
}

Result<Value> floor_special(Runtime& rt, Arguments args) {
  return integer_from_double(rt, std::floor(MAYFLY_TRY(double_receiver(rt, args))));
}
Result<Value> ceil_special(Runtime& rt, Arguments args) {
  return integer_from_double(rt, std::ceil(MAYFLY_TRY(double_receiver(rt, args))));
}

// To so many decimal places: the exact value, rounded half to even. `number` is finite.
double round_to(double number, int64_t digits) {
  if (digits > 323) return number;
  if (digits < -308) return std::copysign(0.0, number);
  char text[800];
  double rounded = 0;
  if (digits >= 0) {
    const auto end =
        std::to_chars(text, text + sizeof text, number, std::chars_format::fixed, static_cast<int>(digits)).ptr;
    std::from_chars(text, end, rounded);
    return rounded;
  }
  // So many digits that the place of the highest one is known for certain.
  const auto exact = std::to_chars(text, text + sizeof text, std::fabs(number), std::chars_format::scientific, 25).ptr;
  int exponent = 0;
  const char* e = std::find(static_cast<const char*>(text), static_cast<const char*>(exact), 'e') + 1;
  std::from_chars(e + (*e == '+'), exact, exponent);
  const int64_t kept = exponent + digits;  // digits behind the first
  if (kept >= 0) {
    const auto end =
        std::to_chars(text, text + sizeof text, number, std::chars_format::scientific, static_cast<int>(kept)).ptr;
    if (std::from_chars(text, end, rounded).ec == std::errc::result_out_of_range) rounded = HUGE_VAL;
    return rounded;
  }
  const double unit = std::pow(10.0, static_cast<double>(-digits));
  const bool up = kept == -1 && std::fabs(number) > unit / 2;
  return std::copysign(up ? unit : 0.0, number);
}

Result<Value> round_special(Runtime& rt, Arguments args) {
  const double self = MAYFLY_TRY(double_receiver(rt, args));
  if (args.positional() < 2 || args[1].is_nil()) return integer_from_double(rt, std::nearbyint(self));
  const int64_t digits = MAYFLY_TRY(to_index_clamped(rt, args[1]));
  if (!std::isfinite(self) || self == 0) return Value::number(self);
  const double rounded = round_to(self, digits);
  if (std::isinf(rounded)) return raise(rt, ExceptionId::kOverflow, "rounded value too large to represent");
  return Value::number(rounded);
}

constexpr NativeSpec kMethods[] = {
    keywords_static_method<make>("__new__"),
    method<is_integer_method, 0>("is_integer", NativeSpec::kLeaf),
    method<as_integer_ratio, 0>("as_integer_ratio"),
    method<hex, 0>("hex", NativeSpec::kLeaf),
    class_method<from_hex>("fromhex", 1, 1),
    method<floor_special, 0>("__floor__", NativeSpec::kLeaf),
    method<ceil_special, 0>("__ceil__", NativeSpec::kLeaf),
    method<round_special, 0, 1>("__round__"),
};

}  // namespace

Result<> define_float(Runtime& rt) {
  Class& cls = *rt.space().float_class();
  MAYFLY_TRY(install(rt, cls, kNumberSpecials<kFloat>));
  MAYFLY_TRY(publish(rt, cls));
  return install(rt, cls, kMethods);
}

}  // namespace minipy
