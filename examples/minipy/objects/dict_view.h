// DictView: what dict.keys(), values() and items() give: a window on a dict.
//
// One class of cells, three kinds. Creation may collect; nothing here runs user code. Used on its runtime's thread.
#pragma once

#include <minipy/objects/iterator.h>

namespace minipy {

class DictView final : public Object {
 public:
  enum class Part : uint8_t { kKeys, kValues, kItems };

  static gc::KindId kind(Part part) { return static_cast<gc::KindId>(kFirstKind + static_cast<int>(part)); }
  static bool is(const gc::Cell& cell) {
    return cell.kind() >= kFirstKind && cell.kind() <= kFirstKind + static_cast<int>(Part::kItems);
  }

  // Null when out of memory.
  static DictView* create(gc::Heap& heap, Part part, Dict& dict);

  Part part() const { return static_cast<Part>(gc::Cell::kind() - kFirstKind); }
  Dict& dict() const { return *dict_; }
  Iterator::Type iterator_type() const {
    return static_cast<Iterator::Type>(static_cast<int>(Iterator::Type::kDictKeys) + static_cast<int>(part()));
  }

 private:
  friend class gc::Heap;
  DictView(gc::CellInit init, Dict& dict) : Object(init), dict_(&dict) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);

  static const gc::KindId kFirstKind;  // registered when the program starts: consecutive ids

  gc::Member<Dict> dict_;
};

}  // namespace minipy
