for text in ("import nothing_at_all", "import nothing.sub", "from nothing import x", "from math import nothing", "import math.nothing", "from . import x", "from .x import y", "import sys.nothing"):
    try:
        exec(text)
        print(text, "fine")
    except ImportError as e:
        print(text, "->", type(e).__name__, str(e).split(" (")[0].split("; ")[0], e.name)
import sys
sys.modules["halted"] = None
try: import halted
except ImportError as e: print(type(e).__name__, e)
sys.modules["fake"] = "not a module"
import fake
print(fake)
