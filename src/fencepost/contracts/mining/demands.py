"""What must be given under a condition: `condition.required`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.mining.dependents import promises
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.sayings import AFTER, BEFORE, ordering, saying
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.paths import parent

_SPECIFY = r"(?:specify|provide|use|set|include|supply|pass|give|define|enter|configure)"
_GIVEN = r"(?:specified|provided|used|set|included|supplied|passed|given|present|defined|configured)"
_MUST = r"(?:must|have\sto|need\sto|are\srequired\sto)"
_SOFT = r"(?:(?:also|always|only|conditionally|then|still|therefore)\s)*"
_NEGATED = re.compile(
    r"\b(?:not|no|never|isn't|aren't|don't|doesn't|longer|might|may|could|should|whether|that|which)\s*$", re.IGNORECASE
)
#: What is about a value, or asks for one of several: other rules' business.
_VALUED = re.compile(
    r"^\s*(?:to\s|as\s|(?:(?!\b(?:if|when|unless)\b).)*?\bto\s['\"]?(?:(?-i:[A-Z0-9_]{2,})\b|true\b|false\b|\d)"
    r"|(?:at\sleast|exactly|only)\sone\b|either\b|one\sof\b|both\b.*\bor\b)",
    re.IGNORECASE,
)

#: "must be given and set to True when".
_VALUE_TOO = re.compile(r"^\s?and\s(?:must\sbe\s)?set\sto\s['\"]?\w+['\"]?(?=\s)", re.IGNORECASE)
#: What may stand before "required" without a verb.
_JOINT = re.compile(
    r"(?:,|:|\band|\bbut|^conditional(?:ly)?|^optional[,;]?|^this\s(?:information|parameter|field|value))$",
    re.IGNORECASE,
)
_PLACED = re.compile(r"\s*(?:in|using|with|on|by|at|before|after|during|together|along|alongside)\b", re.IGNORECASE)


def _required(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    before = match["before"].strip()
    if _NEGATED.search(before) or (_bare(match) and before and not _JOINT.search(before)):
        return
    if "verb" in match.groupdict() and _PLACED.match(match["after"]):
        return
    found = saying(statement, match["before"], _VALUE_TOO.sub("", match["after"]), purpose=True)
    if found and found.conditional:
        yield from promises("required", found, statement)


def _bare(match: re.Match[str]) -> bool:
    """Whether "required" stands without a verb."""
    return "is" in match.groupdict() and match["is"] is None


def _demanded(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if _VALUED.search(match["after"]):
        return
    found = ordering(statement, match["before"], match["after"], purpose=True)
    if found and found.conditional:
        yield from promises("required", found, statement)
    elif found and not match["before"].strip() and _all_inside(found.paths, statement):
        yield from (Promise("required", True, path) for path in found.paths)  # noqa: FBT003


def _all_inside(paths: tuple[str, ...], statement: Statement) -> bool:
    """Whether members are directly in the structure that the sentence stands on, which speaks of nothing else."""
    place, sentence = statement.place, statement.sentence
    return (
        place.member.type == "structure" and not sentence.bullet and all(parent(path) == place.path for path in paths)
    )


def _built(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    return (_demanded if match.re in _DEMANDS else _required)(match, statement)


_DEMANDS = (pattern(rf"{BEFORE}\b(?:you|users?|callers?)\s{_MUST}\s{_SOFT}{_SPECIFY}\s{AFTER}"),)
_STATES = (
    pattern(
        rf"{BEFORE}(?:\b(?P<is>is|are|becomes?)\s)?{_SOFT}(?:an?\s)?\b(?:required|mandatory)\b(?!-)"
        r"(?:\s(?:parameters?|fields?|values?|property|properties|settings?|attributes?|members?|input|argument))?,?"
        rf"{AFTER}"
    ),
    pattern(rf"{BEFORE}\b(?P<verb>must\s{_SOFT}be\s{_SOFT}{_GIVEN})\b(?!\s(?:to|as|at)\s){AFTER}"),
)
_MODES = {"Mode": "string", "Other": "string", "Flag": "boolean"}
_FAST = (("Size", "required", True, (("Mode", "const", "FAST"),)),)
_STATED = (("Size", "required", True, (("", "stated", "Size/1"),)),)


def _example(text: str, gives: tuple[tuple[object, ...], ...] = ()) -> Example:
    return Example(text, gives, "Size", "integer", _MODES)


REQUIRED = Rule(
    name="condition.required",
    patterns=(*_STATES, *_DEMANDS),
    build=_built,
    examples=(
        _example("Required if Mode is FAST.", _FAST),
        _example("If `Mode` is set to `FAST`, you must specify this parameter.", _FAST),
        _example("The size is required if Mode is FAST, and is ignored otherwise.", _FAST),
        _example(
            "This field is required when Flag is true.", (("Size", "required", True, (("Flag", "const", True),)),)
        ),
        _example("Required for parcels that go abroad.", _STATED),
        _example(
            "Required for letters when Flag is true.",
            (("Size", "required", True, (("", "stated", "Size/1"), ("Flag", "const", True))),),
        ),
        _example("If the parcel goes abroad, you must give the ID of the stamp.", ()),
        _example("Required if you want speed.", _STATED),
        _example("To send a parcel abroad, you must specify a size.", _STATED),
        _example("Must be specified if the moon is full.", _STATED),
        _example("If Flag is given, this parameter is required.", (("Flag", "requires", ("Size",)),)),
        _example(
            "Required if Mode is FAST or isn't set.",
            (*_FAST, ("Size", "required", True, (("Mode", "absent", None),))),
        ),
        _example(
            "You must provide it unless Other is given.", (("Size", "required", True, (("Other", "absent", None),)),)
        ),
    ),
    refuses=(
        _example("Not required if Mode is FAST."),
        _example("Must be used together with Other."),
        _example("This parameter isn't required when Flag is true."),
        _example("If you don't specify a size, you must wait for a parcel."),
        _example("The stamp that is required for parcels that go abroad."),
        _example("This parameter is required for this operation."),
        _example("You must specify a size of 4 when Flag is true."),
        _example("Required by default."),
    ),
    reads="sentence",
    operations=True,
)
RULES = (REQUIRED,)
