// The attributes of an instance as a program sees them: in its slots; or, once the program has asked for its __dict__, in
// that dict, which may be another's, too.
//
// A dict stands in the hidden attribute "<dict>": an instance with it has a shape of its own, which no cache
// remembers. What __slots__ declare, and hidden attributes, stay in the instance. Nothing here runs user code.
// Errors: kOutOfMemory.
#pragma once

#include <minipy/vm/minipy.h>

namespace minipy {

// The dict; null: the attributes stand in the instance.
Dict* dictionary_of(Runtime& rt, const Instance& instance);
// An attribute, wherever it stands; empty: none.
Value instance_attribute(Runtime& rt, const Instance& instance, const Symbol& name);
// The value of "__dict__": the attributes move into a dict, unless they are in one. `cls`: the class that programs see.
Result<Value> open_dictionary(Runtime& rt, Instance& instance, const Class& cls);
// `dict`, or an instance that stands for one, holds the attributes from now on; those that there were are dropped.
Result<> set_dictionary(Runtime& rt, Instance& instance, const Class& cls, Value dict);
// Of those that stand in the instance: whether programs see it in __dict__.
bool is_in_dictionary(const Class& cls, const Symbol& name);

}  // namespace minipy
