// Backing: a cell that is nothing but an array of words, the storage behind Vector and hash tables.
//
// Two kinds: kKindBacking is scanned and traced (each word empty, a cell's address or a tagged value),
// kKindLeafBacking is neither. Its capacity is fixed; the owner replaces it to grow.
#pragma once

#include <mayfly/gc/cell/visitor.h>

namespace mayfly::gc {

class MAYFLY_API Backing final : public Cell {
 public:
  static const KindRow kRow;
  static const KindRow kLeafRow;

  enum class Contents : uint8_t { kZero, kUndefined };

  // Zeroed, if nothing else is asked for. Null when out of memory, or when the size would overflow.
  static Backing* create(Heap& heap, size_t words);
  static Backing* create_leaf(Heap& heap, size_t words, Contents contents = Contents::kZero);

  size_t capacity() const { return meta_; }  // words
  uint64_t* words() { return reinterpret_cast<uint64_t*>(this + 1); }
  const uint64_t* words() const { return reinterpret_cast<const uint64_t*>(this + 1); }

 private:
  friend class Heap;
  Backing(CellInit init, size_t words) : Cell(init, words) {}
  static void trace_cell(const Cell& cell, Visitor& visitor);
};

}  // namespace mayfly::gc
