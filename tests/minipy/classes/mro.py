# contract 4.1
class O: pass
class X(O): pass
class Y(O): pass
class A(X, Y): pass
class B(Y, X): pass
print([c.__name__ for c in A.__mro__], [c.__name__ for c in B.mro()])
for bases in ((A, B), (X, X), (O, X), (int, str), (X, object, Y), (5,), (bool,), (type(None),)):
    try:
        print(type("N", bases, {}).__mro__[1])
    except TypeError as e:
        print(str(e).replace("\n", " "))


class Base:
    def who(self): return "Base"
class Left(Base):
    def who(self): return "Left>" + super().who()
class Right(Base):
    def who(self): return "Right>" + super().who()
class Both(Left, Right):
    def who(self): return "Both>" + super().who()
print(Both().who(), Left().who())
class K1(A, O): pass
class K2(Left, Right, O): pass
print([c.__name__ for c in K2.__mro__], K1.__bases__[1].__name__, issubclass(K2, O), issubclass(K2, (int, Base)), isinstance(K1(), Y))
print(Left.__bases__ == (Base,))
