#include <minipy/modules/twister.h>

namespace minipy {

const gc::KindRow Twister::kRow = {.name = "Twister", .trace = nullptr, .leaf = true};
const gc::KindId Twister::kKindId = gc::register_kind(kRow);

void Twister::seed_with(uint32_t number) {
  words_[0] = number;
  for (uint32_t i = 1; i < kWords; i++) words_[i] = 1812433253u * (words_[i - 1] ^ words_[i - 1] >> 30) + i;
  index_ = kWords;
}

void Twister::seed(std::span<const uint32_t> key) {
  seed_with(19650218u);
  size_t i = 1;
  size_t j = 0;
  const auto mixed = [this](size_t at) { return words_[at - 1] ^ words_[at - 1] >> 30; };
  const auto step = [&] {
    if (++i < kWords) return;
    words_[0] = words_[kWords - 1];
    i = 1;
  };
  for (size_t k = std::max(kWords, key.size()); k > 0; k--) {
    words_[i] = (words_[i] ^ mixed(i) * 1664525u) + key[j] + static_cast<uint32_t>(j);
    step();
    if (++j == key.size()) j = 0;
  }
  for (size_t k = kWords - 1; k > 0; k--) {
    words_[i] = (words_[i] ^ mixed(i) * 1566083941u) - static_cast<uint32_t>(i);
    step();
  }
  words_[0] = 0x8000'0000u;
}

void Twister::turn() {
  constexpr size_t kDistance = 397;
  for (size_t i = 0; i < kWords; i++) {
    const uint32_t y = (words_[i] & 0x8000'0000u) | (words_[(i + 1) % kWords] & 0x7fff'ffffu);
    words_[i] = words_[(i + kDistance) % kWords] ^ y >> 1 ^ (y & 1 ? 0x9908'b0dfu : 0);
  }
  index_ = 0;
}

uint32_t Twister::next_word() {
  if (index_ >= kWords) turn();
  uint32_t y = words_[index_++];
  y ^= y >> 11;
  y ^= y << 7 & 0x9d2c'5680u;
  y ^= y << 15 & 0xefc6'0000u;
  return y ^ y >> 18;
}

double Twister::next_double() {
  const uint32_t high = next_word() >> 5;
  const uint32_t low = next_word() >> 6;
  return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
}

}  // namespace minipy
