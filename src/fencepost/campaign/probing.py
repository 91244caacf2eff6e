"""How a target stands to an operation: whether it has got it, and accepts any request to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from fencepost.campaign.client import Call
from fencepost.campaign.events import Event, OperationProbed
from fencepost.campaign.exchanges import Exchanges
from fencepost.campaign.inference import speaks_of_absence
from fencepost.campaign.live import SetupError
from fencepost.campaign.recorder import observed
from fencepost.campaign.session import DroppedError, Sent
from fencepost.generation import Case, Edit, Unknown, UnsatisfiableError, places
from fencepost.oracle import Beside, shown
from fencepost.protocols import Answer, Inexpressible

#: What every operation's members have: it takes no documentation to know.
_STRUCTURAL = frozenset({"type", "required", "contentEncoding"})
#: How many random valid requests are tried as controls where the smallest one is refused.
CONTROL_TRIES = 8


class Probe:
    """Finds out how a target stands to an operation. `base` is the valid request that it accepted, if it did."""

    def __init__(self, exchanges: Exchanges, seed: int) -> None:
        self.session = exchanges.session
        self.oracle = exchanges.oracle
        self.recorder = exchanges.recorder
        self.seed = seed
        self.base: dict[str, Any] | None = None

    def run(self) -> tuple[OperationProbed, list[Event]]:
        """How the target stands to the operation, with the events that finding out gave rise to."""
        try:
            return self._probed_twice()
        except UnsatisfiableError as error:
            # A contract that no request can keep is the contract's own fault.
            return self._uncontrolled("unsatisfiable", str(error).split("\n")[0], None), []

    def _probed_twice(self) -> tuple[OperationProbed, list[Event]]:
        """What the probe shows, and once more where another way to the state is found."""
        probed, events = self._probe()
        if probed.status == "no-control" and probed.reason != "vacuous" and self.session.situation.reconsider():
            self.session.renew()
            return self._probe()
        return probed, events

    def _probe(self) -> tuple[OperationProbed, list[Event]]:
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
            except (DroppedError, SetupError):
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
            return self._uncontrolled("inexpressible", "no valid request could be sent", None), []
        detail = f"no valid request was accepted: {shown(tried.answer)}"
        return self._uncontrolled(_reason(tried.answer), detail, tried.answer), self._crash(tried, trace)

    def _candidates(self) -> Iterator[Case]:
        cases = self.session.cases
        for request in self.session.situation.proposals(self.session.live()):
            yield cases.control(request, "a request that was accepted before")
        yield cases.control()
        for request in cases.requests.stock(CONTROL_TRIES, self.seed):
            yield cases.control(request, "a random valid request")

    def _without_state(self, error: SetupError) -> OperationProbed:
        """The resource could not be made: the operation itself is asked all the same whether it is there."""
        session = self.session
        with suppress(Inexpressible):
            wire = session.codec.encode(session.cases.requests.smallest)
            response = session.client.target.send(wire)
            answer = session.codec.read_response(response)
            if session.client.target.not_implemented(response, answer):
                return self._probed("not-implemented", f"the operation answered {shown(answer)}", answer)
        return self._uncontrolled("setup", f"its resource could not be made: {error}", error.answer)

    def _vacuous(self, sent: Sent) -> tuple[OperationProbed, list[Event]]:
        """A control that names a resource counts only if a made-up name is refused, where it names several for one."""
        events: list[Event] = []
        accepted, refused, answer = False, False, sent.answer
        for constraint in self.session.contract.of("request"):
            if constraint.keyword != "exists" or constraint.expect != "reject":
                continue
            place = self.session.cases.requests.place_of(constraint.path)
            case = replace(
                sent.case, kind="violation", expect="reject", label="a made-up identifier", constraint=constraint.id,
                breaks=(constraint.id,), edits=(Edit(place, Unknown("made-up")),),
            )  # fmt: skip
            try:
                unknown = self.session.send(case)
            except (DroppedError, SetupError):
                continue
            if unknown.answer.accepted:
                judgement = self.oracle.judge(case, unknown.answer, Beside(sent.answer))
                events.append(self.recorder.case("control", unknown, judgement, self.session.trace()))
                self.session.renew()
                # A member that the control doesn't hold shows a divergence, and says nothing of the control.
                held = places.get(sent.members, place) is not None
                accepted, answer = accepted or held, unknown.answer if held else answer
            else:
                refused = True
        self.session.renew()
        doubts = self.session.situation.doubts()
        if doubts is None and accepted and not refused:
            doubts = "it accepts a made-up identifier, so that no control means anything"
        if doubts is not None:
            return self._uncontrolled("vacuous", doubts, answer), events
        return self._probed("exercised", f"{sent.case.label} was accepted", sent.answer), events

    def _crash(self, sent: Sent, trace: Sequence[Call]) -> list[Event]:
        """A control that crashes the target is a finding, whatever else can be said."""
        if not sent.answer.crashed:
            return []
        return [self.recorder.case("control", sent, self.oracle.judge(sent.case, sent.answer), trace)]

    def _uncontrolled(self, reason: str, detail: str, answer: Answer | None) -> OperationProbed:
        return self._probed("no-control", detail, answer, reason)

    def _probed(self, status: str, detail: str, answer: Answer | None, reason: str = "") -> OperationProbed:
        facts = observed(answer) if answer is not None else {}
        return OperationProbed(
            self.recorder.target, self.session.contract.name, status, detail, facts, reason, self._is_substantial()
        )  # fmt: skip

    def _is_substantial(self) -> bool:
        """Whether there is more to hold a target to than the types of members and which must be given."""
        constrained = any(c.keyword not in _STRUCTURAL for c in self.session.contract.of("request"))
        return constrained or self.session.names_resource


def _reason(answer: Answer) -> str:
    """Why a valid request was not accepted, in a word."""
    if answer.failure is not None and answer.failure.kind in ("timeout", "unreachable", "blocked"):
        return "no-answer"
    if answer.crashed:
        return "crash"
    return "missing-resource" if speaks_of_absence(answer) else "refused"
