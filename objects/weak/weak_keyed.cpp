#include <mayfly/objects/containers/plain_key.h>
#include <mayfly/objects/weak/weak_keyed.h>

namespace mayfly {

Probed WeakKeyed::find_identity(const gc::Cell& key) const {
  using Outcome = Probed::Outcome;
  // Without a weak cell it is no key of any map.
  if (key.weak_index() == 0) return {Outcome::kAbsent, kNotFound};
  const uint64_t word = reinterpret_cast<uint64_t>(&key);
  const uint32_t position = table().find(RowLink::tagged(hash_identity(key)),
                                         [word](const KeyRow& row) { return load_row_word(row.key) == word; });
  return {position == kNotFound ? Outcome::kAbsent : Outcome::kFound, position};
}

Probed WeakKeyed::search(const gc::Cell& key, uint64_t hash) const {
  using Outcome = Probed::Outcome;
  const uint64_t word = reinterpret_cast<uint64_t>(&key);
  const uint64_t tagged = RowLink::tagged(hash);
  Outcome outcome = Outcome::kAbsent;
  const uint32_t position = table().find(tagged, [&](const KeyRow& row) {
    if (load_row_word(row.key) == word) {
      outcome = Outcome::kFound;
      return true;
    }
    if ((load_row_word(row.link.word) >> 32) << 32 != tagged) return false;
    outcome = Outcome::kUndecided;
    return true;
  });
  return {outcome, position};
}

bool WeakKeyed::add_all(gc::Heap& heap, const WeakKeyed& other) {
  if (other.has_flag(kByValue)) note_key_by_value();
  for (uint32_t i = other.next(heap, 0); i < other.end(); i = other.next(heap, i + 1)) {
    Value key, value;
    if (!other.read(i, key, value)) continue;
    if (!insert_new(heap, other.hash_at(i), *key.cell(), value)) return false;
  }
  return true;
}

}  // namespace mayfly
