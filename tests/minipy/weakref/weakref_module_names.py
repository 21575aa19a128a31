import weakref
print(sorted(weakref.__all__))
for name in weakref.__all__: assert hasattr(weakref, name), name
print(weakref.ref.__name__, weakref.WeakMethod.__name__, weakref.WeakSet.__name__, weakref.finalize.__name__, issubclass(weakref.WeakMethod, weakref.ref), weakref.ref is weakref.ReferenceType)
class A: pass
a = A()
print(repr(weakref.ref(a)).startswith("<weakref at 0x"), "to 'A'" in repr(weakref.ref(a)), repr(weakref.proxy(a)).startswith("<weakproxy at"), repr(weakref.WeakValueDictionary()).startswith("<WeakValueDictionary at 0x"), repr(weakref.WeakSet()))
def named(): pass
print("named" in repr(weakref.ref(named)))
import collections.abc as abc
print(isinstance(weakref.WeakValueDictionary(), abc.MutableMapping), isinstance(weakref.WeakKeyDictionary(), abc.Mapping), isinstance(weakref.WeakSet(), abc.MutableSet))
import copy
r = weakref.ref(a)
print(copy.copy(r) is r, copy.deepcopy(r) is r, copy.deepcopy([r])[0] is r, weakref.ref[int] is not None)
