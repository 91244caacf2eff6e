"""Which constraints a message breaks; compiled once per contract, for the inner loop."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from fencepost.contracts.constraint import RELATION_KEYWORDS, STATE_KEYWORDS, Constraint, Message
from fencepost.contracts.contract import Contract
from fencepost.contracts.paths import below, common, getter, segments
from fencepost.contracts.predicates import Breaks, breaker
from fencepost.contracts.relations import given, holds, missing, relation

_NOTHING: frozenset[str] = frozenset()


class Checker:
    """Tells the constraints that a request (or a response) breaks.

    Everything that can be seen in one message is checked: JSON Schema's keywords, `absent`, relations, conditions,
    and whatever expects `either` as well. Rules about state, and rules that name no value, are never broken here. A
    member under a parent of the wrong type breaks nothing: only the parent's `type` is broken. Values are as JSON
    has them, numbers perhaps `Decimal`; a blob is base64, a timestamp RFC 3339.
    """

    def __init__(self, contract: Contract, message: Message = "request") -> None:
        self._checks: list[tuple[Constraint, Breaks]] = []
        constraints = contract.of(message)
        binary = {c.path for c in constraints if c.keyword == "contentEncoding"}
        for constraint in constraints:
            if check := _compiled(constraint, binary=constraint.path in binary):
                self._checks.append((constraint, check))
        self._near: dict[tuple[str, ...], tuple[tuple[str, Breaks], ...]] = {}
        self._all = tuple((constraint.id, check) for constraint, check in self._checks)

    @property
    def checked(self) -> tuple[Constraint, ...]:
        """The constraints that a single message can break."""
        return tuple(constraint for constraint, _ in self._checks)

    def broken(self, value: Any) -> frozenset[str]:
        """The ids of the constraints that the message breaks."""
        return _broken(self._all, value)

    def broken_near(self, value: Any, paths: Iterable[str]) -> frozenset[str]:
        """Like `broken`, among the constraints that a change at these paths of the contract can touch.

        Those are the constraints that stand on, above or below one of the paths, or that name such a member in
        their condition or value. The choice is made once for each set of paths.
        """
        key = tuple(paths)
        near = self._near.get(key)
        if near is None:
            near = self._near[key] = tuple((c.id, check) for c, check in self._checks if _touched(c, key))
        return _broken(near, value)

    def breaks(self, value: Any, identifier: str) -> bool:
        """Whether the message breaks the one constraint with this id; False for one that no message can break."""
        return any(check(value) for found, check in self._all if found == identifier)


def involved(constraint: Constraint) -> tuple[str, ...]:
    """The paths of all members that a constraint concerns: its own, its value's, its condition's."""
    others: tuple[str, ...] = ()
    if constraint.keyword in RELATION_KEYWORDS and constraint.keyword != "absent":
        value = constraint.value
        others = (value,) if isinstance(value, str) else tuple(value or ())
    return (constraint.path, *others, *(condition.path for condition in constraint.when))


def _broken(checks: Iterable[tuple[str, Breaks]], value: Any) -> frozenset[str]:
    found = [identifier for identifier, check in checks if check(value)]
    return frozenset(found) if found else _NOTHING


def _touched(constraint: Constraint, paths: Iterable[str]) -> bool:
    return any(below(path, one) or below(one, path) for path in paths for one in involved(constraint))


def _compiled(constraint: Constraint, *, binary: bool) -> Breaks | None:
    if constraint.keyword in STATE_KEYWORDS:
        return None
    # A condition, and every other member, is looked up in the structure that holds all of them: the same item.
    anchor = common(segments(path)[:-1] for path in involved(constraint))
    test = _test(constraint, len(anchor), binary=binary)
    if test is None:
        return None
    if constraint.when:
        test = _conditional(test, [holds(condition, len(anchor)) for condition in constraint.when])
    return _everywhere(anchor, test) if anchor else test


def _test(constraint: Constraint, depth: int, *, binary: bool) -> Breaks | None:
    """The test on an instance of the structure at the first `depth` steps of the path."""
    steps = segments(constraint.path)[depth:]
    if constraint.keyword == "required":
        return missing(steps) if constraint.value else None
    if constraint.keyword == "absent":
        return given(steps)
    if constraint.keyword in RELATION_KEYWORDS:
        return relation(constraint, depth)
    breaks = breaker(constraint.keyword, constraint.value, binary=binary)
    if breaks is None or not steps:
        return breaks
    return _named(steps[0], breaks) if len(steps) == 1 and steps[0][0] not in "[{" else _everywhere(steps, breaks)


def _named(name: str, breaks: Breaks) -> Breaks:
    def test(instance: Any) -> bool:
        return isinstance(instance, dict) and name in instance and breaks(instance[name])

    return test


def _everywhere(steps: tuple[str, ...], breaks: Breaks) -> Breaks:
    values = getter(steps)

    def test(instance: Any) -> bool:
        for value in values(instance):  # noqa: SIM110 - a loop costs less than `any` with a generator
            if breaks(value):
                return True
        return False

    return test


def _conditional(breaks: Breaks, conditions: list[Callable[[Any], bool]]) -> Breaks:
    def test(instance: Any) -> bool:
        return all(condition(instance) for condition in conditions) and breaks(instance)

    return test
