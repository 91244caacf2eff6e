"""One condition in words, tied to one member: `X is Y`, `you specify X`, `X isn't set`, or what a literal's gloss says.

A condition that can't be tied to a member is None: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from fencepost.contracts.constraint import Condition
from fencepost.contracts.mining.place import Place, words
from fencepost.documentation.page import Member, Sentence

_NAME = (
    r"[`'\"]?(?P<name>[A-Za-z]\w*(?:[.$]\w+)*"
    r"|(?!you\b|there\b|it\b)[a-z]\w+(?:\s(?!is\b|are\b|isn't\b)[\w-]+){1,3}?)[`'\"]?"
)
_GIVEN = r"(?:specified|provided|set|present|given|used|included|supplied|passed|not\s(?:null|empty)|defined|non-empty)"
_THING = r"(?:\s(?:parameter|field|property|member|value|option|attribute|setting|element|flag|argument|object))?"
_VALUE = r"(?:'[^']+'|\"[^\"]+\"|[`]?[\w./:-]*[\w/][`]?)"
_VALUES = rf"(?P<values>{_VALUE}(?:(?:,\s(?:or\s)?|\sor\s){_VALUE})*)"
_THE_VALUE = r"(?:the\s|your\s)?(?:value\s(?:of|for)\s)?(?:the\s)?"
_IS = (
    r"(?:is|was|has\sbeen)\s(?P<not>not\s)?(?:set\s|equal\s|specified\s|configured\s)?(?:to\s|as\s)?"
    r"|(?P<isnt>isn't)\s(?:set\s|equal\s)?(?:to\s)?|equals\s|has\s(?:a|the)\svalue\s(?:of\s)?|==?\s?|:\s"
)
_OTHER = r"(?P<other>(?:(?:anything|any\svalue|a\svalue|something)\s)?(?:other\sthan|except|but|besides)\s)?"
_EQUAL = re.compile(
    rf"^(?:{_THE_VALUE}{_NAME}{_THING}\s?(?:{_IS})(?:either\s|one\sof\s|any\sof\s|the\svalue\s)?{_OTHER}{_VALUES})"
    r"(?:\sis\s(?:specified|set|used|selected))?$",
    re.IGNORECASE,
)
_SET = r"(?:(?:set|specify|specified|choose|chose|use|select|selected|specifying|setting|using|choosing|selecting)\s)"
_YOU_SET = re.compile(
    rf"^(?:you\s(?:have\s)?)?{_SET}(?:the\s)?{_NAME}{_THING}\s(?:to|as)\s(?:either\s)?{_VALUES}$"
    rf"|^(?:you\s(?:have\s)?)?{_SET}(?:a\svalue\sof\s|the\svalue\s|either\s)?{_VALUES.replace('values', 'values2')}"
    rf"\s(?:for|as|in)\s{_THE_VALUE}{_NAME.replace('name', 'name2')}{_THING}$",
    re.IGNORECASE,
)
_VALUE_FOR = re.compile(
    rf"^(?:you\s(?:have\s)?)?{_SET}(?:an?|the)\svalue\s(?:for|of)\s(?:the\s)?{_NAME}{_THING}\sof\s{_VALUES}$",
    re.IGNORECASE,
)
_IS_SET = re.compile(
    rf"^(?:the\svalue\s|a\svalue\sof\s|either\s)?{_VALUES}\s(?:is|are|has\sbeen)\s(?:specified|set|used|selected|chosen|given|provided)"
    rf"\s(?:for|as|in)\s{_THE_VALUE}{_NAME}{_THING}$",
    re.IGNORECASE,
)
_YOU_GIVE = (
    r"(?:you(?:'re|\sare|\shave)?\s(?:also\s)?)?(?:specify|provide|include|use|set|supply|pass|specified|provided"
    r"|specifying|using|providing|including|passing|setting)\s"
)
_PRESENT = re.compile(
    rf"^(?:{_YOU_GIVE}(?:a\svalue\sfor\s)?(?:the\s|an?\s)?{_NAME}{_THING}"
    rf"|(?:a\svalue\sfor\s)?(?:the\s|an?\s)?{_NAME.replace('name', 'name2')}{_THING}\s(?:is|are)\s(?:also\s)?"
    rf"{_GIVEN})$",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"^(?:you\s(?:don't|do\snot|didn't|did\snot)\s(?:specify|provide|include|use|set|supply|pass)\s(?:a\svalue\s"
    rf"for\s)?(?:the\s|an?\s)?{_NAME}{_THING}"
    rf"|(?:the\s|an?\s)?{_NAME.replace('name', 'name2')}{_THING}\s(?:(?:is|are)\snot\s{_GIVEN}|isn't\s{_GIVEN}"
    rf"|aren't\s{_GIVEN}|(?:is|are)\s(?:omitted|absent|missing|null|empty))"
    rf"|(?:no\svalue\sis|a\svalue\s(?:isn't|is\snot))\s{_GIVEN}\sfor\s(?:the\s)?"
    rf"{_NAME.replace('name', 'name3')}{_THING})$",
    re.IGNORECASE,
)
_SWITCHED = re.compile(
    rf"^(?:(?:the\s)?{_NAME}{_THING}\sis\s(?P<state>enabled|disabled|turned\son|turned\soff)"
    rf"|you\s(?P<do>enable|disable|turn\son|turn\soff)\s(?:the\s)?{_NAME.replace('name', 'name2')}{_THING})$",
    re.IGNORECASE,
)
_THIS = re.compile(
    r"this(?:\s(?:parameter|field|property|value|option|attribute|setting|member|element|object|flag))?", re.IGNORECASE
)
#: A condition in quotes ("Mode=FAST").
_QUOTED = re.compile(r"^['\"]([\w.]+\s?==?\s?[^\s'\"]+)['\"]$")
_OFF = ("disabled", "turned off", "disable", "turn off")
#: A literal in place of a verb's form ("Mode is ABSENT").
_CAPITALS = re.compile(r"\s(?:ABSENT|EMPTY|MISSING|OMITTED|PRESENT|SET|DEFINED|INCLUDED)$")
_USED = re.compile(r"(?:you(?:'re|\sare)?\s)?(?:use|using)\s", re.IGNORECASE)
_CONTENT = re.compile(r"[a-z]{3,}")
_STOPWORDS = frozenset(
    "the your you and for with that this from only are was has have its any into onto when where which will can".split()
)
_LEAST_GLOSS = 3


def condition_of(text: str, place: Place) -> tuple[Condition, ...]:
    """The condition that a phrase states about members of the message; empty where it can't be tied to one."""
    phrase = _QUOTED.sub(r"\1", text.strip().rstrip("."))
    for name, values, negative in _equalities(phrase):
        if found := _equality(name, values, place, negative=negative):
            return (found,)
    if given := _given(phrase, place):
        return (given,)
    if (switched := _SWITCHED.match(phrase)) and (path := named(switched["name"] or switched["name2"], place)):
        return _switched(path, place, on=(switched["state"] or switched["do"]).lower() not in _OFF)
    glossed = glossed_literal(phrase, place)
    return (glossed,) if glossed else ()


