// Native functions: how Python's built-in functions and methods are written in C++.
//
//   Result<Value> append(Runtime& rt, Arguments args) {          // args[0] is the receiver of a method
//     List* self = MAYFLY_TRY(receiver<List>(rt, args));
//     if (!self->append(rt.heap(), args[1])) return rt.heap().allocation_error();
//     return Value::nil();
//   }
//   static constexpr NativeSpec kMethods[] = {
//       method<append, 1>("append", NativeSpec::kLeaf),            // exactly 1 argument beside the receiver
//       method<pop, 0, 1>("pop"),                                  // 0 or 1
//       keywords_method<sort>("sort"),                             // sorts its arguments itself: take()
//   };
//   MAYFLY_TRY(install(rt, list_class, kMethods));
//
// The wrapper checks the number of arguments, refuses keyword arguments (in CPython's words), and turns a std::bad_alloc
// into MemoryError. A native's frame counts as rooted: what it needs after running user code stands in Locals or in its
// arguments. kLeaf: it runs no user code, asks for no CallFrame and does not fail with a trace of its own; the interpreter
// then calls it without making a frame.
//
// A native that is somebody's __next__ ends the iteration by returning the empty value (no StopIteration is made).
#pragma once

#include <minipy/vm/exceptions.h>

#include <mayfly/runtime/call/native_code.h>

#include <new>

namespace minipy {

using NativeBody = Result<Value> (*)(Runtime& rt, Arguments args);

inline constexpr int kAnyNumber = 255;

struct NativeSpec {
  enum Use : uint8_t { kMethod, kStaticMethod, kClassMethod, kGetter, kFunction };
  // kResumes: of a generator, it resumes that: the interpreter does it by itself; kSends: with a value.
  enum Flags : uint8_t { kNone = 0, kLeaf = 1, kResumes = 2, kSends = 4 };

