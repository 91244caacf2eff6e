"""What to change after a refusal: the member that it names, the values that it lists, then one thing after another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from fencepost.campaign.inference.drafts import Draft, Place, Spot
from fencepost.campaign.inference.foreign import foreigners
from fencepost.campaign.inference.recipe import From
from fencepost.campaign.inference.words import Words, meaningful, words_of
from fencepost.generation import places
from fencepost.protocols import Answer

if TYPE_CHECKING:
    from fencepost.campaign.inference.supply import Supply

#: How many values of one member, and how many optional members, are tried.
VALUES, MEMBERS = 4, 14
_MISSING = re.compile(
    r"(?i)not ?found|no ?such|(does|do|did) ?n[o']t exist|unknown|not exist|invalid\w*id\b|could not (find|be found)"
    r"|unable to find|no \w+ (found|with)|not ?in ?use|not (a member|subscribed|enabled|registered|initiali[sz]ed)"
)
_TAKEN = re.compile(r"(?i)already|limit|quota|exceed|too many|exists|duplicate|in ?use|conflict|being used")
_LISTED = re.compile(
    r"[\[({]([^\[\](){}]{2,300})[\])}]|(?:one of|are|values?|include|be|either)[: ]+([\w.:/'\", |-]{2,200})",
    re.IGNORECASE,
)
_NO_SUCH = re.compile(r"NoSuch(\w+?)(?:Exception|Error|Fault)?$")
_NOT_FOUND = re.compile(r"(\w+?)(?:NotFound|DoesNotExist|NotExist|\.NotFound)\w*$")
_NONE_SUCH = re.compile(
    r"(?i)((?:[a-z]+ ){1,4})(?:(?:with|named|for|in) \S.* )?"
    r"(?:(?:does|do) not exist|not found|cannot be found|could not be found)"
)
_LITERAL = re.compile(r"[\w./:-]+")
_FILLER = frozenset("and or the of be must value one following is not a an set to in at for member".split())


class View(Protocol):
    """What repairs are made from: the members of the request, their values, and the resources at hand."""

    @property
    def supply(self) -> Supply:
        """Where resources come from."""
        ...

    def spots(self) -> list[Spot]:
        """All members that the request may hold."""
        ...

    def sent(self, draft: Draft) -> dict[str, Any]:
        """The request of a draft, as it was sent last."""
        ...

    def options(self, spot: Spot) -> list[Any]:
        """The values of a scalar."""
        ...

    def identifies(self, spot: Spot) -> bool:
        """Whether a member names a resource."""
        ...

    def twins(self, given: Mapping[str, Any]) -> list[tuple[Place, Place]]:
        """Pairs of members of one request of which one may name what the other defines."""
        ...

    def widen(self, spot: Spot) -> list[Any]:
        """Further values for a member that names a resource, made where they are not at hand."""
        ...


def said(answer: Answer) -> str:
    """All that an answer says of a refusal, in one text."""
    failure = f"{answer.failure.kind} {answer.failure.detail}" if answer.failure else ""
    return " ".join(filter(None, (answer.code, answer.message, failure, answer.problem)))


def speaks_of_absence(answer: Answer) -> bool:
    """Whether a refusal says that something isn't there."""
    return bool(_MISSING.search(said(answer))) or answer.status == 404  # noqa: PLR2004


def speaks_of_a_limit(answer: Answer) -> bool:
    """Whether a refusal says that something is there already, or that there are too many."""
    return bool(_TAKEN.search(said(answer)))


def missing_resources(answer: Answer) -> list[Words]:
    """The resources that an error says are not there: `NoSuchKey`, `ImageNotFoundException`, `no policy found`."""
    found: dict[Words, None] = {}
    for pattern, text in (
        (_NO_SUCH, answer.code or ""),
        (_NOT_FOUND, answer.code or ""),
        (_NONE_SUCH, answer.message or ""),
    ):
        for match in pattern.finditer(text):
            resource = meaningful(tuple(word for word in words_of(match.group(1)) if word not in _FILLER))
            if resource:
                found[resource] = None
                if len(resource) > 2:  # noqa: PLR2004 - a sentence says more than the resource
                    found[resource[-2:]] = None
    return list(found)


def repairs(view: View, draft: Draft, answer: Answer) -> Iterator[Draft]:
    """Drafts that may fare better, the likeliest first. More are found as resources are made for them."""
    refusal = _Refusal(view, draft, answer)
    yield from _told(refusal)
    yield from _missed(refusal)
    yield from _tried_on(refusal)


