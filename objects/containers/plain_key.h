// Plain keys: values whose equality and hash need no user code: nil, booleans, numbers, strings, symbols, and tuples of
// such values (but not of tuples).
//
// Equality is Python's: 1, 1.0 and true are one key; a symbol is equal to itself alone. A NaN is equal to itself here, as
// a key must be. Neither collects nor runs user code.
#pragma once

#include <mayfly/gc/support/api.h>
#include <mayfly/objects/containers/hash_table.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/value/value.h>

namespace mayfly {

MAYFLY_API bool is_other_plain_key(Value value);
MAYFLY_API uint64_t hash_other_plain_key(Value value);

// The most frequent keys, small integers, are known without a call.
inline bool is_plain_key(Value value) { return value.is_small() || is_other_plain_key(value); }

// Only where is_plain_key(value). Of a small integer it is what hash_number says.
inline uint64_t hash_plain_key(Value value) {
  return value.is_small() ? static_cast<uint64_t>(value.as_small() - (value.as_small() == -1))
                          : hash_other_plain_key(value);
}

// The same as compare_plain_keys, of two that are not identical, nor both texts.
MAYFLY_API Match compare_other_plain_keys(Value a, Value b);

// kEqual for the same object or equal plain keys; kUndecided for two values of which one is no plain key: only user code
// could say. Most keys are texts or small integers, which are compared without a call.
inline Match compare_plain_keys(Value a, Value b) {
  if (a.identical(b)) return Match::kEqual;
  if (a.is_small() && b.is_small()) return Match::kDifferent;
  const String* text = a.try_as<String>();
  const String* other = text ? b.try_as<String>() : nullptr;
  if (other) return *text == *other ? Match::kEqual : Match::kDifferent;
  return compare_other_plain_keys(a, b);
}

// The hash of a sequence, from one to the next of its elements.
inline uint64_t mix_hashes(uint64_t hash, uint64_t more) {
  hash = (hash ^ more) * 0x9e37'79b9'7f4a'7c15;
  return hash ^ hash >> 29;
}
// What the hash of a tuple of this size begins with.
inline uint64_t first_hash(size_t size) { return size + 1; }

// The hash of an object that is equal to itself alone. Cells never move.
inline uint64_t hash_identity(const gc::Cell& cell) { return reinterpret_cast<uintptr_t>(&cell) >> 4; }

}  // namespace mayfly
