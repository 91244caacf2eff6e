"""Which constraints a message breaks; compiled once per contract, as far as messages need it, for the inner loop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

from fencepost.contracts.constraint import RELATION_KEYWORDS, STATE_KEYWORDS, Constraint, Message
from fencepost.contracts.contract import Contract
from fencepost.contracts.paths import Segments, below, common, getter, joined, segments
from fencepost.contracts.predicates import Breaks, breaker
from fencepost.contracts.relations import given, holds, missing, relation
from fencepost.contracts.tree import Tree

_NOTHING: frozenset[str] = frozenset()
#: A compiled constraint: its id, and whether an instance breaks it.
_Check = tuple[str, Breaks]


class Checker:
    """Tells the constraints that a request (or a response) breaks.

    Everything that can be seen in one message is checked: JSON Schema's keywords, `absent`, relations, conditions,
    and whatever expects `either` as well. Rules about state, and rules that name no value, are never broken here. A
    member under a parent of the wrong type breaks nothing: only the parent's `type` is broken. Values are as JSON
    has them, numbers perhaps `Decimal`; a blob is base64, a timestamp RFC 3339.
    """

    def __init__(self, contract: Contract, message: Message = "request") -> None:
        self.tree = Tree(contract.of(message))
        self._constraints = contract.of(message)
        self._related = tuple(filter(_is_related, self._constraints))
        self._root = _Node("")
        self._near: dict[tuple[str, ...], tuple[_Check, ...]] = {}
        self._single: dict[str, Breaks | None] = {}

    @cached_property
    def checked(self) -> tuple[Constraint, ...]:
        """The constraints that a single message can break."""
        return tuple(c for c in self._constraints if self._test(c, _anchor(c)))

    def broken(self, value: Any) -> frozenset[str]:
        """The ids of the constraints that the message breaks."""
        found: list[str] = []
        self._visit(self._root, value, found)
        return frozenset(found) if found else _NOTHING

    def broken_near(self, value: Any, paths: Iterable[str]) -> frozenset[str]:
        """Like `broken`, among the constraints that a change at these paths of the contract can touch.

        Those are the constraints that stand on, above or below one of the paths, or that name such a member in
        their condition or value. The choice is made once for each set of paths.
        """
        key = tuple(paths)
        near = self._near.get(key)
        if near is None:
            near = self._near[key] = tuple(self._checks(self._touched(key)))
        found = [identifier for identifier, check in near if check(value)]
        return frozenset(found) if found else _NOTHING

    def breaks(self, value: Any, identifier: str) -> bool:
        """Whether the message breaks the one constraint with this id; False for one that no message can break."""
        if identifier not in self._single:
            number = self._numbers.get(identifier)
            chosen = () if number is None else (self._constraints[number],)
            self._single[identifier] = next((check for _, check in self._checks(chosen)), None)
        check = self._single[identifier]
        return check is not None and check(value)

    def number(self, constraint: Constraint) -> int:
        """The place of a constraint among all of the message; raises KeyError for one of another contract."""
        return self._numbers[constraint.id]

    def _visit(self, node: _Node, value: Any, found: list[str]) -> None:
        """Collects what a value and the values inside it break; a member that isn't there breaks nothing."""
        checks = self._open(node) if node.checks is None else node.checks
        for identifier, check in checks:
            if check(value):
                found.append(identifier)
        if node.inside:
            for inner, one in node.held(value):
                self._visit(inner, one, found)

    def _open(self, node: _Node) -> tuple[_Check, ...]:
        """Compiles what is anchored at a node, for the first value that reaches it."""
        steps = segments(node.path)
        anchored = ((c.id, self._test(c, steps)) for c in self._anchored(node.path))
        node.checks = tuple((identifier, test) for identifier, test in anchored if test)
        members = self.tree.members(node.path)
        node.inside = {step: _Node(path) for step, path in members.items() if self.tree.members(path)}
        return node.checks

    def _anchored(self, path: str) -> Iterator[Constraint]:
        """The constraints that are tested on instances of the structure at this path."""
        if not path:
            yield from (c for c in self.tree.at("") if not _is_related(c))
        for member in self.tree.members(path).values():
            yield from (c for c in self.tree.at(member) if not _is_related(c))
        yield from self._related_at.get(path, ())

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {constraint.id: number for number, constraint in enumerate(self._constraints)}

    @cached_property
    def _related_at(self) -> dict[str, list[Constraint]]:
        anchored: dict[str, list[Constraint]] = {}
        for constraint in self._related:
            anchored.setdefault(joined(_anchor(constraint)), []).append(constraint)
        return anchored

    def _touched(self, paths: tuple[str, ...]) -> Iterable[Constraint]:
        around = {near for path in paths for near in (*self.tree.above(path), *self.tree.below(path))}
        found = {c.id: c for path in around for c in self.tree.at(path)}
        found.update((c.id, c) for c in self._related if _concerns(c, paths))
        return found.values()

    def _checks(self, constraints: Iterable[Constraint]) -> Iterator[_Check]:
        """The constraints as tests of whole messages."""
        for constraint in constraints:
            anchor = _anchor(constraint)
            if test := self._test(constraint, anchor):
                yield constraint.id, _everywhere(anchor, test) if anchor else test

    def _test(self, constraint: Constraint, anchor: Segments) -> Breaks | None:
        """The test on an instance of the structure at the anchor; None for what no message breaks."""
        if constraint.keyword in STATE_KEYWORDS or constraint.only_stated:
            return None
        binary = any(c.keyword == "contentEncoding" for c in self.tree.at(constraint.path))
        test = _test(constraint, len(anchor), binary=binary)
        if test is None or not constraint.when:
            return test
        return _conditional(test, [holds(condition, len(anchor)) for condition in constraint.when])


class _Node:
    """A structure, list or map: what is tested on its values, and what it holds that has tests; None until reached."""

    __slots__ = ("checks", "inside", "path")

    def __init__(self, path: str) -> None:
        self.path = path
        self.checks: tuple[_Check, ...] | None = None
        self.inside: dict[str, _Node] = {}

    def held(self, value: Any) -> Iterator[tuple[_Node, Any]]:
        """The values that stand directly inside a value, each with its own node."""
        inside = self.inside
        if isinstance(value, dict):
            yield from ((inside[name], one) for name, one in value.items() if name in inside)
            if "{}" in inside:
                yield from ((inside["{}"], one) for one in value.values())
        elif isinstance(value, list) and "[]" in inside:
            yield from ((inside["[]"], one) for one in value)


def involved(constraint: Constraint) -> tuple[str, ...]:
    """The paths of all members that a constraint concerns: its own, its value's, its condition's."""
    others: tuple[str, ...] = ()
    if constraint.keyword in RELATION_KEYWORDS and constraint.keyword != "absent":
        value = constraint.value
        others = (value,) if isinstance(value, str) else tuple(value or ())
    return (constraint.path, *others, *(condition.path for condition in constraint.when))


def _is_related(constraint: Constraint) -> bool:
    """Whether it may concern other members than its own."""
    return bool(constraint.when) or constraint.keyword in RELATION_KEYWORDS


def _anchor(constraint: Constraint) -> Segments:
    """Where a condition, and every other member, is looked up: in the structure that holds all: the same item."""
    return common(segments(path)[:-1] for path in involved(constraint))


def _concerns(constraint: Constraint, paths: Iterable[str]) -> bool:
    return any(below(path, one) or below(one, path) for path in paths for one in involved(constraint))


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
