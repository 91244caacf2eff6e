"""Mending: a request whose members don't fit together is changed until they do.

One mend per keyword. A mend changes nothing that is pinned, and may leave the constraint broken where that is all that
could help; whoever calls it checks again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from fencepost.contracts import Constraint
from fencepost.generation import places
from fencepost.generation.case import Place


@dataclass(frozen=True, slots=True)
class Pins:
    """What a mend must leave as it is: the values at some places, and at some others only that there is one."""

    values: frozenset[Place] = frozenset()
    members: frozenset[Place] = frozenset()

    def holds(self, place: Place) -> bool:
        """Whether the member at this place must stay."""
        return place in self.values or place in self.members


class Maker(Protocol):
    """What a mend needs of whoever makes requests."""

    def simple_at(self, path: str) -> Any:
        """The simplest value of the member at a contract's path."""

    def place_of(self, path: str) -> Place:
        """The place of a path in a request that holds it."""
        ...

    def filled(self, request: Any, place: Place) -> Any:
        """The request with everything on the way to a place given."""


Mend = Callable[[Maker, Any, Constraint, Pins], Any]


def _instances(request: Any, path: str, place: Place = ()) -> Iterable[Place]:
    """Every place in the request that a path leads to, its last step not necessarily given."""
    steps = places.tokens(path)
    return _spread(request, steps, place)


def _spread(value: Any, steps: tuple[str, ...], place: Place) -> Iterable[Place]:
    if not steps:
        yield place
        return
    head, *rest = steps
    if head == "[]":
        keys: list[Any] = list(range(len(value))) if isinstance(value, list) else []
    elif head in ("{}", "{key}"):
        keys = list(value) if isinstance(value, dict) else []
    else:
        keys = [head] if isinstance(value, dict) and (head in value or not rest) else []
    for key in keys:
        below = value[key] if not isinstance(value, dict) or key in value else None
        yield from _spread(below, tuple(rest), (*place, key))


def _beside(place: Place, path: str) -> Place:
    """The place of another path beside this one: the same items where both go through the same lists."""
    steps: list[str | int] = []
    for index, word in enumerate(places.tokens(path)):
        here = place[index] if index < len(place) else None
        steps.append(here if isinstance(here, int) and word == "[]" else 0 if word == "[]" else word)
    return tuple(steps)


def _put(value_of: Callable[[Maker, Constraint], Any]) -> Mend:
    def mend(maker: Maker, request: Any, constraint: Constraint, pins: Pins) -> Any:
        for place in list(_instances(request, constraint.path)):
            if place not in pins.values:
                request = places.with_value(request, place, value_of(maker, constraint))
        return request

    return mend


def _drop(_: Maker, request: Any, constraint: Constraint, pins: Pins) -> Any:
    for place in list(_instances(request, constraint.path)):
        if not pins.holds(place):
            request = places.without(request, place)
    return request


def _order(_: Maker, request: Any, constraint: Constraint, pins: Pins) -> Any:
    """Mends `a <= b` by exchanging the two, or by moving the one that isn't pinned to the other."""
    step = 1 if constraint.keyword == "lessThan" else 0
    for place in list(_instances(request, constraint.path)):
        other = _beside(place, constraint.value)
        low, high = places.get(request, place), places.get(request, other)
        if low is None or high is None or low + step <= high:
            continue
        if place not in pins.values and other not in pins.values and low != high:
            request = places.with_value(places.with_value(request, place, high), other, low)
        elif other not in pins.values:
            request = places.with_value(request, other, low + step)
        elif place not in pins.values:
            request = places.with_value(request, place, high - step)
    return request


def _count(_: Maker, request: Any, constraint: Constraint, pins: Pins) -> Any:
    for place in list(_instances(request, constraint.path)):
        items = places.get(request, _beside(place, constraint.value), ())
        if place not in pins.values and isinstance(items, (list, tuple)):
            request = places.with_value(request, place, len(items))
    return request


def _group(maker: Maker, request: Any, constraint: Constraint, pins: Pins) -> Any:
    """Mends a promise on which of several members are given: adds the first, or drops all but one."""
    members = (constraint.path, *_others(constraint))
    given_ones = [path for path in members if places.first(request, path) is not None]
    if constraint.keyword in ("requires", "allOrNone") and given_ones:
        wanted = [path for path in members if path not in given_ones]
    elif constraint.keyword in ("anyOf", "onlyOne") and not given_ones:
        wanted = [members[0]]
    else:
        for path in given_ones[1:]:
            place = places.first(request, path)
            if place is not None and not pins.holds(place):
                request = places.without(request, place)
        return request
    for path in wanted:
        request = maker.filled(request, maker.place_of(path))
    return request


def _others(constraint: Constraint) -> tuple[str, ...]:
    return (constraint.value,) if isinstance(constraint.value, str) else tuple(constraint.value or ())


MENDS: Mapping[str, Mend] = {
    "absent": _drop,
    "required": _put(lambda maker, constraint: maker.simple_at(constraint.path)),
    "const": _put(lambda _, constraint: constraint.value),
    "enum": _put(lambda _, constraint: constraint.value[0]),
    "minimum": _put(lambda _, constraint: constraint.value),
    "maximum": _put(lambda _, constraint: constraint.value),
    "lessOrEqual": _order,
    "lessThan": _order,
    "countOf": _count,
    **dict.fromkeys(("requires", "anyOf", "onlyOne", "allOrNone", "zeroOrOne"), _group),
}
