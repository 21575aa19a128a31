// Iterator: the iterators of Python's built-in types, but for those that the interpreter's loop steps itself
// (range_iterator.h, sequence_iterator.h).
//
// One class of cells, a kind for each type. A cell has two values, a flag and a number; what they are is told beside the
// types. vm/iterating.h takes the steps. An iterator that has ended is exhausted() for good: its source is nil.
// Creation may collect; nothing here runs user code. Used on its runtime's thread.
#pragma once

#include <mayfly/mayfly.h>

namespace minipy {

using namespace mayfly;

// X(enumerator): source; extra; number
// clang-format off
#define MINIPY_ITERATORS(X)                                                                           \
  X(kString)                 /* String; nil; byte offset */                                           \
  X(kDictKeys)               /* Dict; its size; position, and how many are left: pack() */            \
  X(kDictValues)             /* the same; flag: backwards, position is one beyond the next */         \
  X(kDictItems)              /* the same */                                                           \
  X(kSet)                    /* the Set's Dict; its size; the same number */                          \
  X(kItems)                  /* object with __getitem__; nil; index */                                \
  X(kReversed)               /* sequence; nil; index + 1 */                                           \
  X(kBigRange)               /* the next number; the Range; - */                                      \
  X(kCallable)               /* callable; sentinel; - */                                              \
  X(kEnumerate)              /* iterator; next number, an int; - */                                   \
  X(kZip)                    /* Tuple of iterators; -; flag: strict */                                \
  X(kMap)                    /* Tuple of iterators; function; - */                                    \
  X(kFilter)                 /* iterator; function or nil; - */
// clang-format on

class Iterator final : public Object {
 public:
  enum class Type : uint8_t {
#define MINIPY_ITERATOR_ENUMERATOR(enumerator) enumerator,
    MINIPY_ITERATORS(MINIPY_ITERATOR_ENUMERATOR)
#undef MINIPY_ITERATOR_ENUMERATOR
        kCount,
  };

  static gc::KindId kind(Type type) { return static_cast<gc::KindId>(kFirstKind + static_cast<int>(type)); }
  static bool is(const gc::Cell& cell) {
    return cell.kind() >= kFirstKind && cell.kind() < kFirstKind + static_cast<int>(Type::kCount);
  }
  static bool is(const gc::Cell& cell, Type type) { return cell.kind() == kind(type); }

  // Null when out of memory.
  static Iterator* create(gc::Heap& heap, Type type, Value source, Value extra = Value::nil(), uint64_t number = 0,
                          bool flag = false);

  Type type() const { return static_cast<Type>(gc::Cell::kind() - kFirstKind); }
  bool exhausted() const { return source_.is_nil(); }
  Value source() const { return source_; }
  Value extra() const { return extra_; }
  uint64_t number() const { return tagged_number_ & ~kTag; }
  bool flag() const { return has_flag(kFlag3); }
  void set_source(Value source) { source_ = source; }
  void set_extra(Value extra) { extra_ = extra; }
  void set_number(uint64_t number) { tagged_number_ = number | kTag; }
  void finish() {
    source_ = Value::nil();
    extra_ = Value::nil();
  }

  // A position in a dict, and a count.
  static uint64_t pack(uint32_t position, size_t left) { return position | (left & 0x7fff'ffff) << 32; }
  uint32_t position() const { return static_cast<uint32_t>(number()); }
  size_t left() const { return number() >> 32; }

 private:
  friend class gc::Heap;
  Iterator(gc::CellInit init, Value source, Value extra, uint64_t number, bool flag)
      : Object(init), source_(source), extra_(extra), tagged_number_(number | kTag) {
    if (flag) set_flag(kFlag3);
  }
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);

  static const gc::KindId kFirstKind;  // registered when the program starts: consecutive ids
  // Keeps the number, in scanned memory, from looking like an address.
  static constexpr uint64_t kTag = uint64_t{1} << 63;

  Value source_;
  Value extra_;
  uint64_t tagged_number_;
};

}  // namespace minipy
