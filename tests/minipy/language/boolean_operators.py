def t(x):
    print("[%r]" % (x,), end="")
    return x


print(t(0) or t("") or t("x") or t("y"))
print(t(1) and t([]) and t(2))
print(not t(0), not not t([0]))
print(t(1) or t(2) and t(3))
print((t(0) or t(2)) and t(3))
print([] or {} or None, 0 and 1, "a" and "b", None or 0 or False)
if not (1 and 0) and (0 or 1):
    print("yes")
x = None
print((x is None or x > 3) and "short")
print(True + True, True & False, True | False, True ^ True, ~True, not True == False)
