"""What means something under a condition alone: `condition.applies`, `condition.ignored`, `condition.label`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from fencepost.contracts.constraint import Condition, Expectation
from fencepost.contracts.mining.cases import ALWAYS, UNREAD, Cases, both, negated
from fencepost.contracts.mining.dependents import promises
from fencepost.contracts.mining.literal_words import literal_condition
from fencepost.contracts.mining.phrases import calls_this
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.sayings import (
    AFTER,
    BEFORE,
    Saying,
    for_things,
    ordering,
    saying,
    surroundings,
)
from fencepost.contracts.mining.statement import Statement

_SPECIFY = r"(?:specify|provide|use|set|include|supply|pass|give|define|enter|configure)"
_GIVEN = r"(?:specified|provided|used|set|included|supplied|passed|given|present|defined|configured|enabled)"
_USABLE = (
    r"(?:valid|applicable|supported|available|allowed|permitted|relevant|effective|meaningful|honou?red|considered"
    r"|accepted|configurable)"
)
_IS = r"(?:(?:is|are|will\sbe)\s)?(?:(?:currently|also)\s)*"
#: "Give values only for the remaining days" says which of them.
_WHICH = re.compile(r"^[^;,]{0,50}\b(?:values|entries|items|elements)\sonly\sfor\b", re.IGNORECASE)
_CHANGING = ("Update", "Modify", "Change", "Edit")
#: What stands before an operation as a condition.
_CALLING = re.compile(r"^(?:[^;,]{0,40}?\b)?(?:only\s)?(?:if|when|whenever|while)\s", re.IGNORECASE)
_STRICT = re.compile(r"\b(?:can|may|supported|allowed|permitted|accepted|available|must)\b", re.IGNORECASE)
#: Without "only" a sentence must speak of the parameter itself.
_PLAIN_SUBJECT = re.compile(
    r"^\W*(?:note:?\s)?(?:(?:this|the)\s(?:parameter|field|property|option|setting|attribute|element|structure|value)\s?|it\s)?$",
    re.IGNORECASE,
)


def _applies(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if not _only(match) and not _PLAIN_SUBJECT.match(match["before"]):
        return
    if "affects" in match["verb"].lower() and statement.place.operation.startswith(_CHANGING):
        return  # what a change has an effect on
    if _calls_this_only(match["after"], statement):
        return
    found = saying(statement, match["before"], for_things(match["after"], match["verb"]))
    yield from _outside(found, statement, "reject" if _only(match) and _STRICT.search(match["verb"]) else "either")


def _given_only(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if match["verb"].lower().split()[-2:-1] == ["only"] and match["before"].strip():
        return  # "For letters, only specify a size" forbids the rest
    if _WHICH.search(match["after"]) or _calls_this_only(match["after"], statement):
        return
    found = ordering(statement, match["before"], match["after"])
    yield from _outside(found, statement, "reject" if _STRICT.search(match["verb"]) else "either")


def _calls_this_only(after: str, statement: Statement) -> bool:
    """Whether the condition is only that this operation is called ("only when you create a shop" in `CreateShop`)."""
    found = _CALLING.search(after)
    return found is not None and calls_this(after[found.end() :], statement)


def _built(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    return (_given_only if match.re in _ORDERS else _applies)(match, statement)


def _only(match: re.Match[str]) -> bool:
    return bool(re.search(r"\bonly\b", match["verb"] + match["after"][:8], re.IGNORECASE))


def _outside(found: Saying | None, statement: Statement, expect: Expectation) -> Iterable[Promise]:
    """The promise that it is absent wherever the cases don't hold."""
    if found is None or not found.conditional:
        return
    around = surroundings(statement) or ALWAYS
    others = (negated(found.cases, statement.place) or UNREAD) if around == ALWAYS else UNREAD
    yield from promises("absent", replace(found, cases=others), statement, expect)


