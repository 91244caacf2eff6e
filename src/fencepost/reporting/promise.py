"""A promise in one readable line, made from a constraint's facts alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fencepost.reporting.harmless import harmless

#: How many listed values a line names before it only counts them.
_NAMED = 8
_TYPES = {
    "object": "a structure",
    "array": "a list",
    "string": "a string",
    "integer": "an integer",
    "number": "a number",
    "boolean": "a boolean",
    "null": "null",
}


def rule(constraint: Mapping[str, Any]) -> str:
    """The whole promise with its origins: `IdleTTL must be at most 3600 (prose, Config…IdleTTL/2)`."""
    sources = "; ".join(dict.fromkeys(origin_text(one) for one in constraint.get("origins", ())))
    return promise(constraint) + (f" ({sources})" if sources else "")


def promise(constraint: Mapping[str, Any]) -> str:
    """The promise with its subject and conditions: `IdleTTL must be at most 3600, when Type is A`."""
    conditions = condition_text(constraint)
    where = "in the response, " if constraint.get("in") == "response" else ""
    text = f"{where}{subject(constraint['path'])} {phrase(constraint)}"
    corrected = ", as an erratum has it" if constraint.get("erratum") else ""
    return harmless(text + (f", when {conditions}" if conditions else "") + corrected)


def phrase(constraint: Mapping[str, Any]) -> str:
    """What is promised about the member, as the rest of a sentence: `must be at most 3600`."""
    keyword, value = constraint["keyword"], constraint.get("value")
    if value is None and keyword in _UNKNOWN:
        return harmless(_UNKNOWN[keyword])
    make = _PHRASES.get(keyword)
    return harmless(make(value) if make else f"must hold to {keyword} {literal(value)}")


def subject(path: str) -> str:
    """What a path speaks of, by its last name: `each item of Items`, `Weight`, or `the request` for an empty path."""
    last = path.rpartition(".")[2]
    for ending, words in (("[]", "each item of "), ("{key}", "each key of "), ("{}", "each value of ")):
        if last.endswith(ending):
            return words + (last.removesuffix(ending) or "the request")
    return last or "the request"


def condition_text(constraint: Mapping[str, Any]) -> str:
    """The conditions of a promise, joined: `Type is A and Name is given`; empty where it always holds."""
    return " and ".join(_condition(one) for one in constraint.get("when") or ())


def origin_text(origin: Mapping[str, Any]) -> str:
    """One origin with the place where it stands, its middle left out: `prose, Config…IdleTTL/2`."""
    steps = str(origin.get("at", "")).split(".")
    place = steps[0] if len(steps) == 1 else ".".join(steps) if len(steps) == 2 else f"{steps[0]}…{steps[-1]}"  # noqa: PLR2004
    return harmless(f"{origin['origin']}, {place}" if place else origin["origin"])


def erratum_text(constraint: Mapping[str, Any]) -> str:
    """What the user's own errata say of a promise, in a line; empty where they say nothing."""
    erratum = constraint.get("erratum")
    if not erratum:
        return ""
    said = "wrong" if erratum["says"] == "wrong" else "corrected"
    link = f" ({erratum['link']})" if erratum.get("link") else ""
    return harmless(f"{said} by an erratum: {erratum['evidence']}{link}", 1000)


