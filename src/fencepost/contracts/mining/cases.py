"""When something holds: alternatives, each of which is a conjunction of conditions on members."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from typing import TypeAlias

from fencepost.contracts.constraint import STATED, Condition
from fencepost.contracts.mining.atoms import complement, condition_of, equal
from fencepost.contracts.mining.literal_words import literal_condition
from fencepost.contracts.mining.names import NAMES, members_named
from fencepost.contracts.mining.place import Place

#: Alternatives, each a conjunction.
Cases: TypeAlias = tuple[tuple[Condition, ...], ...]
ALWAYS: Cases = ((),)
#: What is stated, and can't be tied to members of the request.
UNREAD: Cases = ((STATED,),)
_MOST = 6

_GIVEN = r"(?:specified|provided|set|present|given|used|included|supplied|passed|defined)"
_TAIL = re.compile(
    r",?\s(?:for\sexample|such\sas|e\.g\.|i\.e\.|that\sis)\b.*$|\s(?:in|for|to|with)\s(?:the|this|your|that|a)\s(?:same\s)?"
    r"(?:request|operation|call|API\scall|command)$|(?<=\w)\s\([^()]*\)",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^(?:and\sonly\sif|only\sif|either|the\scase\sthat|any\sof\sthe\sfollowing(?:\sis\strue)?:?)\s", re.IGNORECASE
)
_OR = re.compile(r",?\s(?:or|and/or)\s(?:if\s|when\s)?", re.IGNORECASE)
_AND = re.compile(r",?\s(?:and|but)\s(?:(?:also\s)?(?:if|when|that|where)\s)?", re.IGNORECASE)
_LIST = re.compile(
    rf"^(?:you\s(?:also\s)?(?P<do>(?:don't\s|do\snot\s)?(?:specify|provide|include|use|set|supply))\s(?P<names>{NAMES})"
    rf"|(?P<names2>{NAMES})\s(?P<state>(?:is|are)\s(?:not\s)?|aren't\s|isn't\s){_GIVEN})$",
    re.IGNORECASE | re.VERBOSE,
)
#: A condition without a subject is on the member itself ("If true, ...", "When set to FAST, ...").
_OWN = re.compile(
    r"^(?:(?:it|this)\sis\s)?(?P<rest>true|false|enabled|disabled|(?:not\s)?(?:specified|provided|present|given|included|omitted|set)"
    r"|(?:set|configured|equal)\s(?:to|as)\s\S+)$",
    re.IGNORECASE,
)
#: "A and B are both set to FAST".
_BOTH_EQUAL = re.compile(
    r"(?:both\s)?(?P<names>[^,;]+?\sand\s[^,;]+?)\sare\s(?:both\s)?(?:set\sto\s|equal\sto\s)?(?P<value>(?-i:[A-Z0-9_]{2,})|true|false)$",
    re.IGNORECASE,
)
_VERB_FIRST = re.compile(r"^(?:is|isn't|are|aren't|has|equals)\b", re.IGNORECASE)
_SUBJECT = re.compile(r"^(?P<subject>.+?)\s(?=(?:is|isn't|are|aren't|has|equals)\b)", re.IGNORECASE)


def cases_of(text: str, place: Place) -> Cases | None:
    """The cases in which a phrase ("Mode is FAST or Size isn't set") holds; None where part of it can't be tied."""
    phrase = _HEAD.sub("", _TAIL.sub("", text.strip().rstrip(".,;: ")).strip()).strip()
    if found := _OWN.match(phrase):
        phrase = f"this parameter is {found['rest']}"
    if atom := _atom(phrase, place):
        return (atom,)
    if listed := _listed(phrase, place):
        return listed
    if (equal_all := _BOTH_EQUAL.match(phrase)) and (paths := members_named(equal_all["names"], place)):
        values = [equal(path, equal_all["value"], place) for path in paths]
        return (tuple(one for one in values if one),) if all(values) else None
    alternatives, conjuncts = _OR.split(phrase), _AND.split(phrase)
    if len(alternatives) > 1 and len(conjuncts) > 1:
        return None
    if len(alternatives) > 1:
        either = [_atom(part, place) for part in _with_subjects(alternatives)]
        return tuple(either) if all(either) else None
    return _conjunction(conjuncts, place) if len(conjuncts) > 1 else None


def _conjunction(parts: Sequence[str], place: Place) -> Cases | None:
    """The one case in which all parts hold; what can't be tied beside what can is stated."""
    every = [_atom(part, place) for part in _with_subjects(parts)]
    if not any(every):
        return None
    known = tuple(condition for one in every for condition in one)
    said = [condition.path for condition in known if condition.keyword == "const"]
    if len(said) > len(set(said)):
        return None  # one member can't have two values
    return (known if all(every) else (*known, STATED),)


def _atom(phrase: str, place: Place) -> tuple[Condition, ...]:
    if found := condition_of(phrase, place):
        return found
    literal = literal_condition(phrase, place)
    return (literal,) if literal else ()


def _with_subjects(parts: Sequence[str]) -> list[str]:
    """The parts, each with the first one's subject where it has none of its own ("X is A or isn't set")."""
    subject = _SUBJECT.match(parts[0])
    return [f"{subject['subject']} {part}" if subject and _VERB_FIRST.match(part) else part for part in parts]


def _listed(phrase: str, place: Place) -> Cases | None:
    """Several members that are given, or not ("both A and B are specified", "neither A nor B is set")."""
    text = re.sub(r"^neither\s", "", phrase, flags=re.IGNORECASE).replace(" nor ", " or ")
    found = _LIST.match(text)
    if found is None:
        return None
    names = found["names"] or found["names2"]
    negative = text != phrase or "not" in (found["state"] or found["do"]) or "n't" in (found["state"] or found["do"])
    paths = members_named(names, place)
    if not paths:
        return None
    conditions = tuple(Condition(path, "absent" if negative else "present") for path in paths)
    either = bool(re.search(r"\sor\s", names)) and not negative
    return tuple((one,) for one in conditions) if either else (conditions,)


def negated(cases: Cases, place: Place) -> Cases | None:
    """The cases in which none of these holds; None where that can't be said in conditions."""
    others = [[complement(condition, place) for condition in conjunction] for conjunction in cases]
    combined = list(product(*others))
    if len(combined) > _MOST or any(one is None for conjunction in combined for one in conjunction):
        return None
    return tuple(tuple(one for one in conjunction if one is not None) for conjunction in combined)


def both(left: Cases, right: Cases) -> Cases:
    """The cases in which both hold."""
    return tuple(_joined(one, other) for one, other in product(left, right))


def _joined(left: tuple[Condition, ...], right: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """Both conjunctions; what the second says of a member's value holds, rather than what the first says of it."""
    said = {condition.path for condition in right if condition.keyword in ("const", "enum")}
    return tuple(dict.fromkeys((*(one for one in left if one.path not in said), *right)))


def with_members(phrase: str, place: Place) -> Cases | None:
    """The cases in which the members that a phrase names are given ("with A or B"); None where it names none."""
    paths = members_named(phrase, place)
    if not paths:
        return None
    if re.search(r"\band\b", phrase) and not re.search(r"\bor\b", phrase) and re.match(r"both\s", phrase.strip()):
        return (tuple(Condition(path, "present") for path in paths),)
    return tuple((Condition(path, "present"),) for path in paths)
