"""Whom a sentence asks for, or forbids: "this parameter", "it", `Size`, "the instance class", `A` and `B`."""

from __future__ import annotations

import re

from fencepost.contracts.mining.names import members_named
from fencepost.contracts.mining.owner import is_subject
from fencepost.contracts.mining.place import Place, words
from fencepost.contracts.paths import parent

_LEAD = re.compile(
    r"^(?:also|then|however|therefore|note\sthat|please\snote\sthat|note|but|and|additionally|in\saddition|only|otherwise"
    r"|that|optional|in\s(?:this|that|such|these)\scases?|specifying|setting|providing|including|using|the\suse\sof"
    r"|use\sof|defining)[\s,]+",
    re.IGNORECASE,
)
_VALUE_OF = re.compile(
    r"^(?:an?|the|any|your)\s(?:(?:non-empty|valid|new|single)\s)?(?:values?|settings?|choice)\s(?:for|of|in|to)\s",
    re.IGNORECASE,
)
_SELF = re.compile(r"(?:it|it's|this|these|they|them|that|one|this\sone)$", re.IGNORECASE)
_THIS = re.compile(r"(?:this|these)\s(?:[\w-]+\s){0,2}?(?P<noun>[\w-]+)$", re.IGNORECASE)
_VALUE = re.compile(r"(?:(?:an?|the|any)\s)?(?:values?|parameter|field|property|attribute)", re.IGNORECASE)
#: What a subject doesn't hold: alternatives, or a description of something else.
_GOES_ON = re.compile(r"\s(?:or|to|in|with|that|which|than|using|from|by|as|for|on|at)\s")
#: "a role with the fleetRole parameter".
_WITHIN = re.compile(
    r"(?P<what>[^,;:]{3,90})\s(?P<how>in|with|using|through)\s(?:the\s)?['\"]?(?P<name>(?-i:[A-Za-z][a-z]+\w*[A-Z]\w*))['\"]?"
    r"(?:\s(?:parameter|field|property|option|member))?$",
    re.IGNORECASE,
)
_OF = re.compile(
    r"(?:the|an?)\s(?P<head>[\w-]+)\s(?:of|for)\s(?:the|an?|your|its)\s(?P<of>[\w-]+(?:\s[\w-]+)??)"
    r"(?:$|\s(?:used|that|which|to|you|for|in|where|containing|with)\b)",
    re.IGNORECASE,
)
_HEAD_OF = re.compile(
    r"(?:the|an?)\s(?:full\s|valid\s)?(?P<head>ARN|ID|name|identifier|URL|Amazon\sResource\sName(?:\s\((?P<short>ARN)\)))\s"
    r"(?:of|for)\s(?:the|an?|your|that|this)\s[\w\s-]{2,40}",
    re.IGNORECASE,
)
_THE = re.compile(r"(?:an?|the|your|any|at\sleast\sone|one\sor\smore|either)\s", re.IGNORECASE)
_DRESS = re.compile(rf"^{_THE.pattern}|\s(?:parameters?|fields?|propert(?:y|ies)|values?|objects?)$", re.IGNORECASE)
_NOUNS = frozenset(
    """
    parameter field property value option attribute setting member element object structure list array string flag
    argument block section map configuration input number integer boolean header item specification information
    """.split()
)
#: What "this …" means when it isn't the member.
_OTHERS = frozenset(
    """
    operation action api command call request case feature rule limit limitation restriction constraint default
    """.split()
)
#: A member with the kind of thing that it is ("a retryPolicy configuration").
_SHAPED = re.compile(
    r"(?:(?:an?|the|your)\s)?['\"]?(?P<name>[A-Z]\w+|[a-z]+[A-Z]\w*)['\"]?\s(?:configuration|object|structure|list|array|block|map"
    r"|section|sub-?parameter|request\sparameter|input)"
)
_LONGEST = 8


