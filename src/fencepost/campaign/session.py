"""One operation on one target: a live resource, requests bound to it, and what came back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from fencepost.campaign.client import Call, Client, Reply
from fencepost.campaign.live import Live, Reading, Situation
from fencepost.contracts import Contract
from fencepost.generation import Case, Cases, Unknown, places
from fencepost.protocols import Answer, Inexpressible, UnreadableWireError, WireRequest

#: Types that a form doesn't tell from a text.
_NOT_IN_FORMS = frozenset({"object", "array", "boolean"})


@dataclass(frozen=True, slots=True)
class Sent:
    """A case as it was sent, and the answer to it. `raw` says that it was not sent as members at all."""

    case: Case
    members: Mapping[str, Any]
    wire: WireRequest
    reply: Reply
    raw: bool = False

    @property
    def answer(self) -> Answer:
        """The answer in the operation's own terms."""
        return self.reply.answer


class DroppedError(Exception):
    """A case that does not arrive on the wire as what it was meant to be; `expressible` is False if nothing could."""

    def __init__(self, why: str, *, expressible: bool = True) -> None:
        super().__init__(why)
        self.expressible = expressible


class Session:
    """Sends the cases of one operation to one target, on a live resource that is made when it is needed."""

    def __init__(self, contract: Contract, cases: Cases, situation: Situation, client: Client) -> None:
        self.contract = contract
        self.cases = cases
        self.situation = situation
        self.client = client
        self.codec = client.codec(contract.name)
        self._checker = cases.requests.checker
        self._decided = frozenset(c.id for c in self._checker.checked)
        self._firm = frozenset(c.id for c in contract.of("request") if c.expect == "reject")
        self._live: Live | None = None
        #: The firm promises that identifiers which the target issued break: no request can keep them.
        self._issued: frozenset[str] = frozenset()
        self.looks: tuple[Call, ...] = ()

    def live(self) -> Live:
        """The present resource, made anew where there is none. Raises SetupError."""
        if self._live is None:
            self.client.forget()
            self._live = self.situation.prepare()
            self._issued = self._broken_by(self._live)
        return self._live

    def _broken_by(self, live: Live) -> frozenset[str]:
        if not live.bindings:
            return frozenset()
        bound = self.bound(self.cases.control(), live)
        paths = live.bindings.keys()
        own = {identity for identity in self._checker.broken(bound) if identity.partition("#")[0] in paths}
        return frozenset(own) & self._firm

    @property
    def names_resource(self) -> bool:
        """Whether the present resource, if there is one, is named by a member of the request."""
        return self._live is not None and bool(self._live.naming)

    def renew(self) -> None:
        """Lets go of the resource: the next case gets one of its own.

        On a target that others use too it is deleted; what can't be deleted is left.
        """
        live, self._live = self._live, None
        if live is not None and self.client.target.shared:
            self.situation.remove(live)

    def clear(self) -> None:
        """Lets go of the resource, and of all that earlier ones left in a target which nobody else uses."""
        self.renew()
        if not self.client.target.shared:
            self.client.target.reset(self.contract.service)

    def read(self) -> Reading | None:
        """What can be read of the present resource; the calls that it took stand in the client's `looks`."""
        live = self.live()
        self.client.looks.clear()
        reading = self.situation.read(live)
        self.looks = tuple(self.client.looks)
        return reading

    def send(self, case: Case) -> Sent:
        """Sends a case on the present resource.

        Raises DroppedError where the case is not what it was meant to be once it stands on the wire, and SetupError
        where there is no resource.
        """
        live = self.live()
        members, wire = self.prepared(case)
        reply = self.client.send(self.contract.name, members, wire)
        if reply.answer.accepted:
            self._accepted(live, reply.answer)
        return Sent(case, members, wire, reply)

    def prepared(self, case: Case) -> tuple[dict[str, Any], WireRequest]:
        """The members of a case on the present resource, and their form on the wire.

        Raises DroppedError where the case is not what it was meant to be once it stands there, and SetupError where
        there is no resource.
        """
        members = self.bound(case, self.live())
        wire = self._encoded(members)
        self._recheck(case, wire)
        return members, wire

    def send_wire(self, case: Case, wire: WireRequest) -> Sent:
        """Sends a request as it stands, members or not, on the present resource."""
        live = self.live()
        reply = self.client.send(self.contract.name, case.request, wire, raw=True)
        if reply.answer.accepted:
            self._accepted(live, reply.answer)
        return Sent(case, case.request, wire, reply, raw=True)

    def _accepted(self, live: Live, answer: Answer) -> None:
        self.situation.accepted(live, answer)
        if self.situation.consumed:
            self.renew()

    def sure(self, case: Case) -> Case:
        """The case, its outcome open where it is valid but names another resource than the live one.

        Raises SetupError where there is no resource.
        """
        changed = [edit.place for edit in case.edits]
        naming = [self.cases.requests.place_of(path) for path in sorted(self.live().naming)]
        if case.expect == "accept" and any(_touched(place, changed) for place in naming):
            return replace(case, expect="either")
        return case

    def bound(self, case: Case, live: Live) -> dict[str, Any]:
        """The case's request with the live resource's values in their places, but where the case changed them."""
        members: Any = case.request
        edited = [edit.place for edit in case.edits]
        for path, value in live.bindings.items():
            place = self.cases.requests.place_of(path)
            wanted = path not in live.optional or places.get(members, place) is not None
            if wanted and not _touched(place, edited):
                members = places.with_value(members, place, value)
        for edit in case.edits:
            if isinstance(edit.value, Unknown):
                live_value = live.bindings.get(places.pattern_of(edit.place))
                members = places.with_value(members, edit.place, edit.value.beside(live_value))
        bound: dict[str, Any] = members
        return bound

    def wire_of(self, case: Case) -> WireRequest:
        """The case's request as it goes over the wire, bound to the present resource. Raises DroppedError."""
        return self._encoded(self.bound(case, self.live()))

    def _encoded(self, members: Mapping[str, Any]) -> WireRequest:
        try:
            return self.codec.encode(members)
        except Inexpressible as error:
            raise DroppedError(str(error), expressible=False) from error

    def _recheck(self, case: Case, wire: WireRequest) -> None:
        """Holds the final value against the contract: it must break what the case says, and no other firm promise."""
        try:
            arrived = self.codec.read_request(wire)
        except UnreadableWireError as error:
            raise DroppedError(str(error), expressible=False) from error
        if self._is_flat(case):
            raise DroppedError("a form has no such value", expressible=False)
        changed = [places.pattern_of(edit.place) for edit in case.edits]
        broken = frozenset(self._checker.broken_near(arrived, changed) if changed else self._checker.broken(arrived))
        firm = (broken & self._firm) - self._issued
        meant = frozenset(case.breaks)
        if case.breaks and case.breaks[0] in self._decided and case.breaks[0] not in broken:
            raise DroppedError("on the wire it is no violation", expressible=False)
        if firm - meant:
            raise DroppedError(f"it also breaks {', '.join(sorted(firm - meant))}")

    def _is_flat(self, case: Case) -> bool:
        """Whether a scalar is to take the place of a structure in a form, where names tell members apart.

        Or that of a boolean: a form holds texts alone, and nothing says which of them are no boolean.
        """
        constraint = self.contract.by_id.get(case.breaks[0]) if case.breaks else None
        if constraint is None or self.codec.protocol not in ("query", "ec2"):
            return False
        return constraint.keyword == "type" and constraint.value in _NOT_IN_FORMS

    def trace(self) -> list[Call]:
        """The calls since the present resource was begun."""
        return self.client.trace


def _touched(place: tuple[Any, ...], edited: Iterable[tuple[Any, ...]]) -> bool:
    return any(place[: len(other)] == other[: len(place)] for other in edited)


def difference(before: Reading | None, after: Reading | None) -> str | None:
    """What two readings of a resource differ in, in a few words; None for nothing."""
    if before is None and after is None:
        return None
    if before is None or after is None:
        return "the resource can be read only before" if after is None else "the resource can be read only after"
    if before.version != after.version:
        return "the version changed"
    changed = [
        name for name in {**before.members, **after.members} if before.members.get(name) != after.members.get(name)
    ]
    facts = [name for name in {**before.facts, **after.facts} if before.facts.get(name) != after.facts.get(name)]
    return f"{', '.join(sorted({*changed, *facts}))} changed" if changed or facts else None
