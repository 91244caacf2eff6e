"""Strings for a pattern, made by walking its parts: in microseconds, where drawing and filtering may find none.

What a look-ahead asks for isn't built in; whoever asks for strings says which of them will do.
"""

from __future__ import annotations

import re
import re._parser as parser  # type: ignore[import-not-found]  # the only description of a pattern's parts that Python has
from collections.abc import Callable, Iterable
from functools import lru_cache
from random import Random
from typing import Any

#: Characters in the order in which they are preferred: those that any service takes for a name come first.
_PREFERRED = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_./:=+@ ,;#!$%&'()*<>?[]^{}|~`\"\\"
#: How many repetitions more than need be are spread over a string, one attempt after the other.
_EXTRA = (0, 1, 2, 4, 8, 16, 32, 64)
#: What a repetition may be long, where a certain length is to be reached: lines of 64 characters are the longest seen.
_SHARES = (2, 3, 4, 8, 16, 32, 64)
#: Strings with the simplest choices, of which each spreads the repetitions from another part on, and random ones.
_PLAIN, _ATTEMPTS = 4, 8
_ENOUGH = 12
#: Up to so many repetitions are made however long the repeated part is.
_MANY = 64


def strings(pattern: re.Pattern[str], fits: Callable[[str], bool], low: int = 0, high: int = 2**20) -> list[str]:
    """Some strings that match the pattern and fit, the simplest first; none where a hundred attempts give none.

    `low` and `high` are the lengths between which a string fits, so that those in between are tried first.
    """
    found: dict[str, None] = {}
    missing = max(0, low - len(one_string(pattern, 0, 0)))
    parts = [missing // share + 1 for share in _SHARES] if missing else []
    wanted = [missing, *parts, *(missing + more for more in _EXTRA)]
    for extra in dict.fromkeys(wanted):
        for number in range(_ATTEMPTS):
            text = one_string(pattern, number, extra)
            if text not in found and low <= len(text) <= high and fits(text):
                found[text] = None
        if len(found) >= _ENOUGH:
            break
    return sorted(found, key=lambda text: (len(text), text))[:_ENOUGH]


def one_string(pattern: re.Pattern[str], number: int, extra: int = 2) -> str:
    """A string for the pattern, the same for the same number; the first few numbers make the simplest choices.

    `extra` is the number of repetitions that it may have beyond what the pattern demands.
    """
    random = Random(number) if number >= _PLAIN else None  # noqa: S311 - no secret
    return _Walk(random, extra, number).sequence(_parts(pattern))


@lru_cache(maxsize=512)
def _parts(pattern: re.Pattern[str]) -> Any:
    return parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)


class _Walk:
    """One string in the making."""

    def __init__(self, random: Random | None, extra: int, untouched: int) -> None:
        self._random = random
        self._extra = extra
        self._untouched = untouched
        self._make = self._makers()
        self._groups: dict[int, str] = {}

    def sequence(self, parts: Iterable[Any]) -> str:
        return "".join(self._part(str(kind), value) for kind, value in parts)

    def _part(self, kind: str, value: Any) -> str:
        make = self._make.get(kind)
        return make(value) if make else ""

    def _makers(self) -> dict[str, Callable[[Any], str]]:
        return {
            "LITERAL": chr,
            "IN": lambda value: self._choice(_characters("IN", tuple(value))),
            "NOT_LITERAL": lambda value: self._choice(_characters("NOT_LITERAL", value)),
            "ANY": lambda value: self._choice(_characters("ANY", value)),
            "BRANCH": lambda value: self.sequence(self._choice(value[1])),
            "SUBPATTERN": self._group,
            "ATOMIC_GROUP": self.sequence,
            "GROUPREF": lambda value: self._groups.get(value, ""),
            **dict.fromkeys(("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"), lambda value: self._repeated(*value)),
        }

    def _group(self, value: Any) -> str:
        text = self.sequence(value[3])
        self._groups[value[0]] = text
        return text

    def _repeated(self, low: int, high: Any, parts: Any) -> str:
        most = max(0, min(int(high) - low, self._extra))
        if most > _MANY:  # then they are to reach a length, and longer parts reach it sooner
            most = max(_MANY, most // max(1, parts.getwidth()[0]))
        if self._random is not None:
            most = self._random.randint(0, most)
        elif most and self._untouched > 0:
            self._untouched, most = self._untouched - 1, 0
        self._extra -= most
        characters = _alphabet(parts)
        if characters is None:
            return "".join(self.sequence(parts) for _ in range(low + most))
        if self._random is None:
            return characters[:1] * (low + most)
        return "".join([self._choice(characters) for _ in range(low + most)])

    def _choice(self, options: Any) -> Any:
        if not options:
            return ""
        return options[0] if self._random is None else self._random.choice(options)


def _alphabet(parts: Any) -> str | None:
    """The characters that a part matches which is no more than one character; None for any other."""
    if len(parts) != 1:
        return None
    kind, value = str(parts[0][0]), parts[0][1]
    if kind == "IN":
        return _characters(kind, tuple(value))
    return _characters(kind, value) if kind in ("NOT_LITERAL", "ANY") else None


@lru_cache(maxsize=4096)
def _characters(kind: str, value: Any) -> str:
    """The characters that a part of a pattern matches, of those that can be preferred; else its first one."""
    if kind == "ANY":
        return _PREFERRED[:36]
    if kind == "NOT_LITERAL":
        return "".join(one for one in _PREFERRED if ord(one) != value)
    negated = bool(value) and str(value[0][0]) == "NEGATE"
    found = "".join(one for one in _PREFERRED if _belongs(ord(one), value) is not negated)
    if found or negated:
        return found or "\u00e9"
    kind, first = str(value[0][0]), value[0][1]
    return chr(first if kind == "LITERAL" else first[0]) if kind in ("LITERAL", "RANGE") else ""


def _belongs(point: int, parts: Iterable[Any]) -> bool:
    for kind, value in parts:
        name = str(kind)
        if (name == "LITERAL" and point == value) or (name == "RANGE" and value[0] <= point <= value[1]):
            return True
        if name == "CATEGORY" and _in_category(chr(point), str(value)):
            return True
    return False


def _in_category(one: str, name: str) -> bool:
    holds = {"DIGIT": one.isdigit(), "SPACE": one.isspace(), "WORD": one.isalnum() or one == "_"}
    return holds.get(name.rpartition("_")[2], False) is ("NOT_" not in name)
