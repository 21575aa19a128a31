# Classes made of annotated fields and names: dataclasses, typing, enum.
from __future__ import annotations

from typing import NamedTuple, TypedDict, Optional, Generic, TypeVar, Protocol, ClassVar, List
from dataclasses import dataclass, field, asdict, replace, InitVar, KW_ONLY, FrozenInstanceError
import json
from enum import Enum, auto
class Pt(NamedTuple):
    """doc"""
    x: int
    y: int = 5
    def norm(self): return self.x * self.x + self.y
p = Pt(3); print(p, p.norm(), p._asdict(), Pt._fields, Pt.__doc__, isinstance(p, tuple), Pt._field_defaults)
class Td(TypedDict, total=False):
    a: int
    b: str
print(Td(a=1), Td.__total__, sorted(Td.__optional_keys__))
T = TypeVar('T')
class Stack(Generic[T]):
    def __init__(self) -> None: self.items: List[T] = []
    def push(self, x: T) -> Stack[T]: self.items.append(x); return self
print(Stack[int]().push(3).items)
class Kind(Enum):
    A = auto()
    B = auto()
@dataclass(order=True)
class Item:
    name: str = field(compare=False)
    price: float
    tags: list[str] = field(default_factory=list, compare=False)
    kind: Kind = Kind.A
    count: ClassVar[int] = 0
    scale: InitVar[int] = 2
    _: KW_ONLY
    note: Optional[str] = None
    def __post_init__(self, scale): Item.count += 1; self.price *= scale
a = Item('a', 1.5, note='n'); b = Item('b', 0.5, ['x'], Kind.B, 4)
print(a, b, a < b if 0 else '', Item.count, replace(a, name='z', scale=1), json.dumps(asdict(b), default=str))
@dataclass(frozen=True)
class V:
    x: int = 0
    __p: int = 1
    def __add__(self, o: V) -> V: return V(self.x + o.x)
print(V(1) + V(2), {V(1), V(1)}, V.__doc__ if 0 else '')
try: V().x = 3
except FrozenInstanceError as e: print(repr(e))
@dataclass
class W(V.__mro__[-1]):
    """Docs."""
    left: Optional[W] = None
    right: Optional[W] = None
print(W(W(), None), W.__doc__)
try: Item()
except TypeError as e: print(str(e).replace('Item.', ''))
