"""Enumerations whose members are bits, and may be combined."""

import enum
from enum import Enum, ReprEnum, StrEnum


class FlagBoundary(StrEnum):
    """What becomes of bits that no member has: an error, dropped, a plain int, or kept."""
    __module__ = "enum"

    STRICT = "strict"
    CONFORM = "conform"
    EJECT = "eject"
    KEEP = "keep"


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


def _bits(n, width):
    """As 0b0 0101, the sign first."""
    text = bin((1 << width) + n if n < 0 else n)[2:]
    sign = "1" if n < 0 else "0"
    return "0b%s %s" % (sign, text.rjust(width, sign)[-max(width, len(text)):])


class Flag(Enum, boundary=CONFORM):
    __module__ = "enum"

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        last = max(last_values)
        try:
            return 1 << last.bit_length()
        except AttributeError:
            raise TypeError("invalid flag value %r" % last) from None

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        every = cls._all_bits_
        if not ~every <= value <= every or value & (every ^ cls._flag_mask_):
            if cls._boundary_ is STRICT:
                width = max(value.bit_length(), cls._flag_mask_.bit_length())
                raise ValueError("%r invalid value %r\n    given %s\n  allowed %s"
                                 % (cls, value, _bits(value, width), _bits(cls._flag_mask_, width)))
            if cls._boundary_ is CONFORM:
                value &= cls._flag_mask_
            elif cls._boundary_ is EJECT:
                return int(value)
            elif value < 0:
                value = max(every + 1, 1 << value.bit_length()) + value
        if value < 0:
            value += every + 1
        found = cls._value2member_map_.get(value)
        if found is not None:
            return found
        if cls._member_type_ is object:
            self = object.__new__(cls)
        else:
            self = cls._member_type_.__new__(cls, value)
        self._value_ = value
        unknown = value & ~cls._flag_mask_
        names = [each._name_ for each in cls._of_bits(value)]
        if unknown and cls._boundary_ is KEEP and names:
            names.append(str(unknown))
        self._name_ = "|".join(names) or None
        return cls._value2member_map_.setdefault(value, self)

    @classmethod
    def _of_bits(cls, value):
        """The members that are the single bits of value, as they were defined."""
        found = []
        rest = value & cls._singles_mask_
        while rest:
            bit = rest & -rest
            rest ^= bit
            found.append(cls._value2member_map_[bit])
        return sorted(found, key=lambda each: each._sort_order_)

    def __reduce_ex__(self, proto):
        return type(self), (self._value_,)

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError("unsupported operand type(s) for 'in': %r and %r"
                            % (type(other).__qualname__, self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return iter(type(self)._of_bits(self._value_))

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        kind = type(self)
        if self._name_ is None:
            return "<%s: %r>" % (kind.__name__, self._value_)
        return "<%s.%s: %r>" % (kind.__name__, self._name_, self._value_)

    def __str__(self):
        kind = type(self)
        if self._name_ is None:
            return "%s(%r)" % (kind.__name__, self._value_)
        return "%s.%s" % (kind.__name__, self._name_)

    def __bool__(self):
        return bool(self._value_)

    def _other(self, other):
        """The bits of an operand, or None."""
        if isinstance(other, type(self)):
            return other._value_
        if type(self)._member_type_ is not object and isinstance(other, type(self)._member_type_):
            return int(other)
        return None

    def __or__(self, other):
        bits = self._other(other)
        return NotImplemented if bits is None else type(self)(self._value_ | bits)

    def __and__(self, other):
        bits = self._other(other)
        return NotImplemented if bits is None else type(self)(self._value_ & bits)

    def __xor__(self, other):
        bits = self._other(other)
        return NotImplemented if bits is None else type(self)(self._value_ ^ bits)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__

    def __invert__(self):
        kind = type(self)
        if kind._boundary_ is KEEP or kind._boundary_ is EJECT:
            return kind(~self._value_)
        return kind(kind._singles_mask_ & ~self._value_)


enum.Flag = Flag  # so that the class of IntFlag knows it


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    __module__ = "enum"