def subjects(phrase: str, place: Place) -> list[str]:
    """The paths of the members that a phrase stands for; empty where it stands for none, or for one of several."""
    text, last = phrase.strip(" ,'\""), None
    while text != last:
        last, text = text, _VALUE_OF.sub("", _LEAD.sub("", text)).strip(" ,'\"")
    if not text or _SELF.fullmatch(text) or _VALUE.fullmatch(text):
        return _own(place)
    if found := _THIS.fullmatch(text):
        if text.lower() == "this value" and place.path and place.member.literals:
            return []  # one of the literals rather than the member
        return _own(place) if _means_member(found["noun"], place) else []
    if path := _head_of(text, place):
        return [path]
    if len(text.split()) > _LONGEST or _GOES_ON.search(text):
        return []
    return _by_name(text, place)


def _means_member(noun: str, place: Place) -> bool:
    """Whether "this" with a noun is the member that the sentence stands on."""
    last = words(noun)[-1:]
    return bool(last) and last[0] not in _OTHERS and (last[0] in _NOUNS or last[0] in words(place.name))


def _by_name(text: str, place: Place) -> list[str]:
    """Members by their names, with what kind of thing they are, or by the words of their names."""
    if place.path and text.lower() == place.name.lower():
        return [place.path]
    named = members_named(re.sub(r"^any\s", "", text), place)
    if named and (re.search(r"[A-Z]|\w_\w", text) or all(_near(path, place) for path in named)):
        return named
    if (shaped := _SHAPED.fullmatch(text)) and (path := place.find(shaped["name"])):
        return [path]
    return _in_words(text, place) or _own_head(text, place)


def _near(path: str, place: Place) -> bool:
    """Whether a member is a sibling, or directly inside: others aren't meant by a plain word."""
    return parent(path) in (place.parent, place.path, f"{place.path}[]")


def _own_head(text: str, place: Place) -> list[str]:
    """The member itself where its name ends in what is said of something ("the ARN of the stamp" on `CoverArn`)."""
    found = _HEAD_OF.fullmatch(text)
    if not found or not place.path or place.member.type != "string":
        return []
    head = words(found["short"] or found["head"])[-1:]
    rivals = [path for path, member in place.siblings() if words(member.name)[-1:] == head]
    return [place.path] if rivals == [place.path] else []


def _head_of(text: str, place: Place) -> str | None:
    """The sibling that "the ARN of the secret used for it" names in other order (`SecretArn`)."""
    found = _OF.match(text)
    return place.find_words(f"{found['of']} {found['head']}") if found else None


def within(text: str, place: Place, *, forbidden: bool = False) -> str | None:
    """The member in which what a sentence demands is to be given ("a role with the fleetRole parameter").

    What is `forbidden` with a member is another thing; what is forbidden in it isn't.
    """
    found = _WITHIN.match(text)
    if found and forbidden and (found["how"].lower() != "in" or words(found["what"])[-1:] != words(found["name"])[-1:]):
        return None
    return place.find(found["name"]) if found else None


def _own(place: Place) -> list[str]:
    return [place.path] if place.path else []


def _in_words(text: str, place: Place) -> list[str]:
    """Members by the words of their names ("an instance class"), or the member itself by some of its own."""
    found = []
    for part in re.split(r",\s(?:and\s)?|\sand\s", text):
        bare = _DRESS.sub("", part).strip()
        if path := place.find_words(bare):
            found.append(path)
        elif part == text and place.path and is_subject(bare, place) and _says_name(bare, place):
            found.append(place.path)
        else:
            return []
    return list(dict.fromkeys(found))


def _says_name(phrase: str, place: Place) -> bool:
    """Whether the phrase ends as the member's name does, and says nothing beside its words and its parent's."""
    said, own = words(phrase), words(place.name)
    around = (*words(place.parent.replace(".", " ")), *words(place.operation)[1:])
    known = _NOUNS.union(own, around, ("valid", "new", "number", "id", "name", "custom"))
    return said[-1:] == own[-1:] and known.issuperset(said)
