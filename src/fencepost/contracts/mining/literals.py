"""The literal values that a phrase lists: `a | b`, `"a" or "b"`, code spans, or the terms of bullets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from fencepost.contracts.mining.place import Place
from fencepost.contracts.mining.wording import normalised
from fencepost.documentation.page import Sentence

_BRACKETS = re.compile(r"\s*\([^()]*\)")
_SEPARATOR = re.compile(r"\s*(?:,\s*(?:and\s|or\s)?|;\s*(?:and\s|or\s)?|\s(?:and|or)\s)\s*")
_TOKEN = re.compile(r"['\"]?(?P<value>[A-Za-z0-9][\w.:/+*-]*|-?\d+(?:\.\d+)?|\*|-1)['\"]?")
_RANGE = re.compile(r"-?\d+(?:\.\d+)?-\d+(?:\.\d+)?")
_UNFINISHED = re.compile(r"\betc\b|\.\.\.|…|\band\s(?:more|others?|so\son)\b|\bany\b|\bothers\b", re.IGNORECASE)
_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "see",
        "for",
        "any",
        "all",
        "more",
        "other",
        "others",
        "none-or",
        "following",
        "values",
        "value",
        "n/a",
        "na",
        "null",
        "empty",
        "string",
        "integer",
        "number",
        "boolean",
        "below",
        "above",
        "here",
        "list",
        "default",
    ]
)
_MOST = 120


def typed_values(texts: Sequence[str], kind: str) -> tuple[Any, ...] | None:
    """The values as a member of this type takes them; None where one of them can't be such a value."""
    if kind in ("integer", "long"):
        if all(re.fullmatch(r"-?\d+", text) for text in texts):
            return tuple(map(int, texts))
        return None
    if kind in ("float", "double"):
        return tuple(map(float, texts)) if all(re.fullmatch(r"-?\d+(?:\.\d+)?", text) for text in texts) else None
    return tuple(texts) if kind in ("string", "list") else None


def listed(text: str, code: Sequence[str] = ()) -> tuple[str, ...] | None:
    """The literals that the phrase consists of, in order; None where it consists of anything else."""
    phrase = _BRACKETS.sub("", text).strip().rstrip(".").strip()
    if not phrase or _UNFINISHED.search(phrase):
        return None
    piped = "|" in phrase
    if not piped and (spans := _spans(phrase, code)):
        return spans
    pieces = [piece for piece in (phrase.split("|") if piped else _SEPARATOR.split(phrase)) if piece.strip()]
    return _values(pieces, code)


def _values(pieces: Sequence[str], code: Sequence[str]) -> tuple[str, ...] | None:
    found: list[str] = []
    for piece in pieces:
        bare = re.sub(r"^(?:either|or|and)\s", "", piece.strip().rstrip("."))
        token = _TOKEN.fullmatch(bare)
        quoted = re.fullmatch(r"(['\"])([^'\"]+)\1", bare)
        if quoted:
            found.append(quoted[2])
        elif token and (bare in code or not _is_wordy(token["value"])):
            found.append(token["value"])
        else:
            return None
    return tuple(dict.fromkeys(found)) if len(found) <= _MOST else None


def _is_wordy(value: str) -> bool:
    return value.lower() in _WORDS or bool(_RANGE.fullmatch(value))


def _spans(phrase: str, code: Sequence[str]) -> tuple[str, ...] | None:
    """The code spans where the phrase has nothing else but commas and conjunctions between them."""
    rest, found = phrase, []
    for span in code:
        plain = normalised(span)
        if plain in rest:
            rest = rest.replace(plain, " ", 1)
            found.append(span.strip())
    if len(found) > 1 and not re.sub(r"[\s,;.'\"]|\b(?:and|or|either)\b", "", rest):
        return tuple(dict.fromkeys(found))
    return None


def from_bullets(bullets: Sequence[Sentence]) -> tuple[str, ...] | None:
    """The values that bullets stand for: their terms, or their whole texts; None where one is neither."""
    found: list[str] = []
    for bullet in bullets:
        value = bullet.term or _single(bullet.text)
        if value is None:
            if found and not bullet.term:
                return None
            return None
        if " " in value or value.endswith(":"):
            return None
        found.append(value.strip("'\"`"))
    return tuple(dict.fromkeys(found)) or None


def _single(text: str) -> str | None:
    values = listed(normalised(text))
    return values[0] if values and len(values) == 1 else None


def literal_like(value: str, place: Place, code: Sequence[str]) -> bool:
    """Whether a word is a literal rather than a word of the sentence: a constant, a code span, a documented value."""
    if value in place.member.literals or value in code:
        return True
    return (
        bool(re.fullmatch(r"[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*|[A-Za-z]+(?:[_-][A-Za-z0-9]+)+|\d+", value))
        and len(value) > 1
    )
