#include <mayfly/objects/containers/plain_key.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/value/number.h>

namespace mayfly {

bool is_other_plain_key(Value value) {
  return value.is<String>() || value.is<Symbol>() || value.is_nil() || is_number(value);
}

uint64_t hash_other_plain_key(Value value) {
  if (const auto* string = value.try_as<String>()) return string->hash();
  if (const auto* symbol = value.try_as<Symbol>()) return ~symbol->hash();  // not that of the string with its text
  if (value.is_nil()) return value.word();
  return hash_number(value);
}

Match compare_plain_keys(Value a, Value b) {
  if (a.identical(b)) return Match::kEqual;
  if (!is_plain_key(a) || !is_plain_key(b)) return Match::kUndecided;
  const auto* text = a.try_as<String>();
  const auto* other = b.try_as<String>();
  if (text && other) return *text == *other ? Match::kEqual : Match::kDifferent;
  if (is_number(a) && is_number(b)) return compare_numbers(a, b) == 0 ? Match::kEqual : Match::kDifferent;
  return Match::kDifferent;
}

}  // namespace mayfly