class _Refusal:
    """What a refusal speaks of: the members that it names, given (`named`) or not (`lacking`)."""

    def __init__(self, view: View, draft: Draft, answer: Answer) -> None:
        self.view, self.draft, self.answer = view, draft, answer
        self.text = said(answer)
        self.given = view.sent(draft)
        self.present = [spot for spot in view.spots() if _present(self.given, spot.place)]
        self.absent = [spot for spot in view.spots() if not _present(self.given, spot.place)]
        self.named = [spot for spot in self.present if names(self.text, spot) or _quoted(self.text, self.given, spot)]
        lacking = (spot for spot in self.absent if names(self.text, spot))
        self.lacking = sorted(lacking, key=lambda spot: len(spot.place))
        # A target that looks a name up and stumbles over it says the same as one that doesn't find it.
        stumbled = answer.crashed and any(_quoted(self.text, self.given, spot) for spot in self.present)
        self.absence = stumbled or speaks_of_absence(answer)

    def remade(self, resources: list[Words]) -> Iterator[Draft]:
        """The same draft after each of these resources was made."""
        for resource in resources:
            if self.view.supply.make(resource):
                yield self.draft


def _told(refusal: _Refusal) -> Iterator[Draft]:
    """What the refusal itself says: values that it lists, resources that aren't there, members that it names."""
    view, draft, named = refusal.view, refusal.draft, refusal.named
    spoken = [spot for spot in (*named, *refusal.lacking[:2]) if not view.identifies(spot)]
    if not refusal.absence:
        yield from _as_listed(draft, refusal.text, spoken)
    quoted = [spot for spot in named if _quoted(refusal.text, refusal.given, spot)]
    yield from _abroad(view, draft, quoted)
    yield from refusal.remade(missing_resources(refusal.answer))
    yield from _lacking(view, draft, refusal.lacking[:5], refusal.present)
    yield from _abroad(view, draft, [*named, *(refusal.present if refusal.absence else ())])
    for spot in named:
        if spot.shape.type_name == "list" or spot.place[-1] == 0:
            # Some lists ask for more than one item, and say so only now.
            yield draft.adding((*spot.place, 1) if spot.shape.type_name == "list" else (*spot.place[:-1], 1))
        yield from _others(view, draft, spot)


def _missed(refusal: _Refusal) -> Iterator[Draft]:
    """What it may mean: another resource, another identifier, something that one member defines for another."""
    view, draft = refusal.view, refusal.draft
    if refusal.absence:
        meant = [spot for spot in refusal.present if spot in refusal.named or view.identifies(spot)]
        yield from _elsewhere(view, draft, meant)
    for one, two in view.twins(refusal.given):
        yield draft.putting(one, "fencepost").putting(two, "fencepost")
    yield from refusal.remade(view.supply.mentioned(refusal.text))


def _tried_on(refusal: _Refusal) -> Iterator[Draft]:
    """One thing after another: optional members, other values, what all else may rest on, and all at once."""
    view, draft, absent, present = refusal.view, refusal.draft, refusal.absent, refusal.present
    yield from _more(view, draft, absent, present, first=refusal.absence)
    for spot in present:
        if spot not in refusal.named:
            yield from _others(view, draft, spot)
    yield from _elsewhere(view, draft, [spot for spot in present if view.identifies(spot)])
    yield from refusal.remade(view.supply.foundations())
    tops = [spot.place for spot in absent if len(spot.place) == 1]
    yield draft.adding(*tops)
    yield draft.adding(*(spot.place for spot in absent if _scalar(spot) and len(spot.place) <= 2))  # noqa: PLR2004


def names(text: str, spot: Spot) -> bool:
    """Whether a message names a member."""
    return naming(spot.name).search(text) is not None


_PATTERNS: dict[str, re.Pattern[str]] = {}


def naming(name: str) -> re.Pattern[str]:
    """Finds a member's name in a text, as the API writes it or in words."""
    if name not in _PATTERNS:
        parts = "[ _-]?".join(f"{re.escape(word)}s?" for word in words_of(name)) or re.escape(name)
        _PATTERNS[name] = re.compile(rf"(?i)(?<![a-z0-9])(?:{parts}|{re.escape(name)})(?![a-z0-9])")
    return _PATTERNS[name]


