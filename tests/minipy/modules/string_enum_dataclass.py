from enum import Enum, IntEnum, auto
from dataclasses import dataclass, field, asdict, replace
class Color(Enum):
    RED = 1
    GREEN = auto()
    ALIAS = 1
print(Color.RED, repr(Color.GREEN), Color(2), Color["RED"], Color.ALIAS is Color.RED, list(Color), Color.RED.name, Color.RED.value, isinstance(Color.RED, Color), len(Color), Color.RED in Color, Color.RED == Color.RED, {Color.RED: 1}[Color.RED])
try: Color(9)
except ValueError as e: print(e)
class N(IntEnum):
    ONE = 1
    TWO = 2
print(N.ONE + 1, N.TWO > N.ONE, sorted(N), N(1) is N.ONE, [10, 20][N.ONE])
@dataclass
class P:
    x: int
    y: int = 2
    tags: list = field(default_factory=list)
    def total(self): return self.x + self.y
p = P(1); p.tags.append("t"); print(p, p == P(1, 2, ["t"]), p.total(), asdict(p), replace(p, x=9), P(1).tags)
@dataclass(order=True, frozen=True)
class F:
    a: int
    b: str = "z"
print(F(1) < F(2), hash(F(1)) == hash(F(1)), {F(1): 1}, sorted([F(2), F(1)]))
try: F(1).a = 5
except AttributeError as e: print(e)
