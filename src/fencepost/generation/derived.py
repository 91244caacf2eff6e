"""Cases made of other cases: the bound from its other side, a condition that doesn't hold, the second of two items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from fencepost.contracts import STATE_KEYWORDS, Condition, Constraint
from fencepost.generation import places
from fencepost.generation.case import Case, Edit, Expected, Place, Remove
from fencepost.generation.mending import Pins
from fencepost.generation.requests import Requests, UnsatisfiableError

#: Relations that set one number beside another.
RELATIONS = frozenset({"lessOrEqual", "lessThan"})
#: Rules that compare a value with the one in use.
_BESIDE_CURRENT = frozenset({"higherThanCurrent", "sameAsCurrent"})


class Derived:
    """Makes cases of one contract from others."""

    def __init__(self, requests: Requests) -> None:
        self.requests = requests
        self.contract = requests.contract
        unconditional = [c for c in self.contract.of("request") if not c.when]
        self.relations = [c for c in unconditional if c.keyword in RELATIONS]
        self._bounds = [c for c in unconditional if c.keyword in ("minimum", "maximum")]

    def flipped(self, constraint: Constraint, label: str, boundaries: list[Case]) -> Iterator[Case]:
        """A control that happens to sit on the bound is a boundary itself, beside another valid request."""
        # The farthest one: a bound that a target has wrong by a step must not touch both.
        for beside in [case for case in boundaries if case.expect == "accept"][-1:]:
            edits = tuple(Edit(e.place, places.get(beside.control, e.place, Remove())) for e in beside.edits)
            edges = self.edges(constraint, beside.request, beside.control)
            flipped = replace(beside, label=label, edits=edits, edges=edges)
            yield flipped.on(beside.request, beside.control)

    def in_second_items(self, violations: list[Case]) -> Iterator[Case]:
        """The first firm violation of an item again, in the second of two: a promise on items is one on every item."""
        for violation in [case for case in violations if case.expect == "reject"][:1]:
            step = next((i for i, part in enumerate(violation.edits[0].place) if isinstance(part, int)), None)
            if step is None or len(violation.edits) != 1:
                continue
            before, after = violation.edits[0].place[:step], violation.edits[0].place[step + 1 :]
            control = self._with_two_items(violation.control, before)
            edits = (Edit((*before, 1, *after), violation.edits[0].value),)
            request = places.apply(control, edits) if control is not None else {}
            if control is not None and violation.breaks[0] in self.requests.checker.broken(request):
                moved = replace(violation, label=f"{violation.label}, in the second item", edits=edits)
                yield moved.on(control, request)

    def _with_two_items(self, request: Mapping[str, Any], place: Place) -> dict[str, Any] | None:
        """The request with a second item in a list, another one where there is another."""
        items = places.get(request, place)
        if not items:
            return None
        others = self.requests.alternatives(f"{places.pattern_of(place)}[]", items[0])
        second = others[0] if others else items[0]
        try:
            pins = Pins(members=frozenset({(*place, 1)}))
            return self.requests.mended(places.with_value(request, (*place, 1), second), pins)
        except UnsatisfiableError:
            return None

    def released(self, condition: Condition, violations: list[Case]) -> Iterator[Case]:
        """A violation that is none where its condition does not hold: the condition's member has another literal."""
        place = self.requests.place_of(condition.path)
        for violation in violations if condition.keyword == "const" else ():
            for literal in self.requests.literals(condition.path):
                control = self._with_literal(violation.control, place, literal)
                request = places.apply(control, violation.edits) if control is not None else {}
                if control is not None and not self.requests.checker.broken(request):
                    unsure = self._stateful(condition.path, literal) or self.depends_on_state(request)
                    expect: Expected = "either" if unsure else "accept"
                    label = f"{violation.label}, where {condition.path} is {literal!r}"
                    kept = replace(violation, kind="boundary", expect=expect, label=label, breaks=())
                    yield kept.on(control, request)

    def _with_literal(self, request: Mapping[str, Any], place: Place, literal: Any) -> dict[str, Any] | None:
        """The request with another literal, and with whatever goes with that."""
        try:
            return self.requests.mended(places.with_value(request, place, literal), Pins(frozenset({place})))
        except UnsatisfiableError:
            return None

    def _stateful(self, path: str, literal: Any) -> bool:
        """Whether a rule about state holds where a member has this literal: what it leaves open is not promised."""
        return any(
            condition.path == path and condition.keyword == "const" and condition.value == literal
            for constraint in self.contract.of("request")
            if constraint.keyword in STATE_KEYWORDS
            for condition in constraint.when
        )

    def depends_on_state(self, request: Mapping[str, Any]) -> bool:
        """Whether a value of the request is held against the one in use, which no contract knows."""
        return any(
            constraint.keyword in _BESIDE_CURRENT
            and places.first(request, constraint.path) is not None
            and all(_holds(condition, request) for condition in constraint.when)
            for constraint in self.contract.of("request")
        )

    def edges(self, constraint: Constraint, control: Mapping[str, Any], request: Mapping[str, Any]) -> tuple[str, ...]:
        """The bounds and relations on whose edge a valid request sits, and its control does not."""
        return tuple(
            other.id
            for other in (*self.relations, *self._bounds)
            if other.id != constraint.id and self._meets(other, request) and not self._meets(other, control)
        )

    def _meets(self, edge: Constraint, request: Mapping[str, Any]) -> bool:
        value = places.get(request, self.requests.place_of(edge.path))
        bound = edge.value
        if edge.keyword in RELATIONS:
            bound = places.get(request, self.requests.place_of(edge.value))
        return value is not None and value == bound


def _holds(condition: Condition, request: Mapping[str, Any]) -> bool:
    """Whether a request meets a condition, in the first of the items that it speaks of."""
    place = places.first(request, condition.path)
    if condition.keyword in ("present", "absent"):
        return (place is not None) == (condition.keyword == "present")
    values = [condition.value] if condition.keyword == "const" else list(condition.value)
    return place is not None and places.get(request, place) in values
