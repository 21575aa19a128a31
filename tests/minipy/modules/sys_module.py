import sys
print(sys.argv[0].split("/")[-1], len(sys.argv), sys.version_info >= (3, 11), sys.version_info[0], sys.maxsize == 2 ** 63 - 1, sys.byteorder, sys.platform, type(sys.path).__name__, "sys" in sys.modules, sys.modules["__main__"].__name__)
print(sys.getrecursionlimit() > 0, sys.getrefcount(5) > 0 if hasattr(sys, "getrefcount") else True, sys.intern("a") == "a", sys.getsizeof([]) > 0 if hasattr(sys, "getsizeof") else True, sys.stdin is not None)
sys.stdout.write("written\n"); print(sys.stdout.name, sys.stderr.name, sys.stdout.isatty(), sys.stdout.writable(), sys.stdout.encoding.lower()); sys.stdout.flush()
import io
old = sys.stdout; sys.stdout = io.StringIO(); print("hidden"); text = sys.stdout.getvalue(); sys.stdout = old; print(repr(text), sys.__stdout__ is old)
sys.setrecursionlimit(5000); print(sys.getrecursionlimit())
try: sys.setrecursionlimit(0)
except ValueError as e: print(e)
sys.displayhook(5); sys.displayhook(None); sys.displayhook("text")
hook = sys.excepthook; print(callable(hook), sys.__excepthook__ is hook, sys.float_info.max, sys.float_info.epsilon, sys.hash_info.width, sys.int_info.bits_per_digit > 0)
