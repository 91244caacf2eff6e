"""What must not be given under a condition: `condition.absent`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from fencepost.contracts.constraint import STATED, Expectation
from fencepost.contracts.mining.cases import ALWAYS, UNREAD
from fencepost.contracts.mining.dependents import promises
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.sayings import (
    AFTER,
    BEFORE,
    for_things,
    ordering,
    saying,
    surroundings,
)
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.wording import normalised

_SPECIFY = r"(?:specify|provide|use|set|include|supply|pass|give|define|enter|configure)"
_GIVEN = r"(?:specified|provided|used|set|included|supplied|passed|given|present|defined|configured|enabled)"
_CANNOT = r"(?:cannot|can't|must\snot|mustn't|can\snot|may\snot)"
_NOT = r"(?:is\snot|isn't|are\snot|aren't|not|is\sn't)"
_SOFT = r"(?:(?:also|currently|yet|ever|then)\s)*"
#: What is about a value, or about two members together: other rules' business.
_VALUED = re.compile(r"^\s*(?:to\s|as\s|both\b|more\sthan\b|less\sthan\b|fewer\b|either\b|any\sof\b)", re.IGNORECASE)
#: Advice on how to get what one wants forbids nothing.
_WISH = re.compile(r"\byou(?:'d)?\s(?:(?:don't|do\snot)\s)?(?:want|like|prefer|wish)\b", re.IGNORECASE)
#: Unless it is an order, before what is wished for.
_FIRM = re.compile(
    r"(?:do\snot|don't)\s\w+\s(?:it|this\s(?:parameter|field|property|option|setting))\b(?!.*\bdefault)", re.IGNORECASE
)
_QUIET = re.compile(r"\b(?:valid|applicable|used|apply|needed|relevant)$", re.IGNORECASE)


def _stated(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    found = saying(statement, match["before"], for_things(match["after"], match["verb"]))
    if found and found.conditional:
        expect: Expectation = "either" if _QUIET.search(match["verb"]) else "reject"
        yield from promises("absent", found, statement, expect)


def _ordered(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if _VALUED.search(match["after"]) or (
        _WISH.search(match.string) and (match["before"].strip() or not _FIRM.match(match["verb"] + match["after"]))
    ):
        return
    found = ordering(statement, match["before"], match["after"], things=True)
    if found and not found.conditional and _limited_before(statement) and found.paths == (statement.place.path,):
        yield from promises("absent", replace(found, cases=UNREAD), statement, "either")
    elif found and found.conditional:
        yield from promises("absent", found, statement, "either" if match["verb"].lower() == "omit" else "reject")


def _limited_before(statement: Statement) -> bool:
    """Whether this sentence says but "Don't specify it", after one that limits where the member applies."""
    before = statement.sentence.number - 2
    sentences = statement.place.member.sentences
    if not _BARE.fullmatch(statement.text.strip()) or not 0 <= before < len(sentences):
        return False
    return bool(_LIMITED.search(normalised(sentences[before].text)))


def _theirs(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """What some things must not have: "Letters must not specify this parameter"."""
    if statement.place.path and surroundings(statement) is not None and not _ADDRESSED.search(match["things"]):
        yield Promise("absent", True, when=(STATED,))  # noqa: FBT003


def _plainly(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """What isn't supported at all may still be taken, and left aside."""
    sentence = statement.sentence
    other = match.groupdict().get("operation") or statement.place.operation
    here = bool(statement.place.path) and other == statement.place.operation
    if here and not sentence.bullet and surroundings(statement) == ALWAYS:
        yield Promise("absent", True, expect="either")  # noqa: FBT003


