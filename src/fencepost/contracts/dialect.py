r"""One dialect for patterns.

A pattern in a contract is one of ECMA 262, as JSON Schema wants it: found anywhere in the string unless it is
anchored, `\d` and `\w` are ASCII, `$` is the end of the string alone. AWS writes patterns of several dialects
(Java's, Perl's, POSIX classes) and means the whole string. Here they are translated, once, to Python's `re`. What `re`
has no word for is `None`: nested or intersected classes, and scripts or blocks (`\p{IsGreek}`).
"""

from __future__ import annotations

import re
import sys
import unicodedata
import warnings
from collections.abc import Callable, Iterator
from functools import cache

_SPACE = r" \t\n\r\f\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_CLASSES = {"d": "0-9", "w": "A-Za-z0-9_", "s": _SPACE}
_NEGATED = {"D": "d", "W": "w", "S": "s"}
_POSIX = {
    "alpha": "A-Za-z",
    "alnum": "A-Za-z0-9",
    "digit": "0-9",
    "lower": "a-z",
    "upper": "A-Z",
    "punct": r"!-/:-@\[-`{-~",
    "space": _SPACE,
    "blank": r" \t",
    "graph": "!-~",
    "print": " -~",
    "xdigit": "0-9A-Fa-f",
    "cntrl": r"\x00-\x1f\x7f",
    "word": "A-Za-z0-9_",
    "ascii": r"\x00-\x7f",
}
#: What some dialects have and others haven't, or mean otherwise.
_LOCAL = re.compile(r"\\[pPkzZAGhHQE]|\[\[?:|\(\?<?[A-Za-z]|[*+?}]\+|&&|\\[xu]\{|\\u[dD][89a-fA-F]")
_TOKEN = re.compile(
    r"""
      \\(?:p|P)\{(?P<category>\^?\w+)\} | \\(?:p|P)(?P<letter>[A-Z])
    | \[:(?P<posix>\w+):\]
    | \\(?:u\{(?P<point>[0-9A-Fa-f]+)\} | x\{(?P<hex>[0-9A-Fa-f]+)\})
    | \(\?<(?P<group>[A-Za-z]\w*)> | \\k<(?P<back>\w+)>
    | (?P<escape>\\.) | (?P<char>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class _UntranslatableError(Exception):
    """The pattern uses what `re` can't say."""


def whole(pattern: str) -> str:
    """The pattern that matches whole strings, as AWS means its own: anchored where it isn't."""
    if pattern.startswith("^") and pattern.endswith("$") and "|" not in pattern:
        return pattern
    return f"^(?:{pattern})$"


@cache
def searcher(pattern: str) -> Callable[[str], object] | None:
    """A function that finds the pattern in a string (falsy when it isn't there), or None if `re` can't say it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return re.compile(to_python(pattern)).search
    except (re.error, _UntranslatableError, OverflowError, RecursionError, Warning):
        return None


def portable(pattern: str) -> bool:
    """Whether the pattern means the same to every validator of JSON Schema, whatever dialect it is written in."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError, Warning):
        return False
    return searcher(pattern) is not None and not _LOCAL.search(pattern)


def to_python(pattern: str) -> str:
    """The pattern in the dialect of `re`; raises `_UntranslatableError` (see `searcher`, which catches it)."""
    return "".join(_translated(pattern))


def _translated(pattern: str) -> Iterator[str]:
    state = "outside"
    for token in _TOKEN.finditer(pattern):
        text = token.group()
        if state == "outside":
            state = "opened" if text == "[" else state
            yield text if text == "[" else _outside(token)
        elif state == "inside" and text == "]":
            state = "outside"
            yield text
        elif state == "opened" and text == "^":
            state = "negated"
            yield text
        else:
            state = "inside"
            yield r"\]" if text == "]" else _in_class(token)


def _outside(token: re.Match[str]) -> str:
    text = token.group()
    if (members := _members(token)) is not None:
        return f"[{'^' if _negative(token) else ''}{members}]"
    if token.group("group"):
        return f"(?P<{token.group('group')}>"
    if token.group("back"):
        return f"(?P={token.group('back')})"
    return {"$": r"\Z", r"\z": r"\Z", r"\A": r"\A", r"\Z": r"\Z", r"\/": "/"}.get(text, text)


def _in_class(token: re.Match[str]) -> str:
    text = token.group()
    if (members := _members(token)) is not None:
        if _negative(token):
            return _complement(members) if token.group("escape") else _refuse(text)
        return members
    if text in ("[", "&", "~", "|"):
        return f"\\{text}"
    return "/" if text == r"\/" else text


def _refuse(what: str) -> str:
    raise _UntranslatableError(what)


def _complement(members: str) -> str:
    r"""A negated class inside a class; only `\S`, `\D` and `\W` of ASCII are needed, as ranges."""
    table = re.compile(f"[{members}]")
    return _ranges(lambda point: not table.match(chr(point)))


def _members(token: re.Match[str]) -> str | None:
    """What goes between brackets for a class written as one token, or None where the token is no class."""
    if name := token.group("posix"):
        return _POSIX.get(name) or _refuse(name)
    if name := token.group("category") or token.group("letter"):
        return _category(name)
    if point := token.group("point") or token.group("hex"):
        return re.escape(chr(int(point, 16)))
    escape = token.group("escape")
    if escape is None:
        return None
    return _CLASSES.get(escape[1]) or _CLASSES.get(_NEGATED.get(escape[1], ""))


def _negative(token: re.Match[str]) -> bool:
    text = token.group()
    return text[:2] == r"\P" or bool(token.group("escape") and text[1] in _NEGATED)


@cache
def _category(name: str) -> str:
    if name in ("ASCII", "Alpha", "Alnum", "Digit", "Lower", "Upper", "Punct", "Space", "Graph", "Print"):
        return _POSIX[name.lower()]
    wanted = {"Letter": "L", "Number": "N", "IsAlphabetic": "L", "IsLetter": "L", "IsDigit": "Nd"}.get(name, name)
    if not re.fullmatch(r"[CLMNPSZ][a-z]?", wanted):
        _refuse(name)
    return _ranges(lambda point: unicodedata.category(chr(point)).startswith(wanted))


def _ranges(belongs: Callable[[int], bool]) -> str:
    found: list[list[int]] = []
    for point in range(sys.maxunicode + 1):
        if not belongs(point):
            continue
        if found and found[-1][1] == point - 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return "".join(_range(first, last) for first, last in found)


def _range(first: int, last: int) -> str:
    return f"\\U{first:08x}" if first == last else f"\\U{first:08x}-\\U{last:08x}"
