"""The search for a request of one operation that a target accepts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fencepost.campaign.inference import documents as docs
from fencepost.campaign.inference import repair
from fencepost.campaign.inference.catalogue import Catalogue, Leaf, catalogue_of
from fencepost.campaign.inference.drafts import Builder, Draft, Place, Spot, item, spots
from fencepost.campaign.inference.plan import Ground, Plan
from fencepost.campaign.inference.producers import ENOUGH, fitness, makers
from fencepost.campaign.inference.recipe import Fresh, From, LostValueError
from fencepost.campaign.inference.scalars import scalar_values
from fencepost.campaign.inference.supply import Supply
from fencepost.campaign.inference.words import FIRST, IDENTIFYING, NAMING, alike
from fencepost.generation import places
from fencepost.protocols import Answer

if TYPE_CHECKING:
    from fencepost.campaign.inference.search import Search

#: The most requests of one operation that are sent until one is accepted, fewer where another one waits for it.
MOST_CALLS, MOST_NESTED = 60, 30
#: What names the request itself, so that it isn't carried out twice.
_OF_THE_REQUEST = (("request",), ("reference",), ("client",), ("idempotency",))
#: What a request may name though nobody makes it: it is there before anything else.
_AMBIENT = (("account",), ("owner",), ("region",))
#: Parts of a message that may differ from time to time.
_VOLATILE = re.compile(r"fencepost\S*|[0-9a-fA-F-]{8,}|\d+|0x\w+")


@dataclass(frozen=True, slots=True)
class Tried:
    """A draft as it was sent, and what came back; `answer` is None where it had no form on the wire."""

    draft: Draft
    template: Mapping[str, Any]
    request: Mapping[str, Any]
    answer: Answer | None
    absent: bool = False

    @property
    def accepted(self) -> bool:
        """Whether the target accepted it."""
        return self.answer is not None and self.answer.accepted


class Attempt:
    """One operation, the steps taken for it, and the drafts tried. `stack` are the operations that wait for it."""

    def __init__(self, search: Search, plan: Plan, name: str, stack: tuple[str, ...]) -> None:
        self.search, self.plan, self.name, self.stack = search, plan, name, stack
        self.ground: Ground = plan.ground
        self.service, _, short = name.partition(".")
        catalogue = catalogue_of(self.service, search.models)
        assert catalogue is not None  # noqa: S101 - whoever asks has looked
        self.catalogue: Catalogue = catalogue
        self.operation = catalogue.operations[short]
        self.supply = Supply(search, plan, catalogue, self.operation, stack)
        self.law = search.law(name)
        self.builder = Builder(self.operation.input, self.options)
        self.linked = False
        self.calls = 0
        self.most = MOST_NESTED if stack else MOST_CALLS
        self._tried: list[Tried] = []
        self._leaves = {_plain(leaf.place): leaf for leaf in self.operation.given}
        self._spots: list[Spot] | None = None

    # What repairs ask for

    def spots(self) -> list[Spot]:
        """All members that the request may hold; a list of scalars as its first item."""
        if self._spots is None:
            self._spots = [_item(spot) for spot in spots(self.operation.input)]
        return self._spots

    def given(self, draft: Draft) -> dict[str, Any]:
        """The request of a draft, with `From` and `Fresh` in it."""
        return self.builder.build(draft)

    def sent(self, draft: Draft) -> dict[str, Any]:
        """The request of a draft, as it was sent last."""
        return next((dict(t.request) for t in reversed(self._tried) if t.draft == draft), {}) or self.given(draft)

    def options(self, spot: Spot) -> list[Any]:
        """The values of a scalar: what names a resource at hand before what its name suggests."""
        leaf = self._leaves.get(_plain(spot.place))
        own = leaf is not None and self._is_own(leaf)
        signing = str(self.operation.model.service_model.signing_name)
        values = [
            value.replace(docs.SERVICE, signing) if isinstance(value, str) else value
            for value in scalar_values(spot.shape, spot.path, spot.said, own=own)
        ]
        if self.linked and leaf is not None and self._is_needed(leaf, spot):
            return [*self.supply.references(leaf), *values]
        if self.linked and leaf is not None and not own and not getattr(spot.shape, "enum", None):
            return [*self.supply.same(leaf), *values]
        return values

    def identifies(self, spot: Spot) -> bool:
        """Whether a member names a resource that is there before the request."""
        leaf = self._leaves.get(_plain(spot.place))
        return leaf is not None and self._is_needed(leaf, spot)

    def widen(self, spot: Spot) -> list[Any]:
        """Values from further producers, and other identifiers at hand."""
        leaf = self._leaves.get(_plain(spot.place))
        if leaf is None:
            return []
        before = [source for source, _ in self.supply.at_hand(leaf)]
        self.supply.produce(leaf)
        likely = [found for found, _ in self.supply.at_hand(leaf, least=0.5) if found not in before[:1]]
        return [*likely[:3], *self.supply.composed(leaf), *self.supply.unlikely(leaf)]

    def twins(self, given: Mapping[str, Any]) -> list[tuple[Place, Place]]:
        """Pairs of members of one request of which one may name what the other defines."""
        held = [leaf for place, leaf in self._leaves.items() if isinstance(places.get(given, place), str)]
        found: list[tuple[float, Place, Place]] = []
        for leaf in held:
            for other in held:
                apart = leaf.place[:-1] != other.place[:-1] and leaf.explicit and not other.explicit
                if apart and leaf.field in ("id", "name", "") and 0 in other.place:
                    found.append((fitness(leaf, other, "answer"), leaf.place, other.place))
        return [(one, two) for fit, one, two in sorted(found, key=lambda f: (-f[0], str(f))) if fit >= ENOUGH][:4]

    # What names a resource

    def _is_own(self, leaf: Leaf) -> bool:
        """Whether a member names what the request itself makes."""
        operation = self.operation
        if operation.verb not in NAMING:
            return False
        if leaf.field not in ("", "id", "name", "url") or self._made_before():
            return False
        if not leaf.explicit or alike(leaf.resource, operation.noun) == 3:  # noqa: PLR2004
            return True
        begins = leaf.field == "name" and operation.verb in FIRST and len(leaf.place) == 1
        if begins and alike(leaf.resource, operation.noun) == 1 and leaf.resource not in self.catalogue.made:
            return True  # the key's name, of a key pair
        ends = alike(leaf.resource, operation.noun) == 2 and len(leaf.resource) < len(operation.noun)  # noqa: PLR2004
        return ends and (leaf.field == "name" or leaf.resource not in self.catalogue.made)

    def _made_before(self) -> bool:
        """Whether another operation creates what this one starts, publishes or restores."""
        if self.operation.verb in FIRST or self.operation.verb in ("copy", "restore"):
            return False
        return any(maker.verb in FIRST for maker in makers(self.catalogue, self.operation))

    def _is_needed(self, leaf: Leaf, spot: Spot) -> bool:
        if getattr(spot.shape, "enum", None) or self._is_own(leaf):
            return False
        if self.operation.makes and leaf.resource[-1:] in _OF_THE_REQUEST:
            return False
        if leaf.field in IDENTIFYING:
            return True
        return bool(leaf.field) or leaf.resource in self.catalogue.made or bool(self._mentions(leaf))

    def _mentions(self, leaf: Leaf) -> frozenset[str]:
        mentioned = self.operation.mentioned(str(leaf.place[0])) - {self.operation.name}
        return mentioned & self.catalogue.operations.keys()

    # The search itself

    def try_(self, draft: Draft) -> Tried:
        """Sends a draft, as near to it as the contract permits."""
        template = self.builder.build(draft)
        try:
            request = self.plan.filled(template)
        except LostValueError:
            return Tried(draft, template, {}, None)
        if self.law is not None:
            template, lawful = self.law.mended(template, request)
            if lawful is not request:
                request = self.plan.filled(template)
        self.calls += 1
        reply = self.ground.ask(self.name, request)
        if reply is None:
            return Tried(draft, template, request, None)
        absent = self.ground.target.not_implemented(reply.response, reply.answer)
        tried = Tried(draft, template, request, reply.answer, absent)
        self._tried.append(tried)
        if reply.answer.failure is not None and reply.answer.failure.kind == "timeout":
            # What hangs would hang again, and take its time.
            self.calls = self.most
        if reply.answer.crashed:
            self.supply.begin_anew()
        return tried

    def _spent(self) -> bool:
        return self.calls >= self.most or self.search.exhausted

    def climb(self, start: Draft) -> Tried:
        """The first accepted draft on the way from one repair to the next, or the last one tried."""
        current = self.try_(start)
        seen = {signature(current)}
        while not current.accepted and current.answer is not None and not self._spent():
            better = self._better(current, seen)
            if better is None:
                break
            current = better
        return current

    def _better(self, current: Tried, seen: set[str]) -> Tried | None:
        """The first repaired draft that is accepted, or refused for another reason; None where none is."""
        assert current.answer is not None  # noqa: S101 - the caller has looked
        sent = [(current.draft, len(self.plan.steps))]
        for draft in repair.repairs(self, current.draft, current.answer):
            if self._spent():
                return None
            if (draft, len(self.plan.steps)) in sent:
                continue
            sent.append((draft, len(self.plan.steps)))
            tried = self.try_(draft)
            if tried.accepted:
                return tried
            mark = signature(tried)
            if mark not in seen:
                seen.add(mark)
                if _is_progress(current, tried) and not self._went_astray(current, tried):
                    return tried
        return None

    def _went_astray(self, before: Tried, after: Tried) -> bool:
        """Whether another identifier in the place of a live one only led to something else that isn't there."""
        if after.answer is None or not repair.speaks_of_absence(after.answer):
            return False
        now = dict(_leaves_of(after.template))
        return any(isinstance(value, From) and now.get(place) != value for place, value in _leaves_of(before.template))

    def _names_one(self, leaf: Leaf, value: Any) -> bool:
        """Whether a value identifies a resource; what a new one is only to work with, in another service, doesn't."""
        making = self.operation.verb in NAMING
        if leaf.field and leaf.field not in IDENTIFYING:
            return False
        if not self._is_live(value):
            return bool(leaf.field) and not making and not isinstance(value, From)
        return not making or self.plan.steps[value.step].operation.startswith(f"{self.service}.")

    def _is_live(self, value: Any) -> bool:
        """Whether a value names what a step made or found, and not only what it was sent."""
        if not isinstance(value, From):
            return False
        if value.side == "answer" or value.step >= len(self.plan.steps):
            return True
        return isinstance(places.get(self.plan.steps[value.step].members, value.place), (From, Fresh))

    def needed(self, template: Mapping[str, Any]) -> list[Place]:
        """The places of a request that name a resource which is there before it."""
        found: list[Place] = []
        for place, value in _leaves_of(template):
            leaf = self._leaves.get(_plain(place))
            spot = next((s for s in self.spots() if _plain(s.place) == _plain(place)), None)
            if leaf is None or spot is None or not self._is_needed(leaf, spot):
                continue
            if leaf.resource[-1:] in _AMBIENT and leaf.resource not in self.catalogue.made:
                continue
            if self._names_one(leaf, value):
                found.append(place)
        return found


