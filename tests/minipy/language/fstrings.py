name, n, f = "World", 42, 3.14159
print(f"Hello {name}!", f"{n:5}|{n:<5}|{n:^5}|{n:>5}|{n:05}", f"{f:.2f} {f:8.3f} {f:e} {f:g}")
print(f"{name!r} {name!s:>8} {'é'!a}", f"{n:x} {n:#x} {n:b} {n:#o} {n:,} {n:+}")
width, precision = 10, 3
print(f"{f:{width}.{precision}}|{name:*^{width}}|{n:{'0'}{5}}")
print(f"{{literal}} {{{n}}} {n}}}")
print(f"{n=} {n = } {name=!s} {f=:.1f} {n+1=}")
print(f"{'nested ' + f'{n}'} {[i for i in range(3)]} { {'a': 1}['a'] } {(lambda x: x * 2)(3)}")
print(f"{1 if n else 2} {n if n > 50 else 'small'}")
print(f'{name!r:^{width + 2}}' f" {n}" " plain {n}")
print(f"""multi
{n}
line""")
d = {"key": "v"}
print(f"{d['key']} {d!r}")
print(f"{n!s}{n!r:>4}{None}{True:d}{True}")


class C:
    def __format__(self, spec):
        return f"<{spec}>"


print(f"{C()} {C():abc} {C():{n}}")
print(f"{3!r:5}|{'x':>3}|{2.5:.0f}|{10**20:,}|{0.1+0.2}|{1e300*10:}|{-0.0}")
print(f"{n:_} {1234567:_} {255:_x}", f"{'%'}", f"{0.256:.1%}")
try:
    f"{n:q}"
except ValueError as e:
    print(e)
try:
    f"{'a':d}"
except ValueError as e:
    print(e)
