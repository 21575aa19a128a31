// What object's natives share with others: names of attributes, pickling's view of an object.
#pragma once

#include <minipy/types/types.h>
#include <minipy/vm/attributes.h>

namespace minipy {

// The names that dir(object) gives, sorted, a list of strings: by __dir__ of a program's class, else what there is.
Result<List*> attribute_names(Runtime& rt, Value object);
// The same without asking __dir__, not sorted.
Result<List*> plain_attribute_names(Runtime& rt, Value object);
// object.__reduce_ex__(protocol): the callable, its arguments, the state, items of lists, items of dicts.
Result<Value> reduce(Runtime& rt, Arguments args);
Result<Value> reduced_state(Runtime& rt, Arguments args);

}  // namespace minipy
