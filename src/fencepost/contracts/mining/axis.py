"""Which keyword a bound becomes: typing decides, and "characters" settles it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from fencepost.contracts.mining.rule import Promise
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.wording import CHARACTERS, UNIT, unit_word

Axis = Literal["number", "length", "items"]
NUMERIC = ("integer", "long", "float", "double")
_IS_CHARACTERS = re.compile(rf"\s*-?\s*(?:in\slength|long\b|{CHARACTERS})", re.IGNORECASE | re.VERBOSE)
_LENGTH = re.compile(
    r"\b(?:characters?|letters\slong|bytes?\s(?:long|in\slength)|in\slength|length|long)\b", re.IGNORECASE
)
_OF_EACH = re.compile(r",\s(?:and\s)?(?:with\s)?(?:each|keys?|values?)\b", re.IGNORECASE)
#: What holds several of a kind, whose number may be bounded.
MANY = ("list", "map")
_NOT_LENGTH = re.compile(
    r"\b(?:values?|number|integer|percent(?:age)?|port|seconds?|minutes?|hours?|days?|size\sof)\b|%", re.IGNORECASE
)
_UNIT = re.compile(rf"\s?-?(?P<unit>{UNIT})\b|\s?(?P<sign>%)", re.IGNORECASE)
_STATED_UNIT = re.compile(
    r"\b(?:in|of|the|unit\sis|,)\s(?P<unit>milliseconds|microseconds|seconds|minutes|hours|days|weeks|months|years"
    r"|[KMGT]i?B(?:ps|/s)?|bytes|kilobytes|megabytes|gigabytes|mebibytes|gibibytes)\b",
    re.IGNORECASE,
)
_NAMED_UNIT = re.compile(
    r"(?:In)?(Milliseconds|Millis|Ms|Bytes|Seconds|Minutes|Hours|Days|Weeks|Months|[KMG]i?B)(?:$"
    r"|[A-Z])"
)
#: A length in bytes, of which a text of fewer characters may have enough.
IN_BYTES = re.compile(r"\s?-?(?:[\w-]+\s)?(?:bytes|octets)\b", re.IGNORECASE)
#: The units, in one form, that a number may be counted in or not; a percentage or a rate of operations is itself.
_QUANTITY = re.compile(
    r"vcpu|(?:milli|micro)?second|minute|hour|day|week|month|year|[kmgtp]i?b(?:ps|/s)?|(?:kilo|mega|giga|tera|[kmgt]\w?bi)?byte"
)
_KEYWORDS: dict[Axis, tuple[str, str]] = {
    "number": ("minimum", "maximum"),
    "length": ("minLength", "maxLength"),
    "items": ("minItems", "maxItems"),
}


def axis(kind: str, claim: str, after: str, *, counts_items: bool = False) -> Axis | None:
    """What a bound measures on a member of this type; `after` is what follows the bound in the claim.

    None where it measures something that no keyword of the member is about.
    """
    if kind in MANY:  # what is said of each item in the same sentence is no bound on their number
        claim = _OF_EACH.split(claim)[0]
    counted = bool(_IS_CHARACTERS.match(after)) or bool(re.search(r"\blength\b|\bcharacters\b", claim, re.IGNORECASE))
    if kind == "string":
        if counted or _LENGTH.search(claim):
            return "length"
        return None if _NOT_LENGTH.search(claim) or _UNIT.match(after) else "length"
    if kind == "blob":
        return "length" if counted or re.match(r"\s?bytes\b", after, re.IGNORECASE) else None
    if kind in NUMERIC:
        return "number"
    if kind in MANY and not counted and not _UNIT.match(after):
        return "items" if counts_items else None
    return None


def bounds(
    path: str, measured: Axis, low: float | None, high: float | None, *, strict: bool = False
) -> Iterator[Promise]:
    """The promises that a value lies between two bounds, of which one may be open; lengths are whole."""
    if measured != "number" and any(bound is not None and bound != int(bound) for bound in (low, high)):
        return
    if low is not None and high is not None and low > high:
        return
    lower, upper = _KEYWORDS[measured]
    if strict and measured == "number":
        lower, upper = "exclusiveMinimum", "exclusiveMaximum"
    step = 1 if strict and measured != "number" else 0
    if low is not None and not (measured != "number" and low + step <= 0):
        yield Promise(lower, low + step, path)
    if (high is not None and high - step >= 0) or (high is not None and measured == "number"):
        yield Promise(upper, high - step, path)


def unit_after(after: str) -> str:
    """The unit that follows a bound, in one form; empty for none."""
    found = _UNIT.match(after)
    return unit_word(found["unit"] or found["sign"]) if found else ""


def unit_conflicts(statement: Statement, unit: str) -> bool:
    """Whether the member is documented in another unit than that of the bound."""
    if not unit or unit == "%":
        return False
    stated = _stated_units(statement)
    return bool(stated) and unit not in stated


def unit_unknown(statement: Statement, path: str, unit: str, states_values: re.Pattern[str]) -> bool:
    """Whether a bound in a unit of size or time may be one of a quantity that the member counts in another unit.

    Where the claim speaks of values (`states_values` finds it), the number is the value, whatever its unit.
    """
    if not _QUANTITY.fullmatch(unit) or statement.place.type_of(path) not in NUMERIC:
        return False
    return unit not in _stated_units(statement) and not states_values.search(statement.text)


def _stated_units(statement: Statement) -> set[str]:
    stated = {
        unit_word(found["unit"]) for s in statement.place.member.sentences for found in _STATED_UNIT.finditer(s.text)
    }
    named = _NAMED_UNIT.search(statement.place.name)
    if named:
        return {unit_word({"Millis": "ms", "Ms": "ms"}.get(named[1], named[1]))}
    return stated