def _given(phrase: str, place: Place) -> Condition | None:
    """That a member is given or isn't; one that is used is a switch that is on, where it is a switch."""
    for pattern, keyword in ((_ABSENT, "absent"), (_PRESENT, "present")):
        if (given := pattern.match(phrase)) and not _CAPITALS.search(phrase) and (path := named(_name(given), place)):
            in_words = " " in _name(given).strip() and not _THIS.fullmatch(_name(given))
            if keyword == "present" and in_words and place.type_of(path) == "boolean" and _USED.match(phrase):
                return Condition(path, "const", value=True)
            return Condition(path, keyword)  # type: ignore[arg-type]
    return None


def _switched(path: str, place: Place, *, on: bool) -> tuple[Condition, ...]:
    """That a switch is on or off: a boolean, or a member with a literal for each."""
    if place.type_of(path) == "boolean":
        return (Condition(path, "const", on),)
    meant = ("enabled", "enable", "on") if on else ("disabled", "disable", "off")
    found = [literal for literal in place.members[path].literals if plain(literal) in meant]
    return (Condition(path, "const", found[0]),) if len(found) == 1 else ()


def _name(found: re.Match[str]) -> str:
    names = found.groupdict()
    return next(name for key in ("name", "name2", "name3") if (name := names.get(key)))


def named(text: str, place: Place) -> str | None:
    """The path of the member that a condition names, by its name or in the words of its name."""
    bare = re.sub(r"^(?:the|an?|your|its|either|both)\s", "", text.strip(" `'\""), flags=re.IGNORECASE)
    bare = bare.replace("$", ".")
    if _THIS.fullmatch(bare):
        return place.path or None
    if re.fullmatch(r"[A-Za-z][\w.]*", bare):
        return place.find(bare) or (place.find_words(bare.replace("_", " ")) if bare.islower() else None)
    return place.find_words(bare) or _of_holder(bare, place)


