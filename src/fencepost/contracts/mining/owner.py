"""Whom a claim is about: the words before a bound, or before `must`, name its subject."""

from __future__ import annotations

import re

from fencepost.contracts.mining.place import Place, words
from fencepost.contracts.paths import parent, segments

_NAMES = re.compile(r"\b(?:[a-z]+[A-Z]\w*|[A-Z][a-z0-9]+[A-Z]\w*|[A-Z]{2,}[a-z]+\w*|[a-z]+_[a-z_]+)\b")
_OPENING = re.compile(
    r"^(?:the\s)?(?:value\s(?:of|for)\s)?(?:the\s)?(?P<name>\w+)(?:\s(?:parameter|value|field"
    r"|property))?"
    r"\s(?:must|can|cannot|can't|is|has|should|may)\b",
    re.IGNORECASE,
)
#: A literal that does something: what follows holds for it.
_LITERAL_DOES = re.compile(r"\b[A-Z]+_[A-Z_]+,?\s(?:which|that|accepts?|supports?|takes?|has|can|must|allows?)\b")
#: A description of the member, to which its bound is added ("This share is relative to Size and must be").
_DESCRIBED = re.compile(
    r"^(?P<subject>(?:this|the)\s[\w\s]{2,30}?)\s(?:is|are)\s[^.;]*?\band\s(?=(?:must|can|cannot|has\sto)\b)",
    re.IGNORECASE,
)
_PRONOUNS = frozenset(["it", "this", "that", "which", "they", "these", "value", "values", "you"])
#: Nouns that stand for whatever member a sentence is written on.
_GENERAL = frozenset(
    [
        "value",
        "string",
        "name",
        "length",
        "number",
        "size",
        "character",
        "integer",
        "parameter",
        "field",
        "property",
        "setting",
        "member",
        "attribute",
        "argument",
        "input",
        "text",
        "id",
        "identifier",
        "pattern",
        "expression",
        "description",
        "comment",
        "header",
        "prefix",
        "suffix",
        "path",
        "message",
        "token",
        "title",
        "label",
        "password",
        "content",
        "url",
        "statement",
        "body",
        "phrase",
        "list",
        "array",
        "item",
        "it",
        "this",
        "that",
        "which",
        "they",
        "these",
        "you",
        "range",
        "amount",
        "total",
    ]
)
_FOREIGN = re.compile(
    r"\b(?:each|every|any|all|either|both|one)\s(?:of\s)?(?:the\s)?(?:\w+\s){0,2}(?:keys?|values?"
    r"|tags?|items?|elements?"
    r"|entry|entries|strings?|names?|members?|components?|segments?|labels?|lines?|paths?|rules?|statements?)\b"
    r"|\beach\s(?!request\b|time\b)\w+\b|\b(?:tag|map)\s(?:keys?|values?)\b|\bkeys?\s(?:must|can"
    r"|in|of|names?|length|is|are|and)\b"
    r"|\bof\san?\s(?!string\b|value\b|name\b)|\bfollowed\sby\b|\bfollows\b"
    r"|\bsupports\san?\s(?!string\b|value\b|name\b|number\b|integer\b|length\b|range\b|m(?:ax|in)imum\b)",
    re.IGNORECASE,
)
#: What is said of several values together holds for none of them.
_COMBINED = re.compile(
    r"\b(?:sum|product|combination|difference|ratio|aggregate|concatenation|total)\s(?:of|between)\b|\bcombined\b",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"\b[A-Z]\w+\b(?!\s?:)")
#: Several things of a kind ("tag values"), where the words before have to be the member's own.
_PLURAL = re.compile(r"\b(?:values|names|strings|descriptions|labels)$", re.IGNORECASE)
_DETERMINERS = frozenset(["the", "these", "all", "valid", "your", "its", "numeric", "custom", "new", "default"])
_LONGEST_SUBJECT = 7


#: Names of the parts of a pair, which the whole pair's sentences call "tag keys" and "each value".
_PAIRED = re.compile(r"(?:tag)?(?P<part>key|value)|\{(?P<map>key)?\}", re.IGNORECASE)


