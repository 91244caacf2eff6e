"""What breaks a keyword: one function per keyword, from its value to a test of a single instance.

The meaning is JSON Schema 2020-12's: a keyword says nothing about an instance of another type. Only `minItems` and
`maxItems` count the entries of a map as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from fencepost.contracts.dialect import searcher
from fencepost.contracts.formats import decoded_length, matcher

#: Tells whether an instance breaks the keyword.
Breaks = Callable[[Any], bool]


def breaker(keyword: str, value: Any, *, binary: bool = False) -> Breaks | None:
    """The test for a keyword of JSON Schema; None where the value names nothing that could be broken.

    `binary` says that the member is base64: its length is counted in bytes.
    """
    if value is None and keyword != "const":
        return None
    if isinstance(value, int) and keyword in ("minLength", "maxLength"):
        return _length(keyword, value, binary=binary)
    make = _MAKERS.get(keyword)
    return make(value) if make else None


def is_number(instance: Any) -> bool:
    """Whether JSON would call it a number: a boolean isn't one."""
    return isinstance(instance, (int, float, Decimal)) and not isinstance(instance, bool)


def _type(value: str) -> Breaks:
    holds = _TYPES[value]
    return lambda instance: not holds(instance)


def _is_integer(instance: Any) -> bool:
    if isinstance(instance, bool):
        return False
    if isinstance(instance, int):
        return True
    if isinstance(instance, float):
        return instance.is_integer()
    return isinstance(instance, Decimal) and instance.is_finite() and instance == instance.to_integral_value()


_TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda instance: isinstance(instance, dict),
    "array": lambda instance: isinstance(instance, list),
    "string": lambda instance: isinstance(instance, str),
    "boolean": lambda instance: isinstance(instance, bool),
    "null": lambda instance: instance is None,
    "number": is_number,
    "integer": _is_integer,
}


def same(left: Any, right: Any) -> bool:
    """Equality of JSON: 1 is 1.0, but true isn't 1."""
    if isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return bool(left == right)


def _const(value: Any) -> Breaks:
    if isinstance(value, str):
        return lambda instance: instance != value
    return lambda instance: not same(instance, value)


def _enum(values: Iterable[Any]) -> Breaks:
    listed = tuple(values)
    if all(isinstance(value, str) for value in listed):
        strings = frozenset(listed)
        return lambda instance: not isinstance(instance, str) or instance not in strings
    return lambda instance: not any(same(instance, value) for value in listed)


def _bound(holds: Callable[[Any, Any], bool]) -> Callable[[Any], Breaks]:
    def make(value: Any) -> Breaks:
        exact = Decimal(str(value))

        def breaks(instance: Any) -> bool:
            if not is_number(instance):
                return False
            return not holds(instance, exact if isinstance(instance, Decimal) else value)

        return breaks

    return make


def _multiple(value: Any) -> Breaks:
    step = Fraction(str(value))

    def breaks(instance: Any) -> bool:
        if not is_number(instance):
            return False
        try:
            return (Fraction(str(instance)) / step).denominator != 1
        except (ValueError, OverflowError):  # an infinity, or no number
            return True

    return breaks


def _length(keyword: str, value: int, *, binary: bool) -> Breaks:
    lower = keyword == "minLength"

    def breaks(instance: Any) -> bool:
        if not isinstance(instance, str):
            return False
        length = decoded_length(instance) if binary else len(instance)
        if length is None:
            return False
        return length < value if lower else length > value

    return breaks


def _pattern(value: str) -> Breaks | None:
    search = searcher(value)
    if search is None:
        return None
    return lambda instance: isinstance(instance, str) and not search(instance)


def _format(value: str) -> Breaks | None:
    holds = matcher(value)
    if holds is None:
        return None
    return lambda instance: isinstance(instance, str) and not holds(instance)


def _encoding(value: str) -> Breaks | None:
    if value != "base64":
        return None
    return lambda instance: isinstance(instance, str) and decoded_length(instance) is None


def _unique(value: bool) -> Breaks | None:  # noqa: FBT001 - the keyword's own value
    return _has_duplicates if value else None


def _has_duplicates(instance: Any) -> bool:
    if not isinstance(instance, list):
        return False
    if all(isinstance(one, str) for one in instance):
        return len(set(instance)) < len(instance)
    return any(same(one, other) for i, one in enumerate(instance) for other in instance[:i])


_MAKERS: dict[str, Callable[[Any], Breaks | None]] = {
    "type": _type,
    "const": _const,
    "enum": _enum,
    "minimum": _bound(lambda instance, value: instance >= value),
    "maximum": _bound(lambda instance, value: instance <= value),
    "exclusiveMinimum": _bound(lambda instance, value: instance > value),
    "exclusiveMaximum": _bound(lambda instance, value: instance < value),
    "multipleOf": _multiple,
    "pattern": _pattern,
    "format": _format,
    "contentEncoding": _encoding,
    "uniqueItems": _unique,
    "minItems": lambda value: lambda instance: isinstance(instance, (list, dict)) and len(instance) < value,
    "maxItems": lambda value: lambda instance: isinstance(instance, (list, dict)) and len(instance) > value,
}