def _built(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if match.re in _THEIRS:
        return _theirs(match, statement)
    return (_ordered if match.re in _ORDERS else _stated)(match, statement)


_ORDERS = (
    pattern(
        rf"{BEFORE}\b(?P<verb>(?:(?<!\byou\s)(?:do\snot|don't)|you\s{_CANNOT})\s{_SOFT}{_SPECIFY}"
        rf"|omit(?!\s.{{0,40}}\bonly\b))\b{AFTER}"
    ),
)
_THIS = r"this\s(?:parameter|field|property|option|setting|attribute|element|member)"
_THEIRS = (pattern(rf"^(?P<things>(?-i:[A-Z])[^.;,]{{3,120}}?)\s(?:must\snot|cannot|can't)\s{_SPECIFY}\s{_THIS}\.?$"),)
_ADDRESSED = re.compile(r"\b(?:you|users?|callers?|requests?|if|when|this|it)\b", re.IGNORECASE)
_BARE = re.compile(rf"(?:do\snot|don't)\s{_SPECIFY}\s(?:it|{_THIS})\.?", re.IGNORECASE)
_LIMITED = re.compile(
    r"\b(?:not|n't)\s(?:applicable|valid|supported|available|used)\b|\bonly\s(?:applicable|valid|supported|available|used)\b"
    r"|\b(?:valid|supported|applicable)\sonly\b",
    re.IGNORECASE,
)
_STATES = (
    pattern(rf"{BEFORE}\b(?P<verb>{_CANNOT}\s{_SOFT}be\s{_SOFT}{_GIVEN})\b(?!\s(?:to|as)\s){AFTER}"),
    pattern(
        rf"{BEFORE}\b(?P<verb>{_NOT}\s{_SOFT}(?:supported|allowed|valid|permitted|applicable|available|accepted|compatible))\b"
        rf"{AFTER}"
    ),
    pattern(
        rf"{BEFORE}\b(?P<verb>must\s{_SOFT}be\s(?:omitted|absent|left\sout|unset|null|empty|blank|not\s(?:specified|provided|set|present|included|given|used)))\b{AFTER}"
    ),
    pattern(rf"{BEFORE}\b(?P<verb>(?:do\snot|does\snot|don't|doesn't)\s{_SOFT}apply)\b{AFTER}"),
)
_MODES = {"Mode": "string", "Other": "string", "Flag": "boolean"}
_FAST = (("Size", "absent", True, (("Mode", "const", "FAST"),)),)
_STATED = (("Size", "absent", True, (("", "stated", "Size/1"),)),)


def _example(text: str, gives: tuple[tuple[object, ...], ...] = ()) -> Example:
    return Example(text, gives, "Size", "integer", _MODES)


ABSENT = Rule(
    name="condition.absent",
    patterns=(*_STATES, *_ORDERS, *_THEIRS),
    build=_built,
    examples=(
        _example("Don't specify this parameter if Mode is FAST.", _FAST),
        _example("If Mode is FAST, the size can't be given.", _FAST),
        _example(
            "This value can't be specified when Flag is true.", (("Size", "absent", True, (("Flag", "const", True),)),)
        ),
        _example("This parameter isn't supported for parcels that go abroad.", _STATED),
        _example("Not valid for letters.", _STATED),
        _example("If Mode is FAST, omit this parameter.", _FAST),
        _example("This setting doesn't apply to letters.", _STATED),
        _example("You can't specify this parameter if Other is given.", (("Size", "zeroOrOne", ("Other",)),)),
        _example("Don't specify it for a letter that goes abroad.", _STATED),
        _example("Letters must not specify this parameter.", _STATED),
        _example("Must be omitted if Mode is FAST.", _FAST),
        _example("Don't specify this parameter unless Other is given.", (("Size", "requires", ("Other",)),)),
    ),
    refuses=(
        _example("You don't need to specify this parameter if Mode is FAST."),
        _example("If you don't specify a size, the parcel has any."),
        _example("You can't use this parameter to send a letter."),
        _example("You can't specify a size of more than 4 when Flag is true."),
        _example("If Mode is FAST and you don't specify a size, the parcel has any."),
        _example("Omit it only if the parcel has any size."),
        _example("You must not specify this parameter."),
        _example("Letters aren't supported for parcels."),
    ),
    reads="sentence",
    operations=True,
)
UNSUPPORTED = Rule(
    name="absent.unsupported",
    patterns=(
        pattern(
            rf"^\(?(?:(?:{_THIS}|it)\sis\s)?(?:currently\s)?not\s(?:currently\s|yet\s)?supported"
            r"(?:\sby\s(?:Amazon\s|AWS\s)?(?-i:[A-Z])[\w\s]{1,30})?(?:\sat\sthis\stime)?\)?\.?$"
        ),
        pattern(
            rf"^(?:{_THIS}|it)\s(?:isn't|is\snot)\s(?:currently\s|yet\s)?supported(?:\s(?:for|by|in)\s"
            r"(?P<operation>(?-i:[A-Z][a-z]+[A-Z]\w+)))?\.?$"
        ),
        pattern(rf"^{_THIS}\sis\sreserved\sand\s(?:cannot|can't)\sbe\sspecified(?:\sin\s(?:a|the|your)\srequest)?\.?$"),
    ),
    build=_plainly,
    examples=(
        _example("(Not supported by Shop)", (("Size", "absent", True),)),
        _example("This parameter is not currently supported.", (("Size", "absent", True),)),
    ),
    refuses=(
        _example("Not supported by older parcels that go abroad, which weigh more."),
        _example("Letters are not supported."),
        _example("This parameter is not supported for SendLetter."),
    ),
    reads="sentence",
)
RULES = (ABSENT, UNSUPPORTED)
