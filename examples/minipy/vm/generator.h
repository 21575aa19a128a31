// Generator: a call of a Python function that can be left and come back: its registers, while it does not run.
//
// Its memory is taken once, when it is made. While it runs, its registers are on the VM stack, and here is nothing.
//
// One that dies while it stands in a try statement is closed first, as an object with a finalizer (contract 8): its class's
// __del__ does it.
#pragma once

#include <minipy/vm/code.h>

namespace minipy {

class Generator final : public Object {
 public:
  enum class State : uint8_t { kFresh, kSuspended, kRunning, kFinished };

  static gc::KindId kind() { return kKindId; }
  static bool is(const gc::Cell& cell) { return cell.kind() == kind(); }

  // The registers are copied from `registers`. Null when out of memory.
  static Generator* create(gc::Heap& heap, Function& function, const Value* registers, uint32_t count);

  Function& function() const { return *function_; }
  PyCode& code() const { return *code_of(*function_); }
  State state() const { return static_cast<State>(aux()); }
  bool is_running() const { return state() == State::kRunning; }
  bool is_finished() const { return state() == State::kFinished; }
  uint32_t count() const { return tagged_count_ & ~kTag; }
  uint32_t resume_at() const { return resume_at_; }  // index of an instruction
  // What was being handled inside of it when it was left; empty: nothing.
  Value handled() const { return handled_; }

  // In two steps: copies the registers, empty where nothing is saved; and, when the copies are roots, lets go of its own.
  [[gnu::always_inline]] void copy_to(Value* registers) const {
    const uint32_t saved = saved_ & ~kTag;
    for (uint32_t i = 0; i < saved; i++) registers[i] = words()[i];
    for (uint32_t i = saved; i < count(); i++) registers[i] = Value::empty();
  }
  [[gnu::always_inline]] void enter() {
    const uint32_t saved = saved_ & ~kTag;
    for (uint32_t i = 0; i < saved; i++) words()[i] = Value::empty();
    handled_ = Value::empty();
    set_state(State::kRunning);
  }
  // Takes the first `live` registers; the others hold nothing that is needed.
  [[gnu::always_inline]] void leave(const Value* registers, uint32_t live, uint32_t resume_at, Value handled) {
    Value* const own = words();
    for (uint32_t i = 0; i < live; i++) own[i] = registers[i];
    saved_ = live | kTag;
    resume_at_ = resume_at;
    handled_ = handled;
    set_state(State::kSuspended);
  }
  void finish();
  Value saved(uint32_t i) const { return words()[i]; }

 private:
  friend class gc::Heap;
  Generator(gc::CellInit init, Function& function, const Value* registers, uint32_t count);
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);
  static const gc::KindRow kRow;
  static const gc::KindId kKindId;  // registered when the program starts
  void set_state(State state) { set_aux(static_cast<uint32_t>(state)); }
  Value* words() { return reinterpret_cast<Value*>(this + 1); }
  const Value* words() const { return reinterpret_cast<const Value*>(this + 1); }

  gc::Member<Function> function_;
  Value handled_ = Value::empty();
  // Keeps a word of numbers, in scanned memory, from looking like an address.
  static constexpr uint32_t kTag = 1u << 31;
  uint32_t resume_at_ = 0;
  uint32_t tagged_count_;
  uint32_t unused_ = 0;
  uint32_t saved_;  // tagged: how many of the registers, which follow, are not empty for sure
};

}  // namespace minipy
