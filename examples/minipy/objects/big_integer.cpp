#include <minipy/objects/big_integer.h>

#include <mayfly/objects/value/number.h>

#include <cmath>
#include <cstdlib>

namespace minipy {

namespace {

// GMP knows no failure but abort(): it is left by an exception instead, which loses some of its scratch memory at worst.
void* allocate(size_t bytes) {
  if (void* memory = std::malloc(bytes)) return memory;
  throw std::bad_alloc();
}
void* reallocate(void* memory, size_t, size_t bytes) {
  if (void* moved = std::realloc(memory, bytes)) return moved;
  throw std::bad_alloc();
}
void release(void* memory, size_t) { std::free(memory); }

}  // namespace

const gc::KindRow BigInteger::kRow = {.name = "BigInteger", .trace = nullptr, .leaf = true};

const gc::KindId BigInteger::kKindId = [] {
  mp_set_memory_functions(&allocate, &reallocate, &release);
  return gc::register_kind(kRow);
}();

BigInteger::BigInteger(gc::CellInit init, mpz_srcptr number) : Object(init, mpz_size(number)) {
  if (mpz_sgn(number) < 0) set_flag(kNegative);
  std::memcpy(static_cast<void*>(this + 1), mpz_limbs_read(number), mpz_size(number) * sizeof(mp_limb_t));
}

Result<Value> make_any_integer(gc::Heap& heap, mpz_srcptr number) {
  const size_t size = mpz_size(number);
  if (size <= 1) {
    const uint64_t magnitude = mpz_getlimbn(number, 0);
    if (mpz_sgn(number) >= 0) return make_unsigned(heap, magnitude);
    if (magnitude <= uint64_t{1} << 63) return make_integer(heap, static_cast<int64_t>(0 - magnitude));
  }
  auto* made = heap.make_kind<BigInteger>(BigInteger::kind(), size * sizeof(mp_limb_t), true, number);
  if (!made) return heap.allocation_error();
  return Value(made);
}

IntegerView::IntegerView(Value value) {
  if (const auto* big = value.try_as<BigInteger>()) {
    const auto size = static_cast<mp_size_t>(big->limb_count());
    mpz_roinit_n(number_, big->limbs(), big->is_negative() ? -size : size);
    return;
  }
  bool negative = false;
  if (value.is_boolean()) {
    limb_ = value.is_true();
  } else if (const std::optional<int64_t> number = to_int64(value)) {
    negative = *number < 0;
    limb_ = negative ? 0 - static_cast<uint64_t>(*number) : static_cast<uint64_t>(*number);
  } else {
    limb_ = to_uint64(value).value_or(0);
  }
  mpz_roinit_n(number_, &limb_, limb_ == 0 ? 0 : negative ? -1 : 1);
}

Result<> check_integer_size(gc::Heap& heap, uint64_t bits) {
  const size_t limit = heap.options().heap_limit;
  if (bits > kMaxIntegerBits || (limit != 0 && bits / 8 > limit)) return Error::out_of_memory();
  return {};
}

double nearest_double(mpz_srcptr number) {
  const size_t size = mpz_size(number);
  if (size == 0) return 0.0;
  const size_t bits = mpz_sizeinbase(number, 2);
  const mp_limb_t* limbs = mpz_limbs_read(number);
  // The highest 64 bits; what is below them only matters as being there, in the lowest, which a double never has.
  uint64_t top = limbs[size - 1];
  int64_t scale = 0;
  if (size > 1) {
    const unsigned unused = static_cast<unsigned>(__builtin_clzll(top));
    bool rest = false;
    if (unused != 0) {
      top = top << unused | limbs[size - 2] >> (64 - unused);
      rest = limbs[size - 2] << unused != 0;
    } else {
      rest = limbs[size - 2] != 0;
    }
    for (size_t i = 0; !rest && i + 2 < size; i++) rest = limbs[i] != 0;
    if (rest) top |= 1;
    scale = static_cast<int64_t>(bits) - 64;
  }
  double real = static_cast<double>(top);
  if (scale > 2000) scale = 2000;
  real = std::ldexp(real, static_cast<int>(scale));
  return mpz_sgn(number) < 0 ? -real : real;
}

double nearest_double(Value value) {
  if (value.is_small()) return static_cast<double>(value.as_small());
  return nearest_double(IntegerView(value).get());
}

std::partial_ordering compare_any_numbers(Value a, Value b) {
  const bool a_big = a.is<BigInteger>();
  const bool b_big = b.is<BigInteger>();
  if (!a_big && !b_big) return compare_numbers(a, b);
  if (a.is_double()) {
    if (std::isnan(a.as_double())) return std::partial_ordering::unordered;
    return 0 <=> mpz_cmp_d(IntegerView(b), a.as_double());
  }
  if (b.is_double()) {
    if (std::isnan(b.as_double())) return std::partial_ordering::unordered;
    return mpz_cmp_d(IntegerView(a), b.as_double()) <=> 0;
  }
  return mpz_cmp(IntegerView(a), IntegerView(b)) <=> 0;
}

uint64_t hash_big(const BigInteger& number) {
  const IntegerView view{Value(&number)};
  const uint64_t hash = mpz_tdiv_ui(view, kHashModulus);
  return number.is_negative() ? 0 - hash - (hash == 1) : hash;
}

}  // namespace minipy
