// SHA-512 (FIPS 180-4): how random.seed() turns a text into a number.
#pragma once

#include <cstdint>
#include <string_view>

namespace minipy {

// 64 bytes to `digest`.
void sha512(std::string_view text, unsigned char* digest);

}  // namespace minipy
