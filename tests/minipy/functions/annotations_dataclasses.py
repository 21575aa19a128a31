"""Classes that look at their annotations: dataclasses, NamedTuple, Protocol."""
from dataclasses import InitVar, dataclass, field, fields
from typing import ClassVar, Generic, List, NamedTuple, Optional, TypedDict, TypeVar, get_type_hints

T = TypeVar("T")


@dataclass(order=True)
class Point:
    x: int
    y: int = 0
    tags: List[str] = field(default_factory=list, compare=False)
    count: ClassVar[int] = 0
    bare: ClassVar = 1
    seed: InitVar[int] = 5
    z: Optional[int] = None

    def __post_init__(self, seed):
        self.seeded = seed


p = Point(1, 2, seed=7, z=3)
print(p, p.seeded, p < Point(2), [(f.name, f.type) for f in fields(Point)])
print(Point.__annotations__)
print(Point.__init__.__annotations__)


class Pair(NamedTuple):
    first: int
    second: "str" = "b"


print(Pair(1), Pair.__annotations__)


class Movie(TypedDict):
    name: str
    year: int


print(Movie(name="a", year=1), Movie.__annotations__)


class Box(Generic[T]):
    content: T

    def get(self) -> T:
        return self.content


print(Box.__annotations__, Box.get.__annotations__, get_type_hints(Pair))


@dataclass
class Tree:
    value: int
    left: "Optional[Tree]" = None
    right: "Optional[Tree]" = None


print(Tree(1, Tree(2)), Tree.__annotations__)
