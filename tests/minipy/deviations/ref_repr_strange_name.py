# Only a target's class is asked for the __name__ that a reference's representation tells. (Later versions of
# CPython agree.)
import re
import weakref


class Config(dict):
    def __getattr__(self, name):
        return self[name]


class Fails:
    @property
    def __name__(self):
        raise ValueError("no name")


class Plain:
    pass


plain = Plain()
plain.__name__ = "its own"
for thing in (Config(offset=5), Fails(), plain):
    print(re.sub("0x[0-9a-f]+", "0x", repr(weakref.ref(thing))))
