from abc import ABC, abstractmethod, ABCMeta
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
    def describe(self): return f"{self.name} {self.area()}"
class Half(Shape):
    def area(self): return 1
class Square(Half):
    name = "square"
    def area(self): return super().area() + 3
print(Square().describe(), sorted(Shape.__abstractmethods__), sorted(Half.__abstractmethods__), Square.__abstractmethods__)
for c in (Shape, Half):
    try:
        c()
    except TypeError as e:
        print(e)
class Duck(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, c):
        return True if any("quack" in b.__dict__ for b in c.__mro__) else NotImplemented
class D:
    def quack(self): pass
@Duck.register
class R: pass
print(isinstance(D(), Duck), issubclass(D, Duck), isinstance(5, Duck), isinstance(R(), Duck), issubclass(R, Duck), isinstance(R(), Shape))
class S2(R): pass
print(issubclass(S2, Duck), type(Shape).__name__, isinstance(Square(), Shape))
try:
    Duck.register(5)
except TypeError as e:
    print(e)
class Static(ABC):
    @staticmethod
    @abstractmethod
    def s(): ...
    @classmethod
    @abstractmethod
    def c(cls): ...
try:
    Static()
except TypeError as e:
    print(e)
