#include <mayfly/runtime/frontend/suspended_frame.h>
#include <mayfly/runtime/runtime.h>

#include <cstring>

namespace mayfly {

const gc::KindRow SuspendedFrame::kRow = {"suspended_frame", &SuspendedFrame::trace_cell};

Result<SuspendedFrame*> SuspendedFrame::create(Runtime& rt, Function& function, size_t locals, size_t operands) {
  gc::Backing* words = gc::Backing::create(rt.heap(), locals + operands);
  if (!words) return rt.heap().allocation_error();
  for (size_t i = 0; i < locals; i++) words->words()[i] = Value::nil().word();
  SuspendedFrame* made = rt.heap().make<SuspendedFrame>(function, *words, locals);
  if (!made) return rt.heap().allocation_error();
  return made;
}

void SuspendedFrame::set_local(size_t i, Value value) {
  MAYFLY_ASSERT(i < local_count() && state_ == State::kSuspended);
  words_->words()[i] = value.word();
}

Value SuspendedFrame::local(size_t i) const {
  MAYFLY_ASSERT(i < local_count() && state_ == State::kSuspended);
  return Value::from_word(words_->words()[i]);
}

void SuspendedFrame::enter(Frame& frame) {
  MAYFLY_ASSERT(state_ == State::kSuspended && frame.local_count() == local_count() && frame.operand_count() == 0);
  const size_t operands = operand_count();
  std::memcpy(frame.words_, words_->words(), local_count() * 8);
  for (size_t i = 0; i < operands; i++) frame.push(Value::from_word(words_->words()[local_count() + i]));
  // What runs is held by the stack alone: a value that the frame drops must not live on here.
  std::memset(words_->words(), 0, (local_count() + operands) * 8);
  state_ = State::kRunning;
}

void SuspendedFrame::leave(Frame& frame, uint64_t resume_at) {
  MAYFLY_ASSERT(is_running() && local_count() + frame.operand_count() <= words_->capacity());
  const size_t operands = frame.operand_count();
  std::memcpy(words_->words(), frame.words_, (local_count() + operands) * 8);
  frame.drop(operands);
  set_operand_count(operands);
  resume_at_ = resume_at;
  state_ = State::kSuspended;
}

void SuspendedFrame::finish() {
  words_ = nullptr;
  state_ = State::kFinished;
}

void SuspendedFrame::trace(gc::Visitor& visitor) const {
  Base::trace(visitor);
  visitor.visit(function_);
  visitor.visit(words_);
}

}  // namespace mayfly