def _of_holder(phrase: str, place: Place) -> str | None:
    """The sibling named with words of the structure that holds it ("the role mapping type" in `RoleMappings`)."""
    said, around = words(phrase), words(place.holder)
    found = []
    for path, member in place.siblings() if around and said else ():
        own = words(member.name)
        head = said[: -len(own)]
        if own and head and said[-len(own) :] == own and around[-len(head) :] == head:
            found.append(path)
    return found[0] if len(found) == 1 else None


def _equalities(phrase: str) -> Iterator[tuple[str, str, bool]]:
    if found := _EQUAL.match(phrase):
        yield found["name"], found["values"], bool(found["not"] or found["isnt"] or found["other"])
    if found := _VALUE_FOR.match(phrase):
        yield found["name"], found["values"], False
    if found := _IS_SET.match(phrase):
        yield found["name"], found["values"], False
    if found := _YOU_SET.match(phrase):
        yield found["name"] or found["name2"], found["values"] or found["values2"], False


def _equality(name: str, values: str, place: Place, *, negative: bool) -> Condition | None:
    path = named(name, place) or place.find_around(name)
    paths = [path] if path else _ending(name, place)
    found = [one for path in paths if (one := equal(path, values, place))]
    if len(found) != 1:
        return None
    return complement(found[0], place) if negative else found[0]


def _ending(name: str, place: Place) -> Sequence[str]:
    """Members with literals whose names end in the words ("the type" for `ClusterType`)."""
    return [path for path in place.ending_in(name) if place.members[path].literals] if name.islower() else ()


def equal(path: str, text: str, place: Place, meant: Sequence[str] = ()) -> Condition | None:
    """The condition that a member has one of the values that a phrase lists; None where one can't be its value.

    A plain word is a value where it is `meant` for one, or the member's documentation lists or explains it.
    """
    member = place.members[path]
    known = (*member.literals, *member.glosses, *meant)
    values = tuple(
        typed(_literal(value.strip(" `'\""), member.literals), member.type)
        for value in re.split(r",\s(?:or\s)?|\sor\s", text)
        if value
    )
    if any(value is None or (is_word(value) and value not in known) for value in values):
        return None
    if member.type in ("structure", "list", "map"):
        return None
    if member.literals and member.type == "string" and not all(value in member.literals for value in values):
        return None
    return Condition(path, "const", values[0]) if len(values) == 1 else Condition(path, "enum", values)


def _literal(value: str, literals: Sequence[str]) -> str:
    """The literal that a value means, its case and its hyphens aside, where it can be but one."""
    if value in literals:
        return value
    found = [one for one in literals if plain(one) == plain(value)]
    return found[0] if len(found) == 1 else value


@lru_cache(maxsize=8192)
def plain(literal: str) -> str:
    """A literal in small letters, without what joins its words."""
    return re.sub(r"[\s_-]", "", literal.lower())


def complement(condition: Condition, place: Place) -> Condition | None:
    """The condition that holds where this one doesn't; None where the other values aren't known."""
    if condition.keyword in ("present", "absent"):
        return Condition(condition.path, "absent" if condition.keyword == "present" else "present")
    if condition.keyword == "stated":
        return None
    if condition.keyword == "const" and isinstance(condition.value, bool):
        return Condition(condition.path, "const", not condition.value)
    values = condition.value if condition.keyword == "enum" else (condition.value,)
    literals = place.members[condition.path].literals
    others = tuple(one for one in literals if one not in values)
    if not others or not all(one in literals for one in values):
        return None
    return (
        Condition(condition.path, "const", others[0]) if len(others) == 1 else Condition(condition.path, "enum", others)
    )


def typed(text: str, kind: str) -> Any:
    """The value that a literal in prose stands for at a member of this type; None where it can't be one."""
    if text.lower() in ("true", "false") and kind != "string":
        return text.lower() == "true"
    if kind in ("integer", "long", "float", "double"):
        return (int(text) if text.lstrip("-").isdigit() else None) if re.fullmatch(r"-?[\d.]+", text) else None
    return text if kind != "boolean" else None


def is_word(value: Any) -> bool:
    """Whether the value looks like a word of the sentence rather than a literal."""
    return isinstance(value, str) and bool(re.fullmatch(r"[A-Z]?[a-z]+", value))


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
