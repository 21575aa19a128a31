# The marks under the lines of tracebacks: which part of a line, or lines, an instruction comes from.
import traceback


class A:
    def __init__(self): self.v = 1
    def m(self, a=1): return a.nothing
    def __getitem__(self, i): raise IndexError(i)
    def __setitem__(self, i, v): raise IndexError(i)
    def __delitem__(self, i): raise IndexError(i)
    def __enter__(self): raise OSError("enter")
    def __exit__(self, *a): pass
    def __bool__(self): raise ValueError("bool")
    def __iter__(self): raise ValueError("iter")
    def __eq__(self, o): raise ValueError("eq")
    def __neg__(self): raise ValueError("neg")
    def __contains__(self, o): raise ValueError("contains")
    @property
    def p(self): raise ValueError("p")
    @p.setter
    def p(self, v): raise ValueError("p")
    @p.deleter
    def p(self): raise ValueError("p")
class B(A):
    def __enter__(self): return self
    def __exit__(self, *a): raise OSError("exit")
    def __bool__(self): return True
    def __iter__(self): return self
    def __next__(self): raise KeyError("next")
a = A()
b = B()
none = None
def bad(*a, **k): raise ValueError("bad")
def show(f):
    try:
        f()
    except Exception:
        print(traceback.format_exc())
def t1(): x = 1 + none
def t2(): x = (1 + none) * 2
def t3(): return none.foo
def t4(): return none.foo.bar(1, 2)
def t5(): none()
def t6(): return 1 + none() + 2
def t7(): return a[1]
def t8(): return 3, a[1 + 2], 4
def t9(): a[1] = 5
def t10(): del a[1], a
def t11():
    x = undefined
def t12():
    return undefined + 1
def t13():
    with a as x:
        pass
def t14():
    with b as x:
        y = 1
def t15():
    if a: pass
def t16():
    for i in a: pass
def t17():
    for i in b:
        pass
def t18():
    x, y = 1, 2, 3
    return x
def t18b():
    x, y = [1, 2, 3]
    return x
def t19():
    x, *y, z = [1]
    return x
def t20(): return a == 1
def t21(): return 1 < 2 < none
def t22(): return -a
def t23(): return 1 in a
def t24(): a.p = 1
def t25(): del a.p
def t26(): return a.p
def t27(): raise ValueError("raise")
def t28(): raise ValueError("x") from KeyError("y")
def t29():
    assert 1 == 2
def t30():
    assert 1 == 2, "message"
def t31():
    assert none, bad()
def t32():
    return [x.foo for x in [1, 2]]
def t33():
    return {x: x.foo for x in [1]}
def t34():
    return list(x.foo for x in [1])
def t35():
    return [x for x in none]
def t36():
    return (lambda x: x.foo)(1)
def t37():
    return bad(1,
               2,
               3)
def t38():
    return bad(
        1,
        undefined,
        3)
def t39():
    return (1 +
            none)
def t40():
    x = 1
    x += none
def t41():
    a.v += none
def t42():
    c = [1]
    c[0] += none
def t43():
    a[0] += 1
def t44():
    import nosuchmodule
def t45():
    from math import nosuchname
def t46():
    import nosuch.module as m
def t47():
    @bad
    def f(): pass
def t48():
    @bad(1)
    class C: pass
def t49():
    class C(none): pass
def t50():
    class C:
        x = undefined
def t51():
    def f(x=undefined): pass
def t52():
    print(f"{undefined}")
def t53():
    print(f"abc {none.foo!r:>{undefined}}")
def t54():
    print("%d" % "x")
def t55():
    bad(*none)
def t56():
    bad(**none)
def t57():
    bad(x=1, **{"x": 2})
def t58():
    return [*none]
def t59():
    return {**none}
def t60():
    return {[]: 1}
def t61():
    return {[], 1}
def t62():
    try:
        bad()
    except undefined:
        pass
def t63():
    try:
        bad()
    except ValueError:
        none.foo
def t64():
    try:
        bad()
    finally:
        x = 1
def t65():
    x = 1
    del x
    return x
def t66():
    global gone
    del gone
def t67():
    while a: pass
def t68():
    return 1 if a else 2
def t69():
    return a or 2
def t70():
    return not a
def t71():
    y = 1; none.foo; z = 2
def t72():
    return "é" + "ü" + none.foo
def t73():
    return [1, 2, 3][10]
def t74():
    return {"a": 1}["b"]["c"]
def t75():
    return [1, 2][None:"x"]
def t76():
    return a.m(1).foo()
def t77():
    return (a
            .m(1)
            .foo())
def t78():
    bad(1)(2)(3)
def t79():
    return 1 // 0
def t80():
    return 2 ** "x"
def t81():
    return 1 if none.foo else 2
def t82():
    yield_from()
def yield_from():
    def g():
        yield from none
    list(g())
def t83():
    def g():
        yield 1
        raise ValueError
    for x in g(): pass
def t84():
    return (1, 2, none.foo)
def t85():
    print(none.foo, end="")
def t86():
    x = y = none.foo
def t87():
    x: undefined_is_fine = none.foo
def t88():
    none.foo: int = 1
def t89():
    return a[1:2, none.foo]
def t90():
    return sorted([1, "a"])
def t91():
    return sorted([1, 2], key=lambda x: x.foo)
def t92():
    with B() as x, A() as y:
        pass
def t93():
    x = [i for i in range(3) if i.foo]
def t94():
    x = [j for i in range(3) for j in i]
def t95():
    (x := none).foo
def t96():
    return not none.foo
def t97():
    return 1 < none
def t98():
    if 1 < none: pass
def t99():
    while 1 < none: pass
def t100():
    if not 1 < none: pass
def t101():
    if 1 == a and 2: pass
def t102():
    return 1 + 2 - none
def t103():
    return 5 - none
def t104():
    return none - 5
def t105():
    return none+5
def t106():
    return (none) // (5)
def t107():
    for x, y in [1]: pass
def t108():
    for a.p in [1]: pass
def t109():
    return a is none.foo
def t110():
    bad(x=none.foo)
def t111():
    a.m(none.foo)
def t112():
    a.nosuch(1)
def t113():
    a.nosuch (1)
def t114():
    bad (1)  # comment
def t115():
    raise
def t116():
    raise none
def t117():
    return super().foo
def t118():
    return eval("1 + none.foo")
def t119():
    exec("x = 1\ny = undefined")
def t120():
    lst = [1]
    lst.append(1, 2)
def t121(): a.m(1); a.m(2)
fs = [(int(k[1:].rstrip('b')), k, v) for k, v in list(globals().items()) if k[0] == "t" and k[1:2].isdigit()]
for _, k, f in sorted(fs):
    print(k)
    show(f)
