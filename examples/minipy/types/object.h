// What object's natives share with others: names of attributes, pickling's view of an object.
#pragma once

#include <minipy/types/types.h>
#include <minipy/vm/attributes.h>

namespace minipy {

// What __dir__ of objects and classes gives: the names of their attributes, not sorted, a list of strings.
Result<List*> plain_attribute_names(Runtime& rt, Value object);
// What dir(object) gives. Runs user code (__dir__).
Result<List*> sorted_attribute_names(Runtime& rt, Value object);
// object.__reduce_ex__(protocol): the callable, its arguments, the state, items of lists, items of dicts.
Result<Value> reduce(Runtime& rt, Arguments args);
Result<Value> reduced_state(Runtime& rt, Arguments args);

}  // namespace minipy
