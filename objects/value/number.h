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

// Only where it is a number. Equal numbers have equal hashes, whatever their representation. Not seeded: an integer's
// hash is the integer, modulo 2^64.
MAYFLY_API uint64_t hash_number(Value value);

}  // namespace mayfly
