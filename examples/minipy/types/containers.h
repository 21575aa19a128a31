// What the classes of built-in containers and iterators share.
#pragma once

#include <minipy/types/types.h>
#include <minipy/vm/iterating.h>
#include <minipy/vm/native.h>
#include <minipy/vm/operators.h>
#include <minipy/vm/specials.h>

namespace minipy {

// The class that a __new__ is to make an instance of: args[0], a subclass of `base`. TypeError, in CPython's words.
Result<Class*> class_to_make(Runtime& rt, Arguments args, const Class& base);
// Among the built-in names, under its own.
Result<> publish(Runtime& rt, Class& cls);
// Instances can't be hashed: __hash__ is None.
Result<> make_unhashable(Runtime& rt, Class& cls);

// A class of iterators of one kind, with __iter__ and __next__.
Result<Class*> make_iterator_class(Runtime& rt, ClassId id, gc::KindId kind, bool is_final = true);
Result<Value> return_self(Runtime& rt, Arguments args);  // __iter__ of an iterator
Result<Value> step(Runtime& rt, Arguments args);         // __next__ of what next_item steps

// "take no keyword arguments" of a class that takes none: TypeError "range() takes no keyword arguments".
Result<> refuse_keywords(Runtime& rt, Arguments args, const char* what);
// The same of an instance of `cls`, a subclass of `base`: one with a `taker` of its own (__new__ or __init__) takes them.
Result<> refuse_keywords(Runtime& rt, Arguments args, const Class& cls, const Class& base, Special taker);
// So many positional arguments, args[0] (the class) not counted: TypeError "range expected at most 3 arguments, got 4".
Result<> check_count(Runtime& rt, Arguments args, const char* what, uint32_t least, uint32_t most);

// Where the result is a cell, which is null when out of memory.
inline Result<Value> made(Runtime& rt, const gc::Cell* cell) {
  if (!cell) return rt.heap().allocation_error();
  return Value(cell);
}

// For the operator natives of sequences: the right operand is of a class that says what the operation means for it.
inline bool other_may_know(Runtime& rt, Value other, Special reflected) {
  return other.is<Instance>() && is_defined(special_of(rt, other, reflected));
}

// __eq__, __lt__ and so on of two lists, or two tuples.
template <typename Sequence, CompareOp kOp>
Result<Value> compare_native(Runtime& rt, Arguments args) {
  const Sequence* self = MAYFLY_TRY(receiver<Sequence>(rt, args));
  const Value other = unboxed(args[1]);
  if (!other.is<Sequence>()) return rt.not_implemented();
  if constexpr (kOp == CompareOp::kEqual || kOp == CompareOp::kNotEqual) {
    return Value::boolean(MAYFLY_TRY(equals(rt, Value(self), other)) == (kOp == CompareOp::kEqual));
  } else {
    return compare(rt, kOp, Value(self), other);
  }
}

// How often a sequence is to be repeated, at least 0. Empty: the other operand may know better (NotImplemented).
// TypeError "can't multiply sequence by non-int of type 'str'".
Result<Value> repetitions(Runtime& rt, Value count);

// A sort of `list`, in place and stable; `key` may be nil. ValueError when the program changes the list meanwhile;
// after any error the list has its items in some order. The list and the key are held by the caller.
Result<> sort_list(Runtime& rt, List& list, Value key, bool reverse);

// dict.update(source), and the keywords of `args`.
Result<> dict_update(Runtime& rt, Dict& dict, Value source);
Result<> update_from_keywords(Runtime& rt, Dict& dict, Arguments args);
// All items into the dict of a set.
Result<> add_all(Runtime& rt, Dict& elements, Value iterable);

}  // namespace minipy