def _own_part(phrase: str, place: Place) -> str:
    """The phrase with "tag keys" made "it" where the member is the key of a tag, and likewise for values."""
    found = _PAIRED.fullmatch(place.name)
    if found is None:
        return phrase
    part = found["part"] or found["map"] or "value"
    return re.sub(
        rf"^(?:constraints:\s)?(?:(?:each|every|all|the)\s)?(?:(?!of\b|sum\b|total\b|number\b)[\w-]+\s){{0,4}}?{part}s?\b(?!\sand\b)",
        "it",
        phrase,
        flags=re.IGNORECASE,
    )


def owner(before: str, place: Place) -> str | None:
    """The path of the member of which the claim speaks; None where that is uncertain.

    `before` is the claim up to the bound. It is the member itself unless another member's name stands there.
    """
    before = _own_part(before, place)
    described = _DESCRIBED.match(before)
    if described and is_subject(described["subject"], place):
        before = before[described.end() :]
    if _FOREIGN.search(before) or _COMBINED.search(before) or _LITERAL_DOES.search(before):
        return None
    names = [name for name in _NAMES.findall(before) if name not in ("UTF", "ASCII")]
    if opening := _OPENING.match(before.strip()):
        sibling = place.find(opening["name"])
        if sibling and opening["name"].lower() not in _PRONOUNS and opening["name"][0].isupper():
            names.append(opening["name"])
    names += _sibling_words(before, place)
    others = {path for name in names if (path := place.find(name)) != place.path and path}
    unknown = [name for name in names if place.find(name) is None and name != place.name]
    if unknown and not others:
        return None
    if not others:
        return place.path or None
    opening = _OPENING.match(before.strip())
    named = opening and place.find(opening["name"])
    return named if named and others == {named} else None


def _sibling_words(phrase: str, place: Place) -> list[str]:
    """The capitalised words, as they stand, that are names of other members of the same structure."""
    found = [word for word in _CAPITALISED.findall(phrase) if word != place.name]
    return [
        word
        for word in found
        if (path := place.find(word))
        and path != place.path
        and segments(path)[-1] == word
        and parent(path) == place.parent
    ]


def is_subject(phrase: str, place: Place) -> bool:
    """Whether the phrase before `must` can stand for the member itself ("the name", "this value", nothing at all)."""
    text = re.sub(r"^[\w\s]{1,30}[:;]\s*", "", _own_part(phrase.strip(), place)).strip(" ,\"'")
    text = re.sub(r"^(?:and|but|also|note that|valid\s\w+)\s*", "", text, flags=re.IGNORECASE).strip()
    if not text or text.lower() in _PRONOUNS:
        return True
    if _COMBINED.search(text) or _FOREIGN.search(text) or _sibling_words(text, place):
        return False
    text = re.sub(r"^(?:the\s)?values?\s(?:of|for)\s(?:the\s)?(?=\w+$)", "", text, flags=re.IGNORECASE)
    if len(words(text)) > _LONGEST_SUBJECT or re.search(r"\b(?:for|if|with|using|of an?)\b", text):
        return False
    return place.find(text) == place.path or _names_member(text, words(place.name))


def _names_member(text: str, own: tuple[str, ...]) -> bool:
    """Whether the head of the noun phrase is a word of the member's name, or a noun for any member."""
    head = words(re.split(r"\sof\s|\sthat\s|\sfor\s", text)[0])
    if not head:
        return False
    last, general = head[-1], _GENERAL.union(own)
    if head[0] in ("a", "an") and len(head) > 2 and not general.issuperset(head[1:]):  # noqa: PLR2004
        return False
    if _PLURAL.search(re.split(r"\sof\s", text)[0]) and not general.union(_DETERMINERS).issuperset(head):
        return False
    if last == "address" and own[-1:] == ("email",) == head[-2:-1]:
        return True
    if last == "name" and own[-1:] == ("arn",):
        return False
    of_what = words(re.split(r"\sof\s", text)[-1])[-1:] if " of " in text else ()
    return last in own or (last in _GENERAL and general.issuperset(of_what))
