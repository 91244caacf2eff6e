"""Errors of validation in general, which are listed with every constraint on values, and tied to none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fencepost.contracts.constraint import STATE_KEYWORDS, Constraint
from fencepost.documentation.page import DocumentedError

#: Errors that answer any request whose values are wrong.
GENERAL = frozenset(
    [
        "InvalidArgument",
        "InvalidArgumentException",
        "InvalidInput",
        "InvalidInputException",
        "InvalidRequest",
        "InvalidRequestException",
        "InvalidParameter",
        "InvalidParameterException",
        "InvalidParameterValue",
        "InvalidParameterValueException",
        "InvalidParameterCombination",
        "InvalidParameterCombinationException",
        "InvalidParametersException",
        "ValidationException",
        "ValidationError",
        "ValidationFailedException",
        "BadRequest",
        "BadRequestException",
        "MalformedInput",
        "InvalidParameterInput",
        "InvalidParameterValuesException",
        "InvalidDataException",
        "IllegalArgumentException",
        "ClientException",
    ]
)


def general_errors(errors: Iterable[DocumentedError]) -> tuple[str, ...]:
    """The codes of those errors of an operation that answer any request whose values are wrong."""
    return tuple(error.code for error in errors if error.code in GENERAL)


def with_general(constraints: Iterable[Constraint], general: tuple[str, ...]) -> list[Constraint]:
    """The constraints with the errors of validation in general, where no error of its own is tied to one."""
    return [_listed(constraint, general) for constraint in constraints] if general else list(constraints)


def _listed(constraint: Constraint, general: tuple[str, ...]) -> Constraint:
    own = constraint.tied_errors
    if own or constraint.message != "request" or constraint.keyword in STATE_KEYWORDS:
        return constraint
    if constraint.keyword == "required" and constraint.value is False:
        return constraint
    return replace(constraint, errors=(*constraint.errors, *general))
