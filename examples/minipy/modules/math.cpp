// math: functions of one or two floats, and constants. Those of ints are in math_integer.cpp, sums in math_sums.cpp.
#include <minipy/modules/math.h>
#include <minipy/vm/arithmetic.h>
#include <minipy/vm/native.h>

#include <cmath>
#include <numbers>

namespace minipy {

namespace {

Error domain_error(Runtime& rt) { return raise(rt, ExceptionId::kValue, "math domain error"); }
Error range_error(Runtime& rt) { return raise(rt, ExceptionId::kOverflow, "math range error"); }

// What C's function says by NaN and infinity, as Python's errors.
enum class Infinite { kIsRangeError, kIsDomainError };
template <double (*kFunction)(double), Infinite kInfinite = Infinite::kIsDomainError>
Result<Value> of_one(Runtime& rt, Arguments args) {
  const double x = MAYFLY_TRY(to_double(rt, args[0]));
  const double result = kFunction(x);
  if (std::isnan(result) && !std::isnan(x)) return domain_error(rt);
  if (std::isinf(result) && std::isfinite(x))
    return kInfinite == Infinite::kIsRangeError ? range_error(rt) : domain_error(rt);
  return Value::number(result);
}
constexpr Infinite kRange = Infinite::kIsRangeError;

template <double (*kFunction)(double)>
Result<Value> unchecked(Runtime& rt, Arguments args) {
  return Value::number(kFunction(MAYFLY_TRY(to_double(rt, args[0]))));
}

// NaN of what is no NaN, or infinity of what is finite, is an error.
template <double (*kFunction)(double, double)>
Result<Value> of_two(Runtime& rt, Arguments args) {
  const double x = MAYFLY_TRY(to_double(rt, args[0]));
  const double y = MAYFLY_TRY(to_double(rt, args[1]));
  const double result = kFunction(x, y);
  if (std::isnan(result) && !std::isnan(x) && !std::isnan(y)) return domain_error(rt);
  if (std::isinf(result) && std::isfinite(x) && std::isfinite(y)) return range_error(rt);
  return Value::number(result);
}

double to_degrees(double x) { return x * (180.0 / std::numbers::pi); }
double to_radians(double x) { return x * (std::numbers::pi / 180.0); }
double two_to(double x) { return std::exp2(x); }
// C's functions of double alone, not their overloads.
double square_root(double x) { return std::sqrt(x); }
double cube_root(double x) { return std::cbrt(x); }
double natural_exponential(double x) { return std::exp(x); }
double gamma_function(double x) {
  if (x == -HUGE_VAL || (x < 0 && x == std::floor(x))) return NAN;
  return std::tgamma(x);
}
double log_gamma(double x) { return std::lgamma(x); }
double sine(double x) { return std::sin(x); }
double cosine(double x) { return std::cos(x); }
double tangent(double x) { return std::tan(x); }
double arc_sine(double x) { return std::asin(x); }
double arc_cosine(double x) { return std::acos(x); }
double arc_tangent(double x) { return std::atan(x); }
double arc_tangent_2(double y, double x) { return std::atan2(y, x); }
double sine_h(double x) { return std::sinh(x); }
double cosine_h(double x) { return std::cosh(x); }
double tangent_h(double x) { return std::tanh(x); }
double arc_sine_h(double x) { return std::asinh(x); }
double arc_cosine_h(double x) { return std::acosh(x); }
double arc_tangent_h(double x) { return std::atanh(x); }
double exponential_minus_1(double x) { return std::expm1(x); }
double log_1_plus(double x) { return std::log1p(x); }
double magnitude(double x) { return std::fabs(x); }
double error_function(double x) { return std::erf(x); }
double error_function_c(double x) { return std::erfc(x); }
double with_sign(double x, double y) { return std::copysign(x, y); }
double ieee_remainder(double x, double y) { return std::remainder(x, y); }

// fmod(x, infinity) is x, which is no error.
Result<Value> modulo(Runtime& rt, Arguments args) {
  const double x = MAYFLY_TRY(to_double(rt, args[0]));
  const double y = MAYFLY_TRY(to_double(rt, args[1]));
  if (std::isinf(y) && std::isfinite(x)) return Value::number(x);
  const double result = std::fmod(x, y);
  if (std::isnan(result) && !std::isnan(x) && !std::isnan(y)) return domain_error(rt);
  return Value::number(result);
}

Result<Value> power_function(Runtime& rt, Arguments args) {
  const double x = MAYFLY_TRY(to_double(rt, args[0]));
  const double y = MAYFLY_TRY(to_double(rt, args[1]));
  const double result = std::pow(x, y);
  if (std::isfinite(x) && std::isfinite(y)) {
    if (std::isnan(result)) return domain_error(rt);
    if (std::isinf(result)) return x == 0 ? domain_error(rt) : range_error(rt);
  }
  return Value::number(result);
}

// The logarithm of an int of any size, or of a float.
Result<double> logarithm(Runtime& rt, Value value, double (*function)(double)) {
  const Value inner = unboxed(value);
  if (inner.is<BigInteger>()) {
    const IntegerView view(inner);
    if (view.sign() < 0) return domain_error(rt);
    const double direct = nearest_double(inner);
    if (std::isfinite(direct)) return function(direct);
    signed long exponent = 0;
    const double fraction = mpz_get_d_2exp(&exponent, view);
    return function(fraction) + function(2.0) * static_cast<double>(exponent);
  }
  const double x = MAYFLY_TRY(to_double(rt, value));
  if (std::isnan(x)) return x;
  if (x <= 0) return domain_error(rt);
  return function(x);
}

Result<Value> natural_log(Runtime& rt, Arguments args) {
  const double numerator = MAYFLY_TRY(logarithm(rt, args[0], [](double x) { return std::log(x); }));
  if (args.positional() < 2) return Value::number(numerator);
  const double denominator = MAYFLY_TRY(logarithm(rt, args[1], [](double x) { return std::log(x); }));
  if (denominator == 0) return raise(rt, ExceptionId::kZeroDivision, "float division by zero");
  return Value::number(numerator / denominator);
}
Result<Value> log_2(Runtime& rt, Arguments args) {
  return Value::number(MAYFLY_TRY(logarithm(rt, args[0], [](double x) { return std::log2(x); })));
}
Result<Value> log_10(Runtime& rt, Arguments args) {
  return Value::number(MAYFLY_TRY(logarithm(rt, args[0], [](double x) { return std::log10(x); })));
}

// ceil, floor: the special of the class first.
template <double (*kFunction)(double)>
Result<Value> to_whole(Runtime& rt, Arguments args, const char* special) {
  if (!args[0].is_double()) {
    if (is_int_or_bool(args[0])) return number_unary(rt, UnaryOp::kPositive, args[0]);
    Symbol* name = MAYFLY_TRY(intern(rt, special));
    const Value found = rt.space().class_of(args[0])->find_attribute(*name);
    if (!found.is_empty()) return call(rt, found, {args[0]});
  }
  return integer_from_double(rt, kFunction(MAYFLY_TRY(to_double(rt, args[0]))));
}
double lower(double x) { return std::floor(x); }
double upper(double x) { return std::ceil(x); }
Result<Value> floor_function(Runtime& rt, Arguments args) { return to_whole<lower>(rt, args, "__floor__"); }
Result<Value> ceil_function(Runtime& rt, Arguments args) { return to_whole<upper>(rt, args, "__ceil__"); }

Result<Value> truncate(Runtime& rt, Arguments args) {
  if (args[0].is_double()) return integer_from_double(rt, args[0].as_double());
  const Value found = rt.space().class_of(args[0])->find_attribute(*Minipy::of(rt).names().dunder_trunc);
  if (!found.is_empty()) return call(rt, found, {args[0]});
  return raise(rt, ExceptionId::kType, "type %s doesn't define __trunc__ method", type_name_of(rt, args[0]));
}

Result<Value> fraction_and_exponent(Runtime& rt, Arguments args) {
  const double x = MAYFLY_TRY(to_double(rt, args[0]));
  int exponent = 0;
  const double fraction = std::isfinite(x) ? std::frexp(x, &exponent) : x;
  const Value parts[] = {Value::number(fraction), Value::small(exponent)};
  return new_tuple(rt, parts);
}

Result<Value> load_exponent(Runtime& rt, Arguments args) {
  const double x = MAYFLY_TRY(to_double(rt, args[0]));
  if (!is_int_or_bool(unboxed(args[1])))
    return raise(rt, ExceptionId::kType, "Expected an int as second argument to ldexp.");
  const int64_t exponent = MAYFLY_TRY(to_index_clamped(rt, args[1]));
  if (x == 0 || !std::isfinite(x)) return Value::number(x);
  if (exponent > INT32_MAX) return range_error(rt);
  if (exponent < INT32_MIN) return Value::number(std::copysign(0.0, x));
  const double result = std::ldexp(x, static_cast<int>(exponent));
  if (std::isinf(result)) return range_error(rt);
  return Value::number(result);
}

Result<Value> fraction_and_whole(Runtime& rt, Arguments args) {
  const double x = MAYFLY_TRY(to_double(rt, args[0]));
  double whole = x;
  const double fraction = std::isinf(x) ? std::copysign(0.0, x) : std::modf(x, &whole);
  const Value parts[] = {Value::number(fraction), Value::number(whole)};
  return new_tuple(rt, parts);
}

template <bool (*kTest)(double)>
Result<Value> test(Runtime& rt, Arguments args) {
  return Value::boolean(kTest(MAYFLY_TRY(to_double(rt, args[0]))));
}
bool is_finite(double x) { return std::isfinite(x); }
bool is_infinite(double x) { return std::isinf(x); }
bool is_nan(double x) { return std::isnan(x); }

Result<Value> next_after(Runtime& rt, Arguments args) {
  const double x = MAYFLY_TRY(to_double(rt, args[0]));
  return Value::number(std::nextafter(x, MAYFLY_TRY(to_double(rt, args[1]))));
}

Result<Value> last_place(Runtime& rt, Arguments args) {
  const double x = std::fabs(MAYFLY_TRY(to_double(rt, args[0])));
  if (!std::isfinite(x)) return Value::number(x);
  const double next = std::nextafter(x, HUGE_VAL);
  return Value::number(std::isinf(next) ? x - std::nextafter(x, -HUGE_VAL) : next - x);
}

Result<Value> is_close(Runtime& rt, Arguments args) {
  static constexpr const char* kNames[] = {"a", "b", "*", "rel_tol", "abs_tol"};
  Locals<4> slots(rt);
  if (!slots) return slots.error();
  for (Value& slot : slots.span()) slot = Value::empty();
  MAYFLY_TRY(take(rt, "isclose", args, kNames, 0, 2, slots.span()));
  const double a = MAYFLY_TRY(to_double(rt, slots[0]));
  const double b = MAYFLY_TRY(to_double(rt, slots[1]));
  const double relative = slots[2].is_empty() ? 1e-9 : MAYFLY_TRY(to_double(rt, slots[2]));
  const double absolute_tolerance = slots[3].is_empty() ? 0.0 : MAYFLY_TRY(to_double(rt, slots[3]));
  if (relative < 0 || absolute_tolerance < 0) return raise(rt, ExceptionId::kValue, "tolerances must be non-negative");
  if (a == b) return Value::boolean(true);
  if (std::isinf(a) || std::isinf(b)) return Value::boolean(false);
  const double difference = std::fabs(b - a);
  return Value::boolean(difference <= std::fabs(relative * b) || difference <= std::fabs(relative * a) ||
                        difference <= absolute_tolerance);
}

constexpr NativeSpec kFunctions[] = {
    function<of_one<square_root>, 1>("sqrt"),
    function<of_one<cube_root>, 1>("cbrt"),
    function<of_one<natural_exponential, kRange>, 1>("exp"),
    function<of_one<two_to, kRange>, 1>("exp2"),
    function<of_one<exponential_minus_1, kRange>, 1>("expm1"),
    function<of_one<log_1_plus>, 1>("log1p"),
    function<of_one<sine>, 1>("sin"),
    function<of_one<cosine>, 1>("cos"),
    function<of_one<tangent>, 1>("tan"),
    function<of_one<arc_sine>, 1>("asin"),
    function<of_one<arc_cosine>, 1>("acos"),
    function<of_one<arc_tangent>, 1>("atan"),
    function<of_one<sine_h, kRange>, 1>("sinh"),
    function<of_one<cosine_h, kRange>, 1>("cosh"),
    function<of_one<tangent_h>, 1>("tanh"),
    function<of_one<arc_sine_h>, 1>("asinh"),
    function<of_one<arc_cosine_h>, 1>("acosh"),
    function<of_one<arc_tangent_h>, 1>("atanh"),
    function<unchecked<magnitude>, 1>("fabs"),
    function<unchecked<to_degrees>, 1>("degrees"),
    function<unchecked<to_radians>, 1>("radians"),
    function<of_one<error_function>, 1>("erf"),
    function<of_one<error_function_c>, 1>("erfc"),
    function<of_one<gamma_function, kRange>, 1>("gamma"),
    function<of_one<log_gamma>, 1>("lgamma"),
    function<of_two<arc_tangent_2>, 2>("atan2"),
    function<of_two<with_sign>, 2>("copysign"),
    function<of_two<ieee_remainder>, 2>("remainder"),
    function<modulo, 2>("fmod"),
    function<power_function, 2>("pow"),
    function<natural_log, 1, 2>("log"),
    function<log_2, 1>("log2"),
    function<log_10, 1>("log10"),
    function<floor_function, 1>("floor"),
    function<ceil_function, 1>("ceil"),
    function<truncate, 1>("trunc"),
    function<fraction_and_exponent, 1>("frexp"),
    function<load_exponent, 2>("ldexp"),
    function<fraction_and_whole, 1>("modf"),
    function<test<is_finite>, 1>("isfinite"),
    function<test<is_infinite>, 1>("isinf"),
    function<test<is_nan>, 1>("isnan"),
    function<next_after, 2>("nextafter"),
    function<last_place, 1>("ulp"),
    keywords_function<is_close>("isclose"),
};

}  // namespace

Result<> define_math(Runtime& rt, Dict& ns) {
  const struct {
    const char* name;
    double value;
  } constants[] = {
      {"pi", std::numbers::pi}, {"e", std::numbers::e}, {"tau", 2 * std::numbers::pi}, {"inf", HUGE_VAL}, {"nan", NAN}};
  for (const auto& constant : constants) {
    const Value name = MAYFLY_TRY(new_string(rt, constant.name));
    if (ns.set(rt.heap(), name, Value::number(constant.value)) != Dict::Set::kDone) return rt.heap().allocation_error();
  }
  MAYFLY_TRY(install(rt, ns, kFunctions));
  MAYFLY_TRY(install(rt, ns, math_integer_functions()));
  return install(rt, ns, math_sum_functions());
}

}  // namespace minipy
