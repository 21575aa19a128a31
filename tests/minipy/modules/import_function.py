# __import__ and what it takes.
print(__import__("math").pi, __import__("collections.abc").__name__, __import__("collections.abc", fromlist=["Set"]).__name__)
print(__import__("helper_module").__name__, __import__("helper_package", None, None, ["x"], 0).__name__)
import builtins, sys
print(builtins.__import__ is __import__, sys.modules["math"] is __import__("math"))
for text in ("__import__()", "__import__(5)", "__import__('')", "__import__('no_such_module')", "__import__('math', level=-1)", "__import__('math.nothing')", "__import__('math', fromlist=[])"):
    try: print(text, eval(text))
    except Exception as e: print(text, "->", type(e).__name__, e if text != "__import__()" else "")
