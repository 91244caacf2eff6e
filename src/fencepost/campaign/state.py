"""The state phase: what a contract promises about the effect of requests, rule by rule.

Each rule is shown on a resource of its own: what is needed is made, a request is sent, and the state is read back. The
random sequences that look for what single rules miss are in `sequences`.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from fencepost.campaign.events import CaseJudged, ConstraintSkipped, Event
from fencepost.campaign.exchanges import Exchanges
from fencepost.campaign.live import Reach, Reading, SetupError
from fencepost.campaign.session import DroppedError, Sent, Session, difference
from fencepost.contracts import STATE_KEYWORDS, Constraint
from fencepost.generation import Case, Edit, UnsatisfiableError, places
from fencepost.oracle import Beside, Judgement, Verdict, readback

#: How many random valid requests are read back.
READ_BACK = 6

Rule = Callable[["StateRules", Constraint], Iterator[Event]]


class StateRules:
    """Shows the rules about state of one operation on one target."""

    def __init__(self, exchanges: Exchanges, base: dict[str, Any] | None, seed: int) -> None:
        self.exchanges = exchanges
        self.session: Session = exchanges.session
        self.contract = exchanges.session.contract
        self.base = base
        self.seed = seed

    def run(self) -> Iterator[Event]:
        """Every rule about state in the contract's order; those that nothing is known about are listed as such."""
        for constraint in self.session.cases.constraints:
            if constraint.keyword not in STATE_KEYWORDS:
                continue
            if constraint.only_stated:
                yield self._skipped(
                    constraint, "inexpressible-on-wire", "its condition isn't about members of the request"
                )
                continue
            rule = RULES.get(constraint.keyword, StateRules.reached)
            self.session.renew()
            shown = False
            try:
                for event in rule(self, constraint):
                    shown = shown or isinstance(event, CaseJudged)
                    yield event
            except (SetupError, DroppedError, UnsatisfiableError) as error:
                yield self._skipped(constraint, "inconclusive", str(error).split("\n")[0])
                shown = True
            if constraint.keyword in EFFECTS and shown:
                yield self._skipped(constraint, "inexpressible-on-wire", "it binds the service; no request breaks it")
            elif not shown and constraint.keyword not in ("exists", "currentVersion"):
                yield from self._unshown(constraint)
        self.session.renew()

    def _unshown(self, constraint: Constraint) -> Iterator[Event]:
        if constraint.keyword == "immutable":
            yield self._skipped(constraint, "inexpressible-on-wire", "no request can give another value", side="inside")
        else:
            yield self._skipped(constraint, "inconclusive", "no way is known to reach a state that shows it")

    def _skipped(self, constraint: Constraint, reason: str, detail: str, side: str = "outside") -> Event:
        return ConstraintSkipped(
            self.exchanges.recorder.target, self.contract.name, constraint.id, side, reason, detail
        )  # fmt: skip

    # Rules that are shown by the values a situation can reach

    def reached(self, constraint: Constraint) -> Iterator[Event]:
        """Values on both sides of a rule, the state they name having been made by the service's strategies."""
        control = self.session.cases.control(self._request(constraint))
        count = len(self._reaches(constraint))
        if count:
            yield from self.exchanges.valid_case("state", replace(control, constraint=constraint.id))
        for number in range(count):
            # What a value means depends on the resource, which an accepted request may have changed.
            self.session.renew()
            reach = self._reaches(constraint)[number]
            case = self._reach_case(constraint, control, reach)
            yield from self.exchanges.one("state", case)

    def _reaches(self, constraint: Constraint) -> list[Reach]:
        return list(self.session.situation.reach(self.session.live(), constraint))

    def _reach_case(self, constraint: Constraint, control: Case, reach: Reach) -> Case:
        edits = tuple(Edit(self._place(path), value) for path, value in reach.members.items())
        request = places.apply(control.request, edits)
        firm = constraint.expect == "reject"
        return Case(
            self.contract.name,
            "state",
            ("accept" if reach.holds else "reject") if firm else "either",
            reach.label,
            request,
            control.request,
            edits,
            constraint.id,
            () if reach.holds else (constraint.id,),
        )

    def _place(self, path: str) -> tuple[str | int, ...]:
        return self.session.cases.requests.place_of(path)

    def _request(self, constraint: Constraint, base: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """A request that meets the rule's conditions, without the member that the rule is about."""
        base = base or (None if constraint.when else self.base)
        request = self.session.cases.requests.holding([], constraint.when, base)
        required = not constraint.path or self.session.cases.requests.required(constraint.path)
        return request if required else dict(places.without(request, self._place(constraint.path)))

    # Rules that are shown by an update and a reading

    def updates(self, constraint: Constraint) -> Iterator[Event]:
        """What an accepted request gave can be read back."""
        stock = self.session.cases.requests.stock(READ_BACK, self.seed)
        for request in (self._request(constraint), *self._rich(constraint), *self._binary(constraint), *stock):
            if not self.withheld(request):
                yield from self._read_back(constraint, self._inside(constraint, request, "an update, read back"))
        yield from self._bystander(constraint)

    def _read_back(self, constraint: Constraint, case: Case) -> Iterator[Event]:
        outcome = self._update(case)
        if outcome is None:
            return
        sent, _, after = outcome
        lost = readback.lost(sent.members, after.members)
        why = f"the update was accepted, but {', '.join(lost)} can't be read back as given"
        yield self._judged(sent, constraint, why if lost else None)
        named = readback.misnamed(sent.members, sent.answer.members, self.session.situation.echoes)
        if named:
            why = f"the response speaks of another resource: {', '.join(named)}"
            yield self._judged(sent, constraint, why, Verdict.MALFORMED_RESPONSE)

    def _binary(self, constraint: Constraint) -> Iterator[dict[str, Any]]:
        """Requests whose blobs hold every byte there is: what takes them for text loses some."""
        every = base64.b64encode(bytes(range(256))).decode()
        for blob in self.contract.of("request"):
            if blob.keyword == "contentEncoding":
                request = self.session.cases.requests.holding([blob.path], constraint.when)
                yield dict(places.with_value(request, self._place(blob.path), every))

    def _bystander(self, constraint: Constraint) -> Iterator[Event]:
        """An update of one resource leaves another as it is."""
        situation = self.session.situation
        self.session.renew()
        self.session.live()
        if situation.single:
            return
        other = situation.prepare()
        before = situation.read(other)
        # The richest request differs from what a new resource has, so that a change shows.
        outcome = self._update(self._inside(constraint, next(self._rich(constraint)), "an update beside a bystander"))
        changed = difference(before, situation.read(other))
        if outcome is not None:
            why = f"the update changed another resource too: {changed}"
            yield self._judged(outcome[0], constraint, why if changed else None)
        if self.session.client.target.shared:
            situation.remove(other)

    def withheld(self, request: Mapping[str, Any]) -> bool:
        """Whether a promise says that a request like this one changes less than what it gives."""
        return any(
            constraint.keyword == "notTriggered" and self._holds(constraint, request)
            for constraint in self.contract.of("request")
        )

    def _holds(self, constraint: Constraint, request: Mapping[str, Any]) -> bool:
        return all(
            places.get(request, self._place(c.path)) in ([c.value] if c.keyword == "const" else list(c.value or ()))
            for c in constraint.when
        )

    def replaces(self, constraint: Constraint) -> Iterator[Event]:
        """An update replaces the whole, or only what it gives."""
        yield from self._whole(constraint) if constraint.value else self._partial(constraint)

    def _whole(self, constraint: Constraint) -> Iterator[Event]:
        """What the second of two updates leaves out must be gone; one value may be a default, two are not."""
        retained: list[dict[str, Any]] = []
        within = self._place(constraint.path)
        sent: Sent | None = None
        for rich in self._rich(constraint):
            first = self._update(self._inside(constraint, rich, "an update with all members"))
            bare = self.session.cases.requests.holding([constraint.path], constraint.when)
            second = self._update(self._inside(constraint, bare, "an update with the fewest members"))
            if first is None or second is None:
                return
            sent = second[0]
            retained.append(readback.kept(first[0].members, sent.members, second[2].members, within))
        if sent is not None:
            first_kept, second_kept = retained
            kept = sorted(
                place for place in first_kept if first_kept[place] != second_kept.get(place, first_kept[place])
            )
            why = f"an update replaces the whole, but {', '.join(kept)} kept what an earlier one gave"
            yield self._judged(sent, constraint, why if kept else None)

    def _rich(self, constraint: Constraint) -> Iterator[dict[str, Any]]:
        """Two requests that give everything within the whole, with values that differ where they can."""
        requests = self.session.cases.requests
        within = (f"{constraint.path}.", f"{constraint.path}[") if constraint.path else ("",)
        below = [path for path in requests.paths if path.startswith(within)]
        rich = requests.richest([constraint.path, *below] if constraint.path else below, requests.smallest)
        yield rich
        yield requests.varied(rich)

    def _partial(self, constraint: Constraint) -> Iterator[Event]:
        """What an update doesn't give stays as it was."""
        outcome = self._update(self._inside(constraint, self._request(constraint), "an update of a part"))
        if outcome is None:
            return
        sent, before, after = outcome
        altered = readback.altered(before.members, sent.members, after.members)
        why = f"only what is given is updated, but {', '.join(altered)} changed"
        yield self._judged(sent, constraint, why if altered else None)

    def not_triggered(self, constraint: Constraint) -> Iterator[Event]:
        """What an update must not set off did not happen."""
        outcome = self._update(self._inside(constraint, self._request(constraint), "an update that sets nothing off"))
        if outcome is None or constraint.value not in outcome[1].facts:
            return
        sent, before, after = outcome
        happened = before.facts[constraint.value] != after.facts.get(constraint.value)
        yield self._judged(sent, constraint, f"a {constraint.value} must not happen, but one did" if happened else None)

    def defaults_to(self, constraint: Constraint) -> Iterator[Event]:
        """Where the member isn't given, the documented value is taken."""
        case = self._inside(constraint, self._request(constraint), "left out, so that the default is taken")
        expected = [reach for reach in self._reaches(constraint) if reach.holds]
        outcome = self._update(case)
        if outcome is None or not expected:
            return
        sent, _, after = outcome
        wrong = [
            f"{path} reads {after.members.get(path)!r}, not {value!r}"
            for path, value in expected[0].members.items()
            if after.members.get(path) != value
        ]
        why = f"the {constraint.value} is taken, but {', '.join(wrong)}"
        yield self._judged(sent, constraint, why if wrong else None)

    def current_version(self, constraint: Constraint) -> Iterator[Event]:
        """An accepted update changes the version, and the version before it is then refused."""
        stale = self.session.live().bindings.get(constraint.path)
        outcome = self._update(
            self._inside(constraint, self._request(constraint), "an update with the current version")
        )
        if outcome is None or stale is None:
            return
        sent, before, after = outcome
        if before.version == after.version:
            yield self._judged(sent, constraint, "an accepted update left the version as it was")
            return
        current = self.session.live().bindings.get(constraint.path)
        if current != after.version:
            why = "the version that the answer gives is not the one that is read afterwards"
            yield self._judged(sent, constraint, why, Verdict.MALFORMED_RESPONSE)
            return
        yield self._judged(sent, constraint, None)
        control = self.session.cases.control(self._request(constraint))
        reach = Reach("the version before the last update", {constraint.path: stale})
        case = self._reach_case(constraint, control, reach)
        yield from self.exchanges.one("state", case)

    def exists(self, constraint: Constraint) -> Iterator[Event]:
        """A deleted resource can no longer be named."""
        live = self.session.live()
        control = self.session.cases.control(self.base)
        accepted = self.session.send(control)
        situation = self.session.situation
        if not accepted.answer.accepted or situation.consumed or not situation.delete(live, constraint.path):
            return
        case = Case(
            self.contract.name, "state", "reject", "a deleted resource", control.request, control.request, (),
            constraint.id, (constraint.id,),
        )  # fmt: skip
        gone = self.session.send(case)
        yield self.exchanges.judged("state", gone, Beside(accepted.answer), list(self.session.trace()))
        self.session.renew()

    # What the rules share

    def _inside(self, constraint: Constraint, request: Mapping[str, Any], label: str) -> Case:
        return Case(self.contract.name, "state", "either", label, request, request, (), constraint.id)

    def _update(self, case: Case) -> tuple[Sent, Reading, Reading] | None:
        """Sends a valid request between two readings; None where it is refused or nothing can be read."""
        before = self.session.read()
        sent = self.session.send(case)
        if not sent.answer.accepted or self.session.situation.consumed:
            self.session.renew()
            return None
        after = self.session.read()
        return (sent, before, after) if before is not None and after is not None else None

    def _judged(
        self, sent: Sent, constraint: Constraint, why: str | None, divergence: Verdict = Verdict.LOST_UPDATE
    ) -> Event:
        """The divergence where there is a reason to say so, else `conforms`."""
        verdict = divergence if why else Verdict.CONFORMS
        self.exchanges.cases += 1
        judgement = Judgement(verdict, (why,) if why else (), (constraint.id,))
        return self.exchanges.recorder.case("state", sent, judgement, list(self.session.trace()), self.session.looks)


#: Rules about what an accepted request brings about.
EFFECTS = frozenset({"updates", "replaces", "notTriggered", "defaultsTo"})
RULES: Mapping[str, Rule] = {
    "updates": StateRules.updates,
    "replaces": StateRules.replaces,
    "notTriggered": StateRules.not_triggered,
    "defaultsTo": StateRules.defaults_to,
    "currentVersion": StateRules.current_version,
    "exists": StateRules.exists,
}
