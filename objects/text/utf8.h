// UTF-8, as the Unicode standard defines it: no overlong forms, no surrogates, nothing above U+10FFFF.
//
// Plain functions over bytes: they allocate nothing and may be called on any thread. Offsets and sizes are in bytes.
#pragma once

#include <mayfly/gc/support/api.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mayfly::utf8 {

inline constexpr size_t kValid = static_cast<size_t>(-1);

// The offset of the first byte that does not belong to a well-formed sequence, or kValid. A sequence that is cut short
// is reported where it begins.
MAYFLY_API size_t find_invalid(std::string_view text);

MAYFLY_API bool is_ascii(std::string_view text);

// The number of code points of valid text.
MAYFLY_API size_t count(std::string_view text);

// The code point at `offset` of valid text; offset becomes that of the next one.
MAYFLY_API char32_t decode(std::string_view text, size_t& offset);

// The longest beginning of valid text that has at most so many bytes and ends between code points.
MAYFLY_API std::string_view prefix(std::string_view text, size_t bytes);

}  // namespace mayfly::utf8
