"""Values among their explanations: "FAST for those in a hurry and SLOW for all others"."""

from __future__ import annotations

import re

from fencepost.contracts.mining.literals import PLACEHOLDER
from fencepost.contracts.mining.place import Place
from fencepost.contracts.mining.shapes import is_formed

_ETC = re.compile(r"\betc\b|\.\.\.|…|\band\s(?:more|so\son)\b|\bincluding\b", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w-])(?P<value>[@$]?\w[\w.:/-]*\w|\w)(?![\w-])")
_BEFORE_HEAD = re.compile(r"(?:[,;.:]|\band|\bor)\s?['\"]?$")
#: An explanation, or nothing more, behind a value.
_BEHIND_HEAD = r"(?=['\"]?(?:\s\([^()]*\))?(?:,|;|:|\.?$|\s-|\s(?:for|to|when|if|which|that|and|or)\b))"
#: A plain word with an explanation behind it, as values have: it may be one. And what is to be filled in.
_UNCLEAR = re.compile(
    r"(?:[,;]|,?\s(?:and|or))\s(?:and\s|or\s)?[a-z]+(?:\s(?:for|if|when)\b|,\swhich\b|\s\()|[<>{}]|\.\."
    r"|(?:,|\b(?:and|or))\s(?:any|others?)\b"
)
_HEAD = re.compile(r"^(?:(?:and|or),?\s)?(?P<value>[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*)(?:,|:|\s-)\s\S")


def explained(text: str, place: Place) -> tuple[str, ...] | None:
    """The values among their explanations.

    They are the known literals of a phrase, or where none are known the words that can be nothing else. The phrase
    begins with one, and each stands at the head of an explanation wherever it stands.
    """
    phrase = text.strip()
    known = place.member.literals
    if _ETC.search(phrase) or (not known and _UNCLEAR.search(phrase)):
        return None
    said = dict.fromkeys(found["value"] for found in _WORD.finditer(phrase))
    values = tuple(one for one in said if (one in known if known else _is_explained(one, phrase)))
    if len(values) < 2 or not re.match(rf"['\"]?{re.escape(values[0])}", phrase):  # noqa: PLR2004
        return None
    if any(PLACEHOLDER.search(one) or place.find(one) or not _at_heads(one, phrase) for one in values):
        return None
    last = phrase.rfind(values[-1]) + len(values[-1])
    return None if re.match(r"['\"]?,?\s(?:and|or)\s", phrase[last:]) else values


def _is_explained(value: str, phrase: str) -> bool:
    """Whether a word that is no number, and no range of characters, is at the head of an explanation."""
    if not is_formed(value) or re.fullmatch(r"-?[\d.]+|\w-\w", value):
        return False
    found = re.search(rf"(?<![\w-]){re.escape(value)}(?![\w-]){_BEHIND_HEAD}", phrase)
    return found is not None and (not found.start() or bool(_BEFORE_HEAD.search(phrase[: found.start()])))


def _at_heads(value: str, phrase: str) -> bool:
    """Whether a word stands first, or behind a sign or a conjunction, wherever it stands."""
    found = re.finditer(rf"(?<![\w-]){re.escape(value)}(?![\w-])", phrase)
    return all(not one.start() or _BEFORE_HEAD.search(phrase[: one.start()]) for one in found)


def headed(text: str) -> tuple[str, ...] | None:
    """The constants at the heads of explanations that semicolons part ("NEW, it is new; and OLD, it isn't")."""
    found = [_HEAD.match(part.strip()) for part in text.split(";")]
    return tuple(one["value"] for one in found if one) if len(found) > 1 and all(found) else None


_NUMBERED = re.compile(
    r"^(?:(?:and|or|either),?\s)?(?P<value>-?\d+)(?:\s?[:=]|\s-|\s(?:for|to|means|if|is|stands\sfor)\b|\s\()\s?\S"
)


def numbered(text: str, kind: str) -> tuple[str, ...] | None:
    """The numbers each of which an explanation follows ("0 for dry wells or 1 for deep ones"), of a numeric member."""
    parts = [part for part in re.split(r",\s(?=(?:or\s|and\s)?-?\d)|;\s|\s(?:or|and)\s(?=-?\d)", text.strip()) if part]
    found = [_NUMBERED.match(part) for part in parts]
    numeric = kind in ("integer", "long", "float", "double")
    return tuple(one["value"] for one in found if one) if numeric and len(found) > 1 and all(found) else None
