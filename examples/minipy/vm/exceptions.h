// ExceptionId: Python's built-in exceptions, and how native code raises and looks at them.
//
//   return raise(rt, ExceptionId::kValue, "%s is not in list", text);
//
// An exception is an Instance of its class; in C++ it travels as a mayfly::Error that carries the instance. Errors of the
// core's own (kType, kAttribute, kOutOfMemory, ...) become exceptions when they are first looked at: exception_of().
// Making one may collect; none of these runs user code.
#pragma once

#include <mayfly/mayfly.h>

#include <cstdint>

namespace minipy {

using namespace mayfly;

// X(enumerator, Python's name, base), bases first.
// clang-format off
#define MINIPY_EXCEPTIONS(X)                                                                                     \
  X(kBaseException, "BaseException", kBaseException)                                                             \
  X(kSystemExit, "SystemExit", kBaseException)                                                                   \
  X(kKeyboardInterrupt, "KeyboardInterrupt", kBaseException)                                                     \
  X(kGeneratorExit, "GeneratorExit", kBaseException)                                                             \
  X(kException, "Exception", kBaseException)                                                                     \
  X(kStopIteration, "StopIteration", kException)                                                                 \
  X(kStopAsyncIteration, "StopAsyncIteration", kException)                                                       \
  X(kArithmetic, "ArithmeticError", kException)                                                                  \
  X(kFloatingPoint, "FloatingPointError", kArithmetic)                                                           \
  X(kOverflow, "OverflowError", kArithmetic)                                                                     \
  X(kZeroDivision, "ZeroDivisionError", kArithmetic)                                                             \
  X(kAssertion, "AssertionError", kException)                                                                    \
  X(kAttribute, "AttributeError", kException)                                                                    \
  X(kBuffer, "BufferError", kException)                                                                          \
  X(kEof, "EOFError", kException)                                                                                \
  X(kImport, "ImportError", kException)                                                                          \
  X(kModuleNotFound, "ModuleNotFoundError", kImport)                                                             \
  X(kLookup, "LookupError", kException)                                                                          \
  X(kIndex, "IndexError", kLookup)                                                                               \
  X(kKey, "KeyError", kLookup)                                                                                   \
  X(kMemory, "MemoryError", kException)                                                                          \
  X(kName, "NameError", kException)                                                                              \
  X(kUnboundLocal, "UnboundLocalError", kName)                                                                   \
  X(kOs, "OSError", kException)                                                                                  \
  X(kFileNotFound, "FileNotFoundError", kOs)                                                                     \
  X(kFileExists, "FileExistsError", kOs)                                                                         \
  X(kIsADirectory, "IsADirectoryError", kOs)                                                                     \
  X(kNotADirectory, "NotADirectoryError", kOs)                                                                   \
  X(kPermission, "PermissionError", kOs)                                                                         \
  X(kBlockingIo, "BlockingIOError", kOs)                                                                         \
  X(kChildProcess, "ChildProcessError", kOs)                                                                     \
  X(kConnection, "ConnectionError", kOs)                                                                         \
  X(kBrokenPipe, "BrokenPipeError", kConnection)                                                                 \
  X(kConnectionAborted, "ConnectionAbortedError", kConnection)                                                   \
  X(kConnectionRefused, "ConnectionRefusedError", kConnection)                                                   \
  X(kConnectionReset, "ConnectionResetError", kConnection)                                                       \
  X(kInterruptedCall, "InterruptedError", kOs)                                                                   \
  X(kProcessLookup, "ProcessLookupError", kOs)                                                                   \
  X(kTimeout, "TimeoutError", kOs)                                                                               \
  X(kReference, "ReferenceError", kException)                                                                    \
  X(kRuntime, "RuntimeError", kException)                                                                        \
  X(kNotImplemented, "NotImplementedError", kRuntime)                                                            \
  X(kRecursion, "RecursionError", kRuntime)                                                                      \
  X(kSyntax, "SyntaxError", kException)                                                                          \
  X(kIndentation, "IndentationError", kSyntax)                                                                   \
  X(kTab, "TabError", kIndentation)                                                                              \
  X(kSystem, "SystemError", kException)                                                                          \
  X(kType, "TypeError", kException)                                                                              \
  X(kValue, "ValueError", kException)                                                                            \
  X(kUnicode, "UnicodeError", kValue)                                                                            \
  X(kUnicodeDecode, "UnicodeDecodeError", kUnicode)                                                              \
  X(kUnicodeEncode, "UnicodeEncodeError", kUnicode)                                                              \
  X(kWarning, "Warning", kException)                                                                             \
  X(kDeprecationWarning, "DeprecationWarning", kWarning)                                                         \
  X(kPendingDeprecationWarning, "PendingDeprecationWarning", kWarning)                                           \
  X(kRuntimeWarning, "RuntimeWarning", kWarning)                                                                 \
  X(kSyntaxWarning, "SyntaxWarning", kWarning)                                                                   \
  X(kUserWarning, "UserWarning", kWarning)                                                                       \
  X(kFutureWarning, "FutureWarning", kWarning)                                                                   \
  X(kImportWarning, "ImportWarning", kWarning)                                                                   \
  X(kUnicodeWarning, "UnicodeWarning", kWarning)                                                                 \
  X(kBytesWarning, "BytesWarning", kWarning)                                                                     \
  X(kEncodingWarning, "EncodingWarning", kWarning)                                                               \
  X(kResourceWarning, "ResourceWarning", kWarning)
// clang-format on

enum class ExceptionId : uint8_t {
#define MINIPY_EXCEPTION_ENUMERATOR(enumerator, name, base) enumerator,
  MINIPY_EXCEPTIONS(MINIPY_EXCEPTION_ENUMERATOR)
#undef MINIPY_EXCEPTION_ENUMERATOR
      kCount,
};

// --- raising: what they return is returned -----------------------------------------------------------------------------

// An exception with one argument, the text.
[[gnu::format(printf, 3, 4)]] Error raise(Runtime& rt, ExceptionId id, const char* format, ...);
// With this value as its only argument: KeyError(key), StopIteration(value), SystemExit(status).
Error raise_with(Runtime& rt, ExceptionId id, Value argument);
// RecursionError, of calls, or of C++ functions, that are nested too deeply.
Error raise_too_deep(Runtime& rt);
// This exception, an Instance of a class derived from BaseException.
Error raise_value(Runtime& rt, Value exception);

// --- looking -----------------------------------------------------------------------------------------------------------

// The exception that an error stands for, made when it is one of the core's own; the error carries it from then on.
// Errors: kOutOfMemory.
Result<Value> exception_of(Runtime& rt, Error& error);
// Without making anything. False for what scripts cannot catch (a used-up step budget).
bool is_exception(Runtime& rt, const Error& error, ExceptionId id);
// What scripts may not catch, nor finally blocks delay: the host asked for a stop.
bool is_uncatchable(const Error& error);

// An instance of a built-in exception class with these arguments; its __init__ is not called.
Result<Value> make_exception(Runtime& rt, ExceptionId id, std::span<const Value> arguments);

}  // namespace minipy
