"""Literals of the prose that the model's own traits forbid: two promises that no value can keep at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from fencepost.contracts.constraint import Constraint
from fencepost.contracts.predicates import breaker

_LITERAL = ("enum", "const")
_TRAITS = ("pattern", "minLength", "maxLength", "minimum", "maximum")


def contradicting(constraints: Sequence[Constraint]) -> tuple[Constraint, ...]:
    """The constraints, those that leave no value between them set side by side.

    A promise of literals that stands in prose alone expects `either` where one trait of the model refuses all of them;
    both name each other. The trait keeps its expectation.
    """
    traits: dict[tuple[str, str], list[Constraint]] = {}
    for constraint in constraints:
        if constraint.keyword in _TRAITS and not constraint.when and _is_of(constraint, ("model",)):
            traits.setdefault((constraint.message, constraint.path), []).append(constraint)
    pairs: dict[str, list[str]] = {}
    for constraint in constraints:
        if constraint.keyword in _LITERAL and not constraint.when and not _is_of(constraint, ("signature", "model")):
            for trait in traits.get((constraint.message, constraint.path), ()):
                if _refuses_all(trait, constraint):
                    pairs.setdefault(constraint.id, []).append(trait.id)
                    pairs.setdefault(trait.id, []).append(constraint.id)
    return tuple(_beside(one, pairs[one.id]) if one.id in pairs else one for one in constraints)


def _is_of(constraint: Constraint, kinds: Iterable[str]) -> bool:
    return any(origin.origin in kinds for origin in constraint.origins)


def _refuses_all(trait: Constraint, literals: Constraint) -> bool:
    breaks = breaker(trait.keyword, trait.value)
    values = literals.value if isinstance(literals.value, tuple) else (literals.value,)
    return breaks is not None and all(map(breaks, values))


def _beside(constraint: Constraint, rivals: Iterable[str]) -> Constraint:
    contested = tuple(dict.fromkeys((*constraint.contested, *rivals)))
    expect = "either" if constraint.keyword in _LITERAL else constraint.expect
    return replace(constraint, contested=contested, expect=expect)