def _ignored(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    found = saying(statement, match["before"], match["after"])
    if found and found.conditional:
        for promise in promises("absent", found, statement, "either"):
            if promise.keyword == "requires":  # what is ignored without another doesn't need it
                without = tuple(Condition(other, "absent") for other in promise.value)
                yield replace(promise, keyword="absent", value=True, when=without)
            else:
                yield promise


def _labelled(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    sentence = statement.sentence
    if not place.path or sentence.term or sentence.bullet or place.heading or _NO_LABEL.search(match["label"]):
        return
    literal = literal_condition(match["label"], place)
    cases: Cases = ((literal,),) if literal else UNREAD
    found = Saying((place.path,), both(ALWAYS, cases), conditional=True)
    yield from _outside(found, statement, "either")


_NO_LABEL = re.compile(
    r"\b(?:read|view|write|internal|optional|required|deprecated|default|preview|beta|this|use|one|advanced|name|test"
    r"|update|create|creation|response|output|console|cli|characters?|letters|digits|numbers?)\b|^\W*$|^\d"
    r"|^(?:you|the|an?|specif\w+|returns?|these|if|when|set|all|each|every)\b",
    re.IGNORECASE,
)
_SUITS = r"(?:(?:used|supported|valid|available|applies|apply|applicable)\s(?:for|with|to|in|on|when\susing)|for)\s"
_AT = r"(?=(?:only\s)?(?:for|to|if|when|with|in|on|by|while|where|under)\b)"
_ORDERS = (
    pattern(
        rf"{BEFORE}(?P<verb>\b(?:you\s(?:can|may|must)\s)?(?:only\s)?{_SPECIFY})\s(?P<after>[^;,]{{1,60}}?\sonly\s(?:if|when|for|with|in|on|by|while)\s[^;]*)"
    ),
    pattern(rf"{BEFORE}(?P<verb>\b(?:you\s(?:can|may)\s)?only\s{_SPECIFY})\s{AFTER}"),
)
#: What a parameter is for, rather than what it may be.
_THINGS = (
    r"(?:distributions|instances|clusters|engines?|databases|tables|jobs|tasks|containers|functions|app(?:lication)?s|domains|volumes"
    r"|streams|operations|launch\stypes?|environments|editions|channels|buckets|queues|pipelines|deployments|services|devices|workloads|fleets)"
)
_STATES = (
    pattern(rf"^(?P<before>)(?P<verb>{_SPECIFY}\sonly\s){_AT}{AFTER}"),
    pattern(rf"{BEFORE}(?P<verb>\b{_IS}(?:only\s)?{_USABLE}\s(?:for\suse\s)?(?:only\s)?){_AT}{AFTER}"),
    pattern(
        rf"{BEFORE}(?P<verb>\b{_IS}(?:only\s(?:be\s)?(?:used|needed|meant|intended|specified|set|provided)|(?:used|needed|specified|set|provided)\sonly)\s){_AT}{AFTER}"
    ),
    pattern(
        rf"{BEFORE}(?P<verb>\b(?:only\s)?(?:applies|apply|takes\seffect|has\s(?:an\s)?effect)\s(?:only\s)?){_AT}{AFTER}"
    ),
    pattern(
        r"^(?P<before>(?:note:?\s)?(?:this|the)\s(?:parameter|field|property|option|setting|attribute)\s)(?P<verb>(?:currently\s)?"
        rf"(?:only\ssupports|supports\sonly)\s)(?P<after>(?:the\s)?(?:[\w-]+\s){{1,4}}?{_THINGS}\.?)$"
    ),
    pattern(rf"{BEFORE}(?P<verb>\b(?:only\saffects|affects\sonly)\s)(?!(?:how|what|the\sway|new|later)\b){AFTER}"),
    pattern(
        rf"{BEFORE}(?P<verb>\b(?:can|may|must)\s(?:only\sbe\s{_GIVEN}|be\s{_GIVEN}\sonly|be\sonly\s{_GIVEN})\s){_AT}{AFTER}"
    ),
)
_MODES = {"Mode": "string", "Other": "string", "Flag": "boolean"}
_STATED = (("Size", "absent", True, (("", "stated", "Size/1"),)),)
_NOT_FLAG = (("Size", "absent", True, (("Flag", "const", False),)),)


def _example(text: str, gives: tuple[tuple[object, ...], ...] = ()) -> Example:
    return Example(text, gives, "Size", "integer", _MODES)


APPLIES = Rule(
    name="condition.applies",
    patterns=(*_STATES, *_ORDERS),
    build=_built,
    examples=(
        _example("Valid only for letters.", _STATED),
        _example("This parameter applies only to letters.", _STATED),
        _example("Applies only when Flag is true.", _NOT_FLAG),
        _example("You can specify a size only if Flag is true.", _NOT_FLAG),
        _example("Specify this parameter only if you're sending a letter.", _STATED),
        _example("This parameter can only be used with letters.", _STATED),
        _example("This only affects letters.", _STATED),
        _example("This field only supports small fleets.", _STATED),
        _example("Use only when the parcel goes abroad.", _STATED),
        _example("You can specify this parameter only if Other is given.", (("Size", "requires", ("Other",)),)),
    ),
    refuses=(
        _example("The cover that applies to the parcel."),
        _example("This setting applies to all letters."),
        _example("You can specify only one size for a letter."),
        _example("A parcel can only be sent if a clerk has seen it."),
        _example("This field only supports small letters."),
        _example("Applies to every letter."),
        _example("This only affects how letters are sent."),
    ),
    reads="sentence",
    operations=True,
)
IGNORED = Rule(
    name="condition.ignored",
    patterns=(
        pattern(rf"{BEFORE}\b(?:is|are|will\sbe|gets)\s(?:silently\s)?(?:ignored|disregarded|not\sused){AFTER}"),
        pattern(rf"{BEFORE}\b(?P<bare>ignored)(?=\s(?:if|when|for|unless)\b){AFTER}"),
        pattern(rf"{BEFORE}\b(?:has|have)\sno\seffect{AFTER}"),
    ),
    build=_ignored,
    examples=(
        _example("This parameter is ignored if Flag is true.", (("Size", "absent", True, (("Flag", "const", True),)),)),
        _example("Ignored unless Flag is true.", _NOT_FLAG),
        _example("For letters, this parameter is ignored.", _STATED),
        _example("For other parcels, it is ignored.", _STATED),
        _example(
            "This parameter is ignored if Other isn't given.",
            (("Size", "absent", True, (("Other", "absent", None),)),),
        ),
    ),
    refuses=(
        _example("A second parcel with this size is ignored."),
        _example("This parameter is ignored."),
        _example("If the size is ignored, wait."),
    ),
    reads="sentence",
)
LABEL = Rule(
    name="condition.label",
    patterns=(
        pattern(r"^[(\[](?:for\s)?(?P<label>(?-i:[A-Z])[^()\[\]]{1,60}?)\sonly[)\]]"),
        pattern(r"^\[(?P<label>(?-i:[A-Z][A-Z0-9]+(?:[-\s][A-Z][A-Za-z0-9]+)*))\](?=[:\s])"),
        pattern(rf"^{_SUITS}(?P<label>[\w-]+(?:,?\s[\w-]+){{0,5}}?)\sonly[:.]"),
        pattern(r"^(?P<label>(?-i:[A-Z])[\w-]*(?:\s[\w-]+){0,5}?)\sonly:"),
    ),
    build=_labelled,
    examples=(
        _example("(Parcels only) The size of the cover.", _STATED),
        _example("[EU-VAT] The size of the cover.", _STATED),
        _example("For large parcels only: the size of the cover.", _STATED),
    ),
    refuses=(
        _example("(Read only) The size of the cover."),
        _example("[Heavy parcels] The size of the cover."),
        _example("[Deprecated] The size of the cover."),
        _example("(Optional) The size of the cover."),
    ),
    reads="sentence",
)
RULES = (APPLIES, IGNORED, LABEL)
