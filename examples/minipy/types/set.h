// What set, frozenset and the views of dicts compute: with dicts of which the keys alone count.
//
// All may run user code (hashes and comparisons); the dicts and values given are held by the caller, what comes back is
// held by nobody. Sets that change meanwhile are followed as they are.
#pragma once

#include <minipy/objects/set.h>
#include <minipy/types/dict.h>

namespace minipy {

// The dict of a set's elements, or a dict; of any other iterable a new one with its items.
Result<Dict*> elements_of(Runtime& rt, Value iterable);
// The same, without iterating: null when it is neither set nor dict.
Dict* known_elements(Value value);

Result<bool> has_element(Runtime& rt, Dict& elements, Value key);
// Each gives a new dict.
Result<Dict*> union_of(Runtime& rt, Dict& a, Value b);
Result<Dict*> intersection_of(Runtime& rt, Dict& a, Value b);
Result<Dict*> difference_of(Runtime& rt, Dict& a, Value b);
Result<Dict*> symmetric_difference_of(Runtime& rt, Dict& a, Value b);
Result<bool> is_subset(Runtime& rt, Dict& a, Dict& b);
Result<bool> is_disjoint(Runtime& rt, Dict& a, Value b);
// ==, <, <= and so on, of sets.
Result<bool> compare_sets(Runtime& rt, CompareOp op, Dict& a, Dict& b);

// What is looked for in a set: a set that can be changed stands for a frozen one with the same elements.
Result<Value> as_element(Runtime& rt, Value value);

// Methods that set and frozenset have in common.
Result<> define_set_algebra(Runtime& rt, Class& cls);

}  // namespace minipy
