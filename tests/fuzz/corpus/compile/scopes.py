def f():
  x = 1
  def g():
    nonlocal x
    class C: y = x
    return lambda: (x, __class__)
  return g
