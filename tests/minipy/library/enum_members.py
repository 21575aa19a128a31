# Members, aliases, flags and what is refused.
from enum import CONFORM, EJECT, STRICT, Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1

    @property
    def doubled(self):
        return self.value * 2


print(Color, Color.RED, repr(Color.RED), Color(2), Color["GREEN"], list(Color), Color.CRIMSON is Color.RED, len(Color))
print(f"{Color.RED:>12}|", Color.GREEN.doubled, Color.RED.name, dict(Color.__members__), list(reversed(Color)))
attempt(lambda: Color(9))
attempt(lambda: Color["BLUE"])
attempt(lambda: Color.BLUE)
attempt(lambda: setattr(Color, "RED", 3))
attempt(lambda: delattr(Color, "RED"))
attempt(lambda: Color.RED < Color.GREEN)


class Level(IntEnum):
    LOW = 1
    HIGH = auto()


class Name(StrEnum):
    FIRST = auto()


print(Level.LOW, repr(Level.LOW), f"{Level.HIGH:03}", Level.LOW + 1, max(Level), Name.FIRST, repr(Name.FIRST))


class Right(Flag):
    READ = 4
    WRITE = 2
    RUN = 1
    ALL = 7


for right in (Right.READ | Right.WRITE, Right.READ & Right.WRITE, ~Right.READ, Right.ALL, Right(5)):
    print(repr(right), right, right.name, list(right), len(right), bool(right))


class Strict(Flag, boundary=STRICT):
    A = 1


class Loose(Flag, boundary=CONFORM):
    A = 1


class Number(Flag, boundary=EJECT):
    A = 1


class Bits(IntFlag):
    A = 1
    B = 2


attempt(lambda: Strict(8))
print(Loose(9), Number(9), repr(Bits.A | 8), Bits.A | Bits.B, repr(~Bits.A))


class Planet(Enum):
    EARTH = (5.976e+24, 6.37814e6)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius


print(repr(Planet.EARTH), Planet.EARTH.radius, Enum("Made", "X Y").Y.value)


def twins():
    @unique
    class Twins(Enum):
        A = 1
        B = 1


def extended():
    class More(Color):
        BLUE = 3


attempt(twins)
attempt(extended)
