#include <mayfly/objects/containers/plain_key.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/value/number.h>

namespace mayfly {

namespace {

// Not the parts of a tuple: so there is no recursion.
bool is_plain_element(Value value) {
  return value.is_small() || value.is<String>() || value.is<Symbol>() || value.is_nil() || is_number(value);
}

uint64_t hash_element(Value value) {
  if (value.is_small()) return hash_plain_key(value);
  if (const auto* string = value.try_as<String>()) return string->hash();
  if (const auto* symbol = value.try_as<Symbol>()) return ~symbol->hash();  // not that of the string with its text
  if (value.is_nil()) return value.word();
  return hash_number(value);
}

bool is_plain_tuple(const Tuple& tuple) {
  if (tuple.own_class()) return false;
  for (const Value each : tuple.values())
    if (!is_plain_element(each)) return false;
  return true;
}

}  // namespace

bool is_other_plain_key(Value value) {
  if (const Tuple* tuple = value.try_as<Tuple>()) return is_plain_tuple(*tuple);
  return is_plain_element(value);
}

uint64_t hash_other_plain_key(Value value) {
  const Tuple* tuple = value.try_as<Tuple>();
  if (!tuple) return hash_element(value);
  uint64_t all = first_hash(tuple->size());
  for (const Value each : tuple->values()) all = mix_hashes(all, hash_element(each));
  return all;
}

Match compare_other_plain_keys(Value a, Value b) {
  if (!is_plain_key(a) || !is_plain_key(b)) return Match::kUndecided;
  const Tuple* first = a.try_as<Tuple>();
  const Tuple* second = b.try_as<Tuple>();
  if (!first && !second)
    return is_number(a) && is_number(b) && compare_numbers(a, b) == 0 ? Match::kEqual : Match::kDifferent;
  if (!first || !second || first->size() != second->size()) return Match::kDifferent;
  for (size_t i = 0; i < first->size(); i++)
    if (compare_plain_keys(first->at(i), second->at(i)) != Match::kEqual) return Match::kDifferent;
  return Match::kEqual;
}

}  // namespace mayfly
