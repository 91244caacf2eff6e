"""Cases of a contract: controls, boundaries and violations, each one change away from a valid request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fencepost.contracts import STATE_KEYWORDS, Constraint, Contract, involved
from fencepost.generation import places
from fencepost.generation.case import Case, Edit, Expected, Place, Remove, Unknown
from fencepost.generation.derived import RELATIONS, Derived
from fencepost.generation.mending import Pins
from fencepost.generation.near_misses import near_misses
from fencepost.generation.requests import Requests, UnsatisfiableError
from fencepost.generation.spot import Miss, Spot

BOUNDS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"})
_COMPARED = RELATIONS | BOUNDS | {"countOf"}
#: State rules whose violation is one changed value; the others need a state that only a service's strategies reach.
_VALUE_STATE = frozenset({"exists", "currentVersion"})


@dataclass(frozen=True, slots=True)
class Exercise:
    """All that can be tried on one constraint.

    `control` is a valid request in which the constraint applies; None where there is none. `reason` and `detail` say
    why its outside can't be shown, or not alone: one of `implied-by`, `unbounded`, `inexpressible-on-wire`,
    `inferred`, `contested`. `dropped` counts the changes that broke nothing, or something else.
    """

    constraint: Constraint
    control: Case | None = None
    boundaries: tuple[Case, ...] = ()
    violations: tuple[Case, ...] = ()
    reason: str | None = None
    detail: str = ""
    dropped: int = 0


@dataclass(slots=True)
class _Found:
    boundaries: list[Case] = field(default_factory=list)
    violations: list[Case] = field(default_factory=list)
    tangled: list[Case] = field(default_factory=list)
    on_bound: str | None = None
    dropped: int = 0


class Cases:
    """The cases of one contract.

    `known` maps paths to values that an installed model permits beyond the page; `only` limits the cases to
    constraints with these ids, where it is not empty.
    """

    def __init__(
        self,
        requests: Requests,
        known: Mapping[str, frozenset[Any]] | None = None,
        only: frozenset[str] = frozenset(),
    ) -> None:
        self.requests = requests
        self.contract: Contract = requests.contract
        self.known = dict(known or {})
        self.constraints = [c for c in self.contract.of("request") if not only or c.id in only]
        self._derived = Derived(requests)

    def control(self, request: Mapping[str, Any] | None = None, label: str = "the smallest valid request") -> Case:
        """A valid request as a case of its own; the smallest by default."""
        chosen = self.requests.smallest if request is None else request
        return Case(self.contract.name, "control", "accept", label, chosen, chosen)

    def exercise(self, constraint: Constraint, base: Mapping[str, Any] | None = None) -> Exercise:
        """Everything to try on a constraint of the request, on the smallest request or one like `base`."""
        if constraint.only_stated:
            detail = "its condition isn't about members of the request"
            return Exercise(constraint, reason="inexpressible-on-wire", detail=detail)
        try:
            if constraint.id in self.requests.disputed:
                return Exercise(constraint, reason="contested", detail="no request keeps it beside surer promises")
            spot = self._spot(constraint, base)
        except UnsatisfiableError as error:
            return Exercise(constraint, reason="inconclusive", detail=str(error).split("\n")[0])
        control = self.control(
            self._control_of(spot), f"a valid request that holds {constraint.path or 'nothing more'}"
        )
        found = self._search(spot, control)
        violations = tuple(found.violations) or tuple(self._together(found.tangled))
        reason, detail = self._reason(constraint, found)
        return Exercise(constraint, control, tuple(found.boundaries), violations, reason, detail, found.dropped)

    def _spot(self, constraint: Constraint, base: Mapping[str, Any] | None) -> Spot:
        """The place where the constraint applies, in a request that holds it and meets its conditions."""
        when = [c for c in constraint.when if c.keyword != "absent"]
        if constraint.keyword == "absent":
            request = self.requests.holding([], when, base)
            place = self.requests.place_of(constraint.path)
            held = self.requests.filled(request, place)
            return Spot(constraint, held, place)
        # A request that holds the other members of a relation too, where the constraint names them.
        paths = [constraint.path, *self._named(constraint)] if constraint.path else []
        request = self.requests.holding(paths, when, base)
        place = self.requests.place_of(constraint.path)
        if constraint.keyword in BOUNDS:
            request = self._spread(constraint.path, request)
        return Spot(constraint, request, place, self._must_be_given(constraint.path))

    def _spread(self, path: str, request: dict[str, Any]) -> dict[str, Any]:
        """The request with members that a relation ties to this one as far from it as they may be.

        Else a change at the one's own bound would touch the relation's edge as well.
        """
        for relation in self._derived.relations:
            if path not in (relation.path, relation.value):
                continue
            low = path == relation.path
            other = relation.value if low else relation.path
            far = self.requests.bounds(other, "maximum" if low else "minimum")
            changed = places.with_value(request, self.requests.place_of(other), far[0]) if far else request
            if not self.requests.checker.broken(changed):
                request = changed
        return request

    def _must_be_given(self, path: str) -> bool:
        """Whether the documentation says firmly that a member must be given."""
        return any(
            c.path == path and c.keyword == "required" and c.expect == "reject" and not c.when
            for c in self.contract.of("request")
        )

    def _control_of(self, spot: Spot) -> Mapping[str, Any]:
        if spot.constraint.keyword == "absent":
            return dict(places.without(spot.request, spot.place))
        return spot.request

    def _search(self, spot: Spot, control: Case) -> _Found:
        found = _Found()
        for miss in near_misses(spot):
            self._sort(spot, control, miss, found)
        if found.on_bound is not None:
            found.boundaries.extend(self._derived.flipped(spot.constraint, found.on_bound, found.boundaries))
        found.violations.extend(self._derived.in_second_items(found.violations))
        for condition in spot.constraint.when:
            found.boundaries.extend(self._derived.released(condition, found.violations[:1]))
        return found

    def _sort(self, spot: Spot, control: Case, miss: Miss, found: _Found) -> None:
        """Puts a change where it belongs, by what it really does to the request."""
        constraint = spot.constraint
        request = places.apply(control.request, miss.edits)
        broken = self._broken(constraint, request)
        if constraint.id in broken:
            case = self._violation(control, miss, constraint, request, broken)
            if case is None:
                found.dropped += 1
            elif self._single(case):
                found.violations.append(case)
            else:
                found.tangled.append(case)
        elif miss.outside:
            found.dropped += 1
        elif request == control.request:
            found.on_bound = found.on_bound or miss.label
        else:
            boundary = self._boundary(control, miss, constraint, request, broken)
            if boundary is not None:
                found.boundaries.append(boundary)
            else:
                found.dropped += 1

    def _broken(self, constraint: Constraint, request: Mapping[str, Any]) -> frozenset[str]:
        broken = frozenset(self.requests.checker.broken(request))
        return broken | {constraint.id} if _undecided(constraint) else broken

    def _violation(
        self, control: Case, miss: Miss, constraint: Constraint, request: Mapping[str, Any], broken: frozenset[str]
    ) -> Case | None:
        """The case that breaks a constraint, with all the firm promises that it breaks beside."""
        if any(self._permitted(edit) for edit in miss.edits):
            return None
        broken |= self._beside(constraint, miss)
        firm = {identity for identity in broken if self.contract.by_id[identity].expect == "reject"}
        if constraint.expect == "either" and firm:
            return None
        expect: Expected = "either" if constraint.expect == "either" or miss.lenient else "reject"
        breaks = (constraint.id, *sorted(firm - {constraint.id}))
        return Case(
            self.contract.name, "violation", expect, miss.label, request, control.request, miss.edits, constraint.id,
            breaks,
        )  # fmt: skip

    def _beside(self, constraint: Constraint, miss: Miss) -> frozenset[str]:
        """What a change breaks with as much right, though the value alone doesn't show it.

        Null is no value of the type, nor is it a value at all; an identifier that looks like none may be taken for
        malformed or for unknown.
        """
        values = [edit.value for edit in miss.edits]
        keywords: set[str] = set()
        if None in values:
            keywords = {"required"}
        elif _undecided(constraint) and not any(_shaped(value) for value in values):
            keywords = {"exists", "format"}
        here = (c for c in self.contract.of("request") if c.path == constraint.path and not c.when)
        return frozenset(
            c.id
            for c in here
            if c.keyword in keywords and c.value is not False and (_undecided(c) or c.keyword == "required")
        )

    def _single(self, case: Case) -> bool:
        """Whether a case breaks one thing: the rest follows from the one value, and can't be had without it.

        A value that is not of the type has no number that could be held against bounds and other members.
        """
        own, *others = (self.contract.by_id[identity] for identity in case.breaks)
        return all(
            other.keyword == "required"
            or _undecided(other)
            or (own.keyword == "type" and other.keyword in _COMPARED and own.path in involved(other))
            for other in others
        )

    def _permitted(self, edit: Edit) -> bool:
        """Whether the installed model permits this value, though the page does not."""
        allowed = self.known.get(places.pattern_of(edit.place), frozenset())
        return isinstance(edit.value, str) and edit.value in allowed

    def _boundary(
        self, control: Case, miss: Miss, constraint: Constraint, request: Mapping[str, Any], broken: frozenset[str]
    ) -> Case | None:
        """The valid case on the constraint; where other promises need it, its control is moved along first."""
        before = control.request
        if broken:
            places_set = [edit.place for edit in miss.edits]
            try:
                request = self.requests.mended(request, Pins(frozenset(places_set)))
            except UnsatisfiableError:
                return None
            before = self._restored(control.request, request, places_set)
            if self.requests.checker.broken(before) or before == request:
                return None
        unsure = miss.lenient or constraint.expect == "either" or self._derived.depends_on_state(request)
        expect: Expected = "either" if unsure else "accept"
        edges = self._derived.edges(constraint, before, request)
        return Case(
            self.contract.name, "boundary", expect, miss.label, request, before, miss.edits, constraint.id, (), edges
        )  # fmt: skip

    def _restored(self, original: Mapping[str, Any], changed: Mapping[str, Any], at: list[Place]) -> dict[str, Any]:
        """The changed request with the original's values back at these places."""
        edits = [Edit(place, places.get(original, place, Remove())) for place in at]
        return places.apply(changed, edits)

    def _together(self, tangled: list[Case]) -> Iterator[Case]:
        """Cases for a constraint that can't be broken alone: the fewest others with it, each set once."""
        widened = [*tangled, *(wider for case in tangled for wider in self._widened(case))]
        seen: set[tuple[str, ...]] = set()
        for case in sorted(widened, key=lambda case: len(case.breaks)):
            if case.breaks not in seen and len(case.breaks) == len(min(widened, key=lambda c: len(c.breaks)).breaks):
                seen.add(case.breaks)
                yield case

    def _widened(self, case: Case) -> Iterator[Case]:
        """The same break with the related member moved along, so that the relation itself holds."""
        for identity in case.breaks[1:]:
            relation = self.contract.by_id[identity]
            if relation.keyword not in RELATIONS or len(case.edits) != 1:
                continue
            edit = case.edits[0]
            for path in (relation.path, relation.value):
                place = self.requests.place_of(path)
                if place == edit.place:
                    continue
                edits = (edit, Edit(place, edit.value))
                request = places.apply(case.control, edits)
                broken = self.requests.checker.broken(request)
                if case.breaks[0] in broken and identity not in broken:
                    others = sorted(set(broken) - {case.breaks[0]})
                    yield Case(
                        case.operation, "violation", case.expect, f"{case.label}, and its relation with it", request,
                        case.control, edits, case.constraint, (case.breaks[0], *others),
                    )  # fmt: skip

    def _reason(self, constraint: Constraint, found: _Found) -> tuple[str | None, str]:
        """Why the outside of a constraint can't be shown, or is not promised to be refused."""
        if constraint.keyword == "immutable":
            return "inexpressible-on-wire", "a request holds no new value for it"
        if constraint.contested:
            return "contested", f"against {', '.join(constraint.contested)}"
        if constraint.expect == "either" and constraint.keyword not in STATE_KEYWORDS:
            return "inferred", "the structure suggests it, no sentence says it"
        if constraint.value is None and constraint.keyword in ("minLength", "maxLength", "minimum", "maximum"):
            return "unbounded", "the documentation names no bound"
        if not found.violations and found.tangled:
            others = sorted({identity for case in found.tangled for identity in case.breaks[1:]})
            return "implied-by", ", ".join(others)
        return None, ""

    def _named(self, constraint: Constraint) -> list[str]:
        """The other members that a relation names; of a list that is counted, an item too."""
        if constraint.keyword == "countOf":
            item = f"{constraint.value}[]"
            return [item if item in self.requests.paths else constraint.value]
        if constraint.keyword in ("lessOrEqual", "lessThan", "requires", "allOrNone"):
            return [constraint.value] if isinstance(constraint.value, str) else list(constraint.value)
        return []


def _undecided(constraint: Constraint) -> bool:
    """Whether a request alone can't show that it breaks the constraint."""
    return constraint.keyword in _VALUE_STATE or (constraint.keyword == "format" and constraint.value is None)


def _shaped(value: Any) -> bool:
    """Whether a made-up value looks like a live one."""
    return isinstance(value, Unknown) and value.how == "last-character"
