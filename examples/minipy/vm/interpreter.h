// Interpreter: executes PyCode. One per runtime.
//
// A call of a script function by a script takes no C++ stack: it is an Activation, whose registers stand on the VM stack.
// The callee's registers begin at the arguments, where the caller has put them; nothing is copied:
//
//   caller:  [function][r0 r1 ... ra ra+1 ra+2 ...........]
//   callee:                       [function][r0 r1 .......]
//
// The VM stack's top is the end of the innermost frame, and never below a caller's; so all registers are roots. An exact
// collection is preceded by clear_dead_registers(): then only those that the compiler says are in use.
//
// On the owner's thread. Everything here runs user code, but for what looks at frames.
#pragma once

#include <minipy/objects/cell.h>
#include <minipy/vm/code.h>
#include <minipy/vm/generator.h>
#include <minipy/vm/operators.h>

#include <mayfly/runtime/frontend/entered_call.h>

namespace minipy {

// A running call.
struct Activation {
  enum class Mode : uint8_t {
    kCall,       // the result goes to a register of the caller's
    kInit,       // so does the instance that is being made, at registers[-2]
    kForEffect,  // nobody wants it
    kResume,    // a generator's: a yielded value goes to a register of the caller's, its end raises StopIteration there
    kDelegate,  // a generator's in a "yield from" of the caller's
    kIterate,   // a generator in a for loop of the caller's
    kOutside,   // C++ called: run() returns
  };

  Activation* caller = nullptr;  // always the same one's; null: the outermost
  Activation* next = nullptr;    // the one used by a call from here; kept for reuse
  Value* registers =
      nullptr;  // registers[-1] is the function; a generator's registers[-2] what its resumer was handling
  uint64_t* limit = nullptr;  // the VM stack's top while it is innermost
  PyCode* code = nullptr;
  const Instruction* pc = nullptr;
  Generator* generator = nullptr;  // whose it is; null outside of activations that are in use
  uint32_t link = 0;               // of what follows, written at once
  RepeatedCall call;               // entered where has_call(); else the runtime made the CallFrame

  explicit Activation(CallStack& calls) : call(calls, this) {}

  // `result`: a register of the caller's.
  void set_link(uint32_t result, Mode mode, bool has_call) {
    link = result | static_cast<uint32_t>(mode) << 16 | static_cast<uint32_t>(has_call) << 24;
  }
  uint16_t result() const { return static_cast<uint16_t>(link); }
  Mode mode() const { return static_cast<Mode>(link >> 16 & 0xff); }
  bool has_call() const { return link >> 24 != 0; }
  // With a call, and its result goes to a register: what most are.
  bool is_plain() const { return link >> 16 == 0x100; }

  Function& function() const { return *registers[-1].as<Function>(); }
  int line() const { return code->line_at(pc); }
};

class Interpreter {
 public:
  explicit Interpreter(Runtime& rt);
  ~Interpreter();
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;
  // False when there was no memory.
  explicit operator bool() const { return handled_ && return_value_; }

  // The entry of all Python code.
  static Result<Value> call(Runtime& rt, Function& callee, Arguments arguments) noexcept;

  // Resumes a generator with a value, or by raising an error in it. Empty: it has finished; take_return_value() is what it
  // returned.
  Result<Value> resume(Generator& generator, Value sent);
  Result<Value> throw_into(Generator& generator, Error error);
  // The iterator from which it yields; empty: none.
  static Value waits_for(const Generator& generator);
  Value take_return_value();

  // The innermost script call; null: none.
  Activation* current() const { return top_; }
  // The exception that an except clause is handling; nil: none.
  Value handled() const { return handled_.get(); }
  // Before an exact collection.
  void clear_dead_registers();
  // The namespace of the innermost script call's module; the main module's outside of calls.
  Dict& globals();
  // A dict of the variables of a script call, by default of the innermost; of a class body or module, its namespace itself.
  Result<Value> locals() { return locals(top_); }
  Result<Value> locals(const Activation* of);

 private:
  friend struct InterpreterLoop;

  // The one behind the innermost, for the caller to fill and to make the innermost. Null when out of memory.
  Activation* next_activation() { return next_activation(top_ ? *top_ : first_); }
  Activation* next_activation(Activation& innermost) {
    return innermost.next ? innermost.next : add_activation(innermost);
  }
  Activation* add_activation(Activation& innermost);
  void pop_activation() {
    if (top_->has_call()) top_->call.leave();
    top_->generator = nullptr;
    top_ = top_->caller;
  }
  // Gives the innermost activation, which the runtime knows nothing of, a CallFrame. False: calls are nested too deeply.
  bool enter_call(Activation& activation, Function& function, uint32_t result, Activation::Mode mode) {
    if (!rt_.calls().has_room()) [[unlikely]]
      return false;
    activation.set_link(result, mode, true);
    activation.call.enter(function);
    return true;
  }
  // Executes the innermost activation, and what it calls, until it returns or, a generator's, yields. `throwing`:
  // pending_ is raised where it stands.
  Result<Value> run(bool throwing = false);
  bool unwind(Activation* base);
  Error raise_exception(Value exception);  // by a raise statement
  void note_position(Activation& activation);
  bool find_handler(Activation& activation);
  Result<> enter_generator(Generator& generator, Activation::Mode mode, const Value* sent, uint32_t result = 0);
  void leave_generator();
  void finish_generator(const Activation& activation);
  // `behind`: the yield from that it stands at is over.
  Result<Value> resume_with(Generator& generator, const Value* sent, bool behind = false);
  Result<Value> resume_behind(Generator& generator, Value value);
  Result<Value> throw_into_inner(Generator& generator, Error& error, bool& handled_inside);

  // --- calls: call.cpp ---
  Result<> bind_arguments(Function& function, PyCode& code, Value* registers, uint32_t positional, const Value* names,
                          const Value* keyword_values, uint32_t keywords);
  Error positional_error(Function& function, PyCode& code, uint32_t given, uint32_t keyword_only);
  Error missing_error(Function& function, PyCode& code, const Value* registers);

  Runtime& rt_;
  Minipy& minipy_;
  gc::WordStack& stack_;
  Activation first_;           // never a call: the end of the chain
  Activation* top_ = nullptr;  // innermost; null: none
  Error pending_;              // on its way to a handler
  bool is_reraised_ = false;   // its position here is noted already
  HeldValue handled_;
  HeldValue return_value_;
};

}  // namespace minipy
