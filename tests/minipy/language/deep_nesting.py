# brackets within brackets, blocks within blocks
depth = 60
text = "[" * depth + "]" * depth
value = eval(text)
n = 0
while value:
    value = value[0]
    n += 1
print(n)
print(eval("(" * 50 + "1" + ")" * 50))
print(eval("-" * 51 + "1"), eval("not " * 40 + "True"))
print(eval("1" + "+1" * 500), eval("2**" * 3 + "1"))
source = ""
for i in range(15):
    source += "    " * i + "if True:\n"
source += "    " * 15 + "result = 'deep'\n"
exec(source)
print(result)
source = ""
for i in range(8):
    source += "  " * i + "for i%d in range(1):\n" % i
source += "  " * 8 + "count = i0 + i7 + 1\n"
exec(source)
print(count)
print(eval("lambda: " * 20 + "5")()()()()()()()()()()()()()()()()()()()())
source = "def f0():\n"
for i in range(1, 10):
    source += " " * i + "def f%d():\n" % i
source += " " * 10 + "return 'innermost'\n"
for i in range(9, 0, -1):
    source += " " * i + "return f%d()\n" % i
exec(source)
print(f0())
