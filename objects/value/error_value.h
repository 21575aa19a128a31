// The value that a script raised, in an Error: gc/ keeps it as a raw word, this reads and writes it as a Value.
//
// The Error keeps it alive. Neither collects nor runs user code.
#pragma once

#include <mayfly/gc/support/error.h>
#include <mayfly/objects/value/value.h>

namespace mayfly {

// Empty when the error carries none.
inline Value value_of(const Error& error) { return Value::from_word(error.raw_value()); }

// Dropped silently when memory is short.
inline void set_value(Error& error, gc::Heap& heap, Value value) { error.set_raw_value(heap, value.word()); }

}  // namespace mayfly
