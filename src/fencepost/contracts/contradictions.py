"""Promises that contradict each other although their keywords differ.

Four kinds: literals of the prose that the model's own traits forbid, a character set narrower than the model's, two
bounds that leave no value between them or differ by their ends alone, and a rule that forbids the default which the
documentation itself gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from fencepost.contracts.character_sets import narrower
from fencepost.contracts.constraint import Constraint, Origin, identify
from fencepost.contracts.mining.defaults import documented_defaults
from fencepost.contracts.mining.place import Place
from fencepost.contracts.predicates import breaker
from fencepost.documentation.page import Member

_LITERAL = ("enum", "const")
_TRAITS = ("pattern", "minLength", "maxLength", "minimum", "maximum")
#: Keywords that permit nothing below or above their value: which end it is, and whether the value itself is permitted.
_ENDS = {
    "minimum": ("low", True),
    "exclusiveMinimum": ("low", False),
    "minLength": ("low length", True),
    "minItems": ("low items", True),
    "maximum": ("high", True),
    "exclusiveMaximum": ("high", False),
    "maxLength": ("high length", True),
    "maxItems": ("high items", True),
}
_FORBIDDING = (*_LITERAL, *_TRAITS, "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_COMPARED = frozenset((*_FORBIDDING, *_ENDS, "type"))
#: What is said at one member of one message.
_Group = list[Constraint]
Pair = tuple[Constraint, Constraint]


def contradicting(
    constraints: Sequence[Constraint], members: Mapping[str, Member] | None = None
) -> tuple[Constraint, ...]:
    """The constraints, those that contradict each other set side by side: both name each other.

    A promise of literals that stands in prose alone expects `either` where one trait of the model refuses all of them,
    and so does whatever stands in prose against a bound that it can't be kept with. `members` are the request's; where
    a rule forbids the default that one of them documents, the rule expects `either`, and the default stands beside it.
    """
    groups: dict[tuple[str, str], _Group] = {}
    for constraint in constraints:
        if not constraint.when and constraint.keyword in _COMPARED:
            groups.setdefault((constraint.message, constraint.path), []).append(constraint)
    rivals: dict[str, list[str]] = {}
    unsure: set[str] = set()
    for group in groups.values():
        for weak, other in (*_forbidden_literals(group), *narrower(group), *_crossing(group)):
            _set_beside(weak, other, rivals)
            unsure.add(weak.id)
    defaults = list(_forbidden_defaults(groups, members or {}, constraints))
    for rule, default in defaults:
        _set_beside(rule, default, rivals)
        unsure.update((rule.id, default.id))
    beside = {default.path: default for _, default in defaults}
    whole = _with_defaults(constraints, beside)
    return tuple(_beside(one, rivals[one.id], unsure=one.id in unsure) if one.id in rivals else one for one in whole)


def _set_beside(one: Constraint, other: Constraint, rivals: dict[str, list[str]]) -> None:
    rivals.setdefault(one.id, []).append(other.id)
    rivals.setdefault(other.id, []).append(one.id)


def _forbidden_literals(group: _Group) -> Iterator[Pair]:
    """Literals of the prose alone, each with a trait of the model that refuses all of them."""
    for literals in group:
        if literals.keyword in _LITERAL and not _is_of(literals, ("signature", "model")):
            for trait in group:
                if trait.keyword in _TRAITS and _is_of(trait, ("model",)) and _refuses_all(trait, literals):
                    yield literals, trait


def _crossing(group: _Group) -> Iterator[Pair]:
    """Bounds that can't both be meant: first the one that gives way, then the other."""
    ends = [one for one in group if one.keyword in _ENDS and _is_number(one.value)]
    whole = any(one.keyword == "type" and one.value == "integer" for one in group)
    for index, first in enumerate(ends):
        for second in ends[index + 1 :]:
            if _ENDS[first.keyword][0] == _ENDS[second.keyword][0]:
                yield from _differing(first, second, whole=whole)
            elif _cross(first, second, whole=whole):
                yield (first, second) if _is_of(second, ("model",)) else (second, first)


