import helper_module, sys
from helper_module import value, Helper as H
import helper_module as h
from helper_package import inside, sub
import helper_package.sub
from helper_module import *
print(helper_module.value, value, H().get(), h is helper_module, helper_module.__name__, helper_module.__file__.split("/")[-1], inside, sub.name, helper_package.sub is sub, public, "_hidden" in globals(), helper_package.sub.__name__, helper_package.__name__)
print(sys.modules["helper_module"] is h, "helper_package.sub" in sys.modules, helper_package.sub.up())
h.value = "changed"; import helper_module as again; print(again.value, value)
try: import helper_broken
except ZeroDivisionError as e: print("broken:", e, "helper_broken" in sys.modules)
try: from helper_module import nothing
except ImportError as e: print(str(e).split(" (")[0])
try: helper_module.nothing
except AttributeError as e: print(e)
import helper_cycle_a; print(helper_cycle_a.result)
print(h.__doc__, h.lazy_attribute, repr(type(h)), vars(h)["public"])
del sys.modules["helper_module"]; import helper_module as fresh; print(fresh is h, fresh.value)
