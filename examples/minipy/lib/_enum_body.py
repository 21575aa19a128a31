"""What stands in the body of an enumeration: its names, and the marks there for values."""

_NOTHING = object()


class auto:
    """A value to be chosen by _generate_next_value_."""

    __module__ = "enum"

    def __init__(self, value=_NOTHING):
        self.value = value

    def __repr__(self):
        return "auto(%r)" % (self.value,)


class nonmember:
    __module__ = "enum"

    def __init__(self, value):
        self.value = value


class member:
    __module__ = "enum"

    def __init__(self, value):
        self.value = value


def _is_descriptor(value):
    return hasattr(value, "__get__") or hasattr(value, "__set__") or hasattr(value, "__delete__")


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" and name[-3] != "_"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


class EnumDict(dict):
    """The names in the body of an enumeration, which notes those that are members and gives auto() its value."""

    __module__ = "enum"

    def __init__(self, cls_name):
        super().__init__()
        self._cls_name = cls_name
        self._member_names = {}
        self._last_values = []
        self._ignored = []
        self._generate = None
        self._has_chosen = False

    def __setitem__(self, key, value):
        if key.startswith("_%s__" % self._cls_name):
            pass
        elif _is_sunder(key):
            value = self._sunder(key, value)
        elif _is_dunder(key):
            pass
        elif key in self._member_names:
            raise TypeError("%r already defined as %r" % (key, self[key]))
        elif key in self._ignored:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif isinstance(value, member) or not _is_descriptor(value):
            if key in self:
                raise TypeError("%r already defined as %r" % (key, self[key]))
            value = self._member(key, value.value if isinstance(value, member) else value)
        super().__setitem__(key, value)

    def _sunder(self, key, value):
        if key == "_generate_next_value_":
            if self._has_chosen:
                raise TypeError("_generate_next_value_ must be defined before members")
            self._generate = value.__func__ if isinstance(value, staticmethod) else value
        elif key == "_ignore_":
            self._ignored = value.replace(",", " ").split() if isinstance(value, str) else list(value)
        elif key not in ("_order_", "_missing_", "_numeric_repr_", "_iter_member_", "_iter_member_by_value_",
                         "_iter_member_by_def_"):
            raise ValueError("_sunder_ names, such as %r, are reserved for future Enum use" % key)
        return value

    def _chosen(self, key, value):
        if not isinstance(value, auto):
            return value
        if value.value is _NOTHING:
            value.value = self._generate(key, 1, len(self._member_names), self._last_values[:])
            self._has_chosen = True
        self._last_values.append(value.value)
        return value.value

    def _member(self, key, value):
        if isinstance(value, auto):
            value = self._chosen(key, value)
        elif type(value) is tuple and any(isinstance(part, auto) for part in value):
            value = tuple([self._chosen(key, part) for part in value])
        else:
            self._last_values.append(value)
        self._member_names[key] = None
        return value

    def update(self, members, **more):
        for name, value in dict(members, **more).items():
            self[name] = value
