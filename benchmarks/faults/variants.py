"""Rules that are wrong by one step: what stands in the place of a rule of the reference in a faulty variant."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fencepost.reference import (
    Absent,
    AtLeast,
    AtMost,
    BeginsWith,
    CountOf,
    Current,
    Fixed,
    HigherThanCurrent,
    Matches,
    NotAbove,
    OneOf,
    Rule,
    Typed,
    When,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fencepost.reference.situation import Situation

Variant = tuple[str, Rule]


@dataclass(frozen=True, slots=True)
class LooselyTyped(Typed):
    """Takes a number or truth value written as a string for one, and the other way round."""

    def refuses(self, value: Any) -> bool:
        """Whether it doesn't even look like the type."""
        if self.type == "string":
            return isinstance(value, (dict, list))
        if self.type == "boolean":
            return str(value).lower() not in ("true", "false", "1", "0")
        return isinstance(value, (bool, dict, list)) or not _numeric(str(value))


def _numeric(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class AnyCase(OneOf):
    """Ignores case."""

    def refuses(self, value: Any) -> bool:
        """Whether it is none of the values in whatever case."""
        return isinstance(value, str) and value.lower() not in [one.lower() for one in self.values]


@dataclass(frozen=True, slots=True)
class CaseMatters(BeginsWith):
    """Compares the prefix letter by letter."""

    def refuses(self, value: Any) -> bool:
        """Whether it begins otherwise."""
        return isinstance(value, str) and not value.startswith(self.prefix)


@dataclass(frozen=True, slots=True)
class PrefixAnywhere(BeginsWith):
    """Looks for the prefix anywhere."""

    def refuses(self, value: Any) -> bool:
        """Whether it doesn't hold the prefix at all."""
        return isinstance(value, str) and self.prefix not in value.lower()


@dataclass(frozen=True, slots=True)
class PrefixAndMore(BeginsWith):
    """Wants something behind the prefix."""

    def refuses(self, value: Any) -> bool:
        """Whether it is the bare prefix, or begins otherwise."""
        return isinstance(value, str) and not (value.lower().startswith(self.prefix) and len(value) > len(self.prefix))


@dataclass(frozen=True, slots=True)
class OneAboveAllowed(NotAbove):
    """Lets the greater exceed by one."""

    def refuses(self, value: Any, other: Any) -> bool:
        """Whether it exceeds by more."""
        return isinstance(value, int) and isinstance(other, int) and value > other + 1


@dataclass(frozen=True, slots=True)
class StrictlyBelow(NotAbove):
    """Wants `<` where `<=` is meant."""

    def refuses(self, value: Any, other: Any) -> bool:
        """Whether it is not below."""
        return isinstance(value, int) and isinstance(other, int) and value >= other


@dataclass(frozen=True, slots=True)
class CountOffBy(CountOf):
    """Accepts a count that is off by `step`, too."""

    step: int = 0

    def refuses(self, value: Any, other: Any) -> bool:
        """Whether the count is neither right nor off by the step."""
        count = len(other) if isinstance(other, list) else 0
        return isinstance(value, int) and value not in (count, count + self.step)


@dataclass(frozen=True, slots=True)
class CountOfPresent(CountOf):
    """Counts only where there are items."""

    def refuses(self, value: Any, other: Any) -> bool:
        """Whether there is a list of another length."""
        return isinstance(value, int) and isinstance(other, list) and value != len(other)


@dataclass(frozen=True, slots=True)
class CountOfSome(CountOf):
    """Refuses to count none."""

    def refuses(self, value: Any, other: Any) -> bool:
        """Whether the count is wrong, or zero."""
        return isinstance(value, int) and (value == 0 or value != len(other or ()))


@dataclass(frozen=True, slots=True)
class FixedOrMore(Fixed):
    """Accepts the next integer, too."""

    def refuses(self, value: Any) -> bool:
        """Whether it is neither."""
        return value not in (self.value, self.value + 1)


@dataclass(frozen=True, slots=True)
class AbsentTogether(Absent):
    """Refuses both versions, and not one of them."""

    def breaks(self, members: dict[str, Any], situation: Situation) -> bool:
        """Whether both are given."""
        del situation
        return "templateMajorVersion" in members and "templateMinorVersion" in members


@dataclass(frozen=True, slots=True)
class EverIssued(Current):
    """Accepts any version that the resource ever had."""

    def breaks(self, members: dict[str, Any], situation: Situation) -> bool:
        """Whether the version was never issued for it."""
        return situation.version is not None and members.get(self.path, situation.version) not in situation.issued


@dataclass(frozen=True, slots=True)
class HigherBy(HigherThanCurrent):
    """Wants a version at least `step` above the one in use."""

    step: int = 1

    def breaks(self, members: dict[str, Any], situation: Situation) -> bool:
        """Whether it is below that."""
        version = str(members.get(self.path, ""))
        return situation.major is not None and version.isdigit() and int(version) < situation.major + self.step


def next_single(value: float, direction: int) -> float:
    """The 32-bit float next to the one nearest to `value`, above (1) or below (-1) it."""
    (bits,) = struct.unpack("i", struct.pack("f", value))
    if bits == 0:
        bits = 1 if direction > 0 else -(1 << 31) + 1
    else:
        bits += direction if value > 0 else -direction
    (neighbour,) = struct.unpack("f", struct.pack("i", bits))
    return float(neighbour)


def _at_most(rule: AtMost) -> Iterator[Variant]:
    if isinstance(rule.bound, int):
        yield "loosen", replace(rule, bound=rule.bound + 1)
        yield "tighten", replace(rule, bound=rule.bound - 1)
        return
    yield "loosen", replace(rule, bound=next_single(rule.bound, 1))
    yield "tighten", replace(rule, bound=next_single(rule.bound, -1))
    yield "loosen-decimal", replace(rule, bound=rule.bound + 0.01)
    yield "tighten-decimal", replace(rule, bound=rule.bound - 0.01)


def _at_least(rule: AtLeast) -> Iterator[Variant]:
    if rule.path.endswith("TTL"):
        yield "loosen", replace(rule, bound=rule.bound - 1)
        yield "tighten", replace(rule, bound=rule.bound + 1)
        return
    yield "loosen", replace(rule, bound=next_single(rule.bound, -1))
    yield "tighten", replace(rule, bound=next_single(rule.bound, 1))
    yield "loosen-decimal", replace(rule, bound=rule.bound - 0.01)
    yield "tighten-decimal", replace(rule, bound=rule.bound + 0.01)


def _typed(rule: Typed, *, markup: bool) -> Iterator[Variant]:
    # In XML everything between tags is text: a number that looks like one is one, and so is a truth value.
    if rule.type == "integer" or (rule.type in ("string", "boolean") and not markup):
        yield "loosen", LooselyTyped(rule.path, rule.error, rule.type)


def _one_of(rule: OneOf) -> Iterator[Variant]:
    first, *others = rule.values
    yield "loosen-case", AnyCase(rule.path, rule.error, rule.values)
    yield "loosen-prefix", replace(rule, values=(*rule.values, first[:-1]))
    yield "loosen-empty", replace(rule, values=(*rule.values, ""))
    if others:
        yield "tighten", replace(rule, values=rule.values[:-1])
        yield "tighten-first", replace(rule, values=tuple(others))
    if first == "cloudfront-js-1.0":
        yield "loosen-model", replace(rule, values=(first, "cloudfront-js-2.0"))


def _begins_with(rule: BeginsWith) -> Iterator[Variant]:
    yield "loosen-prefix", replace(rule, prefix=rule.prefix[:-1])
    yield "loosen-anywhere", PrefixAnywhere(rule.path, rule.error, rule.prefix)
    yield "tighten-more", PrefixAndMore(rule.path, rule.error, rule.prefix)
    yield "tighten-case", CaseMatters(rule.path, rule.error, rule.prefix)


def _count_of(rule: CountOf) -> Iterator[Variant]:
    yield "loosen-above", CountOffBy(rule.path, rule.error, rule.other, step=1)
    yield "loosen-below", CountOffBy(rule.path, rule.error, rule.other, step=-1)
    yield "loosen-absent", CountOfPresent(rule.path, rule.error, rule.other)
    yield "tighten-none", CountOfSome(rule.path, rule.error, rule.other)


def _not_above(rule: NotAbove) -> Iterator[Variant]:
    yield "loosen", OneAboveAllowed(rule.path, rule.error, rule.other)
    yield "tighten", StrictlyBelow(rule.path, rule.error, rule.other)


def _matches(rule: Matches) -> Iterator[Variant]:
    if rule.path == "deploymentId":
        yield "loosen-case", replace(rule, pattern=rule.pattern.replace("A-Z", "A-Za-z"))
        yield "loosen-empty", replace(rule, pattern=f"|{rule.pattern}")


def _fixed(rule: Fixed) -> Iterator[Variant]:
    yield "loosen", FixedOrMore(rule.path, rule.error, rule.value, when=rule.when)
    if rule.when:
        yield "tighten-condition", replace(rule, when=When(rule.when.path, (*rule.when.values, "allow-list")))


def _absent(rule: Absent) -> Iterator[Variant]:
    yield "loosen", AbsentTogether(rule.path, rule.error, when=rule.when)
    if rule.when:
        yield "tighten-condition", replace(rule, when=When(rule.when.path, (*rule.when.values, "MINOR_VERSION")))


def _current(rule: Current) -> Iterator[Variant]:
    yield "loosen-stale", EverIssued(rule.path, rule.error)


def _higher(rule: HigherThanCurrent) -> Iterator[Variant]:
    yield "loosen", HigherBy(rule.path, rule.error, when=rule.when, step=0)
    yield "tighten", HigherBy(rule.path, rule.error, when=rule.when, step=2)


_STEPS: dict[type[Rule], Callable[[Any], Iterator[Variant]]] = {
    AtLeast: _at_least,
    AtMost: _at_most,
    OneOf: _one_of,
    BeginsWith: _begins_with,
    CountOf: _count_of,
    NotAbove: _not_above,
    Matches: _matches,
    Fixed: _fixed,
    Absent: _absent,
    Current: _current,
    HigherThanCurrent: _higher,
}


def off_by_a_step(rule: Rule, *, markup: bool) -> Iterator[Variant]:
    """Each rule that is one step beside the given one, with the operator's name; `markup` says that XML is read."""
    if isinstance(rule, Typed):
        yield from _typed(rule, markup=markup)
    elif type(rule) in _STEPS:
        yield from _STEPS[type(rule)](rule)
