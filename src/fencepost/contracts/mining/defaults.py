"""The values that the documentation says are taken where nothing is given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from fencepost.contracts.mining.axis import NUMERIC, unit_after, unit_conflicts
from fencepost.contracts.mining.place import Place
from fencepost.contracts.mining.setaside import neutral_lead
from fencepost.contracts.mining.shapes import is_formed
from fencepost.contracts.mining.statement import Statement, statements
from fencepost.contracts.mining.wording import NUMBER, number

_THE = r"(?:\b(?:the|a)\sdefault|^\W*default|[(,;]\s?default|\bdefaults?(?=\sto\b)|\bits\sdefault)"
_IS = (
    r"(?:\s(?:\w+\s)?(?:value|setting|size|limit|length|number|period|timeout|duration))?"
    r"\s?(?:is|of|to|:|=|is\sset\sto)\s"
)
_NUMBER = re.compile(
    rf"{_THE}{_IS}(?P<value>{NUMBER})(?P<after>[^.;,]*)",
    re.IGNORECASE,
)
_TEXT = re.compile(
    rf"{_THE}{_IS}(?P<value>[^\s'\"]+)(?P<after>[^.;,]*)",
    re.IGNORECASE,
)
#: The one condition under which a default is taken; and conditions under which this value is.
_GIVEN_NOTHING = re.compile(
    r"\b(?:if|when)\s(?:you\s(?:don't|do\snot)\s\w+|(?:it|this|no|the|a)\s[\w\s]{0,40}?(?:isn't|is\snot|not|is)\s(?:specified"
    r"|provided|set|given|included|present)|(?:omitted|not\sspecified|unspecified|none\sis))[^,.;]*",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(
    r"\b(?:they|these|if|when|for|unless|otherwise|depend\w*|except|with|in|on|maximum|minimum|at\smost)\b",
    re.IGNORECASE,
)
_NO_NUMBER = re.compile(
    r"^\s?(?:%\sof|percent\sof|x\b|times|\*|/|-\s?\d|to\s\d|or\b|and\b|\w+\sor\b|[KMGT]i?B)", re.IGNORECASE
)


def documented_defaults(place: Place) -> list[tuple[Any, str]]:
    """The default of a member, with where it stands (`Config.Weight/2`), once for each sentence that gives it.

    Nothing where different values are given, where a value holds for one case only, or is in another unit than the
    member's. Numbers are read as they stand, texts only where they are known literals or no words of the language.
    """
    found = list(_stated(place))
    return found if len({repr(value) for value, _ in found}) == 1 else []


def _stated(place: Place) -> Iterator[tuple[Any, str]]:
    for statement in statements(place.member.sentences, place):
        if "default" not in statement.text.lower() or not _of_the_member(statement):
            continue
        value = _number(statement) if place.member.type in NUMERIC else _text(statement)
        if value is not None:
            yield value, f"{place.path}/{statement.sentence.number}"


def _of_the_member(statement: Statement) -> bool:
    """Whether a sentence stands where it speaks of the member in general."""
    sentence = statement.sentence
    if sentence.term and not neutral_lead(sentence.term):
        return False
    return not sentence.bullet or neutral_lead(statement.lead)


def _number(statement: Statement) -> int | float | None:
    found = _unconditional(_NUMBER, statement)
    if found is None or _NO_NUMBER.match(found["after"]):
        return None
    unit = unit_after(found["after"])
    if unit and (unit_conflicts(statement, unit) or not _says_unit(statement, unit)):
        return None
    return number(found["value"])


def _says_unit(statement: Statement, unit: str) -> bool:
    """Whether the member is counted in this unit: its name or another of its sentences says so."""
    rest = " ".join(s.text for s in statement.place.member.sentences if s.number != statement.sentence.number)
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", statement.place.name)
    return unit == "%" or bool(re.search(rf"\b{re.escape(unit)}s?\b", f"{rest} {name}", re.IGNORECASE))


def _text(statement: Statement) -> str | None:
    if statement.place.member.type != "string":
        return None
    found = _unconditional(_TEXT, statement)
    if found is None:
        return None
    value = found["value"].rstrip(".,;)")
    known = statement.place.member.literals
    if not (value in known or is_formed(value)) or value.lower() in (statement.place.name.lower(), "true", "false"):
        return None
    return value


def _unconditional(pattern: re.Pattern[str], statement: Statement) -> re.Match[str] | None:
    """The one default in a sentence that makes no case of its own for it."""
    text = _GIVEN_NOTHING.sub("", statement.text).replace("with a default", "a default")
    matches = list(pattern.finditer(text))
    if len(matches) != 1:
        return None
    around = text[: matches[0].start()].rsplit(". ", 1)[-1] + matches[0]["after"]
    return None if _CONDITIONAL.search(around) else matches[0]
