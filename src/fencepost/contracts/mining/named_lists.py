"""How many items a list takes that is named by them: one around the member, or one inside it (`items.of-ancestor`)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.mining.axis import bounds
from fencepost.contracts.mining.counted import counted
from fencepost.contracts.mining.items import GIVE, MOST, PER, N, number
from fencepost.contracts.mining.limits import AND_MORE, DENIED, LIMITED_ITEMS
from fencepost.contracts.mining.place import Place, words
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.statement import Statement

#: That the items of one request are meant, which nothing depends on.
_IN_REQUEST = re.compile(
    r"\s(?:per|in|for)\s(?:(?:an?|each|every|the)\s)?(?:single\s)?(?:request|call)\b", re.IGNORECASE
)


def _of_ancestor(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """The bound on a list around the member, told on what an item holds, with items called as that list is."""
    place, after = statement.place, _IN_REQUEST.sub("", match.string[match.end("value") :])
    named = counted(after)
    if (
        not named
        or PER.search(after)
        or LIMITED_ITEMS.search(after)
        or DENIED.search(after)
        or AND_MORE.match(after)
        or named == words(place.name)
    ):
        return
    if listed := place.list_around(" ".join(named)) or _list_within(named, place):
        yield from bounds(listed, "items", None, number(match["value"]))


def _list_within(named: tuple[str, ...], place: Place) -> str | None:
    """The list with this name that a structure holds."""
    inside = place.all.inside.get(place.path, ()) if place.member.type == "structure" else ()
    return next((path for path, member in inside if member.type == "list" and words(member.name) == named), None)


OF_ANCESTOR = Rule(
    name="items.of-ancestor",
    patterns=(pattern(rf"^you\s(?:can|may)\s(?:only\s)?{GIVE}\s{MOST}\s{N}"),),
    build=_of_ancestor,
    examples=(
        Example(
            "You can attach a maximum of 7 stones.",
            (("Walls[].Stones", "maxItems", 7),),
            "Walls[].Stones[].Colour",
            "string",
            {"Walls": "list", "Walls[]": "structure", "Walls[].Stones": "list", "Walls[].Stones[]": "structure"},
        ),
        Example(
            "You can include up to 7 more stones.",
            (("Stones", "maxItems", 7),),
            "Stones[]",
            "structure",
            {"Stones": "list"},
        ),
        Example(
            "You can list up to 7 stones.",
            (("Wall.Stones", "maxItems", 7),),
            "Wall",
            "structure",
            {"Wall.Stones": "list"},
        ),
    ),
    refuses=(
        Example(
            "You can attach a maximum of 7 stones and 2 gates.", (), "Walls", "structure", {"Walls.Stones": "list"}
        ),
        Example("You can attach a maximum of 7 stones.", (), "Colour", "string", {"Stones": "list"}),
        Example(
            "You can attach a maximum of 7 gates.",
            (),
            "Stones[].Colour",
            "string",
            {"Stones": "list", "Stones[]": "structure"},
        ),
    ),
)

RULES = (OF_ANCESTOR,)
