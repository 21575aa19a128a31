"""from __future__ import annotations: they are texts, and never evaluated."""
from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar, List


def f(a: missing, b: List[int] = None, *c: int | None, d: "text" = 1, **e: a.b[c]) -> list[missing, ...]:
    x: nothing.at.all = 1
    return x


print(f.__annotations__, f(1))


class C:
    x: missing
    y: dict[ str,int ] = {}
    q: Optional[ "C" ] | int|None
    r: (int)
    s: 'it'
    z: ClassVar[int] = 1


print(C.__annotations__)
m: missing = 1
print(__annotations__)


@dataclass
class D:
    a: int
    b: List[D] = None
    k: ClassVar[int] = 3


print(D(1), [(each.name, each.type) for each in fields(D)])
