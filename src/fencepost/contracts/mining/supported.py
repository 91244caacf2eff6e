"""What alone is supported: `enumeration.supported` ("supports only A and B", "only A and B are allowed")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from fencepost.contracts.constraint import Condition
from fencepost.contracts.mining.literals import enumeration, listed, literal_like, only_value, spelled
from fencepost.contracts.mining.owner import is_subject
from fencepost.contracts.mining.place import words
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.scopes import LITERAL, WHICH, cases, lead_case
from fencepost.contracts.mining.setaside import asserted
from fencepost.contracts.mining.statement import Statement

_CUE = re.compile(r"\bonly\b|\bcurrently\s(?:supports|accepts)", re.IGNORECASE)
_LIST = rf"(?P<rest>{LITERAL}(?:(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s){LITERAL})*)"
_WORD = r"(?!(?:is|are|as|for|if|when|in|with|on|from|to|at|by)\b)[A-Za-z][\w-]*"
_NOUN = rf"(?:\s(?P<noun>{_WORD}(?:\s{_WORD}){{0,2}}))?"
_END = r"(?:\s(?:at\sthis\stime|right\snow|today|currently))?\W*$"
#: Nouns for any value, and those of who supports it.
_GENERAL = frozenset("value option type mode setting state status format method kind parameter the an a".split())
_LIMITED = re.compile(r"\b(?:if|when|unless|where|for|with|on|in|of|that|which|whose|not|other)\b|n't\b", re.IGNORECASE)


def _supported(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place, said = statement.place, match.groupdict()
    values = listed(match["rest"], place.member.literals)
    subject = said.get("subject") or ""
    lead = lead_case(subject, place)
    rest, when = lead or (subject, ())
    if not values or (not lead and cases("", statement) != ()) or asserted(statement.text) is None:
        return
    if statement.sentence.term or statement.sentence.bullet or not _about(rest, said.get("noun") or "", statement):
        return
    known = place.member.literals
    values = tuple(spelled(value, known) for value in values)
    if known and not set(values) <= set(known):
        return
    plain = bool(said.get("plain"))
    if not known and not plain and not _are_values(values, said.get("noun") or "", statement):
        return
    sure = bool(re.search(r"\bonly\b", match.group(), re.IGNORECASE)) and bool(known)
    for promise in _promised(values, statement, when, plain=plain):
        yield promise if sure else Promise(promise.keyword, promise.value, promise.path, promise.when, "either")


def _promised(
    values: Sequence[str], statement: Statement, when: tuple[Condition, ...], *, plain: bool
) -> Iterable[Promise]:
    if len(values) == 1:
        yield from only_value(values[0], statement, when, plain=plain)
    else:
        yield from enumeration(values, statement, when)


def _about(subject: str, noun: str, statement: Statement) -> bool:
    """Whether the values are the member's: no other thing is limited to them, and no other noun stands behind them.

    The subject may be the member, or a service or an operation, which is named with a capital.
    """
    own = {_stem(word) for word in (*words(statement.place.path), *_GENERAL)}
    if not {_stem(word) for word in words(noun)} <= own:
        return False
    bare = re.sub(
        r"^(?:currently|note\sthat|at\sthis\stime|the|this),?\s", "", subject.strip(), flags=re.IGNORECASE
    ).strip(" ,")
    if not bare or is_subject(bare, statement.place):
        return True
    if _LIMITED.search(bare):
        return False
    actors = re.sub(r"\s(?:operation|action|API|service)$", "", bare)
    return bool(statement.place.member.literals) and all(one[:1].isupper() for one in actors.split())


def _are_values(values: Sequence[str], noun: str, statement: Statement) -> bool:
    """Whether words that no signature lists are values, rather than say more of a noun ("only S3 locations")."""
    place = statement.place
    if place.member.type == "string" and set(words(noun)) - {"value", "option"}:
        return False
    return all(literal_like(value, place) for value in values)


def _stem(word: str) -> str:
    return re.sub(r"(?:ie|y)$", "", word)


SUPPORTED = Rule(
    name="enumeration.supported",
    cue=_CUE,
    patterns=(
        pattern(
            rf"^(?P<subject>[^.;:]*?)\s?\b(?:currently\s)?(?:(?:supports?|accepts?)\s(?:currently\s)?only|only\s(?:supports?|accepts?)|currently\s(?:supports|accepts))"
            rf"\s(?:the\s)?(?:following\s)?(?:values?\s(?:of\s)?)?{_LIST}{_NOUN}{_END}"
        ),
        pattern(
            rf"^(?P<subject>(?:[^.;:]*?,\s)?)(?:currently,?\s|at\sthis\stime,?\s|note\sthat\s)?only\s(?:the\s)?{_LIST}{_NOUN}\s(?:is|are)\s(?:currently\s)?"
            rf"{WHICH}(?:\svalues?|\soptions?|\stypes?)?(?:\s(?:from|by|in|for|with)\s(?:the\sAPI|this\s(?:operation|parameter|field|API|action|call)))?{_END}"
        ),
        pattern(rf"\(currently(?:\sonly)?\s(?:supports|accepts)(?:\sonly)?\s{_LIST}\)"),
        pattern(
            rf"^(?P<rest>{LITERAL})(?:\s\([^()]*\)|,\sfor\s[^,]*,)\sis\s(?:currently\s)?the\sonly\s(?:currently\s)?{WHICH}\s(?:\w+\s)?(?:value|option){_END}"
        ),
        pattern(
            rf"^(?:currently,?\s|at\sthis\stime,?\s)?only\sone\s(?:(?P<plain>value|option)|\w+)\sis\s(?:currently\s)?{WHICH}:\s(?P<rest>{LITERAL})\W*$"
        ),
    ),
    build=_supported,
    examples=(
        Example(
            "This supports only DEEP_ONE and DRY_ONE.", (("Kind", "enum", ("DEEP_ONE", "DRY_ONE")),), member="Kind"
        ),
        Example("Only ACTIVE_ONE and DONE_ONE are accepted values.", (("Value", "enum", ("ACTIVE_ONE", "DONE_ONE")),)),
        Example("The kind of well (currently supports DEEP_WELL).", (("Value", "const", "DEEP_WELL"),)),
        Example("Currently only one value is allowed: `Dry`.", (("Value", "const", "Dry"),)),
    ),
    refuses=(
        Example("A deep well supports only DEEP_ROPE ropes."),
        Example("Wells in the desert support only DEEP_ROPE."),
        Example("Only DEEP_WELL wells are supported."),
        Example("Only wells are supported."),
        Example("Only DEEP_WELL names are supported.", member="WellName"),
    ),
    reads="sentence",
)
RULES = (SUPPORTED,)
