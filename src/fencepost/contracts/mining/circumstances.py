"""The conditions of a sentence: `if X is Y`, told apart from what is claimed, and tied to members.

A condition that can't be tied to a member's value leaves nothing to claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from fencepost.contracts.constraint import Condition
from fencepost.contracts.mining.place import Place
from fencepost.documentation.page import Member, Sentence

_MARK = r"(?:only\s)?(?:if|when|whenever|while|where|unless|until|once|after|before|for|provided\sthat|in\scase)"
_LEADING = re.compile(r"^(?P<mark>if|when|whenever)\s(?P<condition>[^,]+),\s(?:then\s)?(?P<claim>.+)$", re.IGNORECASE)
_TRAILING = re.compile(
    r"^(?P<claim>.+?),?\s(?P<mark>only\sif|only\swhen|if|when|whenever)\s(?P<condition>.+?)\.?$", re.IGNORECASE
)
_ANY = re.compile(
    r"\b(?:if|when|whenever|unless|until|while|once|provided\sthat|in\scase|depending|depends|otherwise|except"
    r"|where\s(?:the|you)|only\sfor|applies\sto|instead)\b|^(?:for|with|on|to)\s|^in\s"
    r"(?!increments\b|multiples\b|steps\b|\d|the\srange\b)|\b(?:range|values?|limits?"
    r"|durations?)\sfor\s(?!this\b|the\b|an?\b)[\w\s]+(?::|\srange\b|\sare\b|\sis\b)",
    re.IGNORECASE,
)
_NAME = r"[`'\"]?(?P<name>[A-Za-z]\w*(?:\.\w+)*)[`'\"]?"
_GIVEN = r"(?:specified|provided|set|present|given|used|included|supplied|passed|not\s(?:null|empty)|defined)"
_THING = r"(?:\s(?:parameter|field|property|member|value|option|attribute|setting|element))?"
_VALUES = r"(?P<values>[`'\"]?[\w./-]+[`'\"]?(?:(?:,\s(?:or\s)?|\sor\s)[`'\"]?[\w./-]+[`'\"]?)*)"
_THE_VALUE = r"(?:the\s)?(?:value\s(?:of|for)\s)?(?:the\s)?"
_EQUAL = re.compile(
    rf"^(?:{_THE_VALUE}{_NAME}{_THING}\s(?:is\s(?:set\s|equal\s)?(?:to\s)?|equals\s|has\s(?:a"
    r"|the)\svalue\s(?:of\s)?|=\s?)"
    rf"(?:either\s|one\sof\s)?{_VALUES})$",
    re.IGNORECASE,
)
_YOU_SET = re.compile(
    rf"^you\s(?:set|specify|specified|choose|use|select)\s(?:the\s)?{_NAME}{_THING}\s(?:to|as)\s{_VALUES}$"
    r"|^you\s(?:set|specify|specified|choose|use|select)\s(?:a\svalue\sof\s"
    rf")?{_VALUES.replace('values', 'values2')}"
    rf"\sfor\s(?:the\s)?{_NAME.replace('name', 'name2')}{_THING}$",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"^(?:you\s(?:also\s)?(?:specify|provide|include|use|set|supply|pass)\s(?:a\svalue\sfor\s)?"
    rf"(?:the\s|an?\s)?{_NAME}{_THING}"
    rf"|(?:the\s)?{_NAME.replace('name', 'name2')}{_THING}\s(?:is|are)\s(?:also\s)?{_GIVEN})$",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"^(?:you\s(?:don't|do\snot|didn't)\s(?:specify|provide|include|use|set|supply)\s(?:a\svalue\s"
    r"for\s)?(?:the\s|an?\s)?"
    rf"{_NAME}{_THING}"
    rf"|(?:the\s)?{_NAME.replace('name', 'name2')}{_THING}\s(?:(?:is|are)\s(?:not|n't)\s{_GIVEN}|isn't\s{_GIVEN}"
    rf"|aren't\s{_GIVEN}|(?:is|are)\s(?:omitted|absent|missing)))$",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"[a-z]{3,}")
_STOPWORDS = frozenset(
    [
        "the",
        "your",
        "you",
        "and",
        "for",
        "with",
        "that",
        "this",
        "from",
        "only",
        "are",
        "was",
        "has",
        "have",
        "its",
        "any",
        "into",
        "onto",
        "when",
        "where",
        "which",
        "will",
        "can",
    ]
)
_LEAST_GLOSS = 3


def split(claim: str | None, place: Place) -> tuple[str | None, tuple[Condition, ...]]:
    """A claim without its condition, and the condition; no claim where the condition can't be tied to a member."""
    if claim is None or not _ANY.search(claim):
        return claim, ()
    found = _LEADING.match(claim) or _TRAILING.match(claim)
    if found is None or _ANY.search(found["claim"]) or _ANY.search(found["condition"]):
        return None, ()
    conditions = condition_of(found["condition"], place)
    if not conditions or "only" in found["mark"].lower():
        return None, ()
    return found["claim"], conditions


