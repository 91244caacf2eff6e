"""Kinds of rule: the columns of the matrix that the page begins with, each for a few keywords."""

from __future__ import annotations

from collections.abc import Mapping

#: The kinds in the order of the columns, with the keywords that each stands for.
_KEYWORDS: Mapping[str, tuple[str, ...]] = {
    "type": ("type", "contentEncoding"),
    "required": ("required", "absent"),
    "values": ("enum", "const", "defaultsTo"),
    "range": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    "length": ("minLength", "maxLength"),
    "form": ("pattern", "format"),
    "items": ("minItems", "maxItems", "uniqueItems", "countOf"),
    "relations": ("lessOrEqual", "lessThan", "requires", "anyOf", "onlyOne", "allOrNone", "zeroOrOne"),
    "state": (
        *("exists", "unique", "currentVersion", "replaces", "updates", "immutable", "higherThanCurrent"),
        *("sameAsCurrent", "inState", "notInState", "hasStatus", "supportedType", "notTriggered"),
    ),
    "response": (),
    "general": (),
}
KINDS: tuple[str, ...] = tuple(_KEYWORDS)
RESPONSE, GENERAL = KINDS.index("response"), KINDS.index("general")
_KIND = {keyword: KINDS.index(kind) for kind, keywords in _KEYWORDS.items() for keyword in keywords}


def kind_of(keyword: str) -> int:
    """The place in `KINDS` of what a request's keyword belongs to; `general` for one that no kind knows."""
    return _KIND.get(keyword, GENERAL)
