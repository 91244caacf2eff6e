"""Bounds told by what is refused: `range.refused-above`, `range.refused-below`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.mining.axis import NUMERIC, bounds
from fencepost.contracts.mining.owner import is_subject
from fencepost.contracts.mining.rule import DIGIT, Example, Promise, Rule, pattern
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.wording import NUMBER, number

_GIVE = r"(?:specify|provide|enter|set|use|supply|pass|include|give|submit)"
_MORE = r"(?:more|greater|larger|higher|longer)\sthan"
_LESS = r"(?:less|fewer|smaller|lower|shorter)\sthan"
_FAILS = (
    r"(?P<fails>[^.;]*\b(?:error|exception|(?:request|call|operation)\s(?:fails|is\srejected)|(?:is|are|will\sbe)\srejected"
    r"|fails\swith)\b)"
)
_CHARACTERS = re.compile(r"\s(?:\w+\s)?characters?\b", re.IGNORECASE)


def _above(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    yield from _bound(match, statement, upper=True)


def _below(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    yield from _bound(match, statement, upper=False)


def _bound(match: re.Match[str], statement: Statement, *, upper: bool) -> Iterable[Promise]:
    """What is over a bound fails, so that the bound itself is the last value that doesn't."""
    place, value = statement.place, number(match["value"])
    after = match.string[match.end("value") :]
    if not is_subject(match["subject"] or "", place) or re.search(r"\bnot?\b|n't\b", match["fails"].split(" error")[0]):
        return
    counts = bool(_CHARACTERS.match(after))
    kind = place.member.type
    if kind in NUMERIC and not counts and re.match(r"\s?(?:,|seconds|minutes|days|hours)", after):
        yield from bounds(place.path, "number", None if upper else value, value if upper else None)
    elif kind == "string" and counts:
        yield from bounds(place.path, "length", None if upper else value, value if upper else None)


def _patterns(than: str) -> tuple[re.Pattern[str], ...]:
    return (
        pattern(
            rf"^if\s(?:you|(?:an?\s|the\s)?(?:user|caller|client)s?)\s{_GIVE}s?\s(?P<subject>a\s(?:value|number)|this\s\w+)?\s?(?:that\sis\s|to\s)?{than}\s(?P<value>{NUMBER}){_FAILS}"
        ),
        pattern(
            rf"^if\s(?P<subject>the\s[\w\s]{{1,30}}?|this\s\w+|it)\s(?:is|has|contains)\s{than}\s(?P<value>{NUMBER}){_FAILS}"
        ),
    )


ABOVE = Rule(
    name="range.refused-above",
    patterns=_patterns(_MORE),
    build=_above,
    examples=(
        Example(
            "If you specify a value greater than 90, the call ends with a validation error.",
            (("Value", "maximum", 90),),
            type="integer",
        ),
        Example("If you specify more than 90 characters, an error is sent back.", (("Value", "maxLength", 90),)),
    ),
    refuses=(
        Example("If you specify a value greater than 90, 90 is taken.", type="integer"),
        Example("If you specify a value greater than 90, no error is sent back.", type="integer"),
        Example("If the wait is longer than 90 seconds, the call ends with an error.", type="integer", member="Depth"),
    ),
    reads="sentence",
    cue=DIGIT,
)
BELOW = Rule(
    name="range.refused-below",
    patterns=_patterns(_LESS),
    build=_below,
    examples=(
        Example(
            "If you specify a value less than 9, the call ends with a validation error.",
            (("Value", "minimum", 9),),
            type="integer",
        ),
    ),
    refuses=(Example("If you specify a value less than 9, 9 is taken.", type="integer"),),
    reads="sentence",
    cue=DIGIT,
)

RULES = (ABOVE, BELOW)