  const char* name;
  NativeEntry entry;
  WordEntry word_entry;
  Use use;
  uint8_t flags;
  uint8_t least;  // arguments, without the receiver (or the class of a class method)
  uint8_t most;   // kAnyNumber: no limit
  bool takes_keywords;
  NativeEntry setter = nullptr;   // kGetter: writes args[1]; null: read-only
  NativeEntry deleter = nullptr;  // kGetter: null: may not be deleted
};

// What the function is made from; null for functions that no NativeSpec is behind.
inline const NativeSpec* spec_of(const Function& function) {
  if (!NativeCode::is(function.code())) return nullptr;
  const auto& code = static_cast<const NativeCode&>(function.code());
  // Taking a rest, but describing no parameters, is the mark.
  if (code.describes_parameters() || !code.takes_rest()) return nullptr;
  return static_cast<const NativeSpec*>(code.host());
}

// Whose it is, as messages say it: "list" of list.append; empty: nobody's.
std::string_view owner_of(const Function& function);

// The error for a wrong number of arguments, or keywords where none are taken; the current call is the native's.
Error wrong_arguments(Runtime& rt, const Function& function, Arguments args);
// What a leaf failed with when it was called without a frame: where its receiver was wrong, in words that name it.
Error named_leaf_error(Runtime& rt, const Function& function, Value receiver, Error error);
inline bool arguments_fit(const NativeSpec& spec, Arguments args) {
  if (args.keywords() && !spec.takes_keywords) return false;
  const uint32_t hidden = spec.use == NativeSpec::kFunction || spec.use == NativeSpec::kStaticMethod ? 0 : 1;
  const uint32_t given = args.positional();
  return given >= spec.least + hidden && (spec.most == kAnyNumber || given <= spec.most + hidden);
}

template <NativeBody kBody>
Result<Value> native_entry(Runtime& rt, Function& callee, Arguments args) noexcept {
  if (!arguments_fit(*spec_of(callee), args)) [[unlikely]]
    return wrong_arguments(rt, callee, args);
  try {
    return kBody(rt, args);
  } catch (const std::bad_alloc&) {
    return Error::out_of_memory();
  }
}

template <NativeBody kBody>
constexpr NativeSpec make_spec(const char* name, NativeSpec::Use use, int least, int most, int flags, bool keywords) {
  return {name,
          &native_entry<kBody>,
          &word_entry<&native_entry<kBody>>,
          use,
          static_cast<uint8_t>(flags),
          static_cast<uint8_t>(least),
          static_cast<uint8_t>(most),
          keywords};
}
template <NativeBody kBody, int kLeast, int kMost = kLeast>
constexpr NativeSpec method(const char* name, int flags = 0) {
  return make_spec<kBody>(name, NativeSpec::kMethod, kLeast, kMost, flags, false);
}
template <NativeBody kBody>
constexpr NativeSpec keywords_method(const char* name, int least = 0, int most = kAnyNumber) {
  return make_spec<kBody>(name, NativeSpec::kMethod, least, most, 0, true);
}
template <NativeBody kBody, int kLeast, int kMost = kLeast>
constexpr NativeSpec function(const char* name, int flags = 0) {
  return make_spec<kBody>(name, NativeSpec::kFunction, kLeast, kMost, flags, false);
}
template <NativeBody kBody>
constexpr NativeSpec keywords_function(const char* name, int least = 0, int most = kAnyNumber) {
  return make_spec<kBody>(name, NativeSpec::kFunction, least, most, 0, true);
}
template <NativeBody kBody, int kLeast, int kMost = kLeast>
constexpr NativeSpec static_method(const char* name) {  // __new__ too: args[0] is then the class, counted
  return make_spec<kBody>(name, NativeSpec::kStaticMethod, kLeast, kMost, 0, false);
}
template <NativeBody kBody>
constexpr NativeSpec keywords_static_method(const char* name, int least = 0, int most = kAnyNumber) {
  return make_spec<kBody>(name, NativeSpec::kStaticMethod, least, most, 0, true);
}
template <NativeBody kBody>
constexpr NativeSpec class_method(const char* name, int least = 0, int most = kAnyNumber) {
  return make_spec<kBody>(name, NativeSpec::kClassMethod, least, most, 0, true);
}
template <NativeBody kBody>
constexpr NativeSpec getter(const char* name) {
  return make_spec<kBody>(name, NativeSpec::kGetter, 0, 0, 0, false);
}
template <NativeBody kBody, NativeBody kSetter>
constexpr NativeSpec accessor(const char* name) {
  NativeSpec spec = make_spec<kBody>(name, NativeSpec::kGetter, 0, 1, 0, false);
  spec.setter = &native_entry<kSetter>;
  return spec;
}
template <NativeBody kBody, NativeBody kSetter, NativeBody kDeleter>
constexpr NativeSpec accessor(const char* name) {
  NativeSpec spec = accessor<kBody, kSetter>(name);
  spec.deleter = &native_entry<kDeleter>;
  return spec;
}

// The specs live for ever (static). Errors: kOutOfMemory.
Result<> install(Runtime& rt, Class& cls, std::span<const NativeSpec> specs);
Result<> install(Runtime& rt, Dict& module_namespace, std::span<const NativeSpec> specs);
Result<Function*> make_native_function(Runtime& rt, const NativeSpec& spec, std::string_view owner = {});

// Sorts arguments into slots by name, as a Python function with these parameters would: `names` (a '*' entry begins the
// keyword-only ones; the first `positional_only` take no keyword). Slots of what is not given are left empty; `required`:
// so many of the first must be given. Messages are CPython's. `args` begins at the first that is named (rest()).
Result<> take(Runtime& rt, const char* function, Arguments args, std::span<const char* const> names,
              uint32_t positional_only, uint32_t required, std::span<Value> slots);

// --- receivers -----------------------------------------------------------------------------------------------------------

// A value of a subclass of int, float, str, list, tuple, dict, ... made by a program is an Instance whose hidden attribute
// holds the built-in value. unboxed() is that one, and any other value itself. Natives of built-in types see through.
Value unboxed(Value value);
// args[0] as a T. Error: TypeError, "descriptor 'append' for 'list' objects doesn't apply to a 'int' object".
Error wrong_receiver(Runtime& rt, Arguments args);
template <typename T>
Result<T*> receiver(Runtime& rt, Arguments args) {
  const Value self = unboxed(args[0]);
  if (self.is<T>()) [[likely]]
    return self.as<T>();
  return wrong_receiver(rt, args);
}
// Any value as a T, seen through, or null.
template <typename T>
T* as(Value value) {
  const Value inner = unboxed(value);
  return inner.is<T>() ? inner.as<T>() : nullptr;
}
// The same for an argument: TypeError, "%s() argument must be %s, not %s" is the caller's to word.

// Makes an instance of `cls`, a subclass (perhaps the built-in class itself) of the class of `value`, that stands for
// `value`: what __new__ of built-in types returns. The built-in class: the value itself.
Result<Value> boxed(Runtime& rt, Class& cls, Value value);

}  // namespace minipy
