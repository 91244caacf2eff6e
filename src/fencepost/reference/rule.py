"""The kinds of rules by which a request is refused, each a piece of data with one question to answer."""

from __future__ import annotations

import math
import re
import struct
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar

from fencepost.reference.path import split, values
from fencepost.reference.shape import Members
from fencepost.reference.situation import Situation


def single(value: float) -> float:
    """The 32-bit float nearest to a number; infinite beyond the largest one."""
    try:
        (rounded,) = struct.unpack("f", struct.pack("f", value))
    except OverflowError:
        return math.copysign(math.inf, value)
    return float(rounded)


@cache
def _single_bound(bound: float) -> float:
    return single(bound)


@dataclass(frozen=True, slots=True)
class When:
    """A condition on the request: the member at `path` is one of `values`."""

    path: str
    values: tuple[Any, ...]

    def holds(self, members: Members) -> bool:
        """Whether the request is one that the rule concerns."""
        return any(value in self.values for value in values(members, self.path))


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason to refuse: `path` is the member it stands on, `error` the code of the answer."""

    kind: ClassVar[str] = "rule"

    path: str
    error: str
    when: When | None = field(default=None, kw_only=True)

    def broken(self, members: Members, situation: Situation) -> bool:
        """Whether the request must be refused for this reason."""
        return (self.when is None or self.when.holds(members)) and self.breaks(members, situation)

    def breaks(self, members: Members, situation: Situation) -> bool:
        """Whether the rule is broken, its condition aside."""
        raise NotImplementedError

    @property
    def message(self) -> str:
        """A line for people."""
        return f"The request does not satisfy the rule '{self.kind}' on {self.path}."


@dataclass(frozen=True, slots=True)
class ValueRule(Rule):
    """A rule that looks at each value at its path by itself; an absent one can't break it."""

    def breaks(self, members: Members, situation: Situation) -> bool:
        """Whether any of the values is refused."""
        del situation
        return any(self.refuses(value) for value in values(members, self.path))

    def refuses(self, value: Any) -> bool:
        """Whether this value is not allowed."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Required(Rule):
    """The member must be given wherever its parent is."""

    kind: ClassVar[str] = "required"

    def breaks(self, members: Members, situation: Situation) -> bool:
        """Whether a parent lacks the member."""
        del situation
        parent, name = split(self.path)
        return any(isinstance(holder, dict) and name not in holder for holder in values(members, parent))


@dataclass(frozen=True, slots=True)
class Typed(ValueRule):
    """The value has this type: `string`, `integer`, `float`, `boolean`, `blob`, `structure` or `list`."""

    kind: ClassVar[str] = "typed"
    type: str

    def refuses(self, value: Any) -> bool:
        """Whether it is of another type; a float that is not finite is no number."""
        if isinstance(value, bool):
            return self.type != "boolean"
        if self.type == "float":
            return not (isinstance(value, (int, float)) and math.isfinite(value))
        return not isinstance(value, PYTHON_TYPES[self.type])


#: The types of Python in which each type arrives from the wire.
PYTHON_TYPES: dict[str, type] = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "blob": bytes,
    "structure": dict,
    "list": list,
}


@dataclass(frozen=True, slots=True)
class OneOf(ValueRule):
    """The value is one of these, letter by letter."""

    kind: ClassVar[str] = "one-of"
    values: tuple[str, ...]

    def refuses(self, value: Any) -> bool:
        """Whether it is a string that is not listed."""
        return isinstance(value, str) and value not in self.values


def _number(value: Any) -> int | float | None:
    """A number as it survives the wire: floats have 32 bits there."""
    if isinstance(value, float):
        return single(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


@dataclass(frozen=True, slots=True)
class AtLeast(ValueRule):
    """The number is not below the bound."""

    kind: ClassVar[str] = "at-least"
    bound: float

    def refuses(self, value: Any) -> bool:
        """Whether it is a number below the bound."""
        number = _number(value)
        return number is not None and number < _single_bound(self.bound)


@dataclass(frozen=True, slots=True)
class AtMost(ValueRule):
    """The number is not above the bound; both are taken as 32-bit floats where the value is a float."""

    kind: ClassVar[str] = "at-most"
    bound: float

    def refuses(self, value: Any) -> bool:
        """Whether it is a number above the bound."""
        number = _number(value)
        return number is not None and number > _single_bound(self.bound)


@dataclass(frozen=True, slots=True)
class BeginsWith(ValueRule):
    """The string begins with the prefix; names of headers ignore case, hence so does this."""

    kind: ClassVar[str] = "begins-with"
    prefix: str

    def refuses(self, value: Any) -> bool:
        """Whether it is a string that begins otherwise."""
        return isinstance(value, str) and not value.lower().startswith(self.prefix)


@dataclass(frozen=True, slots=True)
class Matches(ValueRule):
    """The whole string has this form, a regular expression."""

    kind: ClassVar[str] = "matches"
    pattern: str

    def refuses(self, value: Any) -> bool:
        """Whether it is a string of another form."""
        return isinstance(value, str) and re.fullmatch(self.pattern, value) is None


@dataclass(frozen=True, slots=True)
class MaxBytes(ValueRule):
    """The bytes are not more than the limit."""

    kind: ClassVar[str] = "max-bytes"
    limit: int

    def refuses(self, value: Any) -> bool:
        """Whether they are too many."""
        return isinstance(value, bytes) and len(value) > self.limit


@dataclass(frozen=True, slots=True)
class Fixed(ValueRule):
    """The value, where given, is this one."""

    kind: ClassVar[str] = "fixed"
    value: Any

    def refuses(self, value: Any) -> bool:
        """Whether it is another one."""
        return bool(value != self.value)


@dataclass(frozen=True, slots=True)
class Absent(ValueRule):
    """The member must not be given."""

    kind: ClassVar[str] = "absent"

    def refuses(self, value: Any) -> bool:
        """Any value is one too many."""
        del value
        return True


@dataclass(frozen=True, slots=True)
class SiblingRule(Rule):
    """A rule between the member and another one of the same parent, `other` being its name."""

    other: str

    def breaks(self, members: Members, situation: Situation) -> bool:
        """Whether a parent holds a pair that is refused."""
        del situation
        parent, name = split(self.path)
        holders = [holder for holder in values(members, parent) if isinstance(holder, dict)]
        return any(self.refuses(holder.get(name), holder.get(self.other)) for holder in holders)

    def refuses(self, value: Any, other: Any) -> bool:
        """Whether the two, None where absent, don't go together."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class NotAbove(SiblingRule):
    """The integer is at most the other."""

    kind: ClassVar[str] = "not-above"

    def refuses(self, value: Any, other: Any) -> bool:
        """Whether both are integers and the first is the greater."""
        return isinstance(value, int) and isinstance(other, int) and value > other


@dataclass(frozen=True, slots=True)
class CountOf(SiblingRule):
    """The integer is the number of items of the other, an absent list having none."""

    kind: ClassVar[str] = "count-of"

    def refuses(self, value: Any, other: Any) -> bool:
        """Whether the two numbers differ."""
        items = [] if other is None else other
        return isinstance(value, int) and isinstance(items, list) and value != len(items)
