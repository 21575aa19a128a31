// ListenerRows: the listeners of a signal, in the order of connection, in memory of the GC heap. A field of Signal.
//
// A row that was removed is a hole until the rows are compacted, which keeps the order. All that a connection needs to have
// kept stands here and nowhere else, so that a handle to a connection whose signal is gone keeps nothing.
//
// Growing takes the heap and may collect; runs no user code.
#pragma once

#include <mayfly/gc/cell/backing.h>
#include <mayfly/gc/cell/member.h>
#include <mayfly/gc/heap.h>
#include <mayfly/objects/value/value.h>
#include <mayfly/runtime/forward.h>

namespace mayfly {

struct ListenerRow {
  Connection* connection = nullptr;  // null: a hole
  Value function = Value::empty();   // empty: weak, the connection knows it
  Value receiver = Value::empty();   // empty: none. Of a weak one: the loss notice, or nil
  Class* method_class = nullptr;     // of a method of a front-end's own type

  bool is_weak() const { return function.is_empty(); }
  Value loss_notice() const { return is_weak() ? receiver : Value::nil(); }
};
static_assert(sizeof(ListenerRow) == 32);

class ListenerRows {
 public:
  static constexpr size_t kWords = sizeof(ListenerRow) / 8;

  uint32_t size() const { return size_; }
  size_t capacity() const { return backing_ ? backing_->capacity() / kWords : 0; }
  ListenerRow* data() const { return backing_ ? reinterpret_cast<ListenerRow*>(backing_->words()) : nullptr; }

  // index < size().
  ListenerRow& row(uint32_t index) const { return reinterpret_cast<ListenerRow*>(backing_->words())[index]; }

  // Room for one more. False when out of memory; nothing is then changed.
  [[nodiscard]] bool reserve(gc::Heap& heap);
  // Where there is room.
  void push_back(const ListenerRow& row) { data()[size_++] = row; }
  // Closes the holes; gives memory back where most of it has become superfluous and the heap has some to exchange it for.
  // Rows have `count` connections.
  void compact(gc::Heap& heap, uint32_t count);
  void clear() {
    backing_ = nullptr;
    size_ = 0;
  }

  void trace(gc::Visitor& visitor) const { visitor.visit(backing_); }

 private:
  bool move_to(gc::Heap& heap, size_t rows);

  gc::Member<gc::Backing> backing_;
  uint32_t size_ = 0;  // rows, holes included
};

}  // namespace mayfly
