// What the interpreter notes in exceptions on their way: where they passed, what was being handled, what caused them.
//
// It stands in hidden attributes of the exception (Names: traceback, context, cause). Memory that is short for these is an
// error of its own only where it is said. None runs user code.
#pragma once

#include <minipy/vm/code.h>

namespace minipy {

// The call of this function, at this instruction of its code: an entry outside of those that are there. Errors:
// kOutOfMemory.
Result<> add_traceback(Runtime& rt, Value exception, const Function& function, size_t instruction);
// The Traceback of an exception; nil: none.
Value traceback_of(Runtime& rt, Value exception);
// `context` was being handled when `exception` was raised. What would make a ring of it is cut.
void set_context(Runtime& rt, Value exception, Value context);
// The same for one that no raise statement raised, unless it was given one, or None.
void note_context(Runtime& rt, Value exception, Value context);
// "raise exception from cause"; nil: from None.
void note_cause(Runtime& rt, Value exception, Value cause);

// What "raise value" raises: an instance of an exception class, or what calling such a class gives. May run user code.
// TypeError: "exceptions must derive from BaseException".
Result<Value> exception_to_raise(Runtime& rt, Value value);
// What "raise ... from value" gives as the cause. TypeError: "exception causes must derive from BaseException".
Result<Value> exception_cause(Runtime& rt, Value value);
// StopIteration, of no value where it is empty.
Error make_stop_iteration(Runtime& rt, Value value);
// Whether an except clause with this type, or tuple of types, takes the exception. TypeError: "catching classes that do not
// inherit from BaseException is not allowed".
Result<bool> exception_matches(Runtime& rt, Value exception, Value type);

}  // namespace minipy
