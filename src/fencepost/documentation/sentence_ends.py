"""Where sentences end."""

from __future__ import annotations

import re
from bisect import bisect_right

_STOP = re.compile(r"(?<=[^\s.!?])[.!?]+['\")\]”’»]*(?=\s)")
_NEXT = re.compile(r"\s+[\"'(\[“‘«]*(?P<word>\S+)")
_LAST_WORD = re.compile(r"[^\s(\[{\"'“‘]+\Z")
#: Abbreviations after which a sentence always goes on.
_NEVER_LAST = frozenset("e.g eg i.e ie vs cf viz fig approx dr mr mrs ms st".split())
#: Abbreviations after which it goes on before a number (`No. 5`).
_NUMBERED = frozenset("no nos vol sec ch".split())
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]")
_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[a-z])[.)]+")
_IDENTIFIER = re.compile(r"[a-z][a-z-]*[A-Z0-9_-][\w.-]*[,.:;)]?")
_LONGEST_WORD = 40


def sentence_ends(text: str) -> list[int]:
    """The offsets in `text` behind each sentence but the last, in order.

    A stop ends no sentence inside brackets, in a number or a file name, behind an abbreviation or an initial, or before
    a word in lower case, unless that is an identifier such as `minimumTTL`, which may well open a sentence.
    """
    brackets = _brackets(text)
    ends: list[int] = []
    for stop in _STOP.finditer(text):
        start = ends[-1] if ends else 0
        if not _inside(brackets, stop.end()) and _ends(text, start, stop):
            ends.append(stop.end())
    return ends


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    following = _NEXT.match(text, stop.end())
    if following is None or _enumerates(text, start, stop.end()):
        return False
    word = following["word"]
    return _may_open(word) and (stop[0][0] != "." or not _abbreviated(text, stop, word))


def _enumerates(text: str, start: int, end: int) -> bool:
    """Whether what would be a sentence only numbers the one that follows (`1.`)."""
    return end - start < _LONGEST_WORD and bool(_ENUMERATOR.fullmatch(text[start:end].strip()))


def _abbreviated(text: str, stop: re.Match[str], following: str) -> bool:
    found = _LAST_WORD.search(text[max(0, stop.start() - _LONGEST_WORD) : stop.start()])
    last = found[0] if found else ""
    if last.casefold() in _NUMBERED:
        return following[0].isdigit()
    return last.casefold() in _NEVER_LAST or bool(_INITIALS.fullmatch(last))


def _may_open(word: str) -> bool:
    """Whether a sentence may begin with this word."""
    if word[0].islower():
        return bool(_IDENTIFIER.fullmatch(word))
    return word[0].isalnum() or word[0] in "$<"


def _brackets(text: str) -> list[tuple[int, int]]:
    """The outermost pairs of brackets, as half-open ranges of offsets; a bracket that never closes is none."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for found in re.finditer(r"[()\[\]]", text):
        if found[0] in "([":
            opened.append(found.start())
        elif opened:
            start = opened.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, found.start()))
    return pairs


def _inside(pairs: list[tuple[int, int]], offset: int) -> bool:
    index = bisect_right(pairs, (offset, -1)) - 1
    return index >= 0 and pairs[index][0] < offset <= pairs[index][1]
