"""What breaks a constraint between members of one request, given the structure that holds all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from fencepost.contracts.constraint import Condition, Constraint
from fencepost.contracts.formats import matcher
from fencepost.contracts.paths import Getter, Segments, getter, segments
from fencepost.contracts.predicates import Breaks, is_number, same


def relation(constraint: Constraint, depth: int) -> Breaks | None:
    """The test of a relation on instances of the structure at the first `depth` steps of its paths."""
    own = getter(segments(constraint.path)[depth:])
    if constraint.keyword in _COMPARISONS:
        return _compared(own, _other(constraint.value, depth), _COMPARISONS[constraint.keyword])
    if constraint.keyword == "countOf":
        return _counted(own, _other(constraint.value, depth))
    others = (constraint.value,) if isinstance(constraint.value, str) else constraint.value
    groups = [own, *(_other(path, depth) for path in others)]
    wrong = _GROUPS.get(constraint.keyword)
    return _grouped(groups, wrong) if wrong else None


def holds(condition: Condition, depth: int) -> Breaks:
    """Whether a condition holds for an instance of the structure at the first `depth` steps of its path.

    One that is only stated never holds: nothing in a request shows it.
    """
    if condition.keyword == "stated":
        return lambda _: False
    values = getter(segments(condition.path)[depth:])
    if condition.keyword == "present":
        return lambda instance: any(True for _ in values(instance))
    if condition.keyword == "absent":
        return lambda instance: not any(True for _ in values(instance))
    permitted = condition.value if condition.keyword == "enum" else (condition.value,)
    if len(permitted) == 1 and isinstance(permitted[0], str):
        wanted = permitted[0]
        return lambda instance: wanted in values(instance)
    return lambda instance: any(same(value, one) for value in values(instance) for one in permitted)


def missing(steps: Segments) -> Breaks:
    """The test that the member at these steps is given wherever its parent is."""
    parents, name = getter(steps[:-1]), steps[-1]
    if len(steps) == 1:
        return lambda instance: isinstance(instance, dict) and name not in instance
    return lambda instance: any(isinstance(one, dict) and name not in one for one in parents(instance))


def given(steps: Segments) -> Breaks:
    """The test that the member at these steps is given nowhere."""
    values = getter(steps)
    return lambda instance: any(True for _ in values(instance))


def _other(path: str, depth: int) -> Getter:
    return getter(segments(path)[depth:])


def _compared(own: Getter, other: Getter, compare: Callable[[Any, Any], bool]) -> Breaks:
    def breaks(instance: Any) -> bool:
        for left in own(instance):
            for right in other(instance):
                if (pair := _comparable(left, right)) and not compare(*pair):
                    return True
        return False

    return breaks


def _comparable(left: Any, right: Any) -> tuple[Any, Any] | None:
    if is_number(left) and is_number(right):
        return left, right
    if isinstance(left, str) and isinstance(right, str):
        first, second = _moment(left), _moment(right)
        return (first, second) if first and second else None
    return None


_is_moment = matcher("date-time")


def _moment(text: str) -> datetime | None:
    if _is_moment is None or not _is_moment(text):
        return None
    try:
        return datetime.fromisoformat(text.upper())
    except ValueError:
        return None


def _counted(own: Getter, other: Getter) -> Breaks:
    """A count of a list that isn't given is zero."""

    def breaks(instance: Any) -> bool:
        lists = [len(value) for value in other(instance) if isinstance(value, (list, dict))]
        mistyped = not lists and any(True for _ in other(instance))
        if mistyped:
            return False
        return any(is_number(count) and count != sum(lists) for count in own(instance))

    return breaks


def _grouped(groups: Iterable[Getter], wrong: Callable[[list[bool]], bool]) -> Breaks:
    members = tuple(groups)

    def breaks(instance: Any) -> bool:
        if not isinstance(instance, dict):
            return False
        return wrong([any(True for _ in values(instance)) for values in members])

    return breaks


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "lessOrEqual": lambda left, right: left <= right,
    "lessThan": lambda left, right: left < right,
}
_GROUPS: dict[str, Callable[[list[bool]], bool]] = {
    "requires": lambda there: there[0] and not all(there),
    "anyOf": lambda there: not any(there),
    "onlyOne": lambda there: sum(there) != 1,
    "allOrNone": lambda there: any(there) and not all(there),
    "zeroOrOne": lambda there: sum(there) > 1,
}
