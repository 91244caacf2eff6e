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
from functools import cache, lru_cache

import jsonschema_rs

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
_SHORTHAND = re.compile(r"\\[dwsDWSpP]|\[:")
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


_CATEGORY = re.compile(r"\\p(?:\{(?P<name>\w+)\}|(?P<letter>[A-Z]))")
#: Part of each category of Unicode, in a form that stands inside brackets and outside of them.
_ASCII = {
    **dict.fromkeys(("L", "Letter", "IsAlphabetic", "IsLetter"), r"\p{Alpha}"),
    **dict.fromkeys(("N", "Nd", "Number", "IsDigit"), r"\p{Digit}"),
    **dict.fromkeys(("Z", "Zs"), r"\x{20}"),
    **dict.fromkeys(("P", "Po"), r"\x{21}"),
    **dict.fromkeys(("S", "Sm"), r"\x{2b}"),
    "Lu": r"\p{Upper}",
    "Ll": r"\p{Lower}",
    "M": r"\x{301}",
    "Sc": r"\x{24}",
}


class _UntranslatableError(Exception):
    """The pattern uses what `re` can't say."""


def whole(pattern: str) -> str:
    """The pattern that matches whole strings, as AWS means its own: anchored where it isn't.

    Some models write it as JavaScript does, between slashes; taken at its word, `/^a$/` would match nothing at all.
    """
    if pattern.startswith("/^") and pattern.endswith("$/"):
        pattern = pattern[1:-1]
    if pattern.startswith("^") and pattern.endswith("$") and "|" not in pattern:
        return pattern
    return f"^(?:{pattern})$"


@lru_cache(maxsize=8192)
def compiled(pattern: str) -> re.Pattern[str] | None:
    """The pattern in the dialect of `re`, to be searched for, or None if `re` can't say it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return re.compile(to_python(pattern))
    except (re.error, _UntranslatableError, OverflowError, RecursionError, Warning):
        return None


def plainer(pattern: str) -> re.Pattern[str] | None:
    """The pattern with ASCII alone for the categories of Unicode: what it matches is simpler, and soon found."""
    return compiled(_CATEGORY.sub(lambda found: _ASCII.get(found["name"] or found["letter"], found.group()), pattern))


def searcher(pattern: str) -> Callable[[str], object] | None:
    """A function that finds the pattern in a string (falsy when it isn't there), or None if `re` can't say it."""
    found = compiled(pattern)
    return found.search if found else None


@lru_cache(maxsize=8192)
def portable(pattern: str) -> bool:
    """Whether the pattern means the same to every validator of JSON Schema, whatever dialect it is written in.

    One that jsonschema-rs refuses (an octal escape, a repeated look-ahead, more states than it allows) isn't.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError, Warning):
        return False
    if searcher(pattern) is None or _LOCAL.search(pattern):
        return False
    try:
        jsonschema_rs.Draft202012Validator({"pattern": pattern})
    except ValueError:
        return False
    return True


def to_python(pattern: str) -> str:
    """The pattern in the dialect of `re`; raises `_UntranslatableError` (see `searcher`, which catches it)."""
    return "".join(_translated(pattern))


def _translated(pattern: str) -> Iterator[str]:
    state, shorthand = "outside", False
    for token in _TOKEN.finditer(pattern):
        text = token.group()
        if state == "outside":
            state = "opened" if text == "[" else state
            yield text if text == "[" else _outside(token)
        elif state == "inside" and text == "]":
            state, shorthand = "outside", False
            yield text
        elif state == "opened" and text == "^":
            state = "negated"
            yield text
        else:
            beside = shorthand or bool(_SHORTHAND.match(pattern, token.end()))
            state, shorthand = "inside", bool(_SHORTHAND.match(text))
            # Beside a class such as `\w` a hyphen is itself, since no range can begin or end there.
            yield r"\]" if text == "]" else r"\-" if text == "-" and beside else _in_class(token)


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


@cache
def _complement(members: str) -> str:
    r"""A negated class inside a class; only `\S`, `\D` and `\W` of ASCII are needed, as ranges."""
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    return "".join(_range(run.start(), run.end() - 1) for run in re.finditer(f"[^{members}]+", every))


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
    if len(name) > 2 and name.lower() in _POSIX:  # noqa: PLR2004 - Java writes POSIX classes in this way too
        return _POSIX[name.lower()]
    wanted = {"Letter": "L", "Number": "N", "IsAlphabetic": "L", "IsLetter": "L", "IsDigit": "Nd"}.get(name, name)
    if not re.fullmatch(r"[CLMNPSZ][a-z]?", wanted):
        _refuse(name)
    letters = "".join(letter for category, letter in _LETTERS.items() if category.startswith(wanted))
    if not letters:
        _refuse(name)
    return "".join(_range(run.start(), run.end() - 1) for run in re.finditer(f"[{letters}]+", _categories()))


_NAMES = "Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co Cn".split()
_LETTERS = {category: chr(ord("a") + number) for number, category in enumerate(_NAMES)}
_PLANE = 0x10000


@cache
def _categories() -> str:
    """A letter for the category of every code point; planes 4 to 13 are empty, 15 and 16 for private use."""
    table = _LETTERS
    assigned = "".join([table[one] for one in map(unicodedata.category, map(chr, range(4 * _PLANE)))])
    special = "".join([table[one] for one in map(unicodedata.category, map(chr, range(14 * _PLANE, 15 * _PLANE)))])
    private = table["Co"] * (_PLANE - 2) + table["Cn"] * 2
    return assigned + table["Cn"] * 10 * _PLANE + special + private * 2


def _range(first: int, last: int) -> str:
    return f"\\U{first:08x}" if first == last else f"\\U{first:08x}-\\U{last:08x}"
