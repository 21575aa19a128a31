for path in ("/nonexistent/file", "/", "nothing_here.txt", "", "a\0b"):
    try:
        open(path)
        print("opened", path)
    except (OSError, ValueError) as e:
        print(type(e).__name__, e, getattr(e, "errno", None), getattr(e, "filename", None) == path)
for mode in ("q", "rw", "", "r+w", "b+"):
    try: open("/dev/null", mode)
    except ValueError as e: print(mode, e)
try: open(5.5)
except TypeError as e: print(e)
try: open()
except TypeError as e: print(e)
try: open("/dev/null").write("x")
except OSError as e: print(e)
f = open("/dev/null")
f.close()
try: f.read()
except ValueError as e: print(e)
print(f.closed, repr(open("/dev/null").read()), f.name, f.mode)
with open(__file__) as g:
    print(g.readline().strip()[:20], sum(1 for _ in g) > 5)
print(g.closed)
