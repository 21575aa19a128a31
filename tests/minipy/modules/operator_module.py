import operator as o
print(o.add(1, 2), o.sub(5, 3), o.mul("a", 3), o.truediv(7, 2), o.floordiv(7, 2), o.mod(7, 3), o.pow(2, 5), o.neg(3), o.pos(-1), o.abs(-4), o.invert(5), o.lshift(1, 4), o.rshift(16, 2), o.and_(6, 3), o.or_(6, 3), o.xor(6, 3))
print(o.lt(1, 2), o.le(2, 2), o.eq(1, 1), o.ne(1, 1), o.ge(1, 2), o.gt(2, 1), o.not_(0), o.truth([]), o.is_(None, None), o.is_not(1, None), o.contains([1], 1), o.concat("a", "b"), o.countOf([1, 2, 1], 1), o.indexOf("abc", "c"), o.index(5), o.length_hint([1, 2]), o.call(max, 1, 2))
l = [1, 2, 3]; o.setitem(l, 0, 9); o.delitem(l, 1); print(l, o.getitem(l, 1), o.iadd(l, [5]) is l, l, o.iconcat([1], [2]), o.imul(3, 4), o.ior({1}, {2}))
class P: pass
p = P(); p.a = P(); p.a.b = 5; p.c = 6
print(o.attrgetter("c")(p), o.attrgetter("a.b", "c")(p), o.itemgetter(1)("abc"), o.itemgetter(0, -1)([1, 2, 3]), o.itemgetter("k")({"k": 1}), o.methodcaller("upper")("abc"), o.methodcaller("replace", "a", "b")("aa"), o.itemgetter(slice(1, 3))("abcd"))
print(sorted([(1, "b"), (2, "a")], key=o.itemgetter(1)), o.attrgetter("x"), o.itemgetter(1, 2), o.methodcaller("f", 1, k=2), o.__add__(1, 2), sorted([3, 1], key=o.neg))
for bad in ("o.attrgetter()", "o.attrgetter(5)", "o.itemgetter()", "o.methodcaller()", "o.methodcaller(5)", "o.add(1)", "o.add(1, 'a')", "o.index('a')", "o.concat(1, 2)", "o.indexOf([1], 2)", "o.itemgetter(5)([1])"):
    try: eval(bad)
    except Exception as e: print(bad, "->", type(e).__name__)
