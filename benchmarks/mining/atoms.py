"""Promises in one form, so that two ways to say the same are equal to the score."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fencepost.contracts.dialect import searcher
from fencepost.contracts.paths import parent
from fencepost.documentation.page import Member

#: What binds the service rather than the caller; labels don't speak of it.
EFFECTS = frozenset(["updates", "replaces", "defaultsTo", "notTriggered", "hasStatus", "supportedType"])
_INTEGERS = ("integer", "long")


@dataclass(frozen=True, slots=True)
class Atom:
    """The smallest part of a promise that can be right or wrong: what, about which members, which value, when."""

    what: str
    about: Any
    value: Any = None
    when: frozenset[Any] = frozenset()


def atoms(constraint: Mapping[str, Any], members: Mapping[str, Member]) -> frozenset[Atom]:
    """The atoms of a constraint, given as a label or as a contract has it."""
    path, keyword, value = constraint["path"], constraint["keyword"], constraint.get("value")
    when = frozenset(_condition(one, members) for one in constraint.get("when") or ())
    return frozenset(_atoms(path, keyword, value, when, members))


def _atoms(path: str, keyword: str, value: Any, when: frozenset[Any], members: Mapping[str, Member]) -> Iterator[Atom]:
    others = [value] if isinstance(value, str) else list(value) if isinstance(value, (list, tuple)) else []
    if keyword in ("requires", "allOrNone", "zeroOrOne", "onlyOne", "anyOf"):
        yield from _group(path, keyword, others, when)
    elif keyword in ("required", "absent"):
        yield _given(path, keyword, when)
    elif keyword in ("enum", "const"):
        yield Atom("enum", path, frozenset(map(_plain, others or [value])), when)
    elif keyword in ("exclusiveMinimum", "exclusiveMaximum") and _is_integer(path, members):
        step = 1 if keyword == "exclusiveMinimum" else -1
        yield Atom("minimum" if step > 0 else "maximum", path, int(str(value)) + step, when)
    elif keyword not in EFFECTS:
        yield Atom(keyword, path, _plain(value), when)


def _group(path: str, keyword: str, others: list[str], when: frozenset[Any]) -> Iterator[Atom]:
    everyone = [path, *others]
    if keyword in ("requires", "allOrNone"):
        firsts = [path] if keyword == "requires" else everyone
        yield from (_implied(one, other, when) for one in firsts for other in everyone if one != other)
    if keyword in ("zeroOrOne", "onlyOne"):
        pairs = itertools.combinations(sorted(everyone), 2)
        yield from (Atom("notboth", frozenset(pair), None, when) for pair in pairs)
    if keyword in ("anyOf", "onlyOne"):
        yield Atom("any", frozenset(everyone), None, when)


def _given(path: str, keyword: str, when: frozenset[Any]) -> Atom:
    """`required` or `absent`, which under a condition on what is given is a dependency."""
    present = [one[1] for one in when if one[0] == "present"]
    absent = [one[1] for one in when if one[0] == "absent"]
    if keyword == "required" and absent and len(absent) == len(when):
        return Atom("any", frozenset([path, *absent]))
    if keyword == "required" and len(present) == 1:
        return _implied(present[0], path, _without(when, present[0]))
    if keyword == "absent" and len(present) == 1:
        return Atom("notboth", frozenset([path, present[0]]), None, _without(when, present[0]))
    return Atom(keyword, path, None, when)


def _implied(given: str, path: str, when: frozenset[Any]) -> Atom:
    """What must be given where another member is; inside of that one, it is simply required."""
    return Atom("required", path, None, when) if parent(path) == given else Atom("implies", (given, path), None, when)


def _without(when: frozenset[Any], path: str) -> frozenset[Any]:
    return frozenset(one for one in when if one[:2] != ("present", path))


def _condition(one: Mapping[str, Any], members: Mapping[str, Member]) -> tuple[Any, ...]:
    """A condition on values as the set of those under which it holds, where the member lists its own."""
    keyword, path, value = one["keyword"], one.get("path", ""), one.get("value")
    if keyword == "stated":
        return ("stated", "")
    if keyword in ("present", "absent"):
        return (keyword, path)
    values = frozenset(map(_plain, value if isinstance(value, (list, tuple)) else [value]))
    member = members.get(path)
    if keyword != "unless":
        return ("in", path, values)
    if member and member.type == "boolean":
        return ("in", path, frozenset({"true", "false"}) - values)
    if member and member.literals:
        return ("in", path, frozenset(member.literals) - values)
    return ("stated", "")  # a contract can't say it of a member that lists no values


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        found = frozenset(map(_plain, value))
        return next(iter(found)) if len(found) == 1 else found
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str) else value if value is None else _number(value)


def _number(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _is_integer(path: str, members: Mapping[str, Member]) -> bool:
    return path in members and members[path].type in _INTEGERS


def found(atom: Atom, among: Iterable[Atom]) -> bool:
    """Whether the atom is among others: itself, or for a pattern, followed by the patterns there all together.

    A value that stands as text in one and as a number in the other is the same value.
    """
    if atom.what != "pattern":
        return any(_same(atom, other) for other in among)
    rivals = [other for other in among if (other.what, other.about, other.when) == (atom.what, atom.about, atom.when)]
    return bool(rivals) and _follows(atom.value, tuple(sorted({str(other.value) for other in rivals})))


def _same(left: Atom, right: Atom) -> bool:
    if (left.what, left.about, left.when) != (right.what, right.about, right.when):
        return False
    if left.what == "enum":
        return frozenset(map(str, left.value)) == frozenset(map(str, right.value))
    return bool(left.value == right.value)


@lru_cache(maxsize=4096)
def _follows(pattern: str, from_these: tuple[str, ...]) -> bool:
    """Whether the probes that keep `from_these` keep the pattern as well, and the pattern refuses some probe."""
    if pattern in from_these:
        return True
    own = searcher(str(pattern))
    others = [searcher(one) for one in from_these]
    if own is None or any(other is None for other in others):
        return False
    probes = _probes((str(pattern), *from_these))
    kept = [probe for probe in probes if all(other(probe) for other in others if other)]
    return bool(kept) and all(own(probe) for probe in kept) and not all(own(probe) for probe in probes)


def _probes(patterns: tuple[str, ...]) -> list[str]:
    """Texts that tell character sets, ends, prefixes and repetitions apart, with the words of the patterns."""
    characters = [chr(code) for code in range(32, 127)] + ["é", "\t", "\n", "漢"]
    plain = [re.sub(r"\\(?=[^A-Za-z0-9])", "", pattern) for pattern in patterns]
    words = {word for pattern in plain for word in re.findall(r"[A-Za-z0-9_:/.-]{1,}", pattern)}
    bases = ["abc", "a1-", "name", "Abc", "123", "a-b", "ab12"]
    texts = {*characters, *bases, ""}
    for base in bases[:3]:
        texts |= {f"{base[0]}{one}{base[1:]}" for one in characters}
        texts |= {one + base for one in characters} | {base + one for one in characters}
        texts |= {base[0] + one + one + base[1:] for one in characters}
    texts |= {f"{first}a{last}" for first in words for last in words}
    for word in words:
        texts |= {word, f"{word}a", f"a{word}", f"{word}-a", f"a{word}a", word.lower(), word.upper(), word[:-1]}
    return sorted(texts)
