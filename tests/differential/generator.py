"""Makes random Python programs about classes, bound methods, weak references, callbacks, resurrection, maps and finalizers,
whose output does not depend on the moment at which anything dies.

A program is a prelude (prelude.py), the text of some classes, and a list of steps; each step stands alone, so that any of
them can be left out: that is how a program that tells two implementations apart is made small.
"""
import random
from dataclasses import dataclass, field
from pathlib import Path

PRELUDE = (Path(__file__).resolve().parent / "prelude.py").read_text()
VARIABLES = 6  # v0...: things, or None
REFERENCES = 6  # r0...: weak references of any kind, or None
METHODS = ["plain", "act", "other"]


@dataclass
class Case:
    """One function of the program: classes, then steps over local variables."""

    classes: list = field(default_factory=list)
    steps: list = field(default_factory=list)

    def text(self, name):
        lines = [f"def {name}():"]
        for block in self.classes:
            lines += block
        lines += [f"v{i} = None" for i in range(VARIABLES)] + [f"r{i} = None" for i in range(REFERENCES)]
        lines += ["values = weakref.WeakValueDictionary()", "keys = weakref.WeakKeyDictionary()", "members = weakref.WeakSet()",
                  "kept = []"]
        for step in self.steps:
            lines += ["try:", *("    " + line for line in step), "except Exception as error:", "    failed(error)"]
        lines += ["settle()"]
        return "\n".join([lines[0], *("    " + line for line in lines[1:])])


