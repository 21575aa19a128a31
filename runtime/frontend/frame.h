// Frame: the variables and operands of one call of a front-end's code, on the VM stack, where they are exact roots.
//
// Locals stand at a fixed place and begin as nil. Operands are pushed and popped above them: the VM stack's own top is
// the operand stack's, so what was popped is no root from that moment on (contract 0.4).
//
// While a call runs above it, a frame's operands stay where they are: receiver and arguments can be pushed and passed in
// place (operands(n) points to them). Frames nest strictly. A SuspendedFrame takes a frame's words off the stack and
// puts them back: generators.
//
// On the owner's thread; neither collects nor runs user code.
#pragma once

#include <mayfly/gc/root/word_stack.h>
#include <mayfly/objects/value/value.h>
#include <mayfly/runtime/call/local.h>

namespace mayfly {

class Frame {
 public:
  // Room for so many locals and operands; operands beyond it are a bug of the front-end's.
  Frame(Runtime& rt, size_t locals, size_t operands) : Frame(detail::vm_stack(rt), locals, operands) {}
  Frame(gc::WordStack& stack, size_t locals, size_t operands) : stack_(stack), local_count_(locals) {
    uint64_t* words = stack.room(locals + operands);
    if (!words) [[unlikely]]
      return;
    for (size_t i = 0; i < locals; i++) words[i] = Value::nil().word();
    stack.publish(words + locals);
    words_ = words;
    limit_ = words + locals + operands;
  }
  ~Frame() {
    if (words_) stack_.pop_to(words_);
  }
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  // False when the VM stack is full; error() is then of kind kRecursion.
  explicit operator bool() const { return words_ != nullptr; }
  Error error() const { return detail::vm_stack_full(stack_); }

  Value local(size_t i) const { return Value::from_word(words_[i]); }
  void set_local(size_t i, Value value) {
    MAYFLY_ASSERT(i < local_count_);
    words_[i] = value.word();
  }
  size_t local_count() const { return local_count_; }

  void push(Value value) {
    MAYFLY_ASSERT(stack_.top() < limit_);
    uint64_t* top = stack_.top();
    *top = value.word();
    stack_.publish(top + 1);
  }
  Value pop() {
    MAYFLY_ASSERT(operand_count() > 0);
    uint64_t* top = stack_.top() - 1;
    Value value = Value::from_word(*top);
    stack_.pop_to(top);
    return value;
  }
  // Drops the n uppermost operands.
  void drop(size_t n) {
    MAYFLY_ASSERT(n <= operand_count());
    stack_.pop_to(stack_.top() - n);
  }
  // The nth operand from the top; 0 is the uppermost.
  Value peek(size_t n = 0) const { return Value::from_word(stack_.top()[-1 - static_cast<ptrdiff_t>(n)]); }
  void replace(size_t n, Value value) { stack_.top()[-1 - static_cast<ptrdiff_t>(n)] = value.word(); }
  // The n uppermost operands, in the order of pushing: what a call's Arguments point to.
  const Value* operands(size_t n) const { return reinterpret_cast<const Value*>(stack_.top() - n); }
  size_t operand_count() const { return static_cast<size_t>(stack_.top() - words_) - local_count_; }

 private:
  friend class SuspendedFrame;
  gc::WordStack& stack_;
  size_t local_count_;
  uint64_t* words_ = nullptr;
  uint64_t* limit_ = nullptr;
};

}  // namespace mayfly
