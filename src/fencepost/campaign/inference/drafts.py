"""A request in the making: which members it holds beside those that it must, and which values were chosen for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from fencepost.campaign.inference.words import IDENTIFYING, Words, field_of, words_of

Place = tuple[str | int, ...]
#: The values of a scalar, likeliest first.
Options = Callable[["Spot"], list[Any]]
#: Structures within structures deeper than this are left empty.
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Spot:
    """A member of a request: its place, botocore's shape of it, the words on the way, and what is said of it."""

    place: Place
    shape: Any
    path: tuple[Words, ...]
    said: str = ""

    @property
    def name(self) -> str:
        """The last name on the way."""
        return next((step for step in reversed(self.place) if isinstance(step, str)), "")


@dataclass(frozen=True, slots=True)
class Draft:
    """Optional members that are given, required ones that are not, and values by place."""

    added: frozenset[Place] = frozenset()
    dropped: frozenset[Place] = frozenset()
    values: Mapping[Place, Any] = field(default_factory=dict)

    def adding(self, *members: Place) -> Draft:
        """The draft with further members."""
        return replace(self, added=self.added | set(members), dropped=self.dropped - set(members))

    def dropping(self, member: Place) -> Draft:
        """The draft without a member and what is below it."""
        left = frozenset(place for place in self.added if place[: len(member)] != member)
        values = {place: value for place, value in self.values.items() if place[: len(member)] != member}
        return Draft(left, self.dropped | {member}, values)

    def putting(self, place: Place, value: Any) -> Draft:
        """The draft with a value at a place, which is given if it was not."""
        return replace(self, values={**self.values, place: value}, dropped=self.dropped - {place})

    def holds(self, place: Place) -> bool:
        """Whether something at or below a place was asked for."""
        size = len(place)
        return any(other[:size] == place for other in self.added) or any(p[:size] == place for p in self.values)


class Builder:
    """Makes requests of one operation of drafts; `options` says which values a scalar may take."""

    def __init__(self, shape: Any, options: Options) -> None:
        self._shape, self._options = shape, options

    def build(self, draft: Draft) -> dict[str, Any]:
        """The request, with `From` and `Fresh` where its values are not known beforehand."""
        if self._shape is None:
            return {}
        built: dict[str, Any] = self._value(Spot((), self._shape, ()), draft)
        return built

    def _value(self, spot: Spot, draft: Draft) -> Any:
        if spot.place in draft.values:
            return draft.values[spot.place]
        match spot.shape.type_name:
            case "structure":
                return {below.name: self._value(below, draft) for below in self._members(spot, draft)}
            case "list":
                return [self._value(item(spot, index), draft) for index in range(self._count(spot, draft))]
            case "map":
                return self._map(spot, draft)
        return self._options(spot)[0]

    def _members(self, spot: Spot, draft: Draft) -> Iterator[Spot]:
        chosen = [name for name in members_of(spot) if self._given(spot, name, draft)]
        if not chosen and getattr(spot.shape, "is_tagged_union", False):
            chosen = list(spot.shape.members)[:1]
        if not chosen and spot.place and len(spot.place) < DEEPEST:
            # An empty structure says nothing: what identifies comes before what stands first.
            chosen = sorted(members_of(spot), key=lambda name: field_of(name)[1] not in IDENTIFYING)[:1]
        for name in chosen:
            yield member(spot, name)

    def _given(self, spot: Spot, name: str, draft: Draft) -> bool:
        place = (*spot.place, name)
        if place in draft.dropped:
            return False
        if draft.holds(place):
            return True
        return name in spot.shape.required_members and len(place) < DEEPEST

    def _count(self, spot: Spot, draft: Draft) -> int:
        least = min(max(int(spot.shape.metadata.get("min", 1)), 1), 3)
        size = len(spot.place)
        asked = [p[size] for p in (*draft.values, *draft.added) if len(p) > size and p[:size] == spot.place]
        return max([least, *(step + 1 for step in asked if isinstance(step, int))])

    def _map(self, spot: Spot, draft: Draft) -> dict[Any, Any]:
        keys = Spot((*spot.place, "key"), spot.shape.key, (*spot.path, ("key",)))
        values = self._options(keys)
        name = next((value for value in values if isinstance(value, str)), "key")
        return {name: self._value(Spot((*spot.place, name), spot.shape.value, (*spot.path, ("value",))), draft)}


def members_of(spot: Spot) -> list[str]:
    """The names of a structure's members."""
    return list(spot.shape.members)


def member(spot: Spot, name: str) -> Spot:
    """A member of a structure."""
    shape = spot.shape.members[name]
    return Spot((*spot.place, name), shape, (*spot.path, words_of(name)), str(shape.documentation or ""))


def item(spot: Spot, index: int = 0) -> Spot:
    """An item of a list; it goes by the list's name."""
    return Spot((*spot.place, index), spot.shape.member, spot.path, spot.said)


def spots(shape: Any, deepest: int = 4) -> Iterator[Spot]:
    """All members that a request may hold, the outermost first; one item of each list."""
    if shape is None:
        return
    level = [Spot((), shape, ())]
    for _ in range(deepest):
        following: list[Spot] = []
        for spot in level:
            for name in members_of(spot):
                below = member(spot, name)
                yield below
                while below.shape.type_name == "list":
                    below = item(below)
                if below.shape.type_name == "structure":
                    following.append(below)
        level = following[:60]
