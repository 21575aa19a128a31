// math: factorial, gcd, isqrt, comb, ...
#include <minipy/modules/math.h>
#include <minipy/vm/arithmetic.h>

#include <cmath>

namespace minipy {

namespace {

Result<Value> factorial(Runtime& rt, Arguments args) {
  const Value number = MAYFLY_TRY(to_index(rt, args[0]));
  if (IntegerView(number).sign() < 0)
    return raise(rt, ExceptionId::kValue, "factorial() not defined for negative values");
  const std::optional<int64_t> n = to_int64(number);
  if (!n) {
    return raise(rt, ExceptionId::kOverflow, "factorial() argument should not exceed %lld",
                 static_cast<long long>(INT64_MAX));
  }
  const double bits = *n < 2 ? 1 : static_cast<double>(*n) * std::log2(static_cast<double>(*n));
  MAYFLY_TRY(check_integer_size(rt.heap(), bits > 1e18 ? UINT64_MAX : static_cast<uint64_t>(bits)));
  return compute([&]() -> Result<Value> {
    Integer result;
    mpz_fac_ui(result, static_cast<unsigned long>(*n));
    return make_any_integer(rt.heap(), result);
  });
}

// Of any number of ints.
template <void (*kOperation)(mpz_ptr, mpz_srcptr, mpz_srcptr)>
Result<Value> combine(Runtime& rt, Arguments args, int64_t of_none) {
  Local<Value> result(rt, Value::small(of_none));
  if (!result) return result.error();
  for (uint32_t i = 0; i < args.positional(); i++) {
    const Value next = MAYFLY_TRY(to_index(rt, args[i]));
    MAYFLY_TRY(check_integer_size(rt.heap(), IntegerView(*result).bits() + IntegerView(next).bits()));
    result.set(MAYFLY_TRY(compute([&]() -> Result<Value> {
      Integer combined;
      kOperation(combined, IntegerView(*result), IntegerView(next));
      return make_any_integer(rt.heap(), combined);
    })));
  }
  return *result;
}
Result<Value> greatest_common_divisor(Runtime& rt, Arguments args) { return combine<mpz_gcd>(rt, args, 0); }
Result<Value> least_common_multiple(Runtime& rt, Arguments args) { return combine<mpz_lcm>(rt, args, 1); }

Result<Value> integer_square_root(Runtime& rt, Arguments args) {
  const Value number = MAYFLY_TRY(to_index(rt, args[0]));
  const IntegerView view(number);
  if (view.sign() < 0) return raise(rt, ExceptionId::kValue, "isqrt() argument must be nonnegative");
  return compute([&]() -> Result<Value> {
    Integer root;
    mpz_sqrt(root, view);
    return make_any_integer(rt.heap(), root);
  });
}

// n and k of comb() and perm(); k as a machine number, or the answer is 0.
struct Choice {
  int64_t k;
  bool is_zero;
};
Result<Choice> choice(Runtime& rt, Value n, Value k) {
  if (IntegerView(n).sign() < 0) return raise(rt, ExceptionId::kValue, "n must be a non-negative integer");
  if (IntegerView(k).sign() < 0) return raise(rt, ExceptionId::kValue, "k must be a non-negative integer");
  if (mpz_cmp(IntegerView(k), IntegerView(n)) > 0) return Choice{0, true};
  const std::optional<int64_t> number = to_int64(k);
  if (!number) {
    return raise(rt, ExceptionId::kOverflow, "min(n - k, k) must not exceed %lld", static_cast<long long>(INT64_MAX));
  }
  return Choice{*number, false};
}

Result<Value> combinations(Runtime& rt, Arguments args) {
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = MAYFLY_TRY(to_index(rt, args[0]));
  held[1] = MAYFLY_TRY(to_index(rt, args[1]));
  // The smaller of k and n - k.
  if (IntegerView(held[0]).sign() >= 0 && IntegerView(held[1]).sign() >= 0) {
    const Value other = MAYFLY_TRY(integer_binary(rt, BinaryOp::kSubtract, held[0], held[1]));
    if (IntegerView(other).sign() >= 0 && mpz_cmp(IntegerView(other), IntegerView(held[1])) < 0) held[1] = other;
  }
  const Choice chosen = MAYFLY_TRY(choice(rt, held[0], held[1]));
  if (chosen.is_zero) return Value::small(0);
  const auto k = static_cast<uint64_t>(chosen.k);
  // At most (n e / k)^k.
  const double each =
      static_cast<double>(IntegerView(held[0]).bits()) + 2 - (k > 0 ? std::log2(static_cast<double>(k)) : 0);
  const double bits = each * static_cast<double>(k);
  MAYFLY_TRY(check_integer_size(rt.heap(), bits > 1e18 ? UINT64_MAX : static_cast<uint64_t>(bits > 0 ? bits : 0)));
  return compute([&]() -> Result<Value> {
    Integer result;
    mpz_bin_ui(result, IntegerView(held[0]), k);
    return make_any_integer(rt.heap(), result);
  });
}

// from * (from + 1) * ... so many factors, by halves.
void product_of_run(mpz_ptr to, mpz_srcptr from, uint64_t count) {
  if (count <= 8) {
    Integer factor;
    mpz_set(factor, from);
    mpz_set_ui(to, 1);
    for (uint64_t i = 0; i < count; i++) {
      mpz_mul(to, to, factor);
      mpz_add_ui(factor, factor, 1);
    }
    return;
  }
  Integer upper;
  Integer middle;
  product_of_run(to, from, count / 2);
  mpz_add_ui(middle, from, count / 2);
  product_of_run(upper, middle, count - count / 2);
  mpz_mul(to, to, upper);
}

Result<Value> permutations(Runtime& rt, Arguments args) {
  if (args.positional() < 2 || args[1].is_nil()) return factorial(rt, args);
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = MAYFLY_TRY(to_index(rt, args[0]));
  held[1] = MAYFLY_TRY(to_index(rt, args[1]));
  const Choice chosen = MAYFLY_TRY(choice(rt, held[0], held[1]));
  if (chosen.is_zero) return Value::small(0);
  const auto k = static_cast<uint64_t>(chosen.k);
  const double bits = static_cast<double>(IntegerView(held[0]).bits()) * static_cast<double>(k);
  MAYFLY_TRY(check_integer_size(rt.heap(), bits > 1e18 ? UINT64_MAX : static_cast<uint64_t>(bits)));
  return compute([&]() -> Result<Value> {
    Integer first;
    Integer result;
    mpz_sub_ui(first, IntegerView(held[0]), k);
    mpz_add_ui(first, first, 1);
    product_of_run(result, first, k);
    return make_any_integer(rt.heap(), result);
  });
}

constexpr NativeSpec kFunctions[] = {
    function<factorial, 1>("factorial"),
    function<greatest_common_divisor, 0, kAnyNumber>("gcd"),
    function<least_common_multiple, 0, kAnyNumber>("lcm"),
    function<integer_square_root, 1>("isqrt"),
    function<combinations, 2>("comb"),
    function<permutations, 1, 2>("perm"),
};

}  // namespace

std::span<const NativeSpec> math_integer_functions() { return kFunctions; }

}  // namespace minipy
