"""What was counted for one constraint, and for one operation on one target, while events come in."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from fencepost.campaign.events import (
    CaseJudged,
    CasesTallied,
    ConstraintSkipped,
    OperationProbed,
    UnitFinished,
    from_json,
    to_json,
)
from fencepost.oracle.verdict import Verdict
from fencepost.repeats import whole
from fencepost.reporting.harmless import harmless
from fencepost.reporting.packed import Packed

#: How many cases a report lists for one constraint; the rest are counted.
CASES_LISTED = 200
#: Verdicts that show nothing about a constraint.
INCONCLUSIVE = frozenset({Verdict.INCONCLUSIVE, Verdict.NOT_IMPLEMENTED})
#: What an operation's status is when phases disagree: the last of these that any of them saw.
STATUSES = ("not-implemented", "no-control", "exercised")
_RANK: Mapping[str, int] = {verdict: rank for rank, verdict in enumerate(Verdict)}


def worst(verdicts: Mapping[str, int]) -> Verdict | None:
    """The first verdict in the order of `Verdict` that occurs; None where none does."""
    found = [Verdict(verdict) for verdict, count in verdicts.items() if count]
    return min(found, key=rank_of, default=None)


def rank_of(verdict: str) -> int:
    """The place of a verdict in the order of reports, the worst first."""
    return _RANK[verdict]


@dataclass(slots=True)
class ConstraintTally:
    """The cases of one constraint: counted by verdict and by side, and the first of each phase listed."""

    verdicts: Counter[str] = field(default_factory=Counter)
    #: Cases that showed something, by side.
    sides: Counter[str] = field(default_factory=Counter)
    #: Cases that came one by one, and so could be listed.
    judged: int = 0
    listed: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    skipped: set[tuple[str, str, str]] = field(default_factory=set)

    def add(self, verdict: str, side: str | None, count: int = 1) -> None:
        """Count cases."""
        self.verdicts[verdict] += count
        if side and verdict not in INCONCLUSIVE:
            self.sides[side] += count

    def list_case(self, event: CaseJudged) -> None:
        """List a case, if there is room."""
        self.judged += 1
        cases = self.listed.setdefault(event.phase, [])
        if len(cases) < CASES_LISTED:
            cases.append(_case(event))

    def cases(self, phases: Sequence[str]) -> list[dict[str, Any]]:
        """The listed cases, phase by phase in the order of the run, however the phases came in."""
        order = {phase: place for place, phase in enumerate(phases)}
        by_phase = sorted(self.listed.items(), key=lambda item: (order.get(item[0], len(order)), item[0]))
        return [case for _, cases in by_phase for case in cases][:CASES_LISTED]


@dataclass(slots=True)
class Sighting:
    """One divergence: how often it was seen, and the event with the smallest request that shows it."""

    packed: Packed
    size: tuple[Any, ...]
    count: int = 1

    @property
    def event(self) -> CaseJudged:
        """The event, made anew at each look."""
        return cast("CaseJudged", from_json(self.packed.value))

    def see(self, event: CaseJudged, size: tuple[Any, ...]) -> None:
        """Count another occurrence, and keep it if it is smaller."""
        self.count += 1
        if size < self.size:
            self.packed, self.size = Packed.of(to_json(event)), size


@dataclass(slots=True)
class OperationTally:
    """Everything about one operation on one target. `order` gives each phase its place in the run."""

    order: Mapping[str, int]
    constraints: dict[str, ConstraintTally] = field(default_factory=dict)
    sightings: dict[tuple[frozenset[str], str], Sighting] = field(default_factory=dict)
    probes: set[tuple[int, str, str]] = field(default_factory=set)
    substantial: bool = False
    cases: int = 0
    dropped: int = 0
    accepted: int = 0
    _numbers: Counter[str] = field(default_factory=Counter)
    _counted: Counter[tuple[str, str]] = field(default_factory=Counter)

    def judged(self, event: CaseJudged) -> None:
        """Fold in a case."""
        self.cases += 1
        self._numbers[event.phase] += 1
        self.accepted += event.expect == "accept" and event.verdict == Verdict.CONFORMS
        for identity in event.constraints or (f"#{event.case}",):
            tally = self.constraint(identity)
            tally.add(event.verdict, event.side)
            tally.list_case(event)
        if Verdict(event.verdict).divergence:
            self._see(event)

    def tallied(self, event: CasesTallied) -> None:
        """Fold in cases that were only counted."""
        self.cases += event.count
        identity = event.constraint or f"#{event.phase}"
        self.constraint(identity).add(event.verdict, event.side, event.count)
        self._counted[identity, event.verdict] += event.count
        self.accepted += event.count if event.verdict == Verdict.CONFORMS and event.side != "outside" else 0

    def counted(self, constraint: str, verdict: str) -> int:
        """How many cases of a constraint with this verdict were only counted."""
        return self._counted[constraint, verdict]

    def skipped(self, event: ConstraintSkipped) -> None:
        """Fold in a side of a constraint that isn't exercised; the same twice counts once."""
        reason = (event.side, event.reason, harmless(event.detail))
        self.constraint(event.constraint).skipped.add(reason)

    def probed(self, event: OperationProbed) -> None:
        """Fold in how the target stands to the operation."""
        rank = STATUSES.index(event.status) if event.status in STATUSES else 0
        self.probes.add((rank, harmless(event.detail), event.reason))
        self.substantial = self.substantial or event.substantial

    def finished(self, event: UnitFinished) -> None:
        """Fold in the end of a unit."""
        self.dropped += event.dropped

    def constraint(self, identity: str) -> ConstraintTally:
        """The tally of a constraint, made when it is first asked for."""
        return self.constraints.setdefault(identity, ConstraintTally())

    @property
    def status(self) -> tuple[str, str, str]:
        """The status, the detail that goes with it, and the reason in a word where there is no control."""
        if self.probes:
            rank, detail, reason = min(self.probes, key=lambda probe: (-probe[0], *probe[1:]))
            return STATUSES[rank], detail, reason
        if self.cases:
            return "exercised", "", ""
        return "no-control", "the run ended before this operation was reached", "unreached"

    def _see(self, event: CaseJudged) -> None:
        key = (frozenset(event.constraints), event.verdict)
        known = self.sightings.get(key)
        if known is None:
            self.sightings[key] = Sighting(Packed.of(to_json(event)), self._size(event))
        elif event.request is None and event.wire is None:
            # The same was shown in a smaller request before.
            known.count += 1
        else:
            known.see(event, self._size(event))

    def _size(self, event: CaseJudged) -> tuple[Any, ...]:
        """Smaller requests first; then what makes the choice the same in whatever order the units come."""
        request = event.request if event.request is not None else event.wire
        place = self.order.get(event.phase, len(self.order))
        number = self._numbers[event.phase]
        return _length(request), _length(event.steps), place, event.phase, number


def _length(value: Any) -> int:
    """How long a value is as JSON, long texts counted in full."""
    return len(json.dumps(whole(value), separators=(",", ":"), default=repr))


def _case(event: CaseJudged) -> dict[str, Any]:
    code = event.observed.get("code")
    return {
        "label": harmless(event.label),
        "case": event.case,
        "side": event.side,
        "expect": event.expect,
        "verdict": event.verdict,
        "status": event.observed.get("status"),
        "code": None if code is None else harmless(code),
    }
