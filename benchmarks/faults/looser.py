"""Rules as they are written carelessly: unanchored patterns, lax types, comparisons that let more pass."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from fencepost.reference import (
    Absent,
    AtLeast,
    AtMost,
    CountOf,
    Fixed,
    HigherThanCurrent,
    Matches,
    OneOf,
    Rule,
    Typed,
)

Variant = tuple[str, Rule]


@dataclass(frozen=True, slots=True)
class AlsoTyped(Typed):
    """Takes values of other types too, as Python has them."""

    also: tuple[type, ...] = ()

    def refuses(self, value: Any) -> bool:
        """Whether it is of none of the types."""
        return type(value) not in self.also and Typed.refuses(self, value)


@dataclass(frozen=True, slots=True)
class NumericText(Typed):
    """Takes a text that writes an integer for one."""

    def refuses(self, value: Any) -> bool:
        """Whether it is neither an integer nor the text of one."""
        written = isinstance(value, str) and re.fullmatch(r"[+-]?[0-9]+", value) is not None
        return not written and Typed.refuses(self, value)


@dataclass(frozen=True, slots=True)
class FractionTyped(Typed):
    """Takes a number with a fraction for an integer; in XML it arrives as text."""

    def refuses(self, value: Any) -> bool:
        """Whether it is no number."""
        text = isinstance(value, str) and re.fullmatch(r"-?[0-9]+\.[0-9]+", value) is not None
        return not (text or isinstance(value, float)) and Typed.refuses(self, value)


@dataclass(frozen=True, slots=True)
class NullTyped(Typed):
    """Takes null for a value of any type."""

    def refuses(self, value: Any) -> bool:
        """Whether it is a value, of another type."""
        return value is not None and Typed.refuses(self, value)


@dataclass(frozen=True, slots=True)
class Searched(OneOf):
    """Looks for a listed value anywhere in the text, as a pattern without anchors does."""

    def refuses(self, value: Any) -> bool:
        """Whether it holds none of them."""
        return isinstance(value, str) and not any(one in value for one in self.values)


@dataclass(frozen=True, slots=True)
class Begun(OneOf):
    """Looks whether the text begins with a listed value, as a pattern without an anchor at its end does."""

    def refuses(self, value: Any) -> bool:
        """Whether it begins with none of them."""
        return isinstance(value, str) and not value.startswith(self.values)


@dataclass(frozen=True, slots=True)
class MatchesBegun(Matches):
    """Has no anchor at the end of the pattern."""

    def refuses(self, value: Any) -> bool:
        """Whether it doesn't even begin so."""
        return isinstance(value, str) and re.match(self.pattern, value) is None


@dataclass(frozen=True, slots=True)
class AtMostTruncated(AtMost):
    """Compares what is before the decimal point."""

    def refuses(self, value: Any) -> bool:
        """Whether its integral part is above the bound."""
        return _finite(value) and math.trunc(value) > self.bound


@dataclass(frozen=True, slots=True)
class AtLeastTruncated(AtLeast):
    """Compares what is before the decimal point."""

    def refuses(self, value: Any) -> bool:
        """Whether its integral part is below the bound."""
        return _finite(value) and math.trunc(value) < self.bound


def _finite(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


@dataclass(frozen=True, slots=True)
class CountAtLeast(CountOf):
    """Accepts a count that is too large."""

    def refuses(self, value: Any, other: Any) -> bool:
        """Whether it is too small."""
        return isinstance(value, int) and isinstance(other or [], list) and value < len(other or [])


@dataclass(frozen=True, slots=True)
class CountAtMost(CountOf):
    """Accepts a count that is too small."""

    def refuses(self, value: Any, other: Any) -> bool:
        """Whether it is too large."""
        return isinstance(value, int) and isinstance(other or [], list) and value > len(other or [])


@dataclass(frozen=True, slots=True)
class AnyOther(HigherThanCurrent):
    """Wants another version where a higher one is meant."""

    def breaks(self, members: dict[str, Any], situation: Any) -> bool:
        """Whether it is the one in use."""
        return situation.major is not None and members.get(self.path) == str(situation.major)


def _typed(rule: Typed, *, markup: bool) -> Iterator[Variant]:
    path, error, name = rule.path, rule.error, rule.type
    if name == "integer":
        yield "loosen-float", FractionTyped(path, error, name)
    if markup:
        # Everything is text there, so the other types look alike.
        return
    if name == "integer":
        yield "loosen-numeric-string", NumericText(path, error, name)
        yield "loosen-boolean", AlsoTyped(path, error, name, (bool,))
    if name == "boolean":
        yield "loosen-number", AlsoTyped(path, error, name, (int,))
    if name == "structure":
        yield "loosen-list", AlsoTyped(path, error, name, (list,))
    if name == "list":
        yield "loosen-single", AlsoTyped(path, error, name, (str, dict))


def _one_of(rule: OneOf) -> Iterator[Variant]:
    yield "unanchored", Searched(rule.path, rule.error, rule.values)
    yield "unanchored-end", Begun(rule.path, rule.error, rule.values)
    middle = len(rule.values) // 2
    if 0 < middle < len(rule.values) - 1:
        yield "tighten-middle", replace(rule, values=(*rule.values[:middle], *rule.values[middle + 1 :]))


def _at_most(rule: AtMost) -> Iterator[Variant]:
    if isinstance(rule.bound, float):
        yield "loosen-truncated", AtMostTruncated(rule.path, rule.error, rule.bound)


def _at_least(rule: AtLeast) -> Iterator[Variant]:
    if rule.path.endswith("Weight"):
        yield "loosen-truncated", AtLeastTruncated(rule.path, rule.error, rule.bound)


def _matches(rule: Matches) -> Iterator[Variant]:
    yield "unanchored-end", MatchesBegun(rule.path, rule.error, rule.pattern)


def _count_of(rule: CountOf) -> Iterator[Variant]:
    yield "loosen-at-least", CountAtLeast(rule.path, rule.error, rule.other)
    yield "loosen-at-most", CountAtMost(rule.path, rule.error, rule.other)


def _always(rule: Rule) -> Iterator[Variant]:
    if rule.when:
        yield "tighten-always", replace(rule, when=None)


def _higher(rule: HigherThanCurrent) -> Iterator[Variant]:
    yield "loosen-other", AnyOther(rule.path, rule.error, when=rule.when)
    yield from _always(rule)


_WAYS: dict[type[Rule], Callable[[Any], Iterator[Variant]]] = {
    OneOf: _one_of,
    AtMost: _at_most,
    AtLeast: _at_least,
    Matches: _matches,
    CountOf: _count_of,
    Fixed: _always,
    Absent: _always,
    HigherThanCurrent: _higher,
}


def carelessly(rule: Rule, *, markup: bool) -> Iterator[Variant]:
    """Each careless form of a rule, with the operator's name; `markup` says that XML is read."""
    if isinstance(rule, Typed):
        yield from _typed(rule, markup=markup)
    elif type(rule) in _WAYS:
        yield from _WAYS[type(rule)](rule)
