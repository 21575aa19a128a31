// Operators: Python's operations on any values, for natives and for the interpreter's slow ways.
//
// All may run user code, and hold their operands meanwhile. Errors are exceptions in CPython's words. (mayfly::equals,
// hash and truth are right for Python, too, and may be called as they are: bool(), hash(), ==.)
#pragma once

#include <minipy/parser/operation.h>
#include <minipy/vm/exceptions.h>

namespace minipy {

// --- texts ---------------------------------------------------------------------------------------------------------------
Result<String*> repr(Runtime& rt, Value value);
Result<String*> str(Runtime& rt, Value value);
Result<String*> ascii(Runtime& rt, Value value);
// format(value, spec), as f-strings and str.format call it.
Result<String*> format(Runtime& rt, Value value, std::string_view spec);
// The name of a value's class: "int", "list", "Door".
const char* type_name_of(Runtime& rt, Value value);
// The same, but "None" for None: as messages of some arguments say it.
const char* argument_name_of(Runtime& rt, Value value);

// --- arithmetic and comparison -------------------------------------------------------------------------------------------
Result<Value> binary(Runtime& rt, BinaryOp op, Value a, Value b);
Result<Value> in_place(Runtime& rt, BinaryOp op, Value a, Value b);
Result<Value> unary(Runtime& rt, UnaryOp op, Value operand);
// ==, !=, <, <=, >, >=: any object may come back. (is, in: not here.)
Result<Value> compare(Runtime& rt, CompareOp op, Value a, Value b);
Result<bool> less(Runtime& rt, Value a, Value b);

// --- containers ----------------------------------------------------------------------------------------------------------
Result<size_t> length(Runtime& rt, Value value);
Result<Value> get_item(Runtime& rt, Value container, Value key);
Result<> set_item(Runtime& rt, Value container, Value key, Value value);
Result<> delete_item(Runtime& rt, Value container, Value key);
Result<bool> contains(Runtime& rt, Value container, Value item);
// iter(value).
Result<Value> get_iterator(Runtime& rt, Value value);
// The next item; empty at the end (a StopIteration is swallowed).
Result<Value> next_item(Runtime& rt, Value iterator);
// A new List of all items.
Result<List*> to_list(Runtime& rt, Value iterable);

// --- integers ------------------------------------------------------------------------------------------------------------
// operator.index(value) as an int value (small, boxed or big). TypeError: "'%s' object cannot be interpreted as an
// integer".
Result<Value> to_index(Runtime& rt, Value value);
// The same as int64_t; beyond it: clamped to its limits (slices), or OverflowError / IndexError of the caller's choice.
Result<int64_t> to_index_clamped(Runtime& rt, Value value);
Result<int64_t> to_int64_or_raise(Runtime& rt, Value value, ExceptionId overflow, const char* message);

// --- attributes and calls ------------------------------------------------------------------------------------------------
Result<Value> get_attr(Runtime& rt, Value object, Symbol& name);
// Empty where it is missing; other errors are errors.
Result<Value> find_attr(Runtime& rt, Value object, Symbol& name);
Result<> set_attr(Runtime& rt, Value object, Symbol& name, Value value);
Result<> delete_attr(Runtime& rt, Value object, Symbol& name);
// An interned name; errors: MemoryError.
Result<Symbol*> intern(Runtime& rt, std::string_view text);
// callee(arguments), which are held meanwhile.
Result<Value> call(Runtime& rt, Value callee, std::initializer_list<Value> arguments = {});
// receiver.name(arguments).
Result<Value> call_method(Runtime& rt, Value receiver, std::string_view name,
                          std::initializer_list<Value> arguments = {});
// isinstance(value, cls_or_tuple) with __instancecheck__ and unions of tuples.
Result<bool> is_instance_of(Runtime& rt, Value value, Value cls_or_tuple);
// issubclass(value, cls_or_tuple).
Result<bool> is_subclass_of(Runtime& rt, Value value, Value cls_or_tuple);

// --- new values -----------------------------------------------------------------------------------------------------
Result<Value> new_string(Runtime& rt, std::string_view text);  // valid UTF-8
Result<Value> new_tuple(Runtime& rt, std::span<const Value> values);
Result<Value> new_list(Runtime& rt, std::span<const Value> values = {});

}  // namespace minipy
