class M(type):
    def __call__(cls, *a): return super().__call__(*a)
class A(metaclass=M):
    __slots__ = 'x',
    def __init__(self, x=1): self.x = x
    def __eq__(self, o): return True
    def __hash__(self): return 1
    def __getattr__(self, n): return n
    @property
    def p(self): return self.x
class B(A, dict):
    def __getitem__(self, k): return k
print(A(2).p, B().y, B()[1], isinstance(B(), A), A() == 3)
A.__init__ = lambda self: None
