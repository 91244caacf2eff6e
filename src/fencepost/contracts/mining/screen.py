"""What a pattern can't match without: a few pieces of plain text, of which a sentence must contain one.

Looking for such a piece costs a hundredth of what a search with the pattern costs, and most sentences hold none. The
pieces are read off the pattern itself, so that no rule has to list them.
"""

from __future__ import annotations

import re
import re._parser as parser  # type: ignore[import-not-found]  # the only description of a pattern's parts that Python has
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

#: The most pieces of which a text must contain one, single words or phrases, and the fewest letters of one.
_MOST = {False: 24, True: 48}
_SHORTEST = 3
_SPACE = next(iter(parser.parse(r"\s")))
#: Pieces in lower case; a text must contain one of them.
Screen = tuple[str, ...]


def screens(pattern: re.Pattern[str]) -> tuple[Screen, ...]:
    r"""What each match of the pattern must contain, one piece of each screen: the most telling of single words first.

    In the others, words may be joined: `\s` is the single space that stands between the words of a normalised text.
    """
    parts: Any = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    best = max(_of_sequence(parts, phrases=False), key=_worth, default=())
    others = (one for one in _of_sequence(parts, phrases=True) if min(map(len, one)) >= _SHORTEST)
    return tuple(dict.fromkeys((best, *others) if best else others))


def passes(lowered: str, wanted: Iterable[Screen]) -> bool:
    """Whether a text in lower case contains one of the pieces of each screen."""
    for pieces in wanted:
        for piece in pieces:
            if piece in lowered:
                break
        else:
            return False
    return True


class Sieve:
    """Tells which of many patterns may match a text, whose words are looked at once and remembered.

    Every screen has a bit. Several patterns may be given together, all of which must match. A piece without a space
    stands inside one word, and any other has a part that does.
    """

    def __init__(self, patterns: Iterable[Sequence[re.Pattern[str]]]) -> None:
        bits: dict[Screen, int] = {}
        self._open: list[int] = []
        #: By the first of their screens: numbers of patterns, with the bits of all their screens.
        self._behind: dict[int, list[tuple[int, int]]] = {}
        for number, together in enumerate(patterns):
            found = dict.fromkeys(one for pattern in together for one in screens(pattern))
            wanted = [bits.setdefault(one, 1 << len(bits)) for one in found]
            if wanted:
                self._behind.setdefault(wanted[0], []).append((number, sum(wanted)))
            else:
                self._open.append(number)
        self._first = sum(self._behind)
        self._pieces = _by_part(bits)
        self._longest = max(map(len, self._pieces), default=0)
        self._held = lru_cache(maxsize=50_000)(self._in_word)

    def near(self, lowered: str) -> list[tuple[int, bool]]:
        """The numbers of the patterns whose first screen a text in lower case passes, and whether it passes all."""
        held = self._screens_of(lowered)
        found = [(number, True) for number in self._open]
        first = held & self._first
        while first:
            bit = first & -first
            first ^= bit
            found += [(number, wanted & held == wanted) for number, wanted in self._behind[bit]]
        return sorted(found)

    def _screens_of(self, lowered: str) -> int:
        """The bits of the screens that a text passes."""
        found = 0
        parted: list[tuple[str, int]] = []
        for word in set(lowered.split()):
            whole, more = self._held(word)
            found |= whole
            parted += more
        for piece, mask in parted:
            if mask & ~found and piece in lowered:
                found |= mask
        return found

    def _in_word(self, word: str) -> tuple[int, list[tuple[str, int]]]:
        """The bits of the pieces inside a word, and the pieces of several words that may stand around it."""
        whole = 0
        parted: list[tuple[str, int]] = []
        for part in _parts(word, self._longest) & self._pieces.keys():
            mask, more = self._pieces[part]
            whole |= mask
            parted += more
        return whole, parted


def _parts(word: str, longest: int) -> set[str]:
    """All pieces of a word of at most so many letters."""
    ends = range(1, len(word) + 1)
    return {word[start:end] for end in ends for start in range(max(0, end - longest), end)}


def _by_part(bits: dict[Screen, int]) -> dict[str, tuple[int, list[tuple[str, int]]]]:
    """By the longest word of a piece: the bits of that very word, and the longer pieces with theirs."""
    masks: dict[str, int] = {}
    for pieces, bit in bits.items():
        for piece in pieces:
            masks[piece] = masks.get(piece, 0) | bit
    parts: dict[str, tuple[int, list[tuple[str, int]]]] = {}
    for piece, mask in masks.items():
        part = max(piece.split(), key=len)
        whole, more = parts.get(part, (0, []))
        parts[part] = (whole | mask, more) if part == piece else (whole, [*more, (piece, mask)])
    return parts


class Screened:
    """A pattern that is looked for only in texts that pass its screens."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        self._screens = screens(pattern)

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str) -> str:
        """The text with all matches replaced, as `re.Pattern.sub` does it."""
        return self._pattern.sub(replacement, text) if passes(text.lower(), self._screens) else text


class AnyOf:
    """Many patterns searched for at once, each of them only in texts that pass its screens."""

    def __init__(self, patterns: Iterable[re.Pattern[str]]) -> None:
        self._patterns = tuple(patterns)
        self._sieve = Sieve((one,) for one in self._patterns)

    def found(self, text: str) -> bool:
        """Whether one of the patterns matches somewhere in a text."""
        near = self._sieve.near(text.lower())
        return any(passed and self._patterns[number].search(text) for number, passed in near)


def _of_sequence(parts: Iterable[Any], *, phrases: bool) -> Iterator[Screen]:
    """The screens of a sequence, all parts of which must match."""
    run = ""
    for kind, value in parts:
        name = str(kind)
        if name == "LITERAL":
            run += chr(value).lower()
        elif phrases and (kind, value) == _SPACE:
            run += " "
        elif name != "AT":
            yield from _of_run(run, phrases=phrases)
            run = ""
            yield from _of_part(name, value, phrases=phrases)
    yield from _of_run(run, phrases=phrases)


def _of_run(run: str, *, phrases: bool) -> Iterator[Screen]:
    """The screen of letters one after the other."""
    if run.strip():
        yield (run.strip() if phrases else run,)


def _of_part(name: str, value: Any, *, phrases: bool) -> Iterator[Screen]:
    if name == "SUBPATTERN":
        yield from _of_sequence(value[3], phrases=phrases)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0]:
        yield from _of_sequence(value[2], phrases=phrases)
    if name == "ATOMIC_GROUP":
        yield from _of_sequence(value, phrases=phrases)
    if name == "BRANCH":
        each = [max(_of_sequence(one, phrases=phrases), key=_worth, default=()) for one in value[1]]
        joint = tuple(dict.fromkeys(piece for one in each for piece in one))
        if all(each) and len(joint) <= _MOST[phrases]:
            yield joint


def _worth(pieces: Screen) -> float:
    return min(map(len, pieces)) - 0.1 * len(pieces)
