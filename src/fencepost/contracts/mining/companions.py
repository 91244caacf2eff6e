"""Members that belong to a literal: a gloss says that the literal goes by what another member holds.

No sentence says that the other must be given, so that this is only inferred; but a request that gives the literal alone
is not plausible.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.constraint import Condition
from fencepost.contracts.mining.conditions import term_condition
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.statement import Statement


def _companion(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    literal = match.groupdict().get("literal")
    found = Condition(place.path, "const", literal) if literal in place.member.literals else None
    condition = found if literal else term_condition(statement)
    other = place.find(match["name"])
    if condition is not None and condition.path == place.path and other and other != place.path:
        yield Promise("required", True, other, (condition,))  # noqa: FBT003


_KINDS = {"Kind": "string", "ColourList": "list"}
COMPANION = Rule(
    name="inferred.companion",
    patterns=(
        pattern(
            r"\bor\s(?P<literal>[\w-]+)\sto\s\w+\sonly\sthe\s\w+\s(?:that\sare\s)?(?:specified|listed|given)\sin\s"
            r"(?:the\s)?(?P<name>\w+)\s(?:parameter|member|field|list)\b"
        ),
        pattern(
            r"\bonly\sthe\s\w+\s(?:that\s)?(?:you\s)?(?:specify|specified|listed|list)\s(?:using|in|with)\s(?:the\s)?"
            r"(?P<name>\w+)\s(?:parameter|member|field|list)\b"
        ),
    ),
    build=_companion,
    examples=(
        Example(
            "Paint only the colours you list in the ColourList parameter.",
            (("ColourList", "required", True, (("Kind", "const", "SOME"),)),),
            "Kind",
            "string",
            _KINDS,
            "SOME",
        ),
    ),
    refuses=(
        Example("Paint all the colours in the ColourList parameter.", (), "Kind", "string", _KINDS, "SOME"),
        Example("Paint only the colours you list in the catalogue.", (), "Kind", "string", _KINDS, "SOME"),
    ),
    reads="sentence",
    inferred=True,
)
RULES = (COMPANION,)
