"""The phases that enumerate: controls, boundaries, near misses and malformed requests."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from fencepost.campaign.events import CaseJudged, ConstraintSkipped, Event
from fencepost.campaign.exchanges import Exchanges, text_of
from fencepost.campaign.live import SetupError
from fencepost.campaign.session import DroppedError
from fencepost.contracts import STATE_KEYWORDS, Constraint
from fencepost.generation import Case, Exercise
from fencepost.oracle import Verdict

#: The phases in the order in which they are run: what may poison a target comes last.
PHASES = ("control", "boundary", "violation", "state", "valid", "malformed")
#: Where cases are limited, for each case that a side of a constraint is given: how many malformed requests are sent,
#: and how many constraints of one keyword are tried, of which large requests have thousands: types, what else stands
#: in the signature or the model, and what only prose says.
_MALFORMED, _TYPES, _TRAITS, _SAID = 8, 8, 16, 32
#: How many refused violations may share one control, and one reading of the state.
GROUP = 16


class Phases:
    """The enumerating phases of one operation on one target.

    `base` is a request that the target accepts, `most` how many cases are tried on each side of a constraint, None for
    all: the nearest come first.
    """

    def __init__(self, exchanges: Exchanges, base: dict[str, Any] | None, seed: int, most: int | None = None) -> None:
        self.exchanges = exchanges
        self.session = exchanges.session
        self.recorder = exchanges.recorder
        self.base = base
        self.most = most
        self._chooser = random.Random(f"{seed} {self.session.contract.name}")  # noqa: S311 - a choice of cases
        self.constraints, self._left_out = self._chosen()

    def control(self) -> Iterator[Event]:
        """For each constraint, a valid request in which it applies: it is to be accepted.

        One request is sent once, and shows the same of every constraint that it keeps.
        """
        conforming: dict[str, CaseJudged] = {}
        for constraint in self._left_out:
            for side in ("inside", "outside"):
                yield self._skipped(constraint, side, "budget", "other members stand for it; more --cases try all")
        for constraint, exercise in self.exercises():
            if exercise.control is None:
                for side in ("inside", "outside"):
                    yield self._skipped(constraint, side, exercise.reason or "inconclusive", exercise.detail)
                continue
            case = replace(exercise.control, constraint=constraint.id)
            if constraint.keyword in STATE_KEYWORDS - {"exists", "currentVersion"}:
                continue
            same = text_of(case)
            if same in conforming:
                yield replace(conforming[same], constraints=(constraint.id,), label=case.label)
                continue
            for event in self.exchanges.valid_case("control", case):
                if isinstance(event, CaseJudged) and event.verdict == Verdict.CONFORMS:
                    conforming[same] = event
                yield event

    def boundary(self) -> Iterator[Event]:
        """The values exactly on each constraint, one change away from an accepted control."""
        for _, exercise in self.exercises():
            self.session.renew()
            for case in exercise.boundaries[: self.most]:
                yield from self.exchanges.valid_case("boundary", case)

    def violation(self) -> Iterator[Event]:
        """The near misses outside each constraint, in groups that share a control."""
        for constraint, exercise in self.exercises():
            self.exchanges.dropped += exercise.dropped
            self.session.renew()
            violations = exercise.violations[: self.most]
            expressed = len(violations)
            for group in batches(violations, GROUP):
                for event in self.exchanges.group("violation", exercise.control, group):
                    if isinstance(event, DroppedError):
                        expressed -= not event.expressible
                    else:
                        yield event
            if violations and expressed == 0:
                detail = "no near miss has a form on the wire, or none that still breaks it"
                yield self._skipped(constraint, "outside", "inexpressible-on-wire", detail)
            elif exercise.reason:
                yield self._skipped(constraint, "outside", exercise.reason, exercise.detail)

    def malformed(self) -> Iterator[Event]:
        """Requests that no client would send: only a crash, an unreadable success or a change of state counts.

        Where cases are limited, each operation gets some of them, others than the next one.
        """
        control = self.session.cases.control(self.base)
        try:
            variants = self.session.codec.malformed(self.session.wire_of(control))
        except (DroppedError, SetupError):
            return
        numbers: Sequence[int] = range(len(variants))
        if self.most is not None:
            numbers = sorted(self._chooser.sample(numbers, min(len(numbers), _MALFORMED * self.most)))
        for number in numbers:
            yield from self.exchanges.malformed_case(control, number)

    def exercises(self) -> Iterator[tuple[Constraint, Exercise]]:
        """The constraints on the request with what can be tried on each."""
        for constraint in self.constraints:
            yield constraint, self.session.cases.exercise(constraint, self.base)

    def _chosen(self) -> tuple[list[Constraint], list[Constraint]]:
        """The constraints to exercise and those to leave out, in the contract's order."""
        every = self.session.cases.constraints
        if self.most is None:
            return every, []
        alike: dict[tuple[str, int], list[str]] = {}
        for one in every:
            alike.setdefault((one.keyword, _share_of(one)), []).append(one.id)
        out: set[str] = set()
        for (_, share), ids in alike.items():
            out.update(self._chooser.sample(ids, max(0, len(ids) - share * self.most)))
        return [one for one in every if one.id not in out], [one for one in every if one.id in out]

    def _skipped(self, constraint: Constraint, side: str, reason: str, detail: str) -> Event:
        return ConstraintSkipped(
            self.recorder.target, self.session.contract.name, constraint.id, side, reason, detail
        )  # fmt: skip


def _share_of(constraint: Constraint) -> int:
    if constraint.keyword == "type" and constraint.path:
        return _TYPES
    return _TRAITS if all(one.origin in ("signature", "model") for one in constraint.origins) else _SAID


def batches(cases: Sequence[Case], size: int) -> Iterator[list[Case]]:
    """The cases in groups of at most this size."""
    rest = iter(cases)
    while group := list(islice(rest, size)):
        yield group
