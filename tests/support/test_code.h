// TestCode: code that does nothing, for tests of functions that nobody calls.
#pragma once

#include <mayfly/gc/heap.h>
#include <mayfly/objects/model/code.h>

namespace mayfly::test {

class TestCode final : public Code {
 public:
  static constexpr gc::KindId kKind = kKindCode;
  // Null when out of memory.
  static TestCode* create(gc::Heap& heap, String* name = nullptr) {
    gc::set_kind_row(kKind, kRow);
    return heap.make<TestCode>(name);
  }

 private:
  friend class gc::Heap;
  TestCode(gc::CellInit init, String* name) : Code(init, nullptr, name) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
    static_cast<const TestCode&>(cell).trace(visitor);
  }

  static constexpr gc::KindRow kRow = {"test_code", &TestCode::trace_cell};
};

}  // namespace mayfly::test
