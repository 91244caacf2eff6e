"""Ranges of one case each, listed under a literal of another member (`range.of-case`): "io1: 100 - 64000"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.constraint import Condition
from fencepost.contracts.mining.axis import NUMERIC, bounds, unit_conflicts
from fencepost.contracts.mining.circumstances import condition_of
from fencepost.contracts.mining.literal_words import literal_condition
from fencepost.contracts.mining.rule import DIGIT, Example, Promise, Rule, pattern
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.wording import NUMBER, NUMBER_AFTER, UNIT, normalised, number, unit_word

_RANGE = (
    rf"(?P<low>{NUMBER})(?:\s?{UNIT})?\s?(?:-|to)\s?(?P<high>{NUMBER_AFTER})(?:\s?(?P<unit>{UNIT}))?"
    r"(?:\s\([^()]*\))?\.?$"
)
#: What introduces a list of permitted values, and what makes it one of something else.
_PERMITS = re.compile(r"\b(?:supported|valid|allowed|permitted|accepted|constraints?|ranges?|limits)\b", re.IGNORECASE)
_SEPARATOR = re.compile(r",\s(?:and\s|or\s)?|\s(?:and|or)\s")
_OTHERWISE = re.compile(
    r"\b(?:recommend\w*|defaults?|estimate\w*|example|typical\w*|baseline|quotas?)\b", re.IGNORECASE
)


def _of_case(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    introduced = normalised(statement.lead)
    if place.member.type not in NUMERIC or not _PERMITS.search(introduced) or _OTHERWISE.search(introduced):
        return
    condition = _condition(match.groupdict().get("label"), statement)
    if condition is None or unit_conflicts(statement, unit_word(match["unit"] or "")):
        return
    for promise in bounds(place.path, "number", number(match["low"]), number(match["high"])):
        yield Promise(promise.keyword, promise.value, promise.path, (condition,))


def _condition(label: str | None, statement: Statement) -> Condition | None:
    """What a label or the term of a bullet says of another member; None where it names no literals of one."""
    text = label or statement.sentence.term
    if not text:
        return None
    stated = condition_of(re.sub(r"^(?:if|when|where)\s", "", normalised(text), flags=re.IGNORECASE), statement.place)
    if len(stated) == 1 and stated[0].path != statement.place.path:
        return stated[0]
    named = [one for one in _SEPARATOR.split(normalised(text)) if one]
    found = [literal_condition(one, statement.place, (one,)) for one in named]
    paths = {one.path if one and one.keyword == "const" else None for one in found}
    if len(paths) != 1 or paths & {None, statement.place.path}:
        return None
    values = tuple(one.value for one in found if one)
    path = paths.pop() or ""
    return Condition(path, "const", values[0]) if len(values) == 1 else Condition(path, "enum", values)


OF_CASE = Rule(
    name="range.of-case",
    patterns=(pattern(rf"^(?P<label>[\w.,\s-]{{2,60}}?)\s?:\s{_RANGE}"), pattern(rf"^{_RANGE}")),
    build=_of_case,
    examples=(
        Example(
            "<p>The supported depths are:</p><ul><li>Kind is slow1: 3 - 70</li></ul>",
            (
                ("Value", "minimum", 3, (("Kind", "const", "slow1"),)),
                ("Value", "maximum", 70, (("Kind", "const", "slow1"),)),
            ),
            type="integer",
            siblings={"Kind": "string"},
        ),
    ),
    refuses=(
        Example(
            "<p>We recommend these depths:</p><ul><li>Kind is slow1: 3 - 70</li></ul>",
            type="integer",
            siblings={"Kind": "string"},
        ),
        Example("<p>The supported depths are:</p><ul><li>other: 3 - 70</li></ul>", type="integer"),
    ),
    reads="sentence",
    cue=DIGIT,
)

RULES = (OF_CASE,)
