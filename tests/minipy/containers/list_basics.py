l = [3, 1, 2]
print(l, len(l), l[0], l[-1], l[1:], l + [4], l * 2, 2 * l, 3 in l, 9 in l, l == [3, 1, 2], l < [3, 2], l != [3])
l.append(5); l.extend([7, 8]); l.extend("ab"); l.insert(0, "first"); l.insert(100, "last"); l.insert(-1, "x")
print(l)
print(l.pop(), l.pop(0), l.pop(-2), l)
l.remove("a"); print(l, l.index(2), l.count(5), l.index(5, 1), l.copy() == l, l.copy() is l)
l.reverse(); print(l)
l.clear(); print(l, bool(l), list(), list("ab"), list(range(3)), list({1: 2}), [None] * 3)
for bad in ("[].pop()", "[1].pop(5)", "[1].remove(2)", "[1].index(2)", "[1][5]", "[1] + (2,)", "[1] * 'a'", "[1] < [None]", "[1].insert()", "list(5)", "[] + None", "[1].index(1, 5)", "hash([])", "[].append()", "[].sort(1)"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, "->", type(e).__name__, e)
l = [1, 2, 3]
l[1] = "b"; l[-1] = "c"; print(l)
try:
    l[3] = 1
except IndexError as e:
    print(e)
try:
    del l[5]
except IndexError as e:
    print(e)
l += (4,); l *= 2; print(l)
m = l; l = l + [1]; print(m is l, len(m), len(l))
a = [[]] * 2; a[0].append(1); print(a)
print([1, 2] > [1], [] < [1], [1, "a"] == [1, "a"], [1, [2]] == [1, [2]])
