"""From a judged case to the event that tells it, with everything that it takes to repeat a divergence."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from fencepost.campaign.client import Call, steps, symbolic, wire_json
from fencepost.campaign.events import CaseJudged
from fencepost.campaign.live import SetupError
from fencepost.campaign.session import Sent
from fencepost.generation import Case
from fencepost.oracle import Judgement, Verdict
from fencepost.protocols import Answer, Codec, client_sends

#: An answer's message is the target's own words; more of it than this helps nobody.
MESSAGE_LIMIT = 300


class Recorder:
    """Makes the events of one operation on one target. `nonce`, which names what the run made, is left out of them."""

    def __init__(self, target: str, operation: str, codec: Codec, nonce: str = "") -> None:
        self.target, self.operation, self.nonce = target, operation, nonce
        self._codec = codec
        self._smallest: dict[tuple[frozenset[str], str], int] = {}

    def case(
        self, phase: str, sent: Sent, judgement: Judgement, trace: Sequence[Call], looks: Sequence[Call] = ()
    ) -> CaseJudged:
        """The event of a case that was sent; a divergence carries its request and the calls that lead there.

        Where the same was seen in a smaller request before, it carries nothing: reports show the smallest.
        `looks` are the calls that read the state after it: they belong to what is said about the state.
        """
        shows_state = judgement.verdict in (Verdict.STATE_LEAK, Verdict.LOST_UPDATE)
        reads = looks if shows_state else ()
        wanted = judgement.verdict.divergence and self._is_smaller(sent, judgement)
        detail: Mapping[str, Any] = self._evidence(sent, trace, reads) if wanted else {}
        return self._event(phase, sent.case, judgement, observed(sent.answer), **detail)

    def kept(self, phase: str, sent: Sent) -> CaseJudged:
        """The event of a valid case that was accepted, whatever the response is worth."""
        named = (sent.case.constraint,) if sent.case.constraint is not None else ()
        judgement = Judgement(Verdict.CONFORMS, ("the request was accepted",), named)
        return self._event(phase, sent.case, judgement, observed(sent.answer))

    def _is_smaller(self, sent: Sent, judgement: Judgement) -> bool:
        kind, size = (frozenset(judgement.constraints), judgement.verdict), len(sent.wire.body) + len(sent.wire.path)
        smaller = size < self._smallest.get(kind, sys.maxsize)
        if smaller:
            self._smallest[kind] = size
        return smaller

    def unmade(self, phase: str, case: Case, error: SetupError) -> CaseJudged:
        """The event of a case that could not be sent, since what it needs could not be made."""
        judgement = Judgement(Verdict.INCONCLUSIVE, (f"its resource could not be made: {error}",), case.breaks)
        return self._event(phase, case, judgement, observed(error.answer))

    def _event(
        self, phase: str, case: Case, judgement: Judgement, seen: Mapping[str, Any], **evidence: Any
    ) -> CaseJudged:
        return CaseJudged(
            target=self.target,
            operation=self.operation,
            phase=phase,
            case=case.kind,
            label=case.label,
            expect=case.expect,
            verdict=str(judgement.verdict),
            constraints=judgement.constraints,
            side=case.side,
            because=judgement.because,
            observed=seen,
            **evidence,
        )

    def _evidence(self, sent: Sent, trace: Sequence[Call], looks: Sequence[Call]) -> dict[str, Any]:
        calls = list(trace) or [Call(self.operation, sent.members, sent.answer)]
        listed, issued = steps(calls, self.nonce)
        wire = wire_json(sent.wire, issued, self.nonce)
        if sent.raw or not client_sends(self._codec.operation_model, self._codec.protocol, sent.members, sent.wire):
            listed[-1]["wire"] = wire
        reads = [{"operation": c.operation, "members": symbolic(c.members, issued, self.nonce)} for c in looks]
        request = symbolic(sent.members, issued, self.nonce)
        return {"request": request, "wire": wire, "steps": listed, "reads": reads}


def observed(answer: Answer) -> dict[str, Any]:
    """What came back, as an event holds it."""
    seen: dict[str, Any] = {"status": answer.status, "code": answer.code}
    if answer.message:
        seen["message"] = answer.message[:MESSAGE_LIMIT]
    if answer.failure is not None:
        seen |= {"failure": answer.failure.kind, "detail": answer.failure.detail[:MESSAGE_LIMIT]}
    if answer.problem is not None:
        seen["detail"] = answer.problem[:MESSAGE_LIMIT]
    return seen
