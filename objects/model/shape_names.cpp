#include <mayfly/gc/heap.h>
#include <mayfly/objects/model/shape_names.h>
#include <mayfly/objects/text/symbol.h>

#include <bit>
#include <cstring>

namespace mayfly {

namespace {

// Symbols do not move: their addresses serve as hashes.
uint64_t hash_of(uint64_t address) { return ((address >> 4) * 0x9e37'79b9'7f4a'7c15u) >> 32; }

uint32_t* entries(gc::Backing& index) { return reinterpret_cast<uint32_t*>(index.words()); }
uint64_t mask(const gc::Backing& index) { return index.capacity() * 2 - 1; }

}  // namespace

uint32_t ShapeNames::find_indexed(const Symbol& name, uint32_t count) const {
  uint64_t word = reinterpret_cast<uint64_t>(&name);
  const uint64_t* words = names_->words();
  const uint32_t* table = entries(*index_);
  uint64_t last = mask(*index_);
  for (uint64_t i = hash_of(word) & last; table[i] != 0; i = (i + 1) & last) {
    uint32_t slot = table[i] - 1;
    // A slot past the count belongs to a shape that grew from this one.
    if (words[slot] == word) return slot < count ? slot : kNotFound;
  }
  return kNotFound;
}

bool ShapeNames::with_room(gc::Heap& heap, uint32_t count, bool may_share, ShapeNames& out) const {
  if (may_share && count < capacity() && names_->words()[count] == 0) {
    out = *this;
    return true;
  }
  return copy(heap, count, count < 4 ? 4 : std::bit_ceil(count + 1), out);
}

bool ShapeNames::copy(gc::Heap& heap, uint32_t count, uint32_t capacity, ShapeNames& out) const {
  ShapeNames made;
  if (capacity > 0) {
    made.names_ = gc::Backing::create(heap, capacity);
    if (!made.names_) return false;
  }
  if (capacity > kMaxLinear) {
    // Half full at most; two entries to a word.
    made.index_ = gc::Backing::create_leaf(heap, std::bit_ceil(capacity));
    if (!made.index_) return false;
  }
  if (count > 0 && made.names_) std::memcpy(made.names_->words(), names_->words(), size_t{count} * 8);
  if (made.index_)
    for (uint32_t i = 0; i < count; i++) made.enter(i);
  out = made;
  return true;
}

void ShapeNames::enter(uint32_t slot) {
  uint32_t* table = entries(*index_);
  uint64_t last = mask(*index_);
  uint64_t i = hash_of(names_->words()[slot]) & last;
  while (table[i] != 0) i = (i + 1) & last;
  table[i] = slot + 1;
}

void ShapeNames::put(uint32_t slot, Symbol& name) {
  names_->words()[slot] = reinterpret_cast<uint64_t>(&name);
  if (index_) enter(slot);
}

void ShapeNames::remove(uint32_t slot, uint32_t count) {
  uint64_t* words = names_->words();
  std::memmove(words + slot, words + slot + 1, size_t{count - slot - 1} * 8);
  words[count - 1] = 0;
  if (!index_) return;
  std::memset(index_->words(), 0, index_->capacity() * 8);
  for (uint32_t i = 0; i + 1 < count; i++) enter(i);
}

void ShapeNames::trace(gc::Visitor& visitor) const {
  visitor.visit(names_);
  visitor.visit(index_);
}

}  // namespace mayfly
