print(eval("1 + 2"), eval("x * 2", {"x": 21}), eval(" 3 "))
ns = {}
exec("a = 1\ndef f(): return a + 1\nb = f()", ns)
print(ns["a"], ns["b"], ns["f"]())
exec("x = 10")
print(x)
print(eval("[i for i in range(3)]"))
g, l = {"v": "global"}, {"w": "local"}
print(eval("v + w", g, l))
exec("v = 'changed'; new = 1", g, l)
print(g["v"], l["v"], l["new"])
code = compile("1 + 1", "<text>", "eval")
print(eval(code))
exec(compile("print('compiled')", "<text>", "exec"))
try:
    eval("1 +")
except SyntaxError as e:
    print("SyntaxError", e.msg)
try:
    exec("if True:\nx = 1")
except IndentationError as e:
    print("IndentationError", e.msg)
try:
    eval("undefined_thing")
except NameError as e:
    print(e)


def f():
    y = 5
    return eval("y + 1")


print(f())
print(eval("(lambda n: n + 1)(1)"), eval("__name__"))


class Keys:  # a mapping of which only keys() tells what is in it
    def __getitem__(self, name):
        raise KeyError(name)

    def keys(self):
        return ["z", "x", "y"]


print(eval("dir()", {}, Keys()))
