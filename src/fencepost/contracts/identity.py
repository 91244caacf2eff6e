"""One entry per promise: merging what several places say, setting contradictions side by side, and naming all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from fencepost.contracts.constraint import Constraint, Origin, identify

_KINDS = ("signature", "model", "prose", "error", "inferred")
#: Keywords whose values can be told wider from narrower: a bound that is higher (True) or lower (False) permits more.
_HIGHER_IS_WIDER = {
    **dict.fromkeys(("maximum", "exclusiveMaximum", "maxLength", "maxItems"), True),
    **dict.fromkeys(("minimum", "exclusiveMinimum", "minLength", "minItems"), False),
}
#: Keywords that can stand more than once at a member without contradiction: all of them hold.
_REPEATABLE = frozenset(["pattern", "multipleOf", "defaultsTo", "notTriggered", "inState", "notInState"])


def merged(constraints: Iterable[Constraint]) -> list[Constraint]:
    """The constraints with each promise once, in the order of their first statement.

    Origins are joined in the order of their kinds. What one place is sure of (`reject`) isn't made unsure by another
    that says the same.
    """
    found: dict[tuple[Any, ...], Constraint] = {}
    for constraint in constraints:
        key = _key(constraint)
        found[key] = _joined(found[key], constraint) if key in found else constraint
    return [_in_order(constraint) for constraint in found.values()]


def identified(constraints: Sequence[Constraint]) -> tuple[Constraint, ...]:
    """The constraints with their ids; those that contradict each other name each other and carry their values."""
    slots: dict[tuple[Any, ...], list[Constraint]] = {}
    for constraint in constraints:
        slots.setdefault(_slot(constraint), []).append(constraint)
    named = {id(rival): _named(rival, rivals) for rivals in slots.values() for rival in rivals}
    return tuple(named[id(constraint)] for constraint in constraints)


def _named(constraint: Constraint, rivals: Sequence[Constraint]) -> Constraint:
    if len(rivals) == 1:
        return _alone(constraint)
    own = _rival_id(constraint, rivals)
    if constraint.keyword in _REPEATABLE:
        return replace(constraint, id=own)
    contested = tuple(_rival_id(other, rivals) for other in rivals if other is not constraint)
    expect = constraint.expect if _is_widest(constraint, rivals) else "either"
    return replace(constraint, id=own, contested=contested, expect=expect)


def _alone(one: Constraint) -> Constraint:
    """The constraint with its id; written out, since nearly all are alone and `replace` costs five times as much."""
    return Constraint(
        one.path, one.keyword, one.value, one.expect, one.origins, one.errors, one.when, one.message, one.contested,
        identify(one),
    )  # fmt: skip


def _rival_id(constraint: Constraint, rivals: Sequence[Constraint]) -> str:
    """The id among rivals: with the value, but for `required`, whose plain id says that the member is required."""
    plain = constraint.keyword == "required" and constraint.value is True
    named_already = len({identify(one) for one in rivals}) == len(rivals)
    return identify(constraint, with_value=not plain and not named_already)


def _is_widest(constraint: Constraint, rivals: Sequence[Constraint]) -> bool:
    """Whether what breaks this one breaks all its rivals, so that the contradiction doesn't touch it."""
    values = [one.value for one in rivals]
    if constraint.keyword in _HIGHER_IS_WIDER:
        if any(isinstance(value, bool) or not isinstance(value, (int, float)) for value in values):
            return False
        return bool(constraint.value == (max if _HIGHER_IS_WIDER[constraint.keyword] else min)(values))
    if constraint.keyword in ("enum", "const"):
        permitted = _permitted(constraint.value)
        return all(_permitted(value) <= permitted for value in values)
    return False


def _permitted(value: Any) -> frozenset[tuple[str, Any]]:
    return frozenset(map(_compared, value if isinstance(value, tuple) else (value,)))


def _compared(value: Any) -> tuple[str, Any]:
    """The value as it is compared with others: a number is the same with and without a decimal point."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return "number", value
    return "other", repr(value)


def _key(constraint: Constraint) -> tuple[Any, ...]:
    value = constraint.value
    shown = tuple(sorted(map(_compared, value))) if constraint.keyword == "enum" else _compared(value)
    return (*_slot(constraint), shown)


def _slot(constraint: Constraint) -> tuple[Any, ...]:
    other: Any = None
    if constraint.keyword in ("lessOrEqual", "lessThan", "requires", "anyOf", "onlyOne", "allOrNone", "zeroOrOne"):
        other = constraint.value  # two relations at one member are two promises
    keyword = "enum" if constraint.keyword == "const" and isinstance(constraint.value, str) else constraint.keyword
    return (constraint.message, constraint.path, keyword, repr(constraint.when), repr(other))


def _joined(first: Constraint, second: Constraint) -> Constraint:
    origins = tuple(dict.fromkeys((*first.origins, *second.origins)))
    errors = tuple(dict.fromkeys((*first.errors, *second.errors)))
    sure = first if first.expect == "reject" else second
    return replace(first, origins=origins, errors=errors, expect=sure.expect)


def _in_order(constraint: Constraint) -> Constraint:
    if len(constraint.origins) == 1:
        return constraint

    def rank(origin: Origin) -> int:
        return _KINDS.index(origin.origin)

    return replace(constraint, origins=tuple(sorted(constraint.origins, key=rank)))
