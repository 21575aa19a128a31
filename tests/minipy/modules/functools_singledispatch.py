from functools import singledispatch, singledispatchmethod
@singledispatch
def show(x, *a): return "object", a
@show.register(int)
def _(x): return "int"
@show.register(list)
def show_list(x): return "list of " + ",".join(str(show(i)) for i in x)
show.register(type(None), lambda x: "none")
class A: pass
class B(A): pass
@show.register(A)
def _(x): return "A"
print(show(1), show(True), show([1, None, "s"]), show(B()), show(2.5, 7), show.dispatch(int)(5), show.dispatch(B) is show.registry[A], show_list([]))
try: show()
except TypeError as e: print(e)
@show.register(B)
def _(x): return "B"
print(show(B()), show(A()), len(show.registry), show.__name__)
class C:
    @singledispatchmethod
    def m(self, x): return "default", x
    @m.register(int)
    def _(self, x): return "int", x
    @m.register(str)
    @classmethod
    def _(cls, x): return cls.__name__, x
print(C().m(1), C().m(1.5), C().m("s"))
