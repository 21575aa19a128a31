assert True
assert 1, "not shown"
try:
    assert 0
except AssertionError as e:
    print(repr(e), e.args)
try:
    assert [] , "empty"
except AssertionError as e:
    print(repr(e))
try:
    assert None, {"a": 1}
except AssertionError as e:
    print(e.args)


def check(x):
    assert x > 0, f"{x} is not positive"
    return x


print(check(1))
try:
    check(-1)
except AssertionError as e:
    print(e)
try:
    assert (lambda: False)(), ("a", "b")
except AssertionError as e:
    print(e.args[0])
