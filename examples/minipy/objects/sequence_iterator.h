// SequenceIterator: goes through a list or tuple by index; what a list does meanwhile is seen.
#pragma once

#include <mayfly/mayfly.h>

namespace minipy {

using namespace mayfly;

class SequenceIterator final : public Object {
 public:
  static gc::KindId list_kind() { return kListKindId; }
  static gc::KindId tuple_kind() { return kTupleKindId; }
  static bool is(const gc::Cell& cell) { return cell.kind() == list_kind() || cell.kind() == tuple_kind(); }

  // Null when out of memory. `source`: a List or a Tuple.
  static SequenceIterator* create(gc::Heap& heap, Value source) {
    return heap.make_kind<SequenceIterator>(source.is<List>() ? list_kind() : tuple_kind(), 0, false, source);
  }

  // Nil: it has come to its end, and stays there.
  Value source() const { return source_; }
  size_t index() const { return tagged_index_ & ~kTag; }
  void set_index(size_t index) { tagged_index_ = index | kTag; }
  // How many items are to come, as the sequence is now.
  size_t left() const {
    const List* list = source_.try_as<List>();
    const Tuple* tuple = source_.try_as<Tuple>();
    const size_t size = list ? list->size() : tuple ? tuple->size() : 0;
    return size > index() ? size - index() : 0;
  }
  // The next item; empty at the end.
  Value next() {
    const size_t at = index();
    if (const List* list = source_.try_as<List>()) {
      if (at < list->size()) {
        tagged_index_++;
        return list->at(at);
      }
    } else if (const Tuple* tuple = source_.try_as<Tuple>()) {
      if (at < tuple->size()) {
        tagged_index_++;
        return tuple->at(at);
      }
    }
    source_ = Value::nil();
    return Value::empty();
  }
  // The same of one of list_kind(): false at the end.
  bool next_of_list(Value& item) {
    if (!source_.is_nil()) [[likely]] {
      const List& list = *source_.as<List>();
      const size_t at = index();
      if (at < list.size()) [[likely]] {
        tagged_index_++;
        item = list.values().data()[at];
        return true;
      }
      source_ = Value::nil();
    }
    return false;
  }

 private:
  friend class gc::Heap;
  SequenceIterator(gc::CellInit init, Value source) : Object(init), source_(source) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);
  static const gc::KindRow kListRow;
  static const gc::KindRow kTupleRow;
  static const gc::KindId kListKindId;  // registered when the program starts
  static const gc::KindId kTupleKindId;

  // Keeps the index, in scanned memory, from looking like an address.
  static constexpr uint64_t kTag = uint64_t{1} << 63;

  Value source_;
  uint64_t tagged_index_ = kTag;
};

}  // namespace minipy