def _is_progress(before: Tried, after: Tried) -> bool:
    """Whether a refusal for another reason is nearer to being accepted: it must not be about what was changed."""
    if after.answer is None or before.answer is None:
        return False
    text, earlier = repair.said(after.answer), repair.said(before.answer)
    earlier_given, given = dict(_leaves_of(before.template)), dict(_leaves_of(after.template))
    wanted = False
    for place, template in given.items():
        value = places.get(after.request, place)
        if place not in earlier_given:
            way = [repair.naming(step) for step in place if isinstance(step, str)]
            asked = any(told.search(earlier) for told in way)
            wanted = wanted or asked
            if not asked and not isinstance(template, From) and way and way[-1].search(text):
                return False
        elif earlier_given[place] != template and isinstance(value, str) and len(value) > 2 and value in text:  # noqa: PLR2004
            return False
    # A crash is farther than a refusal, unless what was asked for led to it.
    return wanted or before.answer.crashed or not after.answer.crashed


def signature(tried: Tried) -> str:
    """What a refusal says, without the values that were sent and numbers that may differ from time to time."""
    if tried.answer is None:
        return "unsendable"
    text = repair.said(tried.answer)
    for _, value in places.leaves(dict(tried.request)):
        if isinstance(value, str) and len(value) > 2:  # noqa: PLR2004
            text = text.replace(value, "#")
    return f"{tried.answer.status} {_VOLATILE.sub('#', text)}"


def _plain(place: Place) -> Place:
    return tuple(0 if isinstance(step, int) else step for step in place)


def _item(spot: Spot) -> Spot:
    while spot.shape.type_name == "list" and spot.shape.member.type_name not in ("structure", "map"):
        spot = item(spot)
    return spot


def _leaves_of(template: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    if isinstance(template, Mapping):
        for name, value in template.items():
            yield from _leaves_of(value, (*place, name))
    elif isinstance(template, (list, tuple)):
        for index, value in enumerate(template):
            yield from _leaves_of(value, (*place, index))
    else:
        yield place, template
