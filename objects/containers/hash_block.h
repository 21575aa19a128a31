// GcBlock, RowBlock and MallocBlock: where a hash table keeps its arrays: in backing cells, in such that the collector may
// not scan, or in malloc memory.
//
// A block is an array of 64-bit words of fixed size, zeroed when made, but for entries that are not scanned in a RowBlock:
// nobody looks at those behind the last one that was added. A default one has no memory. Words of a scanned block are
// empty, a cell's address, or have top bits that are not 0. Making a block may collect where it takes a heap; a block
// without memory is the answer to lack of memory.
#pragma once

#include <mayfly/gc/cell/backing.h>
#include <mayfly/gc/cell/member.h>

#include <cstdlib>
#include <utility>

namespace mayfly {

// A field of a cell, whose trace visits it. Old memory is left to the collector.
class GcBlock {
 public:
  using Context = gc::Heap&;  // what making one takes

  GcBlock() = default;
  static GcBlock scanned(gc::Heap& heap, size_t words) { return GcBlock(gc::Backing::create(heap, words)); }
  static GcBlock plain(gc::Heap& heap, size_t words) { return GcBlock(gc::Backing::create_leaf(heap, words)); }

  explicit operator bool() const { return backing_.get() != nullptr; }
  uint64_t* words() const { return backing_ ? backing_->words() : nullptr; }
  size_t capacity() const { return backing_ ? backing_->capacity() : 0; }
  gc::Backing* backing() const { return backing_.get(); }
  void trace(gc::Visitor& visitor) const { visitor.visit(backing_); }

 protected:
  explicit GcBlock(gc::Backing* backing) : backing_(backing) {}

 private:
  gc::Member<gc::Backing> backing_;
};

// The same with entries that the collector need not scan, if one says so: what they refer to is kept by others, or not at
// all.
class RowBlock : public GcBlock {
 public:
  struct Context {
    gc::Heap& heap;
    bool scan;
  };

  RowBlock() = default;
  static RowBlock scanned(Context context, size_t words) {
    using gc::Backing;
    if (context.scan) return RowBlock(Backing::create(context.heap, words));
    return RowBlock(Backing::create_leaf(context.heap, words, Backing::Contents::kUndefined));
  }
  static RowBlock plain(Context context, size_t words) {
    return RowBlock(gc::Backing::create_leaf(context.heap, words));
  }

 private:
  explicit RowBlock(gc::Backing* backing) : GcBlock(backing) {}
};

// Owns its memory. What stands in it is seen by no collector.
class MallocBlock {
 public:
  struct Context {};

  MallocBlock() = default;
  MallocBlock(MallocBlock&& other) noexcept
      : words_(std::exchange(other.words_, nullptr)), capacity_(other.capacity_) {}
  MallocBlock& operator=(MallocBlock&& other) noexcept {
    std::swap(words_, other.words_);
    std::swap(capacity_, other.capacity_);
    return *this;
  }
  ~MallocBlock() { std::free(words_); }
  static MallocBlock scanned(Context, size_t words) { return MallocBlock(words); }
  static MallocBlock plain(Context, size_t words) { return MallocBlock(words); }

  explicit operator bool() const { return words_ != nullptr; }
  uint64_t* words() const { return words_; }
  size_t capacity() const { return words_ ? capacity_ : 0; }

 private:
  explicit MallocBlock(size_t words) : words_(static_cast<uint64_t*>(std::calloc(words, 8))), capacity_(words) {}

  uint64_t* words_ = nullptr;
  size_t capacity_ = 0;
};

}  // namespace mayfly
