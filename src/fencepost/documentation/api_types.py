"""The `Type:` and the constraints of a member of an API Reference page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from fencepost.documentation.api_syntax import members_of
from fencepost.documentation.page import Member
from fencepost.documentation.syntax import Syntax

_SCALARS = {
    "string": "string",
    "integer": "integer",
    "long": "long",
    "float": "float",
    "double": "double",
    "boolean": "boolean",
    "timestamp": "timestamp",
    "blob": "blob",
    "base64-encoded binary data object": "blob",
    "json value": "document",
    "document": "document",
}
_ARRAY = re.compile(r"arrays? of (?P<item>.+)", re.IGNORECASE)
_MAP = re.compile(r"(?P<key>\S+) to (?P<value>.+?) maps?", re.IGNORECASE)
_MINIMUM = re.compile(r"Minimum \S+ (?:\S+ )??of (?P<number>-?[\d.]*\d)")
_MAXIMUM = re.compile(r"Maximum \S+ (?:\S+ )??of (?P<number>-?[\d.]*\d)")
_FIXED = re.compile(r"Fixed \S+ (?:\S+ )??of (?P<number>-?[\d.]*\d)")
#: No page words a type at such a length; it also bounds how deep types nest.
_LONGEST_TYPE = 200
#: What is said of a list's items; only `Array Members` speaks of the list.
_ITEM_LABELS = ("Length Constraints", "Valid Range", "Pattern", "Valid Values")


def typed(word: str, name: str, syntax: Syntax | None = None) -> Member:
    """A member of the type that a page words as `String`, `Array of Tag objects` or `String to string map`.

    What structures contain is known from the page's syntax block alone, where that shows it.
    """
    word = word.strip().rstrip(".")
    inside = syntax.children[0] if syntax and syntax.children else None
    if len(word) > _LONGEST_TYPE:
        return Member(name, "structure")
    if found := _ARRAY.fullmatch(word):
        return Member(name, "list", members=(typed(found["item"], "[]", inside),))
    if found := _MAP.fullmatch(word):
        return Member(name, "map", members=(typed(found["key"], "{key}"), typed(found["value"], "{}", inside)))
    scalar = _SCALARS.get(word.casefold()) or _SCALARS.get(word.casefold().removesuffix("s"))
    if scalar:
        return Member(name, scalar)
    return Member(name, "structure", members=members_of(syntax) if syntax and syntax.shown == "{" else ())


def constrained(member: Member, facts: Mapping[str, str]) -> Member:
    """The member with its `Valid Values`, `Length Constraints` and the like, each where it belongs.

    On a list, all but `Array Members` speaks of the items; on a map, the labels say `Key` or `Value`.
    """
    own = dict(facts)
    if member.type == "list":
        inner = {label: own.pop(label) for label in _ITEM_LABELS if label in own}
        members = tuple(constrained(item, inner) for item in member.members)
    else:
        members = tuple(constrained(item, _prefixed(item, facts)) for item in member.members[:2])
        members = (*members, *member.members[2:]) if member.type == "map" else member.members
    return replace(member, members=members, literals=_values(own), traits={**member.traits, **_traits(own)})


def _prefixed(item: Member, facts: Mapping[str, str]) -> dict[str, str]:
    prefix = {"{key}": "Key ", "{}": "Value "}.get(item.name)
    return {label.removeprefix(prefix): text for label, text in facts.items() if prefix and label.startswith(prefix)}


def _values(facts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(value.strip() for value in facts.get("Valid Values", "").split("|") if value.strip())


def _traits(facts: Mapping[str, str]) -> dict[str, int | float | str]:
    traits: dict[str, int | float | str] = {}
    for label in ("Length Constraints", "Valid Range", "Array Members", "Map Entries"):
        text = facts.get(label, "")
        for pattern, names in ((_FIXED, ("min", "max")), (_MINIMUM, ("min",)), (_MAXIMUM, ("max",))):
            if found := pattern.search(text):
                traits.update(dict.fromkeys(names, _number(found["number"])))
    if facts.get("Pattern"):
        traits["pattern"] = facts["Pattern"]
    return traits


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)
