// Cell: where a variable lives that several functions see.
#pragma once

#include <mayfly/mayfly.h>

namespace minipy {

using namespace mayfly;

class Cell final : public Object {
 public:
  static gc::KindId kind() { return kKindId; }
  static bool is(const gc::Cell& cell) { return cell.kind() == kind(); }

  // Null when out of memory.
  static Cell* create(gc::Heap& heap, Value content) { return heap.make_kind<Cell>(kind(), 0, false, content); }

  // Empty: the variable is unbound.
  Value content() const { return content_; }
  void set_content(Value content) { content_ = content; }

 private:
  friend class gc::Heap;
  Cell(gc::CellInit init, Value content) : Object(init), content_(content) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);
  static const gc::KindRow kRow;
  static const gc::KindId kKindId;  // registered when the program starts

  Value content_;
};

// A variable of C++ code's that holds a value for as long as the code likes. Null when out of memory.
class HeldValue {
 public:
  explicit HeldValue(gc::Heap& heap) : cell_(heap, Cell::create(heap, Value::nil())) {}
  explicit operator bool() const { return static_cast<bool>(cell_); }
  Value get() const { return cell_->content(); }
  void set(Value value) { cell_->set_content(value); }

 private:
  Root<Cell> cell_;
};

}  // namespace minipy
