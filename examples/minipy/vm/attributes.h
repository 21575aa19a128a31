// Attributes as Python programs see them: the way behind get_attr and set_attr (operators.h), with inline caches.
//
// Instances and classes of the core go by its rules (contract 4.2 to 4.5). What is added here: __class__ and __dict__ of
// anything, modules, super objects, slots, built-in functions' classes, errors in CPython's words; and what object and type
// define for special methods. These natives are not installed under their names, where every class would have to ask them
// (the core has its own meaning for what no class defines); they stand under hidden names, "<__eq__>", and are found when
// nothing else is: install_hidden().
//
// May run user code; object, name and value are held meanwhile. `cache` may be null; it serves reading, writing and calling
// of one name.
#pragma once

#include <minipy/vm/native.h>
#include <minipy/vm/operators.h>

#include <mayfly/runtime/attributes/access.h>

namespace minipy {

// The class that type(value) gives: a native function's is no function's.
Class& class_of(Runtime& rt, Value value);
// Whether CPython has a slot for it: its natives are "slot wrappers", and count arguments in words of their own.
bool is_slot_name(Runtime& rt, std::string_view name);
// [].append, not a method that a program has made of a built-in function.
bool is_built_in_method(Value value);
// Made by no program: its attributes cannot be changed.
bool is_built_in(Runtime& rt, const Class& cls);
// Says in which native module a built-in class stands.
Result<> set_module_of(Runtime& rt, Class& cls, std::string_view module);

Result<Value> get_attr(Runtime& rt, Value object, Symbol& name, AttributeCache* cache);
Result<> set_attr(Runtime& rt, Value object, Symbol& name, Value value, AttributeCache* cache);
// What a call object.name() enters: a callable, and whether the receiver goes in front.
Result<Method> look_up_method(Runtime& rt, Value receiver, Symbol& name, AttributeCache* cache);

// Without the program's __getattribute__, __getattr__, __setattr__ and __delattr__: what object's do. Empty: missing.
Result<Value> find_attr_plainly(Runtime& rt, Value object, Symbol& name, AttributeCache* cache = nullptr);
Result<> set_attr_plainly(Runtime& rt, Value object, Symbol& name, Value value, AttributeCache* cache = nullptr);
Result<> delete_attr_plainly(Runtime& rt, Value object, Symbol& name);

// "'C' object has no attribute 'x'".
Error missing_attribute(Runtime& rt, Value object, const Symbol& name);
// An AttributeError with this text, its name and obj.
Error attribute_error(Runtime& rt, Value object, const Symbol& name, const char* text);
// An AttributeError that does not say which attribute of what it is about says it from here on.
Error with_attribute(Runtime& rt, Error error, Value object, const Symbol& name);

// What `raw`, found on the class `cls`, becomes; `instance` empty: read through the class.
Result<Value> bind_attr(Runtime& rt, Value raw, Value instance, Class& cls, const Symbol& name);
// Found on a class along its order, hidden natives included; raw. Empty: nothing.
Value find_on(Runtime& rt, const Class& cls, const Symbol& name, Class** owner = nullptr);
Value find_on_after(Runtime& rt, const Class& cls, const Symbol& name, const Class& after);
Result<> install_hidden(Runtime& rt, Class& cls, std::span<const NativeSpec> specs);
// "<text>", interned.
Result<Symbol*> hidden_name(Runtime& rt, std::string_view text);
// Of the object itself, hidden from programs; empty: it has none.
Value hidden_attribute(Runtime& rt, Value object, std::string_view text);
Result<> set_hidden_attribute(Runtime& rt, Value object, std::string_view text, Value value);
inline bool is_hidden(const Symbol& name) { return name.size() > 1 && name.view().front() == '<'; }

// The name of an attribute that a program gave: a Symbol of its text. TypeError: "attribute name must be string, not
// 'int'".
Result<Symbol*> attribute_name(Runtime& rt, Value name);

// super(): what is looked up in the order of `object`'s class (or of `object`, a subclass of it) behind `after`. TypeError.
Result<Value> make_super(Runtime& rt, Class& after, Value object);

// Its __class__, where that is a class and another one than its type; else null.
Result<Class*> claimed_class(Runtime& rt, Value value);

// What __dict__ is of an object: the dict of a module, or a window on attributes. Empty: it has none.
Result<Value> dict_of(Runtime& rt, Value object);

}  // namespace minipy
