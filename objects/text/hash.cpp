#include <mayfly/objects/text/hash.h>

#include <unistd.h>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <cstring>

namespace mayfly {

namespace {

__extension__ using Wide = unsigned __int128;

// Odd constants without structure: fractional digits of the square roots of 2, 3, 5 and 7.
constexpr uint64_t kMix0 = 0x6a09'e667'f3bc'c909;
constexpr uint64_t kMix1 = 0xbb67'ae85'84ca'a73b;
constexpr uint64_t kMix2 = 0x3c6e'f372'fe94'f82b;
constexpr uint64_t kMix3 = 0xa54f'f53a'5f1d'36f1;

// Both halves of the full product: each bit of the result depends on every bit of both factors.
uint64_t fold(uint64_t a, uint64_t b) {
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

uint64_t read8(const char* from) {
  uint64_t word;
  std::memcpy(&word, from, 8);
  return word;
}

uint64_t read4(const char* from) {
  uint32_t word;
  std::memcpy(&word, from, 4);
  return word;
}

// Up to 8 bytes as a number, with loads of fixed size, which may overlap: a copy of variable size would be slow, and most
// names are short. For a given count no two texts give the same number.
uint64_t read_some(const char* from, size_t count) {
  if (count >= 4) return read4(from) | read4(from + count - 4) << 32;
  if (count == 0) return 0;
  const auto byte = [from](size_t i) { return static_cast<uint64_t>(static_cast<unsigned char>(from[i])); };
  return byte(0) | byte(count / 2) << 8 | byte(count - 1) << 16;
}

uint64_t random_seed() {
  uint64_t seed;
  if (::getentropy(&seed, sizeof seed) == 0) return seed;
  // No entropy: what differs between processes must do.
  const uint64_t now = static_cast<uint64_t>(std::chrono::high_resolution_clock::now().time_since_epoch().count());
  return fold(now ^ kMix0, reinterpret_cast<uintptr_t>(&seed) ^ kMix1) ^ static_cast<uint64_t>(::getpid());
}

uint64_t make_seed() {
  const char* given = std::getenv("MAYFLY_HASH_SEED");
  if (!given) return random_seed();
  const std::string_view text = given;
  uint64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  return problem == std::errc() && end == text.data() + text.size() ? number : hash_text(text, 0);
}

}  // namespace

uint64_t process_hash_seed() {
  static const uint64_t seed = make_seed();
  return seed;
}

uint64_t hash_text(std::string_view text, uint64_t seed) {
  // A factor that an attacker could make 0 would wipe the state out; he cannot, as the key that the text is mixed with
  // depends on the seed.
  const uint64_t key = fold(seed ^ kMix0, kMix1);
  uint64_t state = seed ^ kMix2;
  const char* at = text.data();
  size_t left = text.size();
  for (; left > 16; left -= 16, at += 16) state = fold(read8(at) ^ key, read8(at + 8) ^ state);
  const uint64_t first = left >= 8 ? read8(at) : read_some(at, left);
  const uint64_t last = left > 8 ? read_some(at + 8, left - 8) : 0;
  state = fold(first ^ key, last ^ state);
  const uint64_t hash = fold(state ^ key, text.size() ^ kMix3);
  return hash != 0 ? hash : kMix3;
}

}  // namespace mayfly
