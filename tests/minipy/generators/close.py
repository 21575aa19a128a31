def g():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("exit")
        raise
    finally:
        print("finally")
it = g(); next(it); it.close(); it.close(); print(next(it, "over"))
it = g(); it.close(); print(next(it, "never started"))
def ignores():
    try: yield 1
    except GeneratorExit: yield 2
it = ignores(); next(it)
try: it.close()
except RuntimeError as e: print(e)
def returns():
    try: yield 1
    except GeneratorExit: return 5
it = returns(); next(it); print(it.close())
def raises():
    try: yield 1
    finally: raise ValueError("in finally")
it = raises(); next(it)
try: it.close()
except ValueError as e: print(e)
it = g(); list(it) ; it.close()
for x in (it := g()):
    break
it.close(); del it
print("end")
