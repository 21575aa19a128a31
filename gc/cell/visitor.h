// Visitor: what a cell's trace function reports its edges to. The marker, the verifier and heap dumps are visitors.
//
//   void BoundMethod::trace(gc::Visitor& visitor) const {
//     Base::trace(visitor);
//     visitor.visit(receiver_);
//     visitor.visit(function_);
//   }
//
// trace may be called with the world stopped: it allocates nothing, locks nothing, and only reads the cell.
#pragma once

#include <mayfly/gc/cell/cell.h>

namespace mayfly::gc {

// How a field of type T refers to cells. Specialised for each type that can stand in a cell.
template <typename T>
struct EdgeTraits;  // static Cell* cell(const T&): the cell it refers to, or null

class MAYFLY_API Visitor {
 public:
  virtual ~Visitor() = default;

  template <typename T>
  void visit(const T& field) {
    if (Cell* cell = EdgeTraits<T>::cell(field)) edge(*cell);
  }
  void visit(Cell* cell) {
    if (cell) edge(*cell);
  }
  // A field that holds a cell's address and is left out on purpose (a weak one, a hidden one). Documents the choice.
  template <typename T>
  void ignore(const T&) {}
  // A run of words, each of which is empty, a cell's address, or a word whose top 16 bits are not 0.
  void visit_words(const uint64_t* words, size_t count) {
    for (size_t i = 0; i < count; i++)
      if (is_cell_word(words[i])) edge(*reinterpret_cast<Cell*>(words[i]));
  }

  // One strong edge to a cell.
  virtual void edge(Cell& cell) = 0;
};

}  // namespace mayfly::gc
