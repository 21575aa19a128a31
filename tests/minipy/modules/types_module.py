import types
print(types.FunctionType is type(lambda: 0), types.MethodType.__name__, types.GeneratorType.__name__, types.ModuleType.__name__, types.NoneType is type(None), types.BuiltinFunctionType is type(len), types.CodeType is type((lambda: 0).__code__), types.TracebackType.__name__)
n = types.SimpleNamespace(a=1, b=[2]); n.c = 3
print(n, n.a, n == types.SimpleNamespace(a=1, b=[2], c=3), vars(n), types.SimpleNamespace()); del n.a; print(n)
n.me = n; print(n)
class A: pass
a = A(); m = types.MethodType(lambda self, x: (self is a, x), a); print(m(5), isinstance(m, types.MethodType), isinstance((x for x in []), types.GeneratorType))
B = types.new_class("B", (A,), {}, lambda ns: ns.update(x=5)); print(B.x, B.__mro__[1] is A)
print(type(A.__dict__) is types.MappingProxyType, isinstance(types, types.ModuleType))
