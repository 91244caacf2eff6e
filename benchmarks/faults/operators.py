"""Faulty variants of the reference, generated from its rules and its behaviours.

Every rule of the five operations is left out, moved by a step where that means something, and made to answer with the
error of another rule, and written carelessly; `behaviours` switches every behaviour off or spoils it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import chain

from benchmarks.faults.behaviours import SLOW, behaviour_faults
from benchmarks.faults.blame import (
    BESIDE,
    DEPLOYMENT,
    DISTRIBUTION,
    FUNCTION,
    PIPELINE,
    POLICY,
    REASONS,
    blamed,
    reason,
)
from benchmarks.faults.fault import Fault, name_of
from benchmarks.faults.looser import NullTyped, carelessly
from benchmarks.faults.variants import off_by_a_step
from fencepost.reference import RULES, Behaviour, Reference, Required, Rule, Typed

#: Per operation the error that a rule answers with in the place of its own; a rule that has it takes the second.
WRONG_ERRORS = {
    POLICY: ("NoSuchContinuousDeploymentPolicy", "InconsistentQuantities"),
    FUNCTION: ("NoSuchFunctionExists", "PreconditionFailed"),
    DISTRIBUTION: ("NotFoundException", "InvalidInputException"),
    # ValidationException is common to all services, hence no wrong error of anything.
    PIPELINE: ("ResourceNotFoundException", "ConflictException"),
    DEPLOYMENT: ("DeploymentAlreadyCompletedException", "UnsupportedActionForDeploymentTypeException"),
}


def all_faults(*, seconds: float = SLOW) -> Iterator[Fault]:
    """Every fault of every operation; `seconds` is how long the slow ones take."""
    for operation in RULES:
        yield from rule_faults(operation)
        yield from behaviour_faults(operation, seconds=seconds)
        if not operation.startswith("cloudfront."):
            # XML has no null.
            yield _null_fault(operation)


# Faults in a rule


def rule_faults(operation: str) -> Iterator[Fault]:
    """For each rule of an operation: `drop`, `wrong-error`, and its steps."""
    for index, rule in enumerate(RULES[operation]):
        yield _rule_fault(operation, index, "drop", None)
        first, second = WRONG_ERRORS[operation]
        wrong = second if rule.error == first else first
        yield _rule_fault(operation, index, "wrong-error", replace(rule, error=wrong))
        markup = operation.startswith("cloudfront.")
        for operator, variant in chain(off_by_a_step(rule, markup=markup), carelessly(rule, markup=markup)):
            yield _rule_fault(operation, index, operator, variant)


def _null_fault(operation: str) -> Fault:
    """A variant for which null is a value of any type, and given."""
    rules = tuple(
        NullTyped(rule.path, rule.error, rule.type) if isinstance(rule, Typed) else rule for rule in RULES[operation]
    )
    about = (rule for rule in RULES[operation] if isinstance(rule, (Required, Typed)))
    return Fault(
        name=f"{operation}/-/null/accepted",
        operation=operation,
        rule_path="",
        kind="null",
        operator="accepted",
        make=partial(Reference, {operation: rules}, Behaviour(only=operation, keeps_null=True)),
        constraint=frozenset().union(*map(blamed, about)),
        equivalent=REASONS.get((operation, "", "null")),
    )


def _rule_fault(operation: str, index: int, operator: str, variant: Rule | None) -> Fault:
    rules = RULES[operation]
    rule = rules[index]
    changed = (*rules[:index], *([variant] if variant else []), *rules[index + 1 :])
    return Fault(
        name=name_of(operation, rule, operator),
        operation=operation,
        rule_path=rule.path,
        kind=rule.kind,
        operator=operator,
        make=partial(Reference, {operation: changed}),
        constraint=blamed(rule) | BESIDE.get((operation, rule.kind, operator), frozenset()),
        equivalent=reason(operation, rule, operator),
    )
