"""Random sequences of requests on one resource, with Hypothesis' state machine: what single rules can't show.

Updates, stale versions and violations follow one another in any order; after each, the state is read back and held
against what must have become of it. A sequence that goes wrong is shrunk to the shortest that still does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import Phase, Verbosity, settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisException
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from fencepost.campaign.client import Call
from fencepost.campaign.events import Event
from fencepost.campaign.exchanges import Exchanges
from fencepost.campaign.live import Reading, SetupError
from fencepost.campaign.session import DroppedError, Sent, difference
from fencepost.campaign.state import StateRules
from fencepost.contracts import Constraint
from fencepost.generation import UNCHECKED, Case, Edit, places
from fencepost.oracle import CONTROL, Judgement, Verdict, readback

#: How many sequences, and how many steps in each.
SEQUENCES, STEPS = 12, 6
#: How many different requests and violations the sequences choose from.
STOCK = 8


@dataclass(frozen=True, slots=True)
class _Material:
    """What the sequences of one operation are made of."""

    exchanges: Exchanges
    requests: tuple[dict[str, Any], ...]
    violations: tuple[Case, ...]
    version: Constraint | None
    updates: str


class DivergedError(AssertionError):
    """A sequence after which the state is not what it must be."""

    def __init__(self, judgement: Judgement, sent: Sent, trace: list[Call], looks: tuple[Call, ...]) -> None:
        super().__init__(judgement.because)
        self.judgement, self.sent, self.trace, self.looks = judgement, sent, trace, looks


def sequences(rules: StateRules) -> Iterator[Event]:
    """Runs random sequences; yields the event of the shortest that goes wrong, if any does."""
    exchanges = rules.exchanges
    session = exchanges.session
    if session.situation.consumed or session.read() is None:
        return
    material = _material(rules)
    if not material.requests:
        return

    def machine() -> RuleBasedStateMachine:
        return Sequence(material)

    machine._hypothesis_internal_use_seed = rules.seed  # type: ignore[attr-defined]  # noqa: SLF001 - as @seed does
    try:
        run_state_machine_as_test(machine, settings=_settings())  # type: ignore[arg-type]
    except DivergedError as diverged:
        exchanges.cases += 1
        yield exchanges.recorder.case("state", diverged.sent, diverged.judgement, diverged.trace, diverged.looks)
    except (HypothesisException, SetupError):
        # A target that answers differently every time: single rules say what they can.
        exchanges.dropped += 1
    finally:
        session.renew()


def _settings() -> settings:
    return settings(
        max_examples=SEQUENCES,
        stateful_step_count=STEPS,
        database=None,
        deadline=None,
        print_blob=False,
        report_multiple_bugs=False,
        verbosity=Verbosity.quiet,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=UNCHECKED,
    )


def _material(rules: StateRules) -> _Material:
    cases, contract = rules.session.cases, rules.contract
    requests = [r for r in cases.requests.stock(STOCK, rules.seed) if not rules.withheld(r)]
    found = [cases.exercise(constraint, rules.base).violations[:1] for constraint in cases.constraints]
    firm = [case for first in found for case in first if case.expect == "reject"]
    version = next((c for c in contract.of("request") if c.keyword == "currentVersion"), None)
    updates = "#updates" if "#updates" in contract.by_id else CONTROL
    return _Material(rules.exchanges, tuple(requests), tuple(firm[:STOCK]), version, updates)


class Sequence(RuleBasedStateMachine):
    """One resource, and what must be true of it."""

    def __init__(self, material: _Material) -> None:
        super().__init__()
        self._material = material
        self._session = material.exchanges.session
        self._session.renew()
        self._reading: Reading | None = self._session.read()
        self._stale: list[Any] = []

    @rule(data=st.data())
    def update(self, data: st.DataObject) -> None:
        """An update with the current version: accepted or not, the state must be what it says."""
        request = data.draw(st.sampled_from(self._material.requests))
        version = self._current_version()
        sent = self._send(self._case("an update in a sequence", request, "either"))
        if sent is None or not sent.answer.accepted:
            return
        after = self._session.read()
        if after is not None:
            self._updated(sent, after)
        if version is not None:
            self._stale.append(version)
        self._reading = after

    def _updated(self, sent: Sent, after: Reading) -> None:
        lost = readback.lost(sent.members, after.members)
        if lost:
            why = f"the update was accepted, but {', '.join(lost)} can't be read back as given"
            self._diverged(Verdict.LOST_UPDATE, why, (self._material.updates,), sent)
        version, before = self._material.version, self._reading
        if version is not None and before is not None and after.version == before.version:
            self._diverged(
                Verdict.LOST_UPDATE, "an accepted update left the version as it was", (version.id,), sent
            )  # fmt: skip

    @precondition(lambda self: bool(self._stale))
    @rule(data=st.data())
    def stale_update(self, data: st.DataObject) -> None:
        """An update with an earlier version is refused and changes nothing."""
        version = self._material.version
        if version is None:
            return
        request = data.draw(st.sampled_from(self._material.requests))
        stale = data.draw(st.sampled_from(self._stale))
        case = self._case("an earlier version in a sequence", request, "reject", version, stale)
        sent = self._send(case)
        if sent is not None and sent.answer.accepted:
            self._diverged(Verdict.ACCEPTS_INVALID, "an earlier version was accepted", (version.id,), sent)

    @precondition(lambda self: bool(self._material.violations))
    @rule(data=st.data())
    def violation(self, data: st.DataObject) -> None:
        """A refused violation changes nothing."""
        self._send(data.draw(st.sampled_from(self._material.violations)))

    def _send(self, case: Case) -> Sent | None:
        """Sends a case; where it is refused, nothing may have changed."""
        try:
            sent = self._session.send(case)
        except (DroppedError, SetupError):
            return None
        if sent.answer.refused:
            after = self._session.read()
            changed = difference(self._reading, after)
            if changed is not None:
                why = f"{case.label} was refused, yet it changed something: {changed}"
                self._diverged(Verdict.STATE_LEAK, why, case.breaks or (CONTROL,), sent)
        elif case.kind == "violation":
            # Accepted, or no answer at all: the violation phase says so; here a new resource goes on.
            self._session.renew()
            self._reading = self._session.read()
            self._stale.clear()
        return sent

    def _case(
        self, label: str, request: dict[str, Any], expect: Any, version: Constraint | None = None, stale: Any = None
    ) -> Case:
        name = self._session.contract.name
        if version is None:
            return Case(name, "state", expect, label, request, request)
        edits = (Edit(places.tokens(version.path), stale),)
        return Case(
            name, "state", expect, label, places.apply(request, edits), request, edits, version.id, (version.id,)
        )

    def _current_version(self) -> Any:
        version = self._material.version
        return self._session.live().bindings.get(version.path) if version is not None else None

    def _diverged(self, verdict: Verdict, why: str, about: tuple[str, ...], sent: Sent) -> None:
        raise DivergedError(Judgement(verdict, (why,), about), sent, list(self._session.trace()), self._session.looks)