def _as_listed(draft: Draft, text: str, spots: list[Spot]) -> Iterator[Draft]:
    literals = _literals(text)
    for spot in spots[:4]:
        if spot.shape.type_name in ("string", "integer", "long"):
            for literal in literals[:VALUES]:
                if spot.shape.type_name == "string":
                    yield draft.putting(spot.place, literal)
                elif literal.isdigit():
                    yield draft.putting(spot.place, int(literal))


def _literals(text: str) -> list[str]:
    found: dict[str, None] = {}
    for match in _LISTED.finditer(text):
        for literal in _LITERAL.findall(match.group(1) or match.group(2)):
            if literal.lower().strip(".") not in _FILLER and 1 < len(literal) < 60:  # noqa: PLR2004
                found[literal.strip(".:")] = None
    return list(found)


def _lacking(view: View, draft: Draft, lacking: list[Spot], present: list[Spot]) -> Iterator[Draft]:
    """The draft with members that a message asks for: what exists elsewhere before what is made up."""
    for spot in lacking:
        found = view.supply.abroad(spot) if foreigners(spot.path) else []
        if found:
            yield draft.putting(spot.place, found[0])
        yield draft.adding(spot.place, *_beside(spot, present))
    if len(lacking) > 1:
        yield draft.adding(*(place for spot in lacking for place in (spot.place, *_beside(spot, present))))


def _beside(spot: Spot, present: list[Spot]) -> list[Place]:
    """The members that stand beside one already: in an empty structure, one stands there for want of a better."""
    return [other.place for other in present if len(spot.place) > 1 and other.place[:-1] == spot.place[:-1]]


def _others(view: View, draft: Draft, spot: Spot) -> Iterator[Draft]:
    """The draft with other values of one member."""
    if spot.shape.type_name in ("structure", "list", "map"):
        return
    place = spot.place
    now = draft.values.get(place)
    values = view.options(spot)
    live = [value for value in values if isinstance(value, From)]
    # Where something live can be named, nothing made up will do.
    for value in (live if view.identifies(spot) and live else values)[: VALUES + 1]:
        if value != now:
            yield draft.putting(place, value)


def _abroad(view: View, draft: Draft, spots: list[Spot]) -> Iterator[Draft]:
    """The draft with resources of other services, all that can be had: they often belong together."""
    found = {spot.place: view.supply.abroad(spot) for spot in spots if foreigners(spot.path)}
    all_of_them = draft
    for place, values in found.items():
        for value in values[:1]:
            yield draft.putting(place, value)
            all_of_them = all_of_them.putting(place, value)
    yield all_of_them
    for place, values in found.items():
        for number, value in enumerate(values[1:], 1):
            if place and place[-1] == 0:
                all_of_them = all_of_them.putting((*place[:-1], number), value)
    yield all_of_them


def _elsewhere(view: View, draft: Draft, present: list[Spot]) -> Iterator[Draft]:
    """The draft with other resources in the places that name some."""
    for spot in present:
        if _scalar(spot):
            for value in view.widen(spot)[: 2 * VALUES]:
                if value != draft.values.get(spot.place):
                    yield draft.putting(spot.place, value)


def _more(view: View, draft: Draft, absent: list[Spot], present: list[Spot], *, first: bool) -> Iterator[Draft]:
    """The draft with one optional member more: those on top first, what names a resource `first` or last."""
    on_top = [spot for spot in absent if len(spot.place) == 1]
    below = [spot for spot in absent if len(spot.place) > 1]
    for spot in [*sorted(on_top, key=lambda spot: view.identifies(spot) != first), *below][:MEMBERS]:
        yield draft.adding(spot.place, *_beside(spot, present))


def _quoted(text: str, given: dict[str, Any], spot: Spot) -> bool:
    """Whether a message holds the very value that was sent."""
    value = places.get(given, spot.place)
    return isinstance(value, str) and len(value) > 3 and value in text  # noqa: PLR2004


def _scalar(spot: Spot) -> bool:
    return spot.shape.type_name not in ("structure", "list", "map")


def _present(given: Any, place: Place) -> bool:
    for step in place:
        if isinstance(step, int):
            if not isinstance(given, list) or step >= len(given):
                return False
            given = given[step]
        elif isinstance(given, dict) and step in given:
            given = given[step]
        else:
            return False
    return True
