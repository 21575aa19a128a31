// The vocabulary of objects/: every type that another file may name, declared once.
#pragma once

#include <mayfly/gc/forward.h>

namespace mayfly {

// value/
class Value;
class Object;
class BoxedInteger;
// text/
class String;
class Symbol;
class SymbolTable;
// containers/
class List;
class Tuple;
class Dict;
// model/
class ObjectSpace;
class Class;
class Shape;
class Instance;
class HostBox;
class Code;
class Function;
class BoundMethod;
class Property;
class StaticMethod;
class ClassMethod;
class AttributeCache;
enum class Special : unsigned char;
// weak/
class WeakRef;
class WeakMethod;
class Finalizer;
class FinalizerRegistry;
class WeakProxy;
class WeakKeyed;
class WeakValueMap;
class WeakKeyMap;
class WeakIdentityMap;
class WeakSet;

}  // namespace mayfly
