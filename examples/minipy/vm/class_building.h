// What the class statement and type() do: a class from its name, bases and namespace.
//
// May run user code (__set_name__, __init_subclass__, metaclasses); the arguments are held meanwhile.
#pragma once

#include <minipy/vm/exceptions.h>

namespace minipy {

// type.__new__(metaclass, name, bases, namespace, **keywords): `keywords` has no positional arguments and goes to
// __init_subclass__. Where another metaclass is more derived and has a __new__ of its own, that one is called. Errors:
// TypeError and ValueError in CPython's words, what user code raises.
Result<Value> build_class(Runtime& rt, Class& metaclass, Symbol& name, Tuple& bases, Dict& names, Arguments keywords);
// TypeError "metaclass conflict: ...".
Error metaclass_conflict(Runtime& rt);
// The most derived of a metaclass and those of the bases; or a metaclass conflict.
Result<Class*> choose_metaclass(Runtime& rt, Class& wanted, const Tuple& bases);
// The error of making a class with these bases, or giving them to one, in CPython's words where they have no order.
Error order_error(Runtime& rt, Error error, std::span<Class* const> bases);
// cls.__bases__ = bases. TypeError in CPython's words.
Result<> change_bases(Runtime& rt, Class& cls, std::span<const Value> bases);
// cls.__base__: of the bases, the one that decides what instances are. Null: object's.
const Class* leading_base(Runtime& rt, const Class& cls);
// Whether instances of the one class have the same place in memory as those of the other (contract 4.12).
bool has_same_layout(Runtime& rt, const Class& a, const Class& b);
// The base whose instances are laid out in memory as those of `cls`: a built-in class, or one with slots of its own.
const Class& solid_base(Runtime& rt, const Class& cls);

}  // namespace minipy
