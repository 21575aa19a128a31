# types.new_class, prepare_class and resolve_bases do what a class statement does; unions of classes.
import copy
import types


class Meta(type):
    @classmethod
    def __prepare__(cls, name, bases, **keywords):
        return {"prepared": (name, bases, keywords)}

    def __new__(cls, name, bases, namespace, **keywords):
        return super().__new__(cls, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **keywords):
        super().__init__(name, bases, namespace)


class WithMeta(metaclass=Meta):
    pass


class Plain:
    pass


class Stand:
    def __init__(self, *entries):
        self.entries = entries

    def __mro_entries__(self, bases):
        return self.entries


print(types.new_class("C").__mro__)
made = types.new_class("C", (Plain, WithMeta), {"extra": 1}, lambda namespace: namespace.update(x=5))
print(type(made), made.prepared, made.x, made.__name__)
stand = Stand(Plain, WithMeta)
made = types.new_class("D", (stand,))
print(made.__bases__, made.__orig_bases__ == (stand,), type(made))
print(hasattr(types.new_class("E", (Plain,)), "__orig_bases__"))
bases = (Plain, WithMeta)
print(types.resolve_bases(bases) is bases, types.resolve_bases([stand, int]), types.resolve_bases((Stand(),)))
print(types.prepare_class("F", (Plain, WithMeta), {"a": 1}))
print(types.prepare_class("F", (Plain,), {"metaclass": Meta, "b": 2}))
print(types.prepare_class("F", (Plain,), {"metaclass": len})[0])


class Other(type):
    pass


class WithOther(metaclass=Other):
    pass


class BadEntries:
    def __mro_entries__(self, bases):
        return [int]


class Nothing(type):
    @classmethod
    def __prepare__(cls, name, bases):
        return None


def statement():
    class C(metaclass=Nothing):
        pass


for bad in [lambda: types.new_class("C", (WithMeta, WithOther)), lambda: types.resolve_bases((BadEntries(),)), statement]:
    try:
        bad()
    except TypeError as error:
        print(error)


class Asked(type):
    def __instancecheck__(cls, instance):
        raise ValueError("asked about an instance")

    def __subclasscheck__(cls, other):
        raise ValueError("asked about a class")


class Asks(metaclass=Asked):
    pass


union = int | Asks
print(isinstance(5, union), issubclass(bool, union))  # the first one is enough
for ask in [lambda: isinstance("", union), lambda: issubclass(str, union)]:
    try:
        ask()
    except ValueError as error:
        print(error)
for each in [copy.copy(int | str), copy.deepcopy(int | str | None)]:
    print(each, type(each))


class Disguised:
    __class__ = types.SimpleNamespace


print(types.SimpleNamespace() == Disguised(), types.SimpleNamespace(a=1) == types.SimpleNamespace(a=1))
