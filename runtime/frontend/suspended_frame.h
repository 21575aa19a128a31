// SuspendedFrame: a frame that left the VM stack and can come back: what a generator is made of.
//
//   SuspendedFrame* g = SuspendedFrame::create(rt, function, locals, operands);   // memory is taken once, here
//   ...                                     // in the generator's body, on each resumption:
//   Frame frame(rt, locals, operands);
//   g->enter(frame);                        // locals and operands are back
//   ... g->leave(frame, next_instruction);  // at each yield; allocates nothing
//
// An object: it can be weakly referenced, has a class (a front-end gives the kind its own, with
// ObjectSpace::set_class_of_kind), and keeps its function and what the saved frame holds. A suspended frame that
// nobody holds is garbage like anything else.
//
// States: kSuspended -> enter -> kRunning -> leave -> kSuspended, or finish -> kFinished. enter on one that is running is
// the caller's error to report (is_running). On the owner's thread; only create may collect; nothing runs user code.
#pragma once

#include <mayfly/gc/cell/backing.h>
#include <mayfly/gc/cell/member.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/runtime/frontend/frame.h>

namespace mayfly {

class MAYFLY_API SuspendedFrame final : public Object {
  MAYFLY_CELL(SuspendedFrame, Object, kKindGenerator)

  enum class State : uint8_t { kSuspended, kRunning, kFinished };

  // All locals nil, no operands, at instruction 0. Errors: kOutOfMemory.
  static Result<SuspendedFrame*> create(Runtime& rt, Function& function, size_t locals, size_t operands);

  Function& function() const { return *function_; }
  State state() const { return state_; }
  bool is_running() const { return state_ == State::kRunning; }
  // Where to go on: the front-end's own number, an index or offset (no address: the collector would take it for one).
  uint64_t resume_at() const { return resume_at_; }
  // A local of a frame that is not running; to put arguments in before the first resumption.
  void set_local(size_t i, Value value);
  Value local(size_t i) const;

  // Fills a fresh frame of the same size.
  void enter(Frame& frame);
  // Saves the frame; its operands are dropped from the VM stack.
  void leave(Frame& frame, uint64_t resume_at);
  // Lets go of everything it holds but its function.
  void finish();

 private:
  SuspendedFrame(gc::CellInit init, Function& function, gc::Backing& words, size_t locals)
      : Object(init), function_(&function), words_(&words), local_count_(static_cast<uint32_t>(locals)) {
    set_operand_count(0);
  }
  void trace(gc::Visitor& visitor) const;
  size_t local_count() const { return local_count_; }
  size_t operand_count() const { return tagged_operand_count_ & ~kTag; }
  void set_operand_count(size_t count) { tagged_operand_count_ = static_cast<uint32_t>(count) | kTag; }

  // Keeps a word of counts, in scanned memory, from looking like an address.
  static constexpr uint32_t kTag = 1u << 31;

  gc::Member<Function> function_;
  gc::Member<gc::Backing> words_;  // locals, then operands
  uint32_t local_count_;
  uint32_t tagged_operand_count_;
  uint64_t resume_at_ = 0;
  State state_ = State::kSuspended;
};

}  // namespace mayfly
