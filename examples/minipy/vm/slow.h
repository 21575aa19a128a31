// The interpreter's instructions, where there is more to do than the loop does by itself.
//
// All may run user code. Values that they are given stand in registers, or are held by what they call.
#pragma once

#include <minipy/vm/interpreter.h>

namespace minipy {

// A name that is not where the cache says: in the namespace, then in the built-ins. NameError.
Result<Value> load_global(Runtime& rt, PyCode& code, Dict& globals, uint32_t site);
// Empty: the namespace does not have it.
Result<Value> find_name(Runtime& rt, Value place, Value name);
Result<Value> load_name(Runtime& rt, Value place, Dict& globals, Value name);
Result<> store_name(Runtime& rt, Value place, Value name, Value value);
Result<> delete_name(Runtime& rt, Value place, Value name);
Result<> delete_global(Runtime& rt, Dict& globals, Value name);
Error unbound_local(Runtime& rt, const PyCode& code, uint32_t local);
Error unbound_free(Runtime& rt, const PyCode& code, uint32_t free);

// Through a cache, where the object has a shape.
Result<Value> load_attribute(Runtime& rt, Value object, Symbol& name, AttributeCache& cache);
Result<> store_attribute(Runtime& rt, Value object, Symbol& name, Value value, AttributeCache& cache);
// What a call object.name(...) calls: pair[0] a function and pair[1] its receiver; or pair[0] empty and pair[1] a callable.
Result<> load_method(Runtime& rt, Value object, Symbol& name, AttributeCache& cache, Value* pair);

// The truth of a comparison.
Result<bool> test(Runtime& rt, CompareOp op, Value a, Value b);

// Into `count` registers. ValueError: "not enough values to unpack (expected 2, got 1)".
Result<> unpack(Runtime& rt, Value iterable, Value* to, uint32_t count);
// The same with a list of what is between the first `before` and the last `after`.
Result<> unpack_star(Runtime& rt, Value iterable, Value* to, uint32_t before, uint32_t after);

Result<Value> make_set(Runtime& rt, const Value* items, uint32_t count);
Result<Value> make_dict(Runtime& rt, const Value* pairs, uint32_t count);
// list.extend(iterable).
Result<> extend_list(Runtime& rt, List& list, Value iterable);
// *iterable, in a list or in the arguments of `callee` (empty: of nothing): the same, but for what its error says.
Result<> extend_starred(Runtime& rt, List& list, Value iterable, Value callee);
// The items as a tuple.
Result<Value> spread_tuple(Runtime& rt, Value iterable, Value callee);
Result<> add_to_set(Runtime& rt, Value set, Value item);
Result<> update_set(Runtime& rt, Value set, Value iterable);
Result<> update_dict(Runtime& rt, Dict& dict, Value mapping);
// For **mapping of a call: keys are texts, each once. `callee`: for messages.
Result<> merge_keywords(Runtime& rt, Dict& dict, Value mapping, Value callee);

// The next item of what a "yield from" waits for, or what answers a sent value; empty at its end, and `returned` is
// then its value.
Result<Value> next_or_return(Runtime& rt, Value iterator, Value& returned);
Result<Value> send_or_return(Runtime& rt, Value iterator, Value sent, Value& returned);

// `for_join`: join_strings alone sees the text.
Result<Value> format_value(Runtime& rt, Value value, char conversion, Value spec, bool for_join = false);
Result<Value> join_strings(Runtime& rt, const Value* parts, uint32_t count);

// The dict of annotations that stands in a namespace; made where there is none.
Result<Value> module_annotations(Runtime& rt, Value space);

// callee(*positional, **keywords).
Result<Value> call_spread(Runtime& rt, Value callee, Tuple& positional, Value keywords);
// callee(values) where the last of the values are keyword arguments; names: a tuple of Symbols.
Result<Value> call_keywords(Runtime& rt, Value callee, const Value* values, uint32_t positional, Tuple& names);
// The class statement: body function, name, tuple of bases, dict of keywords or nil, side by side.
Result<Value> build_class_statement(Runtime& rt, const Value* parts);

// pair[0] = context.__exit__, pair[1] = context.__enter__().
Result<> enter_with(Runtime& rt, Value context, Value* pair);
Result<Value> exit_with(Runtime& rt, Value exit, Value exception);
Error assertion_failed(Runtime& rt, Value message);

// import: modules/import.cpp.
Result<Value> import_module(Runtime& rt, Dict& globals, std::string_view name, int level, Value names);
// What a module of the library's calls by this name.
Result<Value> library_value(Runtime& rt, std::string_view module, std::string_view name);
Result<Value> import_from(Runtime& rt, Value module, Value name);
Result<> import_star(Runtime& rt, Value module, Dict& globals);
// The value of an expression statement at a prompt.
Result<> print_expression(Runtime& rt, Value value);

}  // namespace minipy
