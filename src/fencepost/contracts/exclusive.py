"""Rules that keep members out which the signature always asks for: the documentation contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from fencepost.contracts.constraint import Constraint
from fencepost.contracts.paths import parent

_EXCLUDING = frozenset(("absent", "zeroOrOne", "onlyOne"))


def exclusive(constraints: Sequence[Constraint]) -> tuple[Constraint, ...]:
    """The constraints, those that exclude what the signature marks as required contested with it.

    `zeroOrOne` and `onlyOne` are so where two of their members in one structure are required, `absent` where its own
    member is. They expect `either`; what the signature says stays as it is. Both sides name each other.
    """
    rules = [one for one in constraints if one.keyword in _EXCLUDING and one.message == "request"]
    if not rules:
        return tuple(constraints)
    required = {one.path: one for one in constraints if _is_signed(one)}
    rivals: dict[str, list[str]] = {}
    unsure: set[str] = set()
    for rule in rules:
        for signed in _excluded(rule, required):
            unsure.add(rule.id)
            rivals.setdefault(rule.id, []).append(signed.id)
            rivals.setdefault(signed.id, []).append(rule.id)
    return tuple(
        _beside(one, rivals[one.id], unsure=one.id in unsure) if one.id in rivals else one for one in constraints
    )


def _is_signed(one: Constraint) -> bool:
    if one.keyword != "required" or one.when or not one.value or one.message != "request":
        return False
    return any(origin.origin == "signature" for origin in one.origins)


def _excluded(rule: Constraint, required: Mapping[str, Constraint]) -> Iterator[Constraint]:
    """The signature's demands that a rule can't be kept with."""
    if rule.keyword == "absent" and rule.value and rule.path in required:
        yield required[rule.path]
    if rule.keyword in ("zeroOrOne", "onlyOne"):
        paths = [path for path in (rule.path, *rule.value) if path in required]
        together = [path for path in paths if sum(parent(path) == parent(other) for other in paths) > 1]
        yield from (required[path] for path in together)


def _beside(constraint: Constraint, rivals: Sequence[str], *, unsure: bool) -> Constraint:
    contested = tuple(dict.fromkeys((*constraint.contested, *rivals)))
    return replace(constraint, contested=contested, expect="either" if unsure else constraint.expect)
