import a.b as c, d
from . import e
@f
class G(H, metaclass=I):
    x: int = 1
    def m(self, a, /, b=2, *c, d, **e) -> None:
        global g
        nonlocal_ = lambda y, *z: (yield y)
        try:
            with a as (b, c), d:
                return [i for j in k if l for i in j]
        except (A, B) as e:
            raise C from e
        else:
            del a[1:2:3], b.c
        finally:
            while a:
                if b: continue
                elif c: break
            else: pass
for a, *b in c:
    assert a, f"{a!r:>{b}} {c=}"
a = b = {**c, 1: 2}, {3, *d}, (e := 4)
a += b if c else not d < e in f is not g
print(1_0, 0xf, 1.5e3, 'a' "b\x41\u00e9" r'\d', ...)
