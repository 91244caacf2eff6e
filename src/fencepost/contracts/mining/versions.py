"""Promises about versions in use: the latest is taken, a given one is higher, or the same."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.constraint import Condition
from fencepost.contracts.mining.conditions import term_condition
from fencepost.contracts.mining.place import Place
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.statement import Statement

#: No sentence of the family is without one of these.
_CUE = re.compile(r"version|revision|than\sthe", re.IGNORECASE)

_CONDITIONAL = re.compile(r"\b(?:if|when|unless|until|while)\b", re.IGNORECASE)


def _versions(phrase: str, place: Place) -> list[str]:
    """The members that a phrase such as "major and minor version" names by the last words of their names."""
    *firsts, last = re.split(r"\s(?:and|or)\s", phrase.strip())
    noun = last.split()[-1]
    found = [place.ending_in(part if part.endswith(noun) else f"{part} {noun}") for part in (*firsts, last)]
    return [paths[0] for paths in found] if all(len(paths) == 1 for paths in found) else []


def _under_heading(statement: Statement, paths: Iterable[str], keyword: str, value: object) -> Iterable[Promise]:
    condition = term_condition(statement)
    when: tuple[Condition, ...] = (condition,) if condition else ()
    if statement.heading and not condition:
        return
    for path in paths:
        if not condition or path != condition.path:
            yield Promise(keyword, value, path, when)


def _defaults(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    yield from _under_heading(statement, _versions(match["what"], statement.place), "defaultsTo", "latest")


def _omitted(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    if place.path and re.search(r"version|revision", place.name, re.IGNORECASE):
        named = match["name"]
        if named is None or place.find(named) == place.path or named in ("version", "revision", "value"):
            yield Promise("defaultsTo", "latest")


def _higher(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    yield from _under_heading(statement, _versions(match["what"], statement.place), "higherThanCurrent", value=True)


def _higher_itself(_match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if statement.place.path and not _CONDITIONAL.search(statement.text) and not statement.heading:
        yield Promise("higherThanCurrent", value=True)


def _same(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    yield from _under_heading(statement, _versions(match["what"], statement.place), "sameAsCurrent", value=True)


_PAIR = {"toolMajorVersion": "string", "toolMinorVersion": "string"}
_DIFFERENT = r"\bspecify\s(?:an?\s)?(?:different\s|another\s|other\s)?"
DEFAULTS = Rule(
    name="state.defaults-to-latest",
    cue=_CUE,
    patterns=(pattern(r"\(?\blatest\)?\s(?P<what>(?:\w+\sand\s)?\w+\sversion)\b[^.]*\bby\sdefault\b"),),
    build=_defaults,
    examples=(
        Example(
            "The tool is sent with the (latest) minor version of its kind, by default.",
            (("toolMinorVersion", "defaultsTo", "latest", (("Mode", "const", "PLAIN"),)),),
            "Mode",
            "string",
            _PAIR,
            "PLAIN",
        ),
    ),
    refuses=(Example("The latest minor version is better.", (), "Mode", "string", _PAIR, "PLAIN"),),
    reads="sentence",
    operations=True,
)
OMITTED = Rule(
    name="state.defaults-to-latest",
    cue=_CUE,
    patterns=(
        pattern(
            r"^if\s(?:you\s(?:don't|do\snot)\s(?:specify|provide)\s(?:an?\s|the\s)?(?P<name>\w+)(?:\s\w+)?"
            r"|(?:this|it)\s(?:value\s|parameter\s)?is(?:n't|\snot)\s(?:specified|provided)),\s.*\b"
            r"(?:uses?|defaults?\sto|is|takes)\s(?:the\s)?latest\b"
        ),
    ),
    build=_omitted,
    examples=(
        Example(
            "If you don't specify a version, the latest is taken, for the tool defaults to the latest.",
            (("ToolVersion", "defaultsTo", "latest"),),
            "ToolVersion",
        ),
    ),
    refuses=(Example("If you don't specify a colour, the latest fashion is used.", (), "Colour"),),
    reads="sentence",
)
HIGHER = Rule(
    name="state.higher-than-current",
    cue=_CUE,
    patterns=(
        pattern(
            _DIFFERENT
            + (
                r"(?P<what>\w+\sversion)\s(?:that's|that\sis|which\sis)\s(?:higher|later|newer|greater)\s"
                r"than\sthe\s(?:\w+\s){0,2}(?:version\s|one\s)?(?:in\suse|currently\sin\suse)\b"
            )
        ),
    ),
    build=_higher,
    examples=(
        Example(
            "Or specify another major version that's newer than the one in use.",
            (("toolMajorVersion", "higherThanCurrent", True, (("Mode", "const", "PLAIN"),)),),
            "Mode",
            "string",
            _PAIR,
            "PLAIN",
        ),
    ),
    refuses=(Example("You can specify a colour that's higher than the rest.", (), "Mode", "string", _PAIR, "PLAIN"),),
    reads="sentence",
    operations=True,
)
HIGHER_ITSELF = Rule(
    name="state.higher-than-current",
    cue=_CUE,
    patterns=(
        pattern(
            r"\bmust\sbe\s(?:greater|larger|higher|more|newer|later)\sthan\sthe\s(?:current|existing)\s"
            r"(?:\w+\s?){1,3}\.?$"
        ),
    ),
    build=_higher_itself,
    examples=(
        Example(
            "The size must be greater than the current size.", (("Size", "higherThanCurrent", True),), "Size", "integer"
        ),
    ),
    refuses=(Example("If it is small, the size must be greater than the current size.", (), "Size", "integer"),),
    reads="sentence",
)
SAME = Rule(
    name="state.same-as-current",
    cue=_CUE,
    patterns=(pattern(_DIFFERENT + r"\w+\sversion\sof\sthe\scurrent\s(?P<what>\w+\sversion)(?:\sin\suse)?\b"),),
    build=_same,
    examples=(
        Example(
            "Or specify another minor version of the current major version.",
            (("toolMajorVersion", "sameAsCurrent", True, (("Mode", "const", "PLAIN"),)),),
            "Mode",
            "string",
            _PAIR,
            "PLAIN",
        ),
    ),
    refuses=(Example("You can specify a minor version.", (), "Mode", "string", _PAIR, "PLAIN"),),
    reads="sentence",
    inferred=True,
    operations=True,
)
RULES = (DEFAULTS, OMITTED, HIGHER, HIGHER_ITSELF, SAME)
