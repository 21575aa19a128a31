// _random: the generator under lib/random.py. Its numbers are CPython's.
#include <minipy/modules/modules.h>
#include <minipy/modules/sha512.h>
#include <minipy/modules/twister.h>
#include <minipy/types/containers.h>
#include <minipy/vm/arithmetic.h>

#include <mayfly/objects/value/number.h>

#include <unistd.h>
#include <chrono>
#include <cmath>

namespace minipy {

namespace {

Result<> seed_with_integer(Twister& twister, mpz_srcptr number) {
  return compute([&]() -> Result<> {
    const size_t words = mpz_sgn(number) == 0 ? 1 : (mpz_sizeinbase(number, 2) + 31) / 32;
    Integer magnitude;
    Integer padded;
    mpz_abs(magnitude, number);
    uint32_t small[64] = {};
    uint32_t* key = small;
    if (words > std::size(small)) {
      // GMP's memory, so that it is freed whatever happens.
      key = reinterpret_cast<uint32_t*>(mpz_limbs_write(padded, static_cast<mp_size_t>(words / 2 + 1)));
      std::memset(key, 0, (words / 2 + 1) * sizeof(mp_limb_t));
    }
    mpz_export(key, nullptr, -1, sizeof(uint32_t), 0, 0, magnitude);
    twister.seed({key, words});
    return {};
  });
}

void seed_randomly(Twister& twister) {
  uint32_t key[64];
  if (::getentropy(key, sizeof key) != 0) {  // the clock must do
    const auto now = static_cast<uint64_t>(std::chrono::system_clock::now().time_since_epoch().count());
    std::memset(key, 0, sizeof key);
    key[0] = static_cast<uint32_t>(now);
    key[1] = static_cast<uint32_t>(now >> 32);
    key[2] = static_cast<uint32_t>(::getpid());
  }
  twister.seed(key);
}

// CPython's hash of a float: the number modulo 2^61 - 1.
int64_t hash_as_cpython(double number) {
  constexpr uint64_t kModulus = (uint64_t{1} << 61) - 1;
  if (std::isinf(number)) return number > 0 ? 314159 : -314159;
  if (std::isnan(number)) return 0;
  int exponent = 0;
  double mantissa = std::frexp(std::fabs(number), &exponent);
  uint64_t hash = 0;
  while (mantissa != 0) {
    hash = (hash << 28 & kModulus) | hash >> 33;
    mantissa *= 268435456.0;  // 2^28
    exponent -= 28;
    const auto whole = static_cast<uint64_t>(mantissa);
    mantissa -= static_cast<double>(whole);
    hash += whole;
    if (hash >= kModulus) hash -= kModulus;
  }
  const int shift = exponent >= 0 ? exponent % 61 : 60 - (-1 - exponent) % 61;
  hash = (hash << shift & kModulus) | hash >> (61 - shift);
  const int64_t result = number < 0 ? -static_cast<int64_t>(hash) : static_cast<int64_t>(hash);
  return result == -1 ? -2 : result;
}

// The text's UTF-8 and its digest, as one number.
Result<> seed_with_text(Twister& twister, std::string_view text) {
  unsigned char digest[64];
  sha512(text, digest);
  return compute([&]() -> Result<> {
    Integer number;
    Integer low;
    mpz_import(number, text.size(), 1, 1, 0, 0, text.data());
    mpz_import(low, sizeof digest, 1, 1, 0, 0, digest);
    mpz_mul_2exp(number, number, 512);
    mpz_add(number, number, low);
    return seed_with_integer(twister, number);
  });
}

Result<> seed_with_value(Runtime& rt, Twister& twister, Value value) {
  const Value inner = unboxed(value);
  if (inner.is_nil()) {
    seed_randomly(twister);
    return {};
  }
  if (is_int_or_bool(inner)) return seed_with_integer(twister, IntegerView(inner));
  if (const String* text = inner.try_as<String>()) return seed_with_text(twister, text->view());
  if (!inner.is_double())
    return raise(rt, ExceptionId::kType,
                 "The only supported seed types are: None,\nint, float, str, bytes, and bytearray.");
  Integer number;
  mpz_set_ui(number, static_cast<uint64_t>(hash_as_cpython(inner.as_double())));
  return seed_with_integer(twister, number);
}

Result<Value> make(Runtime& rt, Arguments args) {
  Class& base = *rt.space().class_of_kind(Twister::kind());
  Class* cls = MAYFLY_TRY(class_to_make(rt, args, base));
  if (cls == &base) MAYFLY_TRY(refuse_keywords(rt, args, "Random"));
  MAYFLY_TRY(check_count(rt, args, "Random", 0, 1));
  Local<Twister> twister(rt, Twister::create(rt.heap()));
  if (!twister) return twister.error();
  if (!twister.get()) return rt.heap().allocation_error();
  MAYFLY_TRY(seed_with_value(rt, *twister, args.positional() > 1 ? args[1] : Value::nil()));
  return boxed(rt, *cls, Value(twister.get()));
}

Result<Value> seed(Runtime& rt, Arguments args) {
  Twister* self = MAYFLY_TRY(receiver<Twister>(rt, args));
  MAYFLY_TRY(seed_with_value(rt, *self, args.positional() > 1 ? args[1] : Value::nil()));
  return Value::nil();
}

Result<Value> random(Runtime& rt, Arguments args) {
  Twister* self = MAYFLY_TRY(receiver<Twister>(rt, args));
  return Value::number(self->next_double());
}

Result<Value> random_bits(Runtime& rt, Arguments args) {
  Twister* self = MAYFLY_TRY(receiver<Twister>(rt, args));
  const int64_t bits =
      MAYFLY_TRY(to_int64_or_raise(rt, args[1], ExceptionId::kOverflow, "Python int too large to convert to C int"));
  if (bits < 0) return raise(rt, ExceptionId::kValue, "number of bits must be non-negative");
  if (bits == 0) return Value::small(0);
  if (bits <= 32) return make_integer(rt.heap(), self->next_word() >> (32 - bits));
  MAYFLY_TRY(check_integer_size(rt.heap(), static_cast<uint64_t>(bits)));
  return compute([&]() -> Result<Value> {
    Integer number;
    const auto limbs = static_cast<mp_size_t>((bits + 63) / 64);
    mp_limb_t* words = mpz_limbs_write(number, limbs);
    std::memset(words, 0, static_cast<size_t>(limbs) * sizeof(mp_limb_t));
    // The lowest words first; the highest is cut.
    int64_t left = bits;
    for (int64_t i = 0; left > 0; i++, left -= 32) {
      uint64_t word = self->next_word();
      if (left < 32) word >>= 32 - left;
      words[i / 2] |= word << (i % 2 * 32);
    }
    mpz_limbs_finish(number, limbs);
    return make_any_integer(rt.heap(), number);
  });
}

// 624 words and the place of the next one.
Result<Value> get_state(Runtime& rt, Arguments args) {
  const Twister* self = MAYFLY_TRY(receiver<Twister>(rt, args));
  Value state[Twister::kWords + 1];
  for (size_t i = 0; i < Twister::kWords; i++) state[i] = Value::small(self->word(i));
  state[Twister::kWords] = Value::small(self->index());
  return new_tuple(rt, state);
}

Result<Value> set_state(Runtime& rt, Arguments args) {
  Twister* self = MAYFLY_TRY(receiver<Twister>(rt, args));
  const Tuple* state = as<Tuple>(args[1]);
  if (!state) return raise(rt, ExceptionId::kType, "state vector must be a tuple");
  if (state->size() != Twister::kWords + 1) return raise(rt, ExceptionId::kValue, "state vector is the wrong size");
  for (const Value each : state->values()) {
    if (!is_int_or_bool(each))
      return raise(rt, ExceptionId::kType, "an integer is required, not %s", type_name_of(rt, each));
    const std::optional<uint64_t> word = to_uint64(each);
    if (!word || *word > UINT32_MAX) return raise(rt, ExceptionId::kValue, "invalid state");
  }
  const uint64_t index = to_uint64(state->at(Twister::kWords)).value_or(UINT64_MAX);
  if (index > Twister::kWords) return raise(rt, ExceptionId::kValue, "invalid state");
  for (size_t i = 0; i < Twister::kWords; i++)
    self->set_word(i, static_cast<uint32_t>(to_uint64(state->at(i)).value_or(0)));
  self->set_index(static_cast<uint32_t>(index));
  return Value::nil();
}

constexpr NativeSpec kMethods[] = {
    keywords_static_method<make>("__new__"),
    method<seed, 0, 1>("seed"),
    method<random, 0>("random", NativeSpec::kLeaf),
    method<random_bits, 1>("getrandbits"),
    method<get_state, 0>("getstate"),
    method<set_state, 1>("setstate"),
};

}  // namespace

Result<> define_random(Runtime& rt, Dict& ns) {
  Class* cls = rt.space().class_of_kind(Twister::kind());
  if (!cls) {
    ClassOptions options;
    options.accepts_attributes = false;
    options.boxes_base = true;  // instances of subclasses hold a Twister
    Symbol* name = MAYFLY_TRY(intern(rt, "Random"));
    cls = MAYFLY_TRY(Class::create(rt.space(), *name, {}, options));
    rt.space().set_class_of_kind(Twister::kind(), *cls);
    const Value module = MAYFLY_TRY(new_string(rt, "_random"));
    MAYFLY_TRY(cls->set_attribute(rt.space(), *Minipy::of(rt).names().dunder_module, module));
    MAYFLY_TRY(install(rt, *cls, kMethods));
  }
  const Value key = MAYFLY_TRY(new_string(rt, "Random"));
  if (ns.set(rt.heap(), key, Value(cls)) != Dict::Set::kDone) return rt.heap().allocation_error();
  return {};
}

}  // namespace minipy