def condition_of(text: str, place: Place) -> tuple[Condition, ...]:
    """The condition that a phrase states about members of the message; empty where it can't be tied to one."""
    phrase = text.strip().rstrip(".")
    for name, values in _equalities(phrase):
        path = place.find(name)
        if path and (condition := _equal(path, values, place)):
            return (condition,)
    for pattern, keyword in ((_ABSENT, "absent"), (_PRESENT, "present")):
        if (found := pattern.match(phrase)) and (path := place.find(found["name"] or found["name2"])):
            return (Condition(path, keyword),)  # type: ignore[arg-type]
    glossed = glossed_literal(phrase, place)
    return (glossed,) if glossed else ()


def _equalities(phrase: str) -> Iterator[tuple[str, str]]:
    if found := _EQUAL.match(phrase):
        yield found["name"], found["values"]
    if found := _YOU_SET.match(phrase):
        yield found["name"] or found["name2"], found["values"] or found["values2"]


def _equal(path: str, text: str, place: Place) -> Condition | None:
    values = tuple(
        typed(value.strip("`'\""), place.type_of(path)) for value in re.split(r",\s(?:or\s)?|\sor\s", text) if value
    )
    if any(value is None or _is_word(value) for value in values):
        literals = place.members[path].literals
        if not all(value in literals for value in values):
            return None
    return Condition(path, "const", values[0]) if len(values) == 1 else Condition(path, "enum", values)


def typed(text: str, kind: str) -> Any:
    """The value that a literal in prose stands for at a member of this type; None where it can't be one."""
    if text.lower() in ("true", "false") and kind != "string":
        return text.lower() == "true"
    if kind in ("integer", "long", "float", "double"):
        return (int(text) if text.lstrip("-").isdigit() else None) if re.fullmatch(r"-?[\d.]+", text) else None
    return text if kind != "boolean" else None


def _is_word(value: Any) -> bool:
    """Whether the value looks like a word of the sentence rather than a literal."""
    return isinstance(value, str) and bool(re.fullmatch(r"[a-z]+", value))


def glossed_literal(phrase: str, place: Place) -> Condition | None:
    """The one literal whose gloss the phrase repeats ("configured to forward all headers").

    Every word of content in the gloss must be in the phrase, so that one that says less, or more, isn't meant.
    """
    said = frozenset(_stems(phrase))
    found = [
        Condition(path, "const", typed(term, member.type))
        for path, member in place.all.glossing
        for term, stems in _glosses(member.sentences)
        if stems <= said
    ]
    place.all.note("glossed", phrase, found[0].path if found else None)
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=4096)
def _glosses(sentences: tuple[Sentence, ...]) -> tuple[tuple[str, frozenset[str]], ...]:
    """The terms whose glosses say enough to be recognised, with the stems of their first sentences."""
    glosses = Member("", "string", sentences=sentences).glosses
    stems = ((term, frozenset(_stems(gloss.split(". ")[0]))) for term, gloss in glosses.items())
    return tuple((term, found) for term, found in stems if len(found) >= _LEAST_GLOSS)


def _stems(text: str) -> Iterator[str]:
    for word in _CONTENT.findall(text.lower()):
        if word not in _STOPWORDS:
            yield re.sub(r"(?:ing|ed|es|s)$", "", word)
