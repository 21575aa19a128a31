# a comment
x = 1  # trailing
if x:  # here
    # inside
    pass  # and here
        # badly indented comment
print(x)
y = (1,  # one
     # two follows

     2)
print(y)
s = "# no comment"
print(s, '"""' + "'" )
z = 1 + \
    2
print(z)
def f(): # c
    # d
    return 1 # e
print(f())
