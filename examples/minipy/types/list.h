// The parts of list and tuple.
#pragma once

#include <minipy/types/containers.h>

namespace minipy {

// __getitem__, __setitem__ and __delitem__ of lists.
Result<> define_list_items(Runtime& rt, Class& cls);

// index(x, start, stop) and count(x).
Result<Value> list_index(Runtime& rt, Arguments args);
Result<Value> list_count(Runtime& rt, Arguments args);
Result<Value> tuple_index(Runtime& rt, Arguments args);
Result<Value> tuple_count(Runtime& rt, Arguments args);

// The items that a slice means, of a list or tuple.
Result<List*> slice_items(Runtime& rt, Value sequence, Value slice);

// sort_list with the keyword arguments key and reverse.
Result<> sort_with_keywords(Runtime& rt, List& list, const char* function, Arguments keywords);

}  // namespace minipy
