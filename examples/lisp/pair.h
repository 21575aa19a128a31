// Pair: a cons cell, a kind of cell of the front-end's own: what lists and programs are made of.
//
// Programs can't change one. A Pair is also the box of a variable that outlives its frame: the value is the head, a
// global's name the tail. It knows the line of the source it was read from; 0: a program made it.
#pragma once

#include <mayfly/mayfly.h>

namespace lisp {

using namespace mayfly;

class Pair final : public Object {
 public:
  static gc::KindId kind();
  static bool is(const gc::Cell& cell) { return cell.kind() == kind(); }

  static Result<Pair*> create(gc::Heap& heap, Value head, Value tail, uint32_t line = 0);

  Value head() const { return head_; }
  Value tail() const { return tail_; }
  uint32_t line() const { return static_cast<uint32_t>(meta_); }
  // For boxes.
  void set_head(Value head) { head_ = head; }

 private:
  friend class gc::Heap;
  Pair(gc::CellInit init, Value head, Value tail, uint32_t line)
      : Object(init, kLineTag | line), head_(head), tail_(tail) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);

  static const gc::KindRow kRow;
  // The header's second word is scanned: this keeps the line in it from looking like an address.
  static constexpr uintptr_t kLineTag = uintptr_t{1} << 63;

  Value head_;
  Value tail_;
};

// nil, the empty list, and false.
inline bool is_false(Value value) { return value.is_nil() || value == Value::boolean(false); }

// Elements of a proper list; -1 for anything else.
inline int64_t list_length(Value list) {
  int64_t count = 0;
  for (; list.is<Pair>(); list = list.as<Pair>()->tail()) count++;
  return list.is_nil() ? count : -1;
}

// A list of these values. The values are held by the caller.
Result<Value> make_list(gc::Heap& heap, std::span<const Value> values, Value tail = Value::nil(), uint32_t line = 0);

}  // namespace lisp
