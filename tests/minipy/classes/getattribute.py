# contract 4.2, 4.3: the special methods that see every access
class G:
    x = 1

    def __getattribute__(self, name):
        log.append("get " + name)
        if name == "fails":
            raise AttributeError(name)
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        return "fallback " + name

    def __setattr__(self, name, value):
        log.append("set " + name)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        log.append("del " + name)
        object.__delattr__(self, name)

    def method(self):
        return "m"

    def __len__(self):
        return 3


log = []
g = G()
g.y = 2
print(g.x, g.y, g.method(), g.fails, g.nothing, len(g))
del g.y
try:
    del g.y
except AttributeError as e:
    print("AttributeError", e)
print(log)
g.__dict__["z"] = 5
print(g.z, getattr(g, "w"), hasattr(g, "anything"))


class Frozen:
    def __setattr__(self, name, value):
        raise TypeError("frozen " + name)


f = Frozen()
try:
    f.a = 1
except TypeError as e:
    print(e)
object.__setattr__(f, "a", 5)
print(f.a)


class Proxy:
    def __init__(self, target):
        self.__dict__["_t"] = target

    def __getattr__(self, name):
        return getattr(self._t, name)

    def __setattr__(self, name, value):
        setattr(self._t, name, value)


class T: pass


t = T()
p = Proxy(t)
p.v = 3
print(t.v, p.v, p.__dict__ == {"_t": t})
