"""The phases of a run: what each sends for one operation on one target, and how cases share their controls."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from fencepost.campaign.client import Call
from fencepost.campaign.events import CaseJudged, CasesTallied, ConstraintSkipped, Event, OperationProbed
from fencepost.campaign.live import Reading, SetupError
from fencepost.campaign.recorder import Recorder, observed
from fencepost.campaign.session import Dropped, Sent, Session, difference
from fencepost.contracts import STATE_KEYWORDS, Constraint
from fencepost.generation import Case, Edit, Exercise, Unknown, places
from fencepost.oracle import Beside, Judgement, Oracle, Verdict, shown
from fencepost.protocols import Answer

#: The phases in the order in which they are run: what may poison a target comes last.
PHASES = ("control", "boundary", "violation", "state", "valid", "malformed")
#: How many refused violations may share one control, and one reading of the state.
GROUP = 16
#: How many random valid requests are tried as controls where the smallest one is refused.
CONTROL_TRIES = 8
#: How many cases of one random valid request are tried before the next is drawn.
CASES_PER_REQUEST = 150


class Phases:
    """Runs the phases of one operation on one target, and yields what they show as events."""

    def __init__(self, session: Session, oracle: Oracle, seed: int, recorder: Recorder) -> None:
        self.session = session
        self.oracle = oracle
        self.seed = seed
        self.recorder = recorder
        self.base: dict[str, Any] | None = None
        self.cases = 0
        self.dropped = 0

    # Probing: does the target have the operation, and is there a request that it accepts?

    def probe(self) -> tuple[OperationProbed, list[Event]]:
        """How the target stands to the operation, with the events that finding out gave rise to."""
        session = self.session
        try:
            session.live()
        except SetupError as error:
            return self._without_state(error), []
        tried: Sent | None = None
        trace: list[Call] = []
        for case in self._candidates():
            try:
                sent = session.send(case)
            except (Dropped, SetupError):
                continue
            if session.client.target.not_implemented(sent.reply.response, sent.answer):
                return self._probed("not-implemented", f"the operation answered {shown(sent.answer)}", sent.answer), []
            if tried is None:
                tried, trace = sent, list(session.trace())
            if sent.answer.failure is not None:
                break  # a target that hangs or breaks off would do so again, and take its time
            if sent.answer.accepted:
                self.base = dict(case.request)
                return self._vacuous(sent)
            session.renew()
        if tried is None:
            return self._probed("no-control", "no valid request could be sent", None), []
        detail = f"no valid request was accepted: {shown(tried.answer)}"
        return self._probed("no-control", detail, tried.answer), self._crash(tried, trace)

    def _candidates(self) -> Iterator[Case]:
        cases = self.session.cases
        yield cases.control()
        for request in cases.requests.stock(CONTROL_TRIES, self.seed):
            yield cases.control(request, "a random valid request")

    def _without_state(self, error: SetupError) -> OperationProbed:
        """The resource could not be made: the operation itself is asked all the same whether it is there."""
        session = self.session
        wire = session.codec.encode(session.cases.requests.smallest)
        response = session.client.target.send(wire)
        answer = session.codec.read_response(response)
        if session.client.target.not_implemented(response, answer):
            return self._probed("not-implemented", f"the operation answered {shown(answer)}", answer)
        return self._probed("no-control", f"its resource could not be made: {error}", error.answer)

    def _vacuous(self, sent: Sent) -> tuple[OperationProbed, list[Event]]:
        """A control that names a resource counts only if a made-up name is refused."""
        for constraint in self.session.contract.of("request"):
            if constraint.keyword != "exists" or constraint.expect != "reject":
                continue
            case = replace(
                sent.case, kind="violation", expect="reject", label="a made-up identifier", constraint=constraint.id,
                breaks=(constraint.id,), edits=(Edit(places.tokens(constraint.path), Unknown("made-up")),),
            )  # fmt: skip
            try:
                unknown = self.session.send(case)
            except (Dropped, SetupError):
                continue
            if unknown.answer.accepted:
                judgement = self.oracle.judge(case, unknown.answer, Beside(sent.answer))
                event = self.recorder.case("control", unknown, judgement, self.session.trace())
                self.session.renew()
                detail = "it accepts a made-up identifier, so that no control means anything"
                return self._probed("no-control", detail, unknown.answer), [event]
        self.session.renew()
        return self._probed("exercised", f"{sent.case.label} was accepted", sent.answer), []

    def _crash(self, sent: Sent, trace: Sequence[Call]) -> list[Event]:
        """A control that crashes the target is a finding, whatever else can be said."""
        if not sent.answer.crashed:
            return []
        return [self.recorder.case("control", sent, self.oracle.judge(sent.case, sent.answer), trace)]

    def _probed(self, status: str, detail: str, answer: Answer | None) -> OperationProbed:
        facts = observed(answer) if answer is not None else {}
        return OperationProbed(self.recorder.target, self.session.contract.name, status, detail, facts)

    # The phases

    def control(self) -> Iterator[Event]:
        """For each constraint, a valid request in which it applies: it is to be accepted."""
        seen: list[Any] = []
        for constraint, exercise in self.exercises():
            if exercise.control is None:
                for side in ("inside", "outside"):
                    yield self._skipped(constraint, side, exercise.reason or "inconclusive", exercise.detail)
                continue
            case = replace(exercise.control, constraint=constraint.id)
            if constraint.keyword in STATE_KEYWORDS - {"exists", "currentVersion"}:
                continue
            if exercise.control.request not in seen:
                seen.append(exercise.control.request)
            yield from self.valid_case("control", case)

    def boundary(self) -> Iterator[Event]:
        """The values exactly on each constraint, one change away from an accepted control."""
        for _, exercise in self.exercises():
            for case in exercise.boundaries:
                yield from self.valid_case("boundary", case)

    def violation(self) -> Iterator[Event]:
        """The near misses outside each constraint, in groups that share a control."""
        for constraint, exercise in self.exercises():
            self.dropped += exercise.dropped
            expressed = len(exercise.violations)
            for group in batches(exercise.violations, GROUP):
                for event in self.group("violation", exercise.control, group):
                    if isinstance(event, Dropped):
                        expressed -= not event.expressible
                    else:
                        yield event
            if exercise.violations and expressed == 0:
                detail = "every near miss is the same on the wire as a valid request, or has no form there"
                yield self._skipped(constraint, "outside", "inexpressible-on-wire", detail)
            elif exercise.reason:
                yield self._skipped(constraint, "outside", exercise.reason, exercise.detail)

    def valid(self, examples: int) -> Iterator[Event]:
        """Random valid requests, and near misses on them: `examples` cases in all."""
        chooser = random.Random(self.seed)  # noqa: S311 - a choice of cases, nothing secret
        requests = -(-examples // CASES_PER_REQUEST)
        left = examples
        for request in self.session.cases.requests.stock(requests, self.seed) if examples else ():
            case = Case(self.session.contract.name, "valid", "either", "a random valid request", request, request)
            yield from self._tallied(self.valid_case("valid", case))
            batch = self._near(request, chooser, min(left, CASES_PER_REQUEST) - 1)
            for control, group in batch:
                yield from self._tallied(self._random_group(control, group))
            left -= CASES_PER_REQUEST
            if left <= 0:
                return

    def _near(
        self, request: dict[str, Any], chooser: random.Random, most: int
    ) -> Iterator[tuple[Case, Sequence[Case]]]:
        """Near misses on a random request: a random choice of them, grouped by their control."""
        constraints = [c for c in self.session.cases.constraints if not c.contested]
        chooser.shuffle(constraints)
        left = most
        for constraint in constraints:
            exercise = self.session.cases.exercise(constraint, request)
            if exercise.control is None:
                continue
            found = [*exercise.boundaries, *exercise.violations]
            chosen = chooser.sample(found, min(left, len(found), GROUP))
            left -= len(chosen)
            if chosen:
                yield exercise.control, chosen
            if left <= 0:
                return

    def _random_group(self, control: Case, group: Sequence[Case]) -> Iterator[Event | Dropped]:
        for case in group:
            if case.kind == "boundary":
                yield from self.valid_case("valid", case)
        yield from self.group("valid", control, [case for case in group if case.kind == "violation"])

    def _tallied(self, events: Iterable[Event | Dropped]) -> Iterator[Event]:
        """Random cases that show nothing to act on are counted, not listed."""
        counts: dict[tuple[str, str | None, str], int] = {}
        for event in events:
            if isinstance(event, CaseJudged) and not Verdict(event.verdict).divergence:
                key = (event.constraints[0] if event.constraints else "", event.side, event.verdict)
                counts[key] = counts.get(key, 0) + 1
            elif not isinstance(event, Dropped):
                yield event
        for (constraint, side, verdict), count in counts.items():
            yield CasesTallied(
                self.recorder.target, self.session.contract.name, "valid", constraint, side, verdict, count
            )  # fmt: skip

    def malformed(self) -> Iterator[Event]:
        """Requests that no client would send: only a crash, an unreadable success or a change of state counts."""
        control = self.session.cases.control(self.base)
        try:
            variants = self.session.codec.malformed(self.session.wire_of(control))
        except (Dropped, SetupError):
            return
        for number in range(len(variants)):
            # The live resource may have been replaced meanwhile, so each variant is made of the present one.
            try:
                variant = self.session.codec.malformed(self.session.wire_of(control))[number]
                case = replace(control, kind="malformed", expect="either", label=variant.label)
                before = self.session.read()
                sent = self.session.send_wire(case, variant.request)
                trace = list(self.session.trace())
                changed = difference(before, self.session.read()) if sent.answer.refused else None
            except (Dropped, SetupError):
                self.session.renew()
                continue
            yield self.judged("malformed", sent, Beside(None, changed), trace)
            if not sent.answer.refused or changed:
                self.session.renew()

    # Cases

    def exercises(self) -> Iterator[tuple[Constraint, Exercise]]:
        """Every constraint on the request with what can be tried on it."""
        for constraint in self.session.cases.constraints:
            yield constraint, self.session.cases.exercise(constraint, self.base)

    def valid_case(self, phase: str, case: Case) -> Iterator[Event]:
        """Sends a valid case; where it is refused, its control after it."""
        try:
            before = self.session.read()
            sent = self.session.send(case)
        except Dropped:
            self.dropped += 1
            return
        except SetupError as error:
            self.session.renew()
            yield self.recorder.unmade(phase, case, error)
            return
        trace = list(self.session.trace())
        beside = Beside()
        if sent.answer.refused:
            changed = difference(before, self.session.read())
            beside = Beside(self._control(case) if case.expect == "accept" else None, changed)
        yield self.judged(phase, sent, beside, trace)
        if not sent.answer.accepted:
            self.session.renew()

    def group(self, phase: str, control: Case | None, group: Sequence[Case]) -> Iterator[Event | Dropped]:
        """Sends violations that share a control; those that were all refused are judged beside one control.

        Where the outcome is open, a violation may well be accepted, so each of those has a control of its own.
        """
        firm = [case for case in group if case.expect == "reject"]
        yield from self._together(phase, control, firm)
        for case in group:
            if case.expect != "reject":
                yield from self._together(phase, control, [case])

    def _together(self, phase: str, control: Case | None, group: Sequence[Case]) -> Iterator[Event | Dropped]:
        if not group:
            return
        pending: list[tuple[Sent, list[Call]]] = []
        try:
            before = self.session.read()
        except SetupError as error:
            self.session.renew()
            yield from (self.recorder.unmade(phase, case, error) for case in group)
            return
        for number, case in enumerate(group, 1):
            try:
                sent = self.session.send(case)
            except Dropped as dropped:
                self.dropped += 1
                yield dropped
                continue
            trace = list(self.session.trace())
            if sent.answer.refused:
                pending.append((sent, trace))
                self.session.trace().pop()
                continue
            # Whatever it did, it did on the resource that the others were sent to: those are sent again.
            self.session.renew()
            yield self.judged(phase, sent, Beside(self._control_of(control)), trace)
            again = [earlier.case for earlier, _ in pending]
            yield from self._together(phase, control, [*again, *group[number:]])
            return
        yield from self._settle(phase, pending, before, control)

    def _settle(
        self, phase: str, pending: Sequence[tuple[Sent, list[Call]]], before: Reading | None, control: Case | None
    ) -> Iterator[Event]:
        """Judges refused violations beside the control that follows them; where that fails, each by itself."""
        if not pending:
            return
        changed = self._changed(before)
        answer = self._control_of(control)
        if len(pending) > 1 and (changed or answer is None or not answer.accepted):
            for sent, _ in pending:
                yield from self._alone(phase, sent.case, control)
            return
        for sent, trace in pending:
            yield self.judged(phase, sent, Beside(answer, changed), trace)

    def _changed(self, before: Reading | None) -> str | None:
        try:
            return difference(before, self.session.read())
        except SetupError:
            return None

    def _alone(self, phase: str, case: Case, control: Case | None) -> Iterator[Event]:
        """One violation on a resource of its own, with its own control."""
        self.session.renew()
        yield from (event for event in self.group(phase, control, [case]) if not isinstance(event, Dropped))

    def _control_of(self, control: Case | None) -> Answer | None:
        return self._control(control) if control is not None else None

    def _control(self, case: Case) -> Answer | None:
        """The answer to the valid request beside a case, on the same resource; None where none could be sent."""
        control = self.session.cases.control(case.control)
        try:
            sent = self.session.send(control)
        except (Dropped, SetupError):
            return None
        if not sent.answer.accepted:
            self.session.renew()
        return sent.answer

    def verdict(self, sent: Sent, before: Reading | None) -> Judgement:
        """The verdict on a case that was sent by itself: its control is sent after it, and the state read back."""
        changed, control = None, None
        if sent.answer.refused:
            changed = self._changed(before)
            control = self._control(sent.case)
        elif sent.case.expect == "reject":
            self.session.renew()
            control = self._control(sent.case)
        return self.oracle.judge(sent.case, sent.answer, Beside(control, changed))

    def judged(self, phase: str, sent: Sent, beside: Beside, trace: Sequence[Call]) -> Event:
        """The event of a case that was sent, with its verdict."""
        self.cases += 1
        judgement: Judgement = self.oracle.judge(sent.case, sent.answer, beside)
        return self.recorder.case(phase, sent, judgement, trace)

    def _skipped(self, constraint: Constraint, side: str, reason: str, detail: str) -> Event:
        return ConstraintSkipped(
            self.recorder.target, self.session.contract.name, constraint.id, side, reason, detail
        )  # fmt: skip


def batches(cases: Sequence[Case], size: int) -> Iterator[list[Case]]:
    """The cases in groups of at most this size."""
    rest = iter(cases)
    while group := list(islice(rest, size)):
        yield group
