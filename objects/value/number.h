// Numbers of all representations compared exactly: small and boxed integers, doubles, and booleans as 0 and 1.
//
// An integer and a double are equal only when they are the same number (2^53 + 1 is not 2^53): no conversion rounds.
// Neither allocates nor runs user code.
#pragma once

#include <mayfly/gc/support/api.h>
#include <mayfly/objects/value/value.h>

#include <compare>

namespace mayfly {

MAYFLY_API bool is_number(Value value);

// Only where both are numbers. Unordered when one is NaN.
MAYFLY_API std::partial_ordering compare_numbers(Value a, Value b);

// Only where it is a number. Equal numbers have equal hashes, whatever their representation. Not seeded: as in CPython, an
// integer's hash is its remainder modulo the prime 2^61 - 1, with its sign, but -2 for -1.
inline constexpr int kHashBits = 61;
inline constexpr uint64_t kHashModulus = (uint64_t{1} << kHashBits) - 1;
inline constexpr int64_t kHashOfInfinity = 314159;
MAYFLY_API uint64_t hash_number(Value value);

}  // namespace mayfly
