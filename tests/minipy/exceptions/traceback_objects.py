import sys
def a(): b()
def b():
    1 / 0
try: a()
except ZeroDivisionError as e:
    tb, lines = e.__traceback__, []
    while tb:
        lines.append((tb.tb_frame.f_code.co_name, tb.tb_lineno)); tb = tb.tb_next
    print(lines)
    saved = e
print(saved.__traceback__ is not None)
try: raise saved
except ZeroDivisionError as e:
    n, tb = 0, e.__traceback__
    while tb: n += 1; tb = tb.tb_next
    print(n)
try: raise ValueError().with_traceback(None)
except ValueError as e: print(e.__traceback__.tb_lineno, e.__traceback__.tb_next)
e = ValueError()
print(e.__traceback__)
class C:
    def method(self): raise KeyError
try: C().method()
except KeyError as e: print(e.__traceback__.tb_next.tb_frame.f_code.co_name, e.__traceback__.tb_next.tb_frame.f_code.co_firstlineno)
try: [x for x in [1] if 1 / 0]
except ZeroDivisionError as e: print(e.__traceback__.tb_lineno)
