"""From JSON Schema to constraints: the inverse of `compile_schema`, for a contract written by hand.

The subset is what `compile_schema` writes. A keyword outside it is an error rather than a promise that nobody checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fencepost.contracts.constraint import SCHEMA_KEYWORDS, Condition, Constraint, Message, Origin
from fencepost.contracts.identity import identified
from fencepost.contracts.paths import Segments, joined
from fencepost.contracts.schema import NO_STRUCTURE, schema_path
from fencepost.errors import UnreadableInputError

_ANNOTATIONS = frozenset(["$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated"])
_STEPS = {"items": "[]", "additionalProperties": "{}", "propertyNames": "{key}"}
_RULE = "schema.by-hand"
When = tuple[Condition, ...]


def constraints_of(schema: dict[str, Any], message: Message = "request") -> tuple[Constraint, ...]:
    """The constraints that a schema states, with their ids.

    Raises UnreadableInputError for a keyword that can't be turned into a constraint.
    """
    return identified(list(_node(schema, (), (), message)))


def _node(schema: Any, steps: Segments, when: When, message: Message) -> Iterator[Constraint]:
    if schema is True:
        return
    if not isinstance(schema, dict):
        _refuse(repr(schema), steps)
    for keyword, value in schema.items():
        if keyword in _ANNOTATIONS or keyword == "then" or (keyword == "type" and not steps and value == "object"):
            continue
        yield from _keyword(keyword, value, schema, steps, when, message)


def _keyword(
    keyword: str, value: Any, schema: dict[str, Any], steps: Segments, when: When, message: Message
) -> Iterator[Constraint]:
    if keyword == "properties":
        for name, inner in value.items():
            yield from _node(inner, (*steps, name), when, message)
    elif keyword in _STEPS:
        yield from _node(value, (*steps, _STEPS[keyword]), when, message)
    elif keyword == "allOf":
        for inner in value:
            yield from _node(inner, steps, when, message)
    elif keyword == "if":
        conditions = (*when, *_conditions(value, steps))
        yield from _node(schema.get("then", True), steps, conditions, message)
    else:
        yield from _plain(keyword, value, steps, when, message)


def _plain(keyword: str, value: Any, steps: Segments, when: When, message: Message) -> Iterator[Constraint]:
    if keyword == "required":
        for name in value:
            yield _constraint((*steps, name), "required", True, when, message)  # noqa: FBT003
    elif keyword == "dependentRequired":
        for name, others in value.items():
            paths = tuple(joined((*steps, other)) for other in others)
            yield _constraint((*steps, name), "requires", paths, when, message)
    elif keyword in ("not", "anyOf", "oneOf"):
        yield _presence(keyword, value, steps, when, message)
    elif keyword in SCHEMA_KEYWORDS:
        yield _constraint(steps, keyword, tuple(value) if isinstance(value, list) else value, when, message)
    else:
        _refuse(keyword, steps)


def _presence(keyword: str, value: Any, steps: Segments, when: When, message: Message) -> Constraint:
    """`not`, `anyOf` and `oneOf`, which speak only of which members are given."""
    alternatives = [value] if isinstance(value, dict) else value
    alternatives = [one for one in alternatives if one != NO_STRUCTURE]
    if any(not isinstance(one, dict) or set(one) - {"type"} != {"required"} for one in alternatives):
        _refuse(keyword, steps)
    names = [name for one in alternatives for name in one["required"]]
    first, others = (*steps, names[0]), tuple(joined((*steps, name)) for name in names[1:])
    if keyword == "not" and not others:
        return _constraint(first, "absent", True, when, message)  # noqa: FBT003
    if keyword == "not" and len(others) > 1:
        _refuse(keyword, steps)
    name = {"not": "zeroOrOne", "anyOf": "anyOf", "oneOf": "onlyOne"}[keyword]
    return _constraint(first, name, others, when, message)


def _conditions(schema: Any, steps: Segments) -> Iterator[Condition]:
    for inner in schema.get("allOf", ()):
        yield from _conditions(inner, steps)
    if "not" in schema:
        for condition in _conditions(schema["not"], steps):
            if condition.keyword != "present":
                _refuse("if", steps)
            yield Condition(condition.path, "absent")
        return
    if "contains" in schema:
        yield from _condition_at(schema["contains"], (*steps, "[]"))
    properties = schema.get("properties", {})
    for name in schema.get("required", ()):
        yield from _condition_at(properties.get(name, {}), (*steps, name))


def _condition_at(schema: dict[str, Any], steps: Segments) -> Iterator[Condition]:
    if "const" in schema:
        yield Condition(joined(steps), "const", schema["const"])
    elif "enum" in schema:
        yield Condition(joined(steps), "enum", tuple(schema["enum"]))
    elif schema:
        yield from _conditions(schema, steps)
    else:
        yield Condition(joined(steps), "present")


def _constraint(steps: Segments, keyword: str, value: Any, when: When, message: Message) -> Constraint:
    path = joined(steps)
    origin = Origin("signature", _RULE, path)
    return Constraint(path, keyword, value, origins=(origin,), when=when, message=message)


def _refuse(what: str, steps: Segments) -> Any:
    problem = f"at {schema_path(steps)}, {what} is no constraint that a contract can hold"
    raise UnreadableInputError(problem, remedy="Write it as an entry of `constraints`, or leave it out.")
