#include <minipy/objects/dict_view.h>

namespace minipy {

const gc::KindId DictView::kFirstKind = [] {
  static constexpr gc::KindRow kRows[] = {
      {.name = "DictKeys", .trace = &DictView::trace_cell},
      {.name = "DictValues", .trace = &DictView::trace_cell},
      {.name = "DictItems", .trace = &DictView::trace_cell},
  };
  const gc::KindId first = gc::register_kind(kRows[0]);
  gc::register_kind(kRows[1]);
  gc::register_kind(kRows[2]);
  return first;
}();

DictView* DictView::create(gc::Heap& heap, Part part, Dict& dict) {
  return heap.make_kind<DictView>(kind(part), 0, false, dict);
}

void DictView::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  const auto& view = static_cast<const DictView&>(cell);
  view.Object::trace(visitor);
  visitor.visit(view.dict_);
}

}  // namespace minipy
