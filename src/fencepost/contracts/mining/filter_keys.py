"""What a list of filters may filter by: `enumeration.filters` ("Valid filters are A and B")."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.mining.literals import from_bullets, listed
from fencepost.contracts.mining.place import Place
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.scopes import FILTER_KEYS, WHICH, binds
from fencepost.contracts.mining.statement import Statement

_NAME = re.compile(r"[A-Za-z][\w.:-]*")


def _filters(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """The names of the filters; others may be told elsewhere, hence `either`."""
    path, before = _key(statement.place), match.string[: match.start()]
    if not path or not binds(before, statement) or before.lower().endswith("other "):
        return
    rest = match["rest"].strip(" .:")
    values = listed(rest) if rest else from_bullets(statement.bullets)
    known = statement.place.members[path].literals
    if not values or len(values) < 2 or not all(map(_NAME.fullmatch, values)):  # noqa: PLR2004
        return
    if not known or set(values) <= set(known):
        yield Promise("enum", tuple(values), path, expect="either")


def _key(place: Place) -> str | None:
    """The text by which an item of a list says what it filters by."""
    inside = place.all.inside.get(f"{place.path}[]", ()) if place.member.type == "list" else ()
    called = {member.name.lower(): path for path, member in inside if member.type == "string"}
    found = [called[name] for name in FILTER_KEYS if name in called]
    return found[0] if len(found) == 1 else None


FILTERS = Rule(
    name="enumeration.filters",
    patterns=(
        pattern(
            rf"\b{WHICH}\s(?:filters?|filter\s(?:keys|names|types|attributes)|keys)(?:\sfor\s\w+)?\s?(?:are|is|includes?|:)\s?:?"
            r"\s?(?:(?:the|as)\sfollow(?:ing|s))?\s?:?\s?(?P<rest>.*)$"
        ),
    ),
    build=_filters,
    examples=(
        Example(
            "Valid filters are depth, colour, and age.",
            (("Filters[].Name", "enum", ("depth", "colour", "age")),),
            "Filters",
            "list",
            {"Filters[]": "structure", "Filters[].Name": "string", "Filters[].Values": "list"},
        ),
    ),
    refuses=(
        Example("Valid filters are depth, colour, and age.", (), "Filters", "list", {"Filters[]": "string"}),
        Example(
            "Valid filters include the depth of the well.",
            (),
            "Filters",
            "list",
            {"Filters[]": "structure", "Filters[].Name": "string", "Filters[].Values": "list"},
        ),
    ),
    reads="sentence",
)
RULES = (FILTERS,)
