"""What a pattern can't match without: a few pieces of plain text, of which a sentence must contain one.

Looking for such a piece costs a hundredth of what a search with the pattern costs, and most sentences hold none. The
pieces are read off the pattern itself, so that no rule has to list them.
"""

from __future__ import annotations

import re
import re._parser as parser  # type: ignore[import-not-found]  # the only description of a pattern's parts that Python has
from collections.abc import Iterable
from typing import Any

_MOST = 24
Screen = tuple[str, ...] | None


def screen(pattern: re.Pattern[str]) -> Screen:
    """Lower-case texts of which each match of the pattern contains one; None where the pattern names none."""
    parts: Any = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    return _of_sequence(parts)


def joint(screens: Iterable[Screen]) -> Screen:
    """The screen of several patterns, any of which may match."""
    found: dict[str, None] = {}
    for one in screens:
        if one is None:
            return None
        found.update(dict.fromkeys(one))
    return tuple(found)


def passes(lowered: str, pieces: Screen) -> bool:
    """Whether a text in lower case contains one of the pieces."""
    if pieces is None:
        return True
    for piece in pieces:  # noqa: SIM110 - a loop costs less than `any` with a generator
        if piece in lowered:
            return True
    return False


class Sieve:
    """Tells which of many screens a text passes, looking for each piece of text but once.

    The answer is a number with a bit for each screen, the lowest for the first.
    """

    def __init__(self, screens: Iterable[Screen]) -> None:
        self._always = 0
        masks: dict[str, int] = {}
        for number, pieces in enumerate(screens):
            if pieces is None:
                self._always |= 1 << number
            for piece in pieces or ():
                masks[piece] = masks.get(piece, 0) | 1 << number
        #: What lets many through comes first: a piece whose screens are all passed needs no look.
        self._masks = sorted(masks.items(), key=lambda one: -one[1].bit_count())

    def passed(self, lowered: str) -> int:
        """The screens that a text in lower case passes."""
        found = self._always
        for piece, mask in self._masks:
            if mask & ~found and piece in lowered:
                found |= mask
        return found


class AnyOf:
    """Many patterns searched for at once, each of them only in texts that pass its screen."""

    def __init__(self, patterns: Iterable[re.Pattern[str]]) -> None:
        self._patterns = tuple(patterns)
        self._sieve = Sieve(map(screen, self._patterns))

    def found(self, text: str) -> bool:
        """Whether one of the patterns matches somewhere in a text."""
        passed = self._sieve.passed(text.lower())
        return any(passed >> number & 1 and one.search(text) for number, one in enumerate(self._patterns))


def _of_sequence(parts: Iterable[Any]) -> Screen:
    """The best screen among the parts of a sequence, all of which must match."""
    found: list[Screen] = []
    run = ""
    for kind, value in parts:
        name = str(kind)
        if name == "LITERAL":
            run += chr(value).lower()
            continue
        if name == "AT":
            continue
        found.append((run,) if run.strip() else None)
        run = ""
        found.append(_of_part(name, value))
    found.append((run,) if run.strip() else None)
    return max(filter(None, found), key=_worth, default=None)


def _of_part(name: str, value: Any) -> Screen:
    if name == "SUBPATTERN":
        return _of_sequence(value[3])
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _of_sequence(value[2]) if value[0] else None
    if name == "ATOMIC_GROUP":
        return _of_sequence(value)
    if name == "BRANCH":
        pieces = joint(map(_of_sequence, value[1]))
        return pieces if pieces is not None and len(pieces) <= _MOST else None
    return None


def _worth(pieces: tuple[str, ...]) -> float:
    return min(map(len, pieces)) - 0.1 * len(pieces)
