class E(Exception):
    def __init__(self, *a): super().__init__(*a); print("made", a)
for code in ("raise E", "raise E(1, 2)", "raise E from None", "raise 5", "raise 'text'", "raise", "raise int", "raise E from 5", "raise E from ValueError", "raise (E, 1)"):
    try:
        exec(code)
    except Exception as e:
        print(code, "->", type(e).__name__, e.args, repr(e.__cause__), e.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise
except ZeroDivisionError as e:
    print("re-raised", e)
def helper(): raise
try:
    try:
        [][0]
    except IndexError:
        helper()
except IndexError as e:
    print("raised by helper", e)
class B(BaseException): pass
try:
    raise B("base")
except Exception:
    print("no")
except BaseException as e:
    print("base", e)
class NotExc: pass
try:
    raise NotExc()
except TypeError as e:
    print(e)
try:
    try: raise ValueError
    except NotExc: pass
except TypeError as e:
    print(e)