def literal(value: Any) -> str:
    """A value as a sentence shows it: strings bare, true and false in small letters."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "null"
    return '""' if value == "" else harmless(value, 120)


def _condition(condition: Mapping[str, Any]) -> str:
    name, keyword = subject(condition["path"]), condition["keyword"]
    if keyword == "stated":
        return "the sentence's condition holds"
    if keyword == "present":
        return f"{name} is given"
    if keyword == "absent":
        return f"{name} is not given"
    return f"{name} is {_either(condition.get('value'))}"


def _either(value: Any) -> str:
    return _series(value, "or") if _is_list(value) else literal(value)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _series(values: Sequence[Any], word: str) -> str:
    shown = [literal(value) for value in values]
    if len(shown) > _NAMED:
        return f"{', '.join(shown[:_NAMED])}, … ({len(shown)} values)"
    return f" {word} ".join(filter(None, [", ".join(shown[:-1]), shown[-1] if shown else ""]))


def _names(value: Any, word: str) -> str:
    return _series([subject(str(path)) for path in (value if _is_list(value) else [value])], word)


def _counted(words: str, noun: str) -> Callable[[Any], str]:
    return lambda value: f"must have {words} {literal(value)} {noun}{'' if value == 1 else 's'}"


def _type(value: Any) -> str:
    names = value if _is_list(value) else [value]
    return f"must be {_series([_TYPES.get(name, name) for name in names], 'or')}"


def _required(value: Any) -> str:
    return "need not be given" if value is False else "must be given"


def _replaces(value: Any) -> str:
    return "changes only what is given" if value is False else "replaces the whole of what stands there"


#: What is said where the documentation gives no value.
_UNKNOWN: Mapping[str, str] = {
    "minLength": "has a least length that the documentation doesn't give",
    "maxLength": "has a greatest length that the documentation doesn't give",
    "minimum": "has a lower bound that the documentation doesn't give",
    "maximum": "has an upper bound that the documentation doesn't give",
    "maxItems": "has a greatest number of items that the documentation doesn't give",
    "minItems": "has a least number of items that the documentation doesn't give",
    "format": "must have a format that the documentation doesn't give",
    "pattern": "must match a pattern that the documentation doesn't give",
    "enum": "must be one of values that the documentation doesn't list",
    "inState": "must name a resource in the right state",
    "notInState": "must not name a resource in a state that forbids it",
    "defaultsTo": "has a default that the documentation doesn't give",
}
_PHRASES: Mapping[str, Callable[[Any], str]] = {
    "type": _type,
    "contentEncoding": lambda value: "must be bytes" if value == "base64" else f"must be encoded as {literal(value)}",
    "required": _required,
    "enum": lambda value: f"must be one of {_series(value, 'or')}",
    "const": lambda value: f"must be {literal(value)}",
    "minimum": lambda value: f"must be at least {literal(value)}",
    "maximum": lambda value: f"must be at most {literal(value)}",
    "exclusiveMinimum": lambda value: f"must be more than {literal(value)}",
    "exclusiveMaximum": lambda value: f"must be less than {literal(value)}",
    "multipleOf": lambda value: f"must be a multiple of {literal(value)}",
    "minLength": _counted("at least", "character"),
    "maxLength": _counted("at most", "character"),
    "pattern": lambda value: f"must match {literal(value)}",
    "format": lambda value: f"must have the format {literal(value)}",
    "minItems": _counted("at least", "item"),
    "maxItems": _counted("at most", "item"),
    "uniqueItems": lambda value: "may hold an item twice" if value is False else "must not hold an item twice",
    "absent": lambda _: "must not be given",
    "lessOrEqual": lambda value: f"must not be more than {_names(value, 'and')}",
    "lessThan": lambda value: f"must be less than {_names(value, 'and')}",
    "countOf": lambda value: f"must be the number of items in {_names(value, 'and')}",
    "requires": lambda value: f"needs {_names(value, 'and')} beside it",
    "anyOf": lambda value: f"or {_names(value, 'or')} must be given, or more of them",
    "onlyOne": lambda value: f"or {_names(value, 'or')} must be given, exactly one of them",
    "allOrNone": lambda value: f"must be given together with {_names(value, 'and')}, or none of them",
    "zeroOrOne": lambda value: f"must not be given together with {_names(value, 'or')}",
    "exists": lambda _: "must name something that exists",
    "currentVersion": lambda _: "must be the current version",
    "replaces": _replaces,
    "updates": lambda _: "is kept as given, and can be read back",
    "immutable": lambda _: "can't be changed",
    "higherThanCurrent": lambda _: "must be higher than the one in use",
    "sameAsCurrent": lambda _: "must be the one in use",
    "defaultsTo": lambda value: f"is {literal(value)} when not given",
    "inState": lambda value: f"must name a resource in state {_either(value)}",
    "notInState": lambda value: f"must not name a resource in state {_either(value)}",
    "hasStatus": lambda _: "must name a resource whose status is known",
    "supportedType": lambda _: "must name a resource of a type that the operation supports",
    "unique": lambda _: "must not be taken by another resource",
    "notTriggered": lambda value: f"sets off no {literal(value) if isinstance(value, str) else 'other action'}",
}
