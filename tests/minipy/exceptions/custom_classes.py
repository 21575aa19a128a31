class AppError(Exception):
    """Doc."""
    def __init__(self, code, message="default"):
        super().__init__(message)
        self.code = code
    def __str__(self): return f"[{self.code}] {super().__str__()}"
class Sub(AppError): pass
class Plain(Exception): pass
try: raise Sub(5, "text")
except AppError as e: print(e, repr(e), e.code, e.args, isinstance(e, Exception), type(e).__name__)
try: raise Plain("a", "b")
except Plain as e: print(e, repr(e))
class NoInit(Exception):
    def __init__(self): self.x = 1
print(repr(NoInit()), NoInit().args, NoInit().x)
class New(Exception):
    def __new__(cls, *a):
        self = super().__new__(cls, *a); self.new = True; return self
print(New(1).new, New(1).args)
class Multi(KeyError, AttributeError): pass
try: raise Multi("m")
except AttributeError as e: print("as attribute error", e)
class Eq(Exception):
    def __eq__(self, o): return True
    __hash__ = None
try: raise Eq()
except Eq as e: print(e == 5)
class BadStr(Exception):
    def __str__(self): raise ValueError("in str")
try: str(BadStr())
except ValueError as e: print(e)
class Meta(type):
    def __subclasscheck__(c, o): return True
class Weird(Exception, metaclass=Meta): pass
try:
    try: raise ValueError("real match only")
    except Weird: print("matched by subclasscheck")
except ValueError as e: print(e)