def program(cases):
    """The text of a program that runs `cases`, a dictionary of number -> Case, one after the other."""
    parts = [PRELUDE, *(case.text(f"case_{number}") for number, case in cases.items())]
    parts.append("\n".join(f"run(case_{number})" for number in cases))
    return "\n\n\n".join(parts) + "\n"


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.names = 0
        self.classes = []

    # --- pieces ------------------------------------------------------------------------------------------------------

    def pick(self, *choices):
        return self.random.choice(choices)

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def variable(self):
        return f"v{self.random.randrange(VARIABLES)}"

    def reference(self):
        return f"r{self.random.randrange(REFERENCES)}"

    def key(self):
        return self.random.randrange(4)

    def name(self):
        self.names += 1
        return f"n{self.names}"

    def class_name(self):
        return self.random.choice(self.classes)

    def method(self, variable):
        return f"{variable}.{self.random.choice(METHODS)}"

    # --- classes -----------------------------------------------------------------------------------------------------

    def make_class(self):
        name = f"C{len(self.classes)}"
        bases = ["Thing"] if not self.classes or self.chance(40) else [self.class_name()]
        body = []
        if self.chance(70):
            body += ["def act(self, x):", f"    return '{name}.act ' + str(x) + ' ' + self.name"]
        elif self.chance(50) and bases != ["Thing"]:
            body += ["def act(self, x):", f"    return '{name}>' + super().act(x)"]
        if self.chance(30):
            body += ["@classmethod", "def other(cls, x):", "    return cls.__name__ + str(x)"]
        elif self.chance(30):
            body += ["@staticmethod", "def other(x):", f"    return '{name} static ' + str(x)"]
        elif self.chance(60):
            body += ["def other(self, x):", "    return len(self.links) + x"]
        if self.chance(30):
            body += ["def __eq__(self, other):", "    return isinstance(other, Thing) and self.value() == other.value()",
                     "def __hash__(self):", "    return hash(self.value())"]
        elif self.chance(10):
            body += ["def __eq__(self, other):", "    return self is other"]  # no hash any more
        if self.chance(60):
            body += ["def value(self):", f"    return {self.pick('self.name[-1]', '7', 'self.name', 'len(self.name)')}"]
        if self.chance(20):
            body += ["def __call__(self, *more):", "    return (self.name, *more)"]
        if self.chance(20):
            body += ["def __len__(self):", "    return len(self.links)"]
        if self.chance(15):
            body += ["def __getattr__(self, name):",
                     "    if name.startswith('x'):", "        return name + self.name",
                     "    raise AttributeError(name)"]
        if self.chance(15):
            body += ["@property", "def size(self):", "    return len(self.links)",
                     "@size.setter", "def size(self, n):", "    del self.links[n:]"]
        if self.chance(45):
            body += ["def __del__(self):", "    log(self.name, 'del')", *("    " + line for line in self.last_words())]
        self.classes.append(name)
        return [f"class {name}({', '.join(bases)}):", *("    " + line for line in body or ["pass"])]

    def last_words(self):
        return self.pick(
            [], [],
            ["REVIVED.append(self)"],
            ["for link in self.links:", "    log(self.name, 'has ' + link.name)"],
            ["raise ValueError('del of ' + self.name)"],
            ["self.links = []"],
            ["self.again = weakref.ref(self, lambda r: log('again', 'fired'))"],
            ["if len(REVIVED) < 2:", "    REVIVED.append(self.links)"],
            ["gc.collect()"])

    # --- callbacks ---------------------------------------------------------------------------------------------------

    def with_callback(self, variable, build):
        """A step that makes a reference; `build(callback)` gives its expression."""
        if self.chance(25):
            return [f"{self.reference()} = {build('None')}"]
        tag = self.name()
        body = self.pick(
            [], [], [], [],
            ["gc.collect()"],
            [f"raise KeyError('{tag}')"],
            ["kept.clear()"],
            ["kept.append(Thing('made'))"],
            [f"kept.append(weakref.ref(Thing.plain, lambda r: log('never', '{tag}')))"])
        lines = [f"def callback(r, about=name_of({variable})):",
                 f"    log(about, 'cb {tag} ' + state_of(r))",
                 *("    " + line for line in body)]
        if self.chance(8):
            # Nothing that holds a thing: CPython lets go of it later, 1.16 of the contract.
            lines = [f"callback = {self.pick('17', 'LOG', 'None', 'Thing.plain')}"]
        return lines + [f"{self.reference()} = {build('callback')}", "callback = None"]

    # --- steps -------------------------------------------------------------------------------------------------------

    def step_make(self):
        return [f"{self.variable()} = {self.class_name()}('{self.name()}')"]

    def step_drop(self):
        return [f"{self.variable()} = None"]

    def step_drop_reference(self):
        return [f"{self.reference()} = None"]

    def step_assign(self):
        return [f"{self.variable()} = {self.variable()}"]

    def step_link(self):
        return [f"{self.variable()}.links.append({self.variable()})"]

    def step_unlink(self):
        return [f"{self.variable()}.links.{self.pick('clear()', 'pop()', 'pop(0)')}"]

    def step_attribute(self):
        v, name = self.variable(), self.pick("a", "b", "act", "size")
        if name == "size":
            return [f"print('  ', {v}.size)"]
        return self.pick([f"{v}.{name} = {self.variable()}"], [f"del {v}.{name}"],
                         [f"print('  ', name_of({v}.{name}))"] if name in "ab" else [f"print('  ', callable({v}.act))"])

    def step_hold_reference(self):
        return [f"{self.variable()}.held = {self.reference()}"]

    def step_keep(self):
        return self.pick([f"kept.append({self.variable()})"], ["kept.clear()"], [f"kept.append({self.reference()})"],
                         [f"kept.append({self.method(self.variable())})"], ["kept.append(lambda: v0)"],
                         ["REVIVED.clear()"], [f"kept.append({{'one': {self.variable()}, 'two': ({self.variable()}, 2)}})"])

    def step_ref(self):
        v = self.variable()
        return self.with_callback(v, lambda callback: f"weakref.ref({v}, {callback})")

    def step_subclass_ref(self):
        v = self.variable()
        return self.with_callback(v, lambda callback: f"TaggedRef({v}, {callback}, '{self.name()}')")

    def step_weak_method(self):
        v = self.variable()
        kind = self.pick("weakref.WeakMethod", "weakref.WeakMethod", "TaggedMethod")
        method = self.method(v)
        return self.with_callback(v, lambda callback: f"{kind}({method}, {callback})")

    def step_proxy(self):
        v = self.variable()
        return self.with_callback(v, lambda callback: f"weakref.proxy({v}, {callback})")

    def step_finalize(self):
        v, tag = self.variable(), self.name()
        lines = [f"{self.reference()} = weakref.finalize({v}, log, name_of({v}), 'finalize {tag}')"]
        if self.chance(50):
            lines.append(f"{self.reference()}.atexit = False")
        return lines

    def step_finalizer_use(self):
        r = self.reference()
        return ["settle()", f"if isinstance({r}, weakref.finalize):",
                "    " + self.pick(f"print('  ', {r}())", f"print('  ', {r}.detach() is None)", f"print('  ', {r}.alive)",
                                   f"{r}.atexit = False")]

    def step_look(self):
        r = self.reference()
        return ["settle()", f"print('  ', state_of({r}))"]

    def step_compare(self):
        a, b = self.reference(), self.reference()
        # To CPython a proxy is a reference to a reference that it is compared with.
        return ["settle()", f"if not {{type({a}), type({b})}} & set(weakref.ProxyTypes):",
                f"    print('  ', {a} == {b}, {a} != {b}, {a} is {b})"]

    def step_hash(self):
        a, b = self.reference(), self.reference()
        # CPython's maps and sets hash the shared references of things that are looked for in them.
        return ["settle()", f"if all(isinstance(r, (TaggedRef, weakref.WeakMethod)) for r in ({a}, {b})):",
                "    " + self.pick(f"print('  ', hash({a}) == hash({b}))", f"print('  ', len({{{a}, {b}}}))")]

    def step_count(self):
        v = self.variable()
        # Whether maps, finalizers, and weak methods whose function is dead are among them is not the same everywhere.
        return ["settle()", f"print('  ', [type(r).__name__ for r in weakref.getweakrefs({v}) "
                            f"if isinstance(r, TaggedRef) or isinstance(r, weakref.WeakMethod) and r() is not None])"]

    def step_dereference(self):
        r = self.reference()
        return ["settle()", f"{self.variable()} = {r}() if isinstance({r}, weakref.ref) and not isinstance({r}, "
                            f"weakref.WeakMethod) else None"]

    def step_call(self):
        v = self.variable()
        return [f"print('  ', {self.method(v)}({self.pick('1', '2', '', repr('x'))}))"]

    def step_call_proxy(self):
        r = self.reference()
        return ["settle()", f"if isinstance({r}, weakref.ProxyTypes):",
                "    " + self.pick(f"print('  ', {r}.plain(3), len({r}.links))", f"print('  ', bool({r}))",
                                   f"{r}.extra = 5", f"print('  ', {r}.extra)", f"print('  ', {r}(4))",
                                   f"print('  ', {r} == {self.variable()})", f"print('  ', len({r}))",
                                   f"print('  ', isinstance({r}, Thing))", f"hash({r})")]

    def step_bound(self):
        a, b = self.variable(), self.variable()
        m = self.random.choice(METHODS)
        return [self.pick(f"print('  ', {a}.{m} == {b}.{m}, {a}.{m} is {a}.{m})",
                          f"print('  ', hash({a}.{m}) == hash({a}.{m}))",
                          f"print('  ', {a}.plain.__name__, name_of({a}.plain.__self__), {a}.plain.__func__ is Thing.plain)")]

    def step_values(self):
        v, k = self.variable(), self.key()
        return ["settle()", self.pick(
            f"values[{k}] = {v}", f"values[{k}] = {v}", f"values[{k}] = {v}", f"del values[{k}]",
            f"print('  ', name_of(values.get({k})))", f"print('  ', name_of(values.pop({k})))",
            f"print('  ', name_of(values.setdefault({k}, {v})))", f"values.update({{{k}: {v}}})",
            "print('  ', [(k, name_of(x)) for k, x in values.items()])", f"print('  ', {k} in values, len(values))",
            "print('  ', [name_of(r()) for r in values.valuerefs()])", "print('  ', name_of(values.popitem()[1]))",
            f"print('  ', values == weakref.WeakValueDictionary({{{k}: {v}}}))")]

    def step_values_in_loop(self):
        return ["settle()", "for key, thing in values.items():",
                "    " + self.pick(f"{self.variable()} = None", "gc.collect()", "kept.append(thing)"),
                "    log('loop', str(key) in '0123')", "thing = None"]

    def step_keys(self):
        v, n = self.variable(), self.key()
        return ["settle()", self.pick(
            f"keys[{v}] = {n}", f"keys[{v}] = {n}", f"keys[{v}] = {n}", f"del keys[{v}]", f"print('  ', keys[{v}])",
            f"print('  ', keys.get({v}, 'none'))", f"print('  ', {v} in keys, len(keys))",
            # CPython does not hash the key where there is nothing to pop.
            f"print('  ', keys.pop({v}, 'none') if keys else 'empty')", f"print('  ', keys.setdefault({v}, {n}))",
            "print('  ', [(name_of(k), n) for k, n in keys.items()])",
            "print('  ', [name_of(r()) for r in keys.keyrefs()])")]

    def step_members(self):
        v = self.variable()
        return ["settle()", self.pick(
            f"members.add({v})", f"members.add({v})", f"members.add({v})", f"members.discard({v})", f"members.remove({v})",
            f"print('  ', {v} in members, len(members))", "print('  ', sorted(name_of(x) for x in members))",
            f"members |= {{{v}}}",
            # A list, for where one of them is None it matters which is met first.
            f"members &= [{v}, {self.variable()}]",
            f"print('  ', sorted(name_of(x) for x in members - {{{v}}}))")]

    def step_change_class(self):
        v, c = self.variable(), self.class_name()
        return [f"{v}.__class__ = {c}"]

    def step_change_method(self):
        c = self.class_name()
        # A function that dies with its receiver would fire in CPython's order of creation.
        return ["settle()", self.pick(f"del {c}.act", f"{c}.act = lambda self, x: ('new', x)",
                                      f"{c}.act = {self.class_name()}.other", f"kept.append({c}.act)",
                                      f"print('  ', {c}.act({self.variable()}, 1))"), "settle()"]

    def step_closure(self):
        v = self.variable()
        return [f"def holder(thing={v}):", "    return thing", f"{self.pick('kept.append(holder)', v + ' = holder()')}",
                "holder = None"]

    def step_error(self):
        v = self.variable()
        return ["try:", f"    hidden = {v}", f"    {self.pick('raise ValueError(hidden.name)', 'hidden.missing()', 'hidden.links[9]')}",
                "except (ValueError, IndexError, AttributeError) as error:",
                "    print('  ', type(error).__name__, error)", "finally:", "    hidden = None"]

    def step_generator(self):
        v = self.variable()
        return [f"def walk(thing):", "    yield thing.name", "    for link in thing.links:", "        yield link.name",
                "    log(thing.name, 'walked')", f"steps = walk({v})", f"print('  ', {self.pick('next(steps)', 'list(steps)')})",
                "steps = walk = None"]

    def step_settle(self):
        return ["settle()"]

    WEIGHTS = {
        "make": 14, "drop": 10, "drop_reference": 4, "assign": 3, "link": 6, "unlink": 2, "attribute": 3, "hold_reference": 2,
        "keep": 4, "ref": 7, "subclass_ref": 3, "weak_method": 9, "proxy": 4, "finalize": 3, "finalizer_use": 2, "look": 7,
        "compare": 4, "hash": 3, "count": 3, "dereference": 2, "call": 3, "call_proxy": 3, "bound": 2, "values": 5, "keys": 5,
        "values_in_loop": 1, "members": 4, "change_class": 2, "change_method": 2, "closure": 2, "error": 2, "generator": 2, "settle": 5,
    }

    def case(self, steps):
        made = Case()
        self.classes = []
        for _ in range(self.random.randrange(2, 5)):
            made.classes.append(self.make_class())
        names = list(self.WEIGHTS)
        for name in self.random.choices(names, list(self.WEIGHTS.values()), k=steps):
            made.steps.append(getattr(self, "step_" + name)())
        return made
