"""What must not be empty: `range.not-empty`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.mining.axis import MANY
from fencepost.contracts.mining.limits import is_the_list
from fencepost.contracts.mining.owner import is_subject
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.statement import Statement

_OTHER = r"(?:null|nil|blank|whitespace)"


def _not_empty(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    subject = match["subject"].strip()
    if place.member.type in MANY and is_the_list(subject, place):
        yield Promise("minItems", 1)
    elif place.member.type == "string" and not place.member.literals and is_subject(subject, place):
        yield Promise("minLength", 1)


_NAME = (("Name", "minLength", 1),)
NOT_EMPTY = Rule(
    name="range.not-empty",
    patterns=(
        pattern(
            rf"^(?P<subject>[^.;:,]{{0,60}}?)\b(?:can't|cannot|can\snot|must\snot|mustn't|may\snot)\sbe\s(?:an?\s)?"
            rf"(?:{_OTHER}(?:,\s|,?\sor\s)(?:an?\s)?)*(?:empty|blank)(?:\s(?:string|list|array|value|map))?(?:,?\s(?:or\s)?{_OTHER})*\.?$"
        ),
        pattern(
            r"^(?P<subject>[^.;:,]{0,60}?)\bmust\s(?:be\s(?:an?\s)?(?:non-empty|not\sempty|nonempty)(?:\s(?:string|list|array|value|map))?|not\sbe\sleft\s(?:empty|blank))\.?$"
        ),
    ),
    build=_not_empty,
    examples=(
        Example("Can't be null, empty, or blank.", _NAME, "Name"),
        Example("The name must not be empty.", _NAME, "Name"),
        Example("Must be a non-empty string.", _NAME, "Name"),
        Example("This list cannot be empty.", (("Stones", "minItems", 1),), "Stones", "list"),
    ),
    refuses=(
        Example("The street must not be empty.", (), "Name"),
        Example("Can't be empty if Mode is FAST.", (), "Name", "string", {"Other": "string"}),
        Example("Can't be null.", (), "Name"),
    ),
)
RULES = (NOT_EMPTY,)
