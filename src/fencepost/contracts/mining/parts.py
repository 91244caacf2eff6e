"""Bounds on the parts of a list or a map: its items, keys or values (`part.between`, `part.at-most`, `part.at-least`).

A part is named in words ("each key", "tag values", "each string"), and is a member of its own below the one on which
the sentence stands: where no such member is there for certain, nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.mining.axis import NUMERIC, bounds
from fencepost.contracts.mining.limits import DENIED, LIMITED, NEGATED
from fencepost.contracts.mining.place import Place, words
from fencepost.contracts.mining.rule import DIGIT, Example, Promise, Rule, pattern
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.wording import CHARACTERS, NUMBER, NUMBER_AFTER, number

_VERB = (
    r"(?:(?:can|must|may|cannot|can't|must\snot)\s)?(?:only\s)?(?:be|have|has|contain|contains|consist\sof|accept|accepts"
    r"|is|are|exceed|being|use|include|range)"
)
_MOST = (
    r"(?:up\sto|at\smost|no\s(?:more|longer)\sthan|(?:a\s)?max(?:imum)?(?:\s(?:character\s)?length)?\sof|limited\sto|exceed"
    r"|(?:more|longer|greater)\sthan)"
)
_LENGTH = rf"(?:\s?-?{CHARACTERS}|\sin\slength|\slong)"
_KEY = r"(?P<key>\b(?:\w+\s)?keys?(?:\snames?)?(?!\w))"
_VALUE = r"(?P<value>\b(?:\w+\s)?values?(?!\w))"
_NAMED = r"(?P<named>\b(?:an?|the|each|every)\s[\w-]+\snames?(?!\w))"
_BOTH = r"(?P<both>\b(?:both\s)?(?:the\s|tag\s)?keys?\sand\s(?:the\s|tag\s)?values?)"
_EACH = (
    r"(?P<each>\b(?:each|every)\s(?!request|call|key\b|value\b|tag\b|account|region)(?:individual\s)?[\w-]+"
    r"(?:\s(?!can|must|may|has|have|is|are|should|keys?\b|values?\b)[\w-]+)?)"
)
_PART = rf"(?:{_BOTH}|{_NAMED}|{_KEY}|{_VALUE}|{_EACH})"
_KEYED = rf"(?:{_KEY}|{_VALUE})"
#: What else is asked of the part before its length ("must start with a letter and").
_FIRST = r"(?:(?:must|can)\s[^.;,\d]{3,80}?,?\sand\s(?:(?:it|they)\s)?)"
#: A sentence that begins with the label of a key.
_LABELLED_KEY = re.compile(r"\W*(?:tag\s)?keys?\s?(?:\([^()]*\)\s?)?(?:[:-]|\u2013|\u2014)\s", re.IGNORECASE)
_A, _B = rf"(?P<low>{NUMBER})", rf"(?P<high>{NUMBER_AFTER})"
_ITEM_NOUNS = frozenset("item element entry string value member name id identifier arn one key tag pattern".split())


def _parts(match: re.Match[str], place: Place) -> list[str]:
    """The paths of the parts that a match names; none where the member has no such part."""
    found = match.groupdict()
    if found.get("both"):
        both = [*_keyed(place, "key"), *_keyed(place, "value")]
        return both if len(both) == 2 else []  # noqa: PLR2004 - a key and a value
    if found.get("key"):
        return _keyed(place, "key")
    if found.get("value"):
        return _keyed(place, "value")
    if found.get("named"):
        return _names(found["named"] or "", place)
    return _items(found.get("each") or "", place)


def _keyed(place: Place, part: str) -> list[str]:
    """The key or the value of a map, or of a list of pairs, or of one such pair."""
    kind = place.member.type
    if kind == "map":
        path = f"{place.path}{'{key}' if part == 'key' else '{}'}"
        return [path] if place.type_of(path) == "string" else []
    holder = f"{place.path}[]" if kind == "list" else place.path
    if kind not in ("list", "structure") or place.type_of(holder) != "structure":
        return []
    found = [
        path
        for name in (part, part.capitalize(), f"Tag{part.capitalize()}", f"tag{part.capitalize()}")
        if place.type_of(path := f"{holder}.{name}") == "string"
    ]
    pair = [
        member for member in place.members if member.startswith(f"{holder}.") and "." not in member[len(holder) + 1 :]
    ]
    return found if len(found) == 1 and len(pair) <= 3 else []  # noqa: PLR2004 - key, value, and one more


def _names(noun: str, place: Place) -> list[str]:
    """The keys of a map that is called as what the noun says they name ("an attribute name" for `Attributes`)."""
    own = words(noun)[1:-1]
    return _keyed(place, "key") if place.member.type == "map" and own == words(place.name)[-1:] else []


def _items(noun: str, place: Place) -> list[str]:
    """The items of a list of scalars, where the noun stands for them."""
    path = f"{place.path}[]"
    if place.member.type != "list" or place.type_of(path) not in ("string", *NUMERIC):
        return []
    named = words(noun)[1:] or ("item",)
    own = set(words(place.name))
    return [path] if named[-1] in _ITEM_NOUNS or own.issuperset(named) or named[-1] == words(place.name)[-1] else []


def _between(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    low, high = number(match["low"]), number(match["high"])
    yield from _bound(match, statement, low, high)


def _at_most(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    yield from _bound(match, statement, None, number(match["high"]))


def _at_least(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    yield from _bound(match, statement, number(match["low"]), None)


def _bound(match: re.Match[str], statement: Statement, low: float | None, high: float | None) -> Iterable[Promise]:
    """The bounds of each part that the match names; of a string in bytes only the upper one."""
    place, after = statement.place, match.string[match.end() :]
    if DENIED.search(after) or LIMITED.search(after) or NEGATED.search(match.string[: match.start()]):
        return
    if re.search(r"\bbytes\b", match.group() + after[:12], re.IGNORECASE):
        low = None
    for path in _keyed(place, "key") if _of_key(match, statement) else _parts(match, place):
        measured = "length" if place.type_of(path) == "string" else "number"
        if measured == "length" or not match.groupdict().get("length"):
            yield from bounds(path, measured, low, high)  # type: ignore[arg-type]


def _of_key(match: re.Match[str], statement: Statement) -> bool:
    """Whether "the value" is that of a key, of which the sentence before speaks ("Key - The name of the label")."""
    before = (one.text for one in statement.place.member.sentences if one.number == statement.sentence.number - 1)
    named = re.fullmatch(r"(?:string\s)?value", match.groupdict().get("value") or "", re.IGNORECASE)
    return bool(named) and any(map(_LABELLED_KEY.match, before))


def _of_plural(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """Characters of things that are called as the items of the list are."""
    subject, own = ([one.rstrip("s") for one in words(text)] for text in (match["subject"], statement.place.name))
    named, own = subject[-1:], own[:-1] if own[-1:] == ["list"] else own
    if match.re is PLURAL.patterns[1] and subject != own:
        return
    if named and (named[0] in _ITEM_NOUNS or named == own[-1:]) and own[:1] == subject[:1]:
        yield from _own_items(match, statement)


def _own_items(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """Characters said of a list of texts are those of each text."""
    place, path = statement.place, f"{statement.place.path}[]"
    after = match.string[match.end() :]
    if place.member.type != "list" or place.type_of(path) != "string" or LIMITED.search(after):
        return
    found = match.groupdict()
    low = number(found["low"]) if found.get("low") and "byte" not in match["length"].lower() else None
    yield from bounds(path, "length", low, number(match["high"]))


_LABELS = {"Labels[]": "structure", "Labels[].Key": "string", "Labels[].Value": "string"}
_OF_LABELS = (("Labels[].Key", "maxLength", 99),)
BETWEEN = Rule(
    name="part.between",
    patterns=(
        pattern(
            rf"{_PART}\s{_VERB}\s(?:a\slength\sof\s|between\s|from\s|a\sstring\sof\s)?{_A}\s?(?:-|\sto\s|\sand\s)\s?{_B}(?P<length>{_LENGTH})"
        ),
        pattern(
            rf"(?:^|[.;,]\s){_KEYED}:\s(?:(?:an?\s)?string,\s)?(?:between\s|from\s)?{_A}\s?(?:-|\sto\s|\sand\s)\s?{_B}(?P<length>{_LENGTH})"
        ),
        pattern(rf"{_EACH}\s{_A}\s?(?:-|\sto\s|\sand\s)\s?{_B}(?P<length>{_LENGTH})"),
        pattern(rf"\beach\swith\s{_A}\s?(?:-|\sto\s|\sand\s)\s?{_B}(?P<length>{_LENGTH})"),
        pattern(
            r"\b(?P<each>(?:each|every)\s(?!request)(?:item|element|entry|value|number|integer|percentage|port))\s(?:must|can|has\sto)"
            rf"\s(?:be|range)\s(?:an?\s\w+\s)?(?:between\s|from\s|in\sthe\srange\s(?:of\s)?)?{_A}\s?(?:-|\sto\s|\sand\s)\s?{_B}"
            r"(?=[.,;)]|$|\sinclusive)"
        ),
    ),
    build=_between,
    examples=(
        Example(
            "Each key must be between 3 and 99 characters.",
            (("Labels[].Key", "minLength", 3), ("Labels[].Key", "maxLength", 99)),
            "Labels",
            "list",
            _LABELS,
        ),
        Example(
            "The stones, each with 3 to 99 characters.",
            (("Stones[]", "minLength", 3), ("Stones[]", "maxLength", 99)),
            "Stones",
            "list",
            {"Stones[]": "string"},
        ),
        Example(
            "Both keys and values must be between 3 and 99 characters in length.",
            (
                ("Labels{key}", "minLength", 3),
                ("Labels{key}", "maxLength", 99),
                ("Labels{}", "minLength", 3),
                ("Labels{}", "maxLength", 99),
            ),
            "Labels",
            "map",
            {"Labels{key}": "string", "Labels{}": "string"},
        ),
        Example(
            "Each value must be between 1 and 7.",
            (("Depths[]", "minimum", 1), ("Depths[]", "maximum", 7)),
            "Depths",
            "list",
            {"Depths[]": "integer"},
        ),
    ),
    refuses=(
        Example("Each key must be between 3 and 99 characters.", (), "Labels", "list", {"Labels[]": "string"}),
        Example("Each wall must be between 3 and 99 characters.", (), "Stones", "list", {"Stones[]": "string"}),
    ),
    cue=DIGIT,
)

AT_MOST = Rule(
    name="part.at-most",
    patterns=(
        pattern(
            rf"{_PART}\s{_VERB}\s(?:{_MOST}\s)?(?:a\s)?(?:{_MOST}\s)?(?P<high>{NUMBER})(?P<length>{_LENGTH})\s?(?:or\s(?:less|fewer))"
        ),
        pattern(rf"{_PART}\s{_FIRST}{_VERB}\s{_MOST}\s(?P<high>{NUMBER})(?P<length>{_LENGTH})"),
        pattern(rf"{_PART}\s(?:{_VERB}\s)?(?:\w+\s)?{_MOST}\s(?P<high>{NUMBER})(?P<length>{_LENGTH})"),
        pattern(rf"{_PART}\s(?:cannot|can't|must\snot)\sexceed\s(?P<high>{NUMBER})(?P<length>{_LENGTH})"),
        pattern(
            rf"\bmax(?:imum)?\s(?:(?:character\s)?length\s(?:of|for)\s(?:an?\s|the\s|each\s|every\s)?)(?:{_BOTH}|{_KEY}|{_VALUE}"
            rf"|(?P<each>(?<=each\s)\w+))\s?(?:is|:|-|=)?\s?(?P<high>{NUMBER})(?P<length>{_LENGTH}|\.?$)"
        ),
        pattern(
            rf"\bmax(?:imum)?\s(?:{_KEY}|{_VALUE})\slength\s?(?:is|:|-|=|of)?\s?(?P<high>{NUMBER})(?P<length>{_LENGTH}|\.?$)"
        ),
        pattern(rf"\bmax(?:imum)?\slength\sfor\s{_EACH}\sis\s(?P<high>{NUMBER})(?P<length>{_LENGTH})"),
        pattern(
            rf"\b(?P<each>each)\swith\s(?:an?\s)?(?:(?:character|length|size)\s)?(?:limit|max(?:imum)?|max(?:imum)?\slength|length)\sof\s(?P<high>{NUMBER})(?P<length>{_LENGTH})"
        ),
        pattern(rf"\b(?:each|every)\s(?:of\s)?(?:with\s)?{_MOST}\s(?P<high>{NUMBER})(?P<length>{_LENGTH})"),
    ),
    build=_at_most,
    examples=(
        Example("Each label key can have up to 99 characters.", _OF_LABELS, "Labels", "list", _LABELS),
        Example(
            "A label name must start with a letter and it can contain up to 99 characters.",
            (("Labels{key}", "maxLength", 99),),
            "Labels",
            "map",
            {"Labels{key}": "string", "Labels{}": "string"},
        ),
        Example(
            "You can list 7 stones, each with a character limit of 99 characters.",
            (("Stones[]", "maxLength", 99),),
            "Stones",
            "list",
            {"Stones[]": "string"},
        ),
        Example("Maximum key length - 99 characters.", _OF_LABELS, "Labels", "list", _LABELS),
        Example("The maximum length of a key is 99 characters.", _OF_LABELS, "Labels", "list", _LABELS),
        Example(
            "Label values can be up to 99 characters.",
            (("Labels{}", "maxLength", 99),),
            "Labels",
            "map",
            {"Labels{key}": "string", "Labels{}": "string"},
        ),
        Example(
            "Each string can be up to 99 characters long.",
            (("Stones[]", "maxLength", 99),),
            "Stones",
            "list",
            {"Stones[]": "string"},
        ),
    ),
    refuses=(
        Example("Each key can have up to 99 labels.", (), "Labels", "list", _LABELS),
        Example("The maximum length of a key is 99 characters.", (), "Labels", "string"),
        Example("A shop name can be up to 99 characters.", (), "Labels", "map", {"Labels{key}": "string"}),
        Example("Each description can be up to 99 characters.", (), "Stones", "list", {"Stones[]": "string"}),
    ),
    cue=DIGIT,
)

OF_KIND = Rule(
    name="part.of-kind",
    patterns=(
        pattern(
            rf"^for\s(?:the\s|each\s|an?\s)?{_PART},\s(?:you\scan\s|specify\s)[^.;]*?\b{_A}\s?(?:-|\sto\s|\sand\s)\s?{_B}(?P<length>{_LENGTH})"
        ),
    ),
    build=_between,
    examples=(
        Example(
            "For each key, you can give a text that is 3 to 99 characters long.",
            (("Labels[].Key", "minLength", 3), ("Labels[].Key", "maxLength", 99)),
            "Labels",
            "list",
            _LABELS,
        ),
    ),
    refuses=(Example("For each wall, you can give 3 to 99 characters.", (), "Labels", "list", _LABELS),),
    reads="sentence",
    cue=DIGIT,
)

OWN_ITEMS = Rule(
    name="part.own-items",
    patterns=(
        pattern(
            rf"^(?:constraints:\s)?(?:(?:this|the)\svalue|it|length)?\s?(?:must|can)?\s?:?\s?(?:be|contain)?\s?(?:between\s|from\s)?{_A}\s?"
            rf"(?:-|\sto\s|\sand\s)\s?{_B}(?P<length>\s?-?characters?(?:\slong|\sin\slength)?)\.?$"
        ),
    ),
    build=_own_items,
    examples=(
        Example(
            "This value must be 3-99 characters long.",
            (("Stones[]", "minLength", 3), ("Stones[]", "maxLength", 99)),
            "Stones",
            "list",
            {"Stones[]": "string"},
        ),
    ),
    refuses=(
        Example("This value must be 3-99 characters long.", (), "Stones", "list", {"Stones[]": "structure"}),
        Example("This value must be 3-99 stones long.", (), "Stones", "list", {"Stones[]": "string"}),
    ),
    cue=DIGIT,
)

PLURAL = Rule(
    name="part.plural",
    patterns=(
        pattern(
            rf"^(?:the\s)?(?P<subject>[\w\s]{{3,40}}s)\s(?:must|can|have\sto)\s(?:be|have|contain)\s(?:between\s|from\s)?{_A}\s?"
            rf"(?:-|\sto\s|\sand\s)\s?{_B}(?P<length>\s?-?characters?)"
        ),
        pattern(rf"\baccepts?\s(?P<subject>[\w\s]{{3,40}}s)\s(?:of\s)?up\sto\s{_B}(?P<length>\s?-?characters?)"),
    ),
    build=_of_plural,
    examples=(
        Example(
            "Stone identifiers must be 3 to 99 characters in length.",
            (("StoneIds[]", "minLength", 3), ("StoneIds[]", "maxLength", 99)),
            "StoneIds",
            "list",
            {"StoneIds[]": "string"},
        ),
        Example(
            "The operation accepts stone IDs up to 99 characters long.",
            (("StoneIDList[]", "maxLength", 99),),
            "StoneIDList",
            "list",
            {"StoneIDList[]": "string"},
        ),
    ),
    refuses=(
        Example(
            "The operation accepts wall IDs up to 99 characters.", (), "StoneIds", "list", {"StoneIds[]": "string"}
        ),
        Example("Wall names must be 3 to 99 characters.", (), "StoneIds", "list", {"StoneIds[]": "string"}),
        Example("Stone names must be 3 to 99 characters.", (), "StoneIds", "string"),
    ),
    cue=DIGIT,
)

AT_LEAST = Rule(
    name="part.at-least",
    patterns=(
        pattern(rf"{_PART}\s{_FIRST}{_VERB}\s(?:at\sleast|a\sminimum\sof)\s(?P<low>{NUMBER})(?P<length>{_LENGTH})"),
        pattern(rf"{_PART}\s{_VERB}\s(?:at\sleast|a\sminimum\sof)\s(?P<low>{NUMBER})(?P<length>{_LENGTH})"),
        pattern(
            rf"\bmin(?:imum)?\s(?:{_KEY}|{_VALUE})\slength\s?(?:is|:|-|=|of)?\s?(?P<low>{NUMBER})(?P<length>{_LENGTH}|\.?$)"
        ),
    ),
    build=_at_least,
    examples=(
        Example(
            "Each key must be at least 3 characters.", (("Labels[].Key", "minLength", 3),), "Labels", "list", _LABELS
        ),
        Example(
            "Keys must start with a letter and be at least three characters.",
            (("Labels[].Key", "minLength", 3),),
            "Labels",
            "list",
            _LABELS,
        ),
    ),
    refuses=(
        Example(
            "Each key must start with a letter and be at least as long as 3 characters.", (), "Labels", "list", _LABELS
        ),
        Example("Each key must be at least 3 bytes long.", (), "Labels", "list", _LABELS),
    ),
    cue=DIGIT,
)

RULES = (BETWEEN, AT_MOST, AT_LEAST, OF_KIND, OWN_ITEMS, PLURAL)
