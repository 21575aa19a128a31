// How generators become the innermost activation, and stop being it: inlined into the loop and into what resumes from C++.
#pragma once

#include <minipy/vm/interpreter.h>
#include <minipy/vm/raising.h>

namespace minipy {

// Makes a generator, which is fresh or suspended, the innermost activation. `sent`: what the yield that it stands at gives;
// null: an error is about to be raised there. Errors: RecursionError, of memory: nothing is changed then.
[[gnu::always_inline]] inline Result<> Interpreter::enter_generator(Generator& generator, Activation::Mode mode,
                                                                    const Value* sent, uint32_t result) {
  const uint32_t count = generator.count();
  uint64_t* const room = stack_.room(3 + count);
  if (!room) [[unlikely]]
    return raise_too_deep(rt_);
  const Value outer = handled_.get();
  Function& function = generator.function();
  room[0] = Value(&generator).word();
  room[1] = outer.word();
  room[2] = Value(&function).word();
  Value* const registers = reinterpret_cast<Value*>(room + 3);
  Activation* const activation = next_activation();
  if (!activation) [[unlikely]]
    return Error::out_of_memory();
  activation->registers = registers;
  activation->limit = room + 3 + count;
  activation->code = static_cast<PyCode*>(&function.code());
  activation->pc = activation->code->first() + generator.resume_at();
  if (!enter_call(*activation, function, result, mode)) [[unlikely]]
    return raise_too_deep(rt_);
  activation->generator = &generator;
  top_ = activation;
  const bool fresh = generator.state() == Generator::State::kFresh;
  const Value handled = generator.handled();
  generator.copy_to(registers);
  stack_.publish(activation->limit);
  generator.enter();
  if (!handled.is_empty()) handled_.set(handled);
  if (!fresh && sent) {
    registers[activation->pc->a] = *sent;
    // One in a "yield from" is executed again.
    if (activation->pc->op == Op::kYield) activation->pc++;
  }
  return {};
}

// The innermost activation, a generator's, has come to a yield: its registers go back into the generator.
[[gnu::always_inline]] inline void Interpreter::leave_generator() {
  const Activation& activation = *top_;
  Generator& generator = *activation.generator;
  const Value outer = activation.registers[-2];
  const Value own = handled_.get();
  const bool handles = !own.identical(outer);
  generator.leave(activation.registers, std::min(activation.code->live_at_own(activation.pc), generator.count()),
                  static_cast<uint32_t>(activation.pc - activation.code->first()), handles ? own : Value::empty());
  if (handles) handled_.set(outer);
  pop_activation();
}

}  // namespace minipy
