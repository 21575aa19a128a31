// Traceback: where an exception has passed: one call, and the rest of the way to the point where it was raised.
//
// The chain begins at the outermost call. Of a call it keeps the code, the instruction and the globals, not the variables.
// Creation may collect; nothing here runs user code. Used on its runtime's thread.
#pragma once

#include <mayfly/mayfly.h>

namespace minipy {

using namespace mayfly;

class Traceback final : public Object {
 public:
  static gc::KindId kind() { return kKindId; }
  static bool is(const gc::Cell& cell) { return cell.kind() == kind(); }

  // Null when out of memory. `code`: that was running; `instruction`: its index there; `next`: towards the point of the
  // raise, or null.
  static Traceback* create(gc::Heap& heap, Code& code, Dict& globals, size_t instruction, Traceback* next) {
    return heap.make_kind<Traceback>(kind(), 0, false, code, globals, instruction, next);
  }

  Code& code() const { return *code_; }
  Dict& globals() const { return *globals_; }
  size_t instruction() const { return static_cast<size_t>(tagged_instruction_ & ~kTag); }
  Traceback* next() const { return next_; }
  void set_next(Traceback* next) { next_ = next; }

 private:
  friend class gc::Heap;
  Traceback(gc::CellInit init, Code& code, Dict& globals, size_t instruction, Traceback* next)
      : Object(init), code_(&code), globals_(&globals), next_(next), tagged_instruction_(kTag | instruction) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);
  static const gc::KindRow kRow;
  static const gc::KindId kKindId;  // registered when the program starts

  // Keeps the number, in scanned memory, from looking like an address.
  static constexpr uint64_t kTag = uint64_t{1} << 63;

  gc::Member<Code> code_;
  gc::Member<Dict> globals_;
  gc::Member<Traceback> next_;
  uint64_t tagged_instruction_;
};

}  // namespace minipy