def _differing(first: Constraint, second: Constraint, *, whole: bool) -> Iterator[Pair]:
    """Two bounds at one end, of which one excludes its value, where they differ: the narrower one first."""
    (end, closed), (_, also_closed) = _ENDS[first.keyword], _ENDS[second.keyword]
    left, right = _last(first, whole=whole), _last(second, whole=whole)
    if closed != also_closed and left != right:
        yield (first, second) if (left > right) == (end == "low") else (second, first)


def _cross(first: Constraint, second: Constraint, *, whole: bool) -> bool:
    (end, closed), (other, also_closed) = _ENDS[first.keyword], _ENDS[second.keyword]
    if end.split()[1:] != other.split()[1:]:
        return False
    low, high = (first, second) if end.startswith("low") else (second, first)
    empty = low.value == high.value and not (closed and also_closed)
    return bool(_last(low, whole=whole) > _last(high, whole=whole)) or empty


def _last(bound: Constraint, *, whole: bool) -> float:
    """The last value that a bound permits; of numbers that aren't whole, one next to it where it is excluded."""
    end, closed = _ENDS[bound.keyword]
    value = float(bound.value)
    if closed:
        return value
    step = 1.0 if whole else 1e-9
    return value + step if end == "low" else value - step


def _forbidden_defaults(
    groups: Mapping[tuple[str, str], _Group], members: Mapping[str, Member], constraints: Sequence[Constraint]
) -> Iterator[Pair]:
    """Each rule that forbids the documented default of its member, with that default as a promise of its own."""
    ids = {one.id for one in constraints}
    for (message, path), group in groups.items():
        member = members.get(path) if message == "request" else None
        if member is None or not any("efault" in sentence.text for sentence in member.sentences):
            continue
        stated = documented_defaults(Place(path, member, members))
        if not stated:
            continue
        value = stated[0][0]
        origins = tuple(Origin("prose", "default.stated", at) for _, at in stated)
        default = Constraint(path, "defaultsTo", value, expect="either", origins=origins)
        default = replace(default, id=identify(default))
        if default.id not in ids:
            yield from ((rule, default) for rule in group if _forbids(rule, value))


def _forbids(rule: Constraint, value: object) -> bool:
    breaks = breaker(rule.keyword, rule.value) if rule.keyword in _FORBIDDING else None
    if breaks is None or not breaks(value):
        return False
    if isinstance(value, str) and rule.keyword not in _LITERAL:
        return False  # a text in prose may be a template of the value
    literals = rule.value if isinstance(rule.value, tuple) else (rule.value,)
    return rule.keyword not in _LITERAL or not any(_bare(value).endswith(_bare(one)) for one in literals)


def _bare(literal: object) -> str:
    """A literal without what only its spelling is: `type:FAST_ONE` says `FastOne`."""
    return "".join(filter(str.isalnum, str(literal))).lower()


def _with_defaults(constraints: Sequence[Constraint], defaults: Mapping[str, Constraint]) -> list[Constraint]:
    """The constraints, with each default behind the last one of its member."""
    last = {one.path: index for index, one in enumerate(constraints) if one.message == "request"}
    found: list[Constraint] = []
    for index, one in enumerate(constraints):
        found.append(one)
        if one.path in defaults and last.get(one.path) == index:
            found.append(defaults[one.path])
    return found


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_of(constraint: Constraint, kinds: Iterable[str]) -> bool:
    return any(origin.origin in kinds for origin in constraint.origins)


def _refuses_all(trait: Constraint, literals: Constraint) -> bool:
    breaks = breaker(trait.keyword, trait.value)
    values = literals.value if isinstance(literals.value, tuple) else (literals.value,)
    return breaks is not None and all(map(breaks, values))


def _beside(constraint: Constraint, rivals: Iterable[str], *, unsure: bool) -> Constraint:
    contested = tuple(dict.fromkeys((*constraint.contested, *rivals)))
    return replace(constraint, contested=contested, expect="either" if unsure else constraint.expect)
