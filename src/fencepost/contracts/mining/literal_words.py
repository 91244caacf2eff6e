"""A condition that names nothing but a literal: "for FAST", "when you use the FAST mode", "for `FAST` and `SLOW`"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fencepost.contracts.constraint import Condition
from fencepost.contracts.mining.atoms import equal, named, plain, typed
from fencepost.contracts.mining.place import Place, words
from fencepost.contracts.paths import parent

_VALUE = r"(?:'[^']+'|\"[^\"]+\"|[\w./:-]*[\w/])"
_USE = (
    r"(?:(?:you(?:'re|\sare|\shave)?\s)?(?:also\s)?(?:use|using|choose|chose|choosing|select|selected|selecting|specify"
    r"|specified|specifying|set|setting)\s)?"
)
_GENERAL = frozenset(
    """
    value type mode option setting method level kind class category format protocol strategy scheme state status
    parameter field literal engine family action
    """.split()
)
_LITERALS = re.compile(
    rf"^{_USE}(?:(?:the|an?|either|both)\s)?(?:value\s(?:of\s)?)?(?P<values>{_VALUE}(?:(?:,\s(?:or\s|and\s)?|\s(?:or|and)\s)"
    rf"{_VALUE})*?)(?P<noun>(?:\s(?!(?:and|or)\b)[A-Za-z][\w-]*){{0,3}}?)(?P<end>\s(?:is|are)\s(?:also\s)?(?:specified|used|selected|set"
    r"|chosen|provided|enabled))?$"
)
_WITH_VALUE = re.compile(
    rf"^(?:(?!\b(?:or|and|if|is)\s).)*?\b(?:with|whose|where|that\s(?:have|has|uses?)|having)\s(?:an?\s|the\s|its\s)?[`'\"]?(?P<name>[A-Za-z]\w*)"
    r"['\"`]?(?:\s(?:parameter|field|value|property|attribute))?\s?(?:of|is|set\sto|equal\sto|is\sset\sto|=|is\sequal\sto)"
    rf"\s?(?:either\s)?(?P<values>{_VALUE}(?:(?:,\s(?:or\s)?|\sor\s){_VALUE})*)$",
    re.IGNORECASE,
)
_HAS = re.compile(
    rf"^(?:.*?\b(?:has|have|having|with|uses?|using|of)\s)?(?:an?\s|the\s)?['\"]?(?P<name>[A-Za-z]\w*)['\"]?(?:\sof)?\s(?P<values>{_VALUE})$"
)
#: "Your shop uses the FAST Mode".
_VALUE_THEN_NAME = re.compile(
    rf"^(?:.*?\b(?:has|have|having|with|uses?|using)\s)?(?:an?\s|the\s)['\"]?(?P<value>{_VALUE})['\"]?\s['\"]?(?P<name>[A-Z]\w+|[a-z]+[A-Z]\w*)['\"]?$"
)
_STRONG = re.compile(r"[A-Z]{5,}|[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+|[A-Z]+[a-z0-9]+[A-Z]\w*|[a-z]+[A-Z]\w*")
_FORMED = re.compile(r"[A-Z][A-Z0-9]+|\w*[\d_-]\w*|[A-Za-z][a-z]+[A-Z]\w*|[\w./:-]*[./:-][\w./:-]*")


def literal_condition(phrase: str, place: Place, meant: Sequence[str] = ()) -> Condition | None:
    """The condition that one member has the literals that a phrase names; None where that isn't certain.

    The literals must be listed by exactly one member, and stand alone, or before a noun of that member's name; before
    any other noun they must be no possible word of the language, or `meant` for literals by who asks.
    """
    text = phrase.strip().rstrip(".")
    if (equality := _WITH_VALUE.match(text)) and (path := named(equality["name"], place)):
        return equal(path, equality["values"], place, meant)
    has = _HAS.match(text)
    if has and (path := named(has["name"], place)) and has["values"].strip("'\"") in place.members[path].literals:
        return equal(path, has["values"], place, meant)
    turned = _VALUE_THEN_NAME.match(text)
    if turned and (path := named(turned["name"], place)) and turned["value"] in place.members[path].literals:
        return equal(path, turned["value"], place, meant)
    found = _LITERALS.match(text)
    if found is None:
        return None
    values = [one.strip("'\"") for one in re.split(r",\s(?:or\s|and\s)?|\s(?:or|and)\s", found["values"])]
    return _listed(values, found["noun"], place, frozenset(meant))


def _listed(values: Sequence[str], noun: str, place: Place, sure: frozenset[str]) -> Condition | None:
    paths = {place.listing(value) for value in values}
    path = paths.pop() if len(paths) == 1 else None
    if path is None:
        return _in_words(values, noun, place)
    kind = place.type_of(path)
    own = noun.split()
    around = words(place.holder) if parent(path) == place.parent else ()
    suits = (
        _GENERAL.union(words(place.members[path].name), around, _made(place)).issuperset(words(noun)) if own else True
    )
    for value in values:
        clear = value in sure or _STRONG.fullmatch(value)
        if not (clear or (suits and (_FORMED.fullmatch(value) or own))):
            return None
    meant = tuple(typed(value, kind) for value in values)
    if any(value is None for value in meant):
        return None
    return Condition(path, "const", meant[0]) if len(meant) == 1 else Condition(path, "enum", meant)


def _in_words(values: Sequence[str], noun: str, place: Place) -> Condition | None:
    """One literal in words before a noun of its member's name ("the fast mode" where `Mode` lists `FAST`)."""
    said = noun.split()
    if len(values) != 1 or not said:
        return None
    around = words(place.holder)
    found = _in_message(values[0], noun, place) or [
        Condition(path, "const", literal)
        for path, member in place.siblings()
        if member.literals and path != place.path
        for literal in member.literals
        if _says(values[0], said, literal, (*words(member.name), *around))
    ]
    return found[0] if len(found) == 1 else None


def _made(place: Place) -> tuple[str, ...]:
    """The words of what the operation makes ("for HTTP shops" in `CreateShop`)."""
    return words(place.operation)[1:] if re.match("Create|Update|Modify|Start|Put", place.operation) else ()


def _in_message(value: str, noun: str, place: Place) -> list[Condition]:
    """One literal, its case aside, before the noun of what the operation makes ("PaperMail shops" in `CreateShop`)."""
    made = words(noun)
    if not made or not set(made) <= set(_made(place)) or not _FORMED.fullmatch(value):
        return []
    path = place.listing(value.upper())
    return [Condition(path, "const", value.upper())] if path and path != place.path else []


def _says(value: str, said: Sequence[str], literal: str, named: Sequence[str]) -> bool:
    """Whether a value and words after it are a literal, and what is left names its member ("static key encryption")."""
    for count in range(len(said)):
        if plain(value + "".join(said[:count])) == plain(literal):
            rest = words(" ".join(said[count:]))
            return bool(rest) and rest[-1] in named and _GENERAL.union(named).issuperset(rest)
    return False
