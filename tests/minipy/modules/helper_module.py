"""Doc of the helper."""
value = "value"
public = "public"
_hidden = "hidden"
class Helper:
    def get(self): return value
def __getattr__(name):
    if name == "lazy_attribute": return "made when asked for"
    raise AttributeError(f"module 'helper_module' has no attribute {name!r}")
