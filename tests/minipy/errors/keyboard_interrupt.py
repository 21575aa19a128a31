# as any other exception, but not an Exception
try: raise KeyboardInterrupt
except Exception: print("no")
except KeyboardInterrupt as e: print("KeyboardInterrupt", e.args)
try:
    try: raise KeyboardInterrupt("text")
    finally: print("finally")
except BaseException as e: print(repr(e))
def g():
    try: yield
    except KeyboardInterrupt: yield "caught in generator"
it = g(); next(it)
print(it.throw(KeyboardInterrupt))
import contextlib
try:
    with contextlib.suppress(Exception): raise KeyboardInterrupt
except KeyboardInterrupt: print("not suppressed")
class C:
    def __eq__(self, o): raise KeyboardInterrupt
try: C() == 1
except KeyboardInterrupt: print("from __eq__")
try: [C()].index(5)
except KeyboardInterrupt: print("from index")
try: sorted([1, 2], key=lambda x: (_ for _ in ()).throw(KeyboardInterrupt()))
except KeyboardInterrupt: print("from key")
