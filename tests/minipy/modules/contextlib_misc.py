from contextlib import ContextDecorator, AbstractContextManager, redirect_stderr, contextmanager, ExitStack
import io, sys
class track(ContextDecorator):
    def __init__(self, n): self.n = n
    def __enter__(self): print("in", self.n); return self
    def __exit__(self, *e): print("out", self.n); return False
@track("deco")
def f(x): print("body", x); return x
print(f(1))
class M(AbstractContextManager):
    def __exit__(self, *e): print("exit", e[0])
with M() as m: print(type(m).__name__)
s = io.StringIO()
with redirect_stderr(s): print("err", file=sys.stderr)
print(repr(s.getvalue()))
@contextmanager
def nested(n):
    if n == 0: yield "bottom"; return
    with nested(n - 1) as v: yield v
with nested(5) as v: print(v)
try:
    with nested(3): raise ValueError("through all")
except ValueError as e: print(e)
with ExitStack() as st:
    vals = [st.enter_context(nested(i)) for i in range(3)]
    print(vals)
@contextmanager
def transaction(log):
    log.append("begin")
    try: yield log
    except Exception as e: log.append(f"rollback {e}"); raise
    else: log.append("commit")
log = []
with transaction(log): pass
try:
    with transaction(log): 1 / 0
except ZeroDivisionError: pass
print(log)
