// math: sums and products of many numbers.
#include <minipy/modules/math.h>
#include <minipy/vm/arithmetic.h>
#include <minipy/vm/iterating.h>

#include <cmath>
#include <cstdlib>

namespace minipy {

namespace {

// Floats in malloc memory.
class Floats {
 public:
  Floats() = default;
  ~Floats() { std::free(all_); }
  Floats(const Floats&) = delete;
  Floats& operator=(const Floats&) = delete;

  bool append(double number) {
    if (size_ == capacity_) {
      const size_t grown = capacity_ * 2 + 32;
      void* moved = std::realloc(all_, grown * sizeof(double));
      if (!moved) return false;
      all_ = static_cast<double*>(moved);
      capacity_ = grown;
    }
    all_[size_++] = number;
    return true;
  }
  size_t size() const { return size_; }
  double& operator[](size_t i) { return all_[i]; }
  void truncate(size_t size) { size_ = size; }

 private:
  double* all_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

// Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates", 1997: the sum is kept as
// partial sums that do not overlap, and rounded once.
class ExactSum {
 public:
  // False when out of memory.
  bool add(double x) {
    if (!std::isfinite(x)) {
      special_ += x;
      if (std::isinf(x)) infinite_ += x;
      has_special_ = true;
      partials_.truncate(0);
      return true;
    }
    size_t kept = 0;
    for (size_t i = 0; i < partials_.size(); i++) {
      double y = partials_[i];
      if (std::fabs(x) < std::fabs(y)) std::swap(x, y);
      const double high = x + y;
      const double low = y - (high - x);
      if (low != 0) partials_[kept++] = low;
      x = high;
    }
    partials_.truncate(kept);
    if (std::isinf(x)) {
      overflowed_ = true;
      return true;
    }
    return x == 0 || partials_.append(x);
  }

  bool overflowed() const { return overflowed_; }
  bool has_special() const { return has_special_; }
  double special() const { return special_; }
  bool has_both_infinities() const { return std::isnan(infinite_); }

  double result() {
    size_t left = partials_.size();
    if (left == 0) return 0.0;
    double high = partials_[--left];
    double low = 0;
    while (left > 0) {
      const double x = high;
      const double y = partials_[--left];
      high = x + y;
      low = y - (high - x);
      if (low != 0) break;
    }
    // Half-way cases go where the rest points to.
    if (left > 0 && ((low < 0) == (partials_[left - 1] < 0)) && low != 0) {
      const double y = low * 2;
      const double x = high + y;
      if (y == x - high) high = x;
    }
    return high;
  }

 private:
  Floats partials_;
  double special_ = 0;
  double infinite_ = 0;
  bool has_special_ = false;
  bool overflowed_ = false;
};

Result<Value> exact_sum(Runtime& rt, Arguments args) {
  ExactSum sum;
  Items items(rt, args[0]);
  while (MAYFLY_TRY(items.next())) {
    if (!sum.add(MAYFLY_TRY(to_double(rt, items.value())))) return Error::out_of_memory();
    if (sum.overflowed()) return raise(rt, ExceptionId::kOverflow, "intermediate overflow in fsum");
  }
  if (sum.has_both_infinities()) return raise(rt, ExceptionId::kValue, "-inf + inf in fsum");
  return Value::number(sum.has_special() ? sum.special() : sum.result());
}

Result<Value> product(Runtime& rt, Arguments args) {
  static constexpr const char* kNames[] = {"", "*", "start"};
  Locals<2> slots(rt);
  if (!slots) return slots.error();
  slots[0] = slots[1] = Value::empty();
  MAYFLY_TRY(take(rt, "prod", args, kNames, 1, 1, slots.span()));
  if (slots[1].is_empty()) slots[1] = Value::small(1);
  Items items(rt, slots[0]);
  while (MAYFLY_TRY(items.next())) slots[1] = MAYFLY_TRY(binary(rt, BinaryOp::kMultiply, slots[1], items.value()));
  return slots[1];
}

// The length of a vector, scaled so that no square overflows; `numbers` are not negative.
double norm(Floats& numbers) {
  double most = 0;
  bool has_nan = false;
  for (size_t i = 0; i < numbers.size(); i++) {
    const double x = std::fabs(numbers[i]);
    if (std::isinf(x)) return HUGE_VAL;
    has_nan = has_nan || std::isnan(x);
    most = std::max(most, x);
  }
  if (has_nan) return NAN;
  if (most == 0 || numbers.size() == 1) return most;
  int exponent = 0;
  std::frexp(most, &exponent);
  long double sum = 0;
  for (size_t i = 0; i < numbers.size(); i++) {
    const long double x = std::ldexp(static_cast<long double>(numbers[i]), -exponent);
    sum += x * x;
  }
  return static_cast<double>(std::ldexp(std::sqrt(sum), exponent));
}

Result<Value> hypotenuse(Runtime& rt, Arguments args) {
  Floats numbers;
  for (uint32_t i = 0; i < args.positional(); i++)
    if (!numbers.append(MAYFLY_TRY(to_double(rt, args[i])))) return Error::out_of_memory();
  return Value::number(norm(numbers));
}

Result<Value> distance(Runtime& rt, Arguments args) {
  Locals<2> points(rt);
  if (!points) return points.error();
  for (uint32_t i = 0; i < 2; i++) {
    points[i] = unboxed(args[i]);
    if (!points[i].is<Tuple>()) points[i] = Value(MAYFLY_TRY(to_list(rt, args[i])));
  }
  const auto size = [&](uint32_t i) {
    return points[i].is<Tuple>() ? points[i].as<Tuple>()->size() : points[i].as<List>()->size();
  };
  const auto at = [&](uint32_t i, size_t n) {
    return points[i].is<Tuple>() ? points[i].as<Tuple>()->at(n) : points[i].as<List>()->at(n);
  };
  if (size(0) != size(1)) return raise(rt, ExceptionId::kValue, "both points must have the same number of dimensions");
  Floats differences;
  for (size_t n = 0; n < size(0); n++) {
    const double x = MAYFLY_TRY(to_double(rt, at(0, n)));
    const double y = MAYFLY_TRY(to_double(rt, at(1, n)));
    if (!differences.append(x - y)) return Error::out_of_memory();
  }
  return Value::number(norm(differences));
}

constexpr NativeSpec kFunctions[] = {
    function<exact_sum, 1>("fsum"),
    keywords_function<product>("prod"),
    function<hypotenuse, 0, kAnyNumber>("hypot"),
    function<distance, 2>("dist"),
};

}  // namespace

std::span<const NativeSpec> math_sum_functions() { return kFunctions; }

}  // namespace minipy
