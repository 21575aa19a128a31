# exec(), eval() and compile() of code that is not a module's.
def outer(x):
    return lambda: x + 1


def takes(a):
    return a


def error(f, *args):
    try:
        return f(*args)
    except TypeError as e:
        return type(e).__name__


print(error(eval, outer(3).__code__))
print(error(exec, outer(3).__code__, {}))
print(error(exec, takes.__code__))
print(eval((lambda: 5).__code__), exec((lambda: 5).__code__))
print(list(eval((lambda: (yield 1)).__code__)))
print(eval((lambda: [i for i in range(3)]).__code__))


class C:
    def m(self):
        return __class__


print(error(exec, C.m.__code__))

# Without a prompt there is no blank line to wait for.
names = {}
exec(compile("def f(a):\n    return a * 2", "<one>", "single"), names)
print(names["f"](21))
exec(compile("for i in range(2):\n    i", "<one>", "single"))
for text in ("x = 1\ny = 2", "def f(a):"):
    try:
        compile(text, "<one>", "single")
    except SyntaxError as e:
        print(type(e).__name__)
