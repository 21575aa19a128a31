// NativeCode: the code of a Function that is written in C++.
//
// The raw entry point is a plain noexcept function: it gets the runtime, the function that was called (for its captures
// and its code's host data) and the arguments, all of which are held while it runs. noexcept is part of the type: a C++
// exception never crosses a frame of Mayfly; the binding layer (embed/) catches what a host's function throws and turns it
// into an Error of kind kHost, and a raw entry that throws ends the process as any noexcept function does.
//
// Host data: a pointer to malloc memory that holds a C++ callable, and how to release it. It is released exactly once, on
// the owner's thread: at a safe point after the code is really dead, or when the runtime shuts down. Values that the
// callable needs are the function's captures, or Roots (which then must not lead back to the function: that would be a
// leak for ever).
#pragma once

#include <mayfly/gc/cell/vector.h>
#include <mayfly/objects/model/code.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/runtime/call/arguments.h>

#include <span>
#include <string_view>

namespace mayfly {

// The entry point of every kind of code, front-ends' included (Code::Entry, cast).
using NativeEntry = Result<Value> (*)(Runtime& rt, Function& callee, Arguments arguments) noexcept;

// A leaner way in, for the usual call without keyword arguments: the result comes back in a register. It returns the
// value's word; or, after a failure, what fail_with() returns. Made from a NativeEntry by word_entry<>.
using WordEntry = uint64_t (*)(Runtime& rt, Function& callee, const Value* values, uint32_t count) noexcept;

// Leaves the error for the caller of a WordEntry to pick up.
MAYFLY_API uint64_t fail_with(Runtime& rt, Error&& error) noexcept;

// The WordEntry of a NativeEntry that is known when the program is compiled: inlined into it, so nothing but the value
// travels.
template <NativeEntry kEntry>
uint64_t word_entry(Runtime& rt, Function& callee, const Value* values, uint32_t count) noexcept {
  Result<Value> result = kEntry(rt, callee, Arguments(values, count));
  if (result) [[likely]]
    return result->word();
  return fail_with(rt, result.take_error());
}

// One parameter of a native function, as arrange() and messages know it.
struct Parameter {
  std::string_view name;  // "": given by position only
  bool has_default = false;
  Value default_value = Value::nil();  // where has_default
};

// What make_native makes a function from. Views and raw pointers are read during the call only.
struct NativeDescription {
  std::string_view name = {};
  std::string_view owner = {};  // the class that it is a method of: messages and traces say "Door.open"
  NativeEntry entry = nullptr;
  WordEntry word_entry = nullptr;  // of the same function; may be null. set_entry sets both
  std::span<const Parameter> parameters = {};
  bool has_receiver = false;          // the first parameter is the receiver, which messages do not count
  bool describes_parameters = false;  // `parameters` is all there is; false: unknown, no help with arrange()
  bool takes_rest = false;            // more positional arguments than parameters are welcome
  bool rooted_frame = false;          // its frames hold references in Locals, arguments and Roots only
  std::span<const Value> captures = {};
  void* host = nullptr;
  void (*release_host)(void* host) noexcept = nullptr;  // null: there is nothing to release

  // Both entries of a function that is known when the program is compiled.
  template <NativeEntry kEntry>
  void set_entry() {
    entry = kEntry;
    word_entry = &mayfly::word_entry<kEntry>;
  }
};

class MAYFLY_API NativeCode final : public Code {
  MAYFLY_CELL(NativeCode, Code, kKindCode)

  NativeEntry entry() const { return reinterpret_cast<NativeEntry>(Code::entry()); }
  void* host() const { return host_; }

  bool describes_parameters() const { return describes_; }
  bool takes_rest() const { return takes_rest_; }
  bool has_receiver() const { return has_receiver_; }
  uint32_t parameter_count() const { return static_cast<uint32_t>(names_.size()); }
  uint32_t required_count() const { return required_; }
  Symbol& parameter_name(uint32_t i) const { return *names_[i]; }
  // Empty when the parameter must be given.
  Value default_of(uint32_t i) const { return defaults_[i]; }

 private:
  friend MAYFLY_API Result<Function*> make_native(Runtime& rt, const NativeDescription& description);
  NativeCode(gc::CellInit init, NativeEntry entry, String* name, bool rooted);
  void trace(gc::Visitor& visitor) const;
  static void release(gc::Cell& cell);

  gc::Vector<gc::Member<Symbol>> names_;
  gc::Vector<Value> defaults_;  // one per name; empty: must be given
  void* host_ = nullptr;
  void (*release_host_)(void* host) noexcept = nullptr;
  uint32_t required_ = 0;
  bool describes_ = false;
  bool takes_rest_ = false;
  bool has_receiver_ = false;
};

// How messages call a function: "Door.open", or "function".
MAYFLY_API const char* name_in_messages(const Function& function);

// A function that runs this native code. Errors: kOutOfMemory: `host` is then still the caller's to release. Runs no
// user code.
MAYFLY_API Result<Function*> make_native(Runtime& rt, const NativeDescription& description);

// Sorts the arguments of a call into one slot per parameter, by position, by name, and from the defaults; with
// takes_rest the surplus positional ones stay in `arguments` and are not in `slots`. `slots` has parameter_count()
// elements and lies on the VM stack if user code is to run. The code must describe its parameters.
// Errors: kArgument: too many, a missing one, an unknown name (with a near match), one given twice; the message begins
// with the function's name. Neither collects nor runs user code.
MAYFLY_API Result<> arrange(const Function& function, Arguments arguments, std::span<Value> slots);

// "takes from 1 to 2 arguments, 3 given", for functions that count for themselves. `least` and `most` do not include
// the first `hidden` arguments (a receiver); most == UINT32_MAX: any number.
MAYFLY_API Error argument_count_error(const Function& function, uint32_t least, uint32_t most, uint32_t given,
                                      uint32_t hidden = 0);

}  // namespace mayfly
