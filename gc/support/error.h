// Error: what went wrong, as a value that can be moved, kept and reported later.
//
// It carries a kind, a message for people, a trace (innermost position first), the error that caused it, and the value
// that a script raised, if any. That value stays alive as long as the Error does: an Error is itself a root. Running out
// of memory is an error too, and making that one allocates nothing.
//
// Owned by whoever holds it; movable, not copyable. May be dropped on any thread. Neither collects nor runs user code.
#pragma once

#include <mayfly/gc/forward.h>
#include <mayfly/gc/support/api.h>

#include <span>
#include <string>
#include <string_view>

namespace mayfly {

enum class ErrorKind : uint8_t {
  kNone,           // no error: a default-constructed or moved-from Error
  kOutOfMemory,    // the GC heap, its limit, or malloc memory is exhausted
  kType,           // a value of a type that the operation does not take
  kValue,          // the right type, a value out of range
  kAttribute,      // no such attribute, or one that can't be written
  kKey,            // no such key
  kIndex,          // no such index
  kName,           // no such variable
  kArgument,       // wrong number or names of arguments
  kDeadReference,  // the target of a weak reference is dead
  kRecursion,      // calls nested too deeply
  kInterrupted,    // the host asked for a stop, or a step budget ran out
  kWrongRuntime,   // a value of one runtime was given to another
  kWrongThread,    // used from a thread that is not attached or not the runtime's own
  kClosed,         // the runtime is shut down
  kOptions,        // a bad option
  kHost,           // a native function failed or threw
  kScript,         // a script raised a value of its own: Error::value
  kUnsupported,    // the operation is not supported here
};

// The kind's name as it stands in messages: "TypeError", "OutOfMemory", ...
MAYFLY_API const char* name(ErrorKind kind);

// Where a call was when an error passed through it. The views given to an Error are copied by it; those read from an
// Error's trace live as long as the Error.
struct Position {
  std::string_view function = {};  // name of the function, or ""
  std::string_view file = {};      // source name, or ""
  int line = 0;                    // 1-based; 0: unknown
};

class MAYFLY_API Error {
 public:
  Error() noexcept = default;  // no error
  Error(ErrorKind kind, std::string_view message);
  Error(Error&& other) noexcept : data_(other.data_) { other.data_ = nullptr; }
  Error& operator=(Error&& other) noexcept {
    Data* mine = data_;
    data_ = other.data_;
    other.data_ = mine;
    return *this;
  }
  Error(const Error&) = delete;
  Error& operator=(const Error&) = delete;
  ~Error() {
    if (data_) destroy(data_);
  }

  // Allocates nothing: there is one such error, shared.
  static Error out_of_memory() noexcept;

  bool is_set() const noexcept { return data_ != nullptr; }
  ErrorKind kind() const noexcept;
  std::string_view message() const noexcept;
  std::span<const Position> trace() const noexcept;
  const Error* cause() const noexcept;
  // kind: message, then a line per position, then the cause.
  std::string to_string() const;

  // Adds a position at the end of the trace (the caller of those already there). Dropped when memory is short.
  void add_position(const Position& position) noexcept;
  void set_cause(Error cause) noexcept;

  // The value that the script raised, as a raw word of the GC heap's encoding; 0: none. objects/value/error_value.h
  // reads and writes it as a Value.
  uint64_t raw_value() const noexcept;
  // Keeps it alive from now on; fails silently (the value is dropped) when memory is short.
  void set_raw_value(gc::Heap& heap, uint64_t word) noexcept;

 private:
  struct Data;
  // Given the data alone: an Error whose address nobody takes can live in a register.
  static void destroy(Data* data) noexcept;

  Data* data_ = nullptr;  // null: no error; else owned, or the shared out-of-memory data
};

// printf-style making of errors, with a check of the format by the compiler.
[[gnu::format(printf, 2, 3)]] MAYFLY_API Error make_error(ErrorKind kind, const char* format, ...);

}  // namespace mayfly
