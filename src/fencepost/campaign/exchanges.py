"""Sending cases with their controls, reading the state back, and telling what that shows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from time import sleep

from fencepost.campaign.client import Call
from fencepost.campaign.events import CaseJudged, Event
from fencepost.campaign.live import Reading, SetupError
from fencepost.campaign.recorder import Recorder
from fencepost.campaign.session import DroppedError, Sent, Session, difference
from fencepost.generation import Case
from fencepost.oracle import Beside, Judgement, Oracle, Verdict
from fencepost.protocols import Answer


def text_of(case: Case) -> str:
    """The request of a case, and what is expected of it, as a text: the same for cases that are sent as the same."""
    return json.dumps([case.request, case.expect], sort_keys=True, default=repr)


#: A resource that has seen so many calls is replaced: whoever repeats a finding has to repeat them all.
MOST_CALLS = 12
#: How often to look again whether a new resource is still on the move, and how many seconds to wait before each look.
SETTLING, PAUSE = 5, 0.05


class Exchanges:
    """Sends the cases of one operation to one target, each beside a control, and judges what comes back.

    `cases` and `dropped` count what was judged and what could not be sent as it was meant; `diverged` holds the cases
    that showed a divergence, for whoever wants to make them smaller, until it is emptied.
    """

    def __init__(self, session: Session, oracle: Oracle, recorder: Recorder) -> None:
        self.session = session
        self.oracle = oracle
        self.recorder = recorder
        self.cases = 0
        self.dropped = 0
        self.diverged: list[tuple[Case, Judgement]] = []
        self._again = False
        self._accepted: dict[str, Answer] = {}

    def valid_case(self, phase: str, case: Case) -> Iterator[Event]:
        """Sends a valid case; where it is refused, its control after it."""
        if len(self.session.trace()) >= MOST_CALLS:
            self.session.renew()
        try:
            case = self.session.sure(case)
            before = self.session.read()
            sent = self.session.send(case)
        except DroppedError:
            self.dropped += 1
            return
        except SetupError as error:
            self.session.renew()
            yield self.recorder.unmade(phase, case, error)
            return
        if self._is_late(sent):
            yield from self._once_more(phase, case)
            return
        trace = list(self.session.trace())
        beside = Beside()
        if sent.answer.refused:
            changed = self._confirmed(difference(before, self.session.read()), partial(self.session.send, case))
            beside = Beside(self._control(case) if case.expect == "accept" else None, changed)
        judgement = self.oracle.judge(sent.case, sent.answer, beside)
        if judgement.verdict == Verdict.MALFORMED_RESPONSE and not self._recurs(case, judgement):
            why = "what others left stands in the answer"
            judgement = Judgement(Verdict.INCONCLUSIVE, (why,), judgement.constraints)
        judged = self._told(phase, sent, judgement, trace)
        yield judged
        if judged.verdict == Verdict.MALFORMED_RESPONSE and case.constraint is not None:
            # What is wrong with the response is a finding of its own; the promise that was tried is kept.
            yield self.recorder.kept(phase, sent)
        if not sent.answer.accepted:
            self.session.renew()

    def _recurs(self, case: Case, judgement: Judgement) -> bool:
        """Whether an answer is as wrong where nothing else is: earlier cases may have left what stands in a list."""
        if not any("[]" in identity for identity in judgement.constraints):
            return True
        if self.session.client.target.shared:
            return False
        self.session.clear()
        try:
            sent = self.session.send(case)
        except (DroppedError, SetupError):
            return False
        return self.oracle.judge(sent.case, sent.answer).constraints == judgement.constraints

    def malformed_case(self, control: Case, number: int) -> Iterator[Event]:
        """Sends the variant of that number of what no client would send, made of a control on the present resource."""
        try:
            before = self.session.read()
            sent = self._send_malformed(control, number)
            trace = list(self.session.trace())
            seen = difference(before, self.session.read()) if sent.answer.refused else None
            changed = self._confirmed(seen, partial(self._send_malformed, control, number))
        except (DroppedError, SetupError):
            self.session.renew()
            return
        if self._is_late(sent):
            self.session.renew()
            with self._last_time():
                yield from self.malformed_case(control, number)
            return
        yield self.judged("malformed", sent, Beside(None, changed), trace)
        if not sent.answer.refused or changed:
            self.session.renew()

    def _send_malformed(self, control: Case, number: int) -> Sent:
        # The live resource may have been replaced meanwhile, so each variant is made of the present one.
        variant = self.session.codec.malformed(self.session.wire_of(control))[number]
        case = replace(control, kind="malformed", expect="either", label=variant.label)
        return self.session.send_wire(case, variant.request)

    def group(self, phase: str, control: Case | None, group: Sequence[Case]) -> Iterator[Event | DroppedError]:
        """Sends violations that share a control; those that were all refused are judged beside one control.

        Where the outcome is open, a violation may well be accepted, so each of those has a control of its own.
        """
        firm = [case for case in group if case.expect == "reject"]
        yield from self._together(phase, control, firm)
        for case in group:
            if case.expect != "reject":
                yield from self._together(phase, control, [case])

    def _together(self, phase: str, control: Case | None, group: Sequence[Case]) -> Iterator[Event | DroppedError]:
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
            except DroppedError as dropped:
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
            if self._is_late(sent):
                yield from self._once_more(phase, case)
            else:
                yield self.judged(phase, sent, Beside(self._once_accepted(control)), trace)
            yield from self._together(phase, control, [earlier.case for earlier, _ in pending])
            yield from self._together(phase, control, group[number:])
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
                yield from self.alone(phase, sent.case)
            return
        if changed:
            changed = self._confirmed(changed, partial(self.session.send, pending[0][0].case))
        for sent, trace in pending:
            yield self.judged(phase, sent, Beside(answer, changed), trace)

    def _changed(self, before: Reading | None) -> str | None:
        try:
            return difference(before, self.session.read())
        except SetupError:
            return None

    def _confirmed(self, changed: str | None, send: Callable[[], Sent]) -> str | None:
        """What a refused request changed, if it changes it again on a new resource: a state may move by itself.

        An update that was accepted before may still be on its way, and some states go on with each look at them.
        """
        if changed is None:
            return None
        # What is recorded is how the first resource was read: the calls that lead there are recorded too.
        looks = self.session.looks
        try:
            self.session.renew()
            before = self._settled()
            return difference(before, self.session.read()) if send().answer.refused else None
        except (DroppedError, SetupError):
            return None
        finally:
            self.session.looks = looks

    def _settled(self) -> Reading | None:
        """A reading after which nothing moves any more, as far as that can be waited for."""
        reading = self.session.read()
        for _ in range(SETTLING):
            sleep(PAUSE)
            earlier, reading = reading, self.session.read()
            if difference(earlier, reading) is None:
                break
        return reading

    def alone(self, phase: str, case: Case) -> Iterator[Event]:
        """One case on a resource of its own, with its own control."""
        self.session.renew()
        yield from self.one(phase, case)

    def _is_late(self, sent: Sent) -> bool:
        """Whether an answer did not come in time, and may yet: a busy machine delays one, a target that hangs all."""
        failure = sent.answer.failure
        return failure is not None and failure.kind == "timeout" and not self._again

    @contextmanager
    def _last_time(self) -> Iterator[None]:
        self._again = True
        try:
            yield
        finally:
            self._again = False

    def _once_more(self, phase: str, case: Case) -> Iterator[Event]:
        with self._last_time():
            yield from self.alone(phase, case)

    def one(self, phase: str, case: Case) -> Iterator[Event]:
        """One case on the present resource, with its own control."""
        if case.breaks:
            events = self._together(phase, self.session.cases.control(case.control), [case])
            yield from (event for event in events if not isinstance(event, DroppedError))
        else:
            yield from self.valid_case(phase, case)

    def _control_of(self, control: Case | None) -> Answer | None:
        return self._control(control) if control is not None else None

    def _once_accepted(self, control: Case | None) -> Answer | None:
        """The answer to a control that need be seen only once: that it is accepted, not that it still is."""
        if control is None:
            return None
        same = text_of(control)
        known = self._accepted.get(same)
        if known is None:
            known = self._control(control)
            if known is not None and known.accepted:
                self._accepted[same] = known
        return known

    def _control(self, case: Case) -> Answer | None:
        """The answer to the valid request beside a case, on the same resource; None where none could be sent."""
        control = self.session.cases.control(case.control)
        try:
            sent = self.session.send(control)
        except (DroppedError, SetupError):
            return None
        if not sent.answer.accepted:
            self.session.renew()
        return sent.answer

    def verdict(self, sent: Sent, before: Reading | None) -> Judgement:
        """The verdict on a case that was sent by itself: its control is sent after it, and the state read back."""
        changed, control = None, None
        if sent.answer.refused:
            changed = self._confirmed(self._changed(before), partial(self.session.send, sent.case))
            control = self._control(sent.case)
        elif sent.case.expect == "reject":
            self.session.renew()
            control = self._control(sent.case)
        return self.oracle.judge(sent.case, sent.answer, Beside(control, changed))

    def judged(self, phase: str, sent: Sent, beside: Beside, trace: Sequence[Call]) -> CaseJudged:
        """The event of a case that was sent, with its verdict."""
        return self._told(phase, sent, self.oracle.judge(sent.case, sent.answer, beside), trace)

    def _told(self, phase: str, sent: Sent, judgement: Judgement, trace: Sequence[Call]) -> CaseJudged:
        self.cases += 1
        if judgement.verdict.divergence:
            self.diverged.append((sent.case, judgement))
        return self.recorder.case(phase, sent, judgement, trace, self.session.looks)
