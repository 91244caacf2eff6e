"""What a number counts: the noun behind it, and whether that names the items of a list."""

from __future__ import annotations

import re

from fencepost.contracts.mining.place import Place, words
from fencepost.contracts.paths import segments

#: Nouns that can stand for the items of any list.
_ITEMS = frozenset(
    "item element entry entrie pair value id identifier arn name string object member record resource one".split()
)
#: "ARNs", whose plural isn't seen among capitals.
_ACRONYMS = re.compile(r"\b([A-Z]{2,})s\b")
_NOUN_END = re.compile(
    r"\b(?:that|which|who|to|for|in|on|of|with|at|from|when|if|per|by|and|or|is|are|can|must|you|as|using|using|within)\b"
    r"|[^\w\s'-]",
    re.IGNORECASE,
)
#: What the caller does with items, up to their number ("you can specify at most").
_LISTED = re.compile(
    r"\byou\s(?:can|may|must|could|have\sto|need\sto)\s(?:only\s|also\s)?(?:specify|provide|include|list|pass|supply|add|select|choose|insert|assign|associate)"
    r"\s(?:[a-z]+\s){0,4}$|^(?:specify|provide|include|list)\s(?:[a-z]+\s){0,4}$",
    re.IGNORECASE,
)
#: What an item holds, rather than items.
_CONTENT = frozenset("row line record character letter digit word token byte sample observation example".split())
#: What a noun is of, or for ("configurations for stone walls").
_OF_WHAT = re.compile(r"^\s?[\w\s'-]*?\s(?:of|for)\s(?:the\s|your\s)?(?P<what>.*)$", re.IGNORECASE)
#: The items as the description calls them: "The red stones to lay", "One or more gates".
_CALLED = re.compile(
    r"^\W*(?:\(\w+\)\s|optional\.?\s)?(?:specifies\s|contains\s|lists\s)?(?:(?:an?|the)\s)?"
    r"(?:(?:unordered\s|ordered\s)?(?:array|list|set|collection|group)s?\sof\s|(?:one|zero)\sor\smore\s|any\s)?"
    r"(?:the\s|up\sto\s\d+\s)?(?P<noun>.+)$",
    re.IGNORECASE,
)


def counted(after: str) -> tuple[str, ...]:
    """The words of what is counted: the noun phrase behind the number."""
    return words(_ACRONYMS.sub(r"\1", _NOUN_END.split(after.strip(), maxsplit=1)[0]))


def counts_its_items(after: str, place: Place) -> bool:
    """Whether the noun phrase behind a number, or nothing at all, names the items of the list."""
    noun = counted(after)
    if _holds_lists(place):
        return False
    if not noun:
        return not re.match(r"\s?of\b|\s?%", after)
    return noun[-1] in _ITEMS or noun[-1] in _own(place) or noun[0] in _own(place)


def may_count_its_items(before: str, after: str, place: Place) -> bool:
    """Whether a number between the two may count the items: the caller lists them, or the member calls them so."""
    noun, own = counted(after), _own(place)
    if _holds_lists(place):
        return False
    if counts_its_items(after, place) or (_LISTED.search(before) and not _CONTENT.intersection(noun[-1:])):
        return True
    if not noun:
        return False
    what = _OF_WHAT.match(after)
    return bool(
        own.intersection(noun) or (what and own.intersection(counted(what["what"]))) or noun[-1] in _called(place)
    )


def _holds_lists(place: Place) -> bool:
    """Whether the member is a map of lists, where a number may be that of one list's items."""
    return place.type_of(f"{place.path}{{}}") == "list"


def of_one_kind(after: str, place: Place) -> bool:
    """Whether a word before the noun names a form that an item may take: only items of that form are counted."""
    before = _NOUN_END.split(after.strip(), maxsplit=1)[0].lower().split()[:-1]
    forms = {
        segments(path)[-1].lower()
        for path in place.members
        if before and path.startswith(f"{place.path}[].") and place.type_of(path) == "structure"
        if len(segments(path)) == len(segments(place.path)) + 2
    }
    return len(forms) > 1 and bool(forms.intersection(before))


def _own(place: Place) -> set[str]:
    return set(words(place.name)) - {"list", "set"}


def _called(place: Place) -> tuple[str, ...]:
    """The noun by which the member's description calls the items."""
    sentences = place.member.sentences
    found = _CALLED.match(sentences[0].text) if sentences else None
    return counted(found["noun"])[-1:] if found else ()
