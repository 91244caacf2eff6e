"""From constraints to JSON Schema 2020-12, so that any validator can use a contract.

What is contested or inferred is left out, and so is what depends on state or compares two values: the schema takes
the least constraining reading. It stays open to members that nobody documented. `contentEncoding` is an annotation
in JSON Schema; a checker that wants it verified uses `Checker`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from fencepost.contracts.constraint import SCHEMA_KEYWORDS, Condition, Constraint, Message
from fencepost.contracts.dialect import portable
from fencepost.contracts.paths import Segments, common, joined, parent, segments

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

#: What `oneOf` permits besides its alternatives: an instance that `type` alone has to refuse.
NO_STRUCTURE: Schema = {"not": {"type": "object"}}

_GROUPS = ("requires", "anyOf", "onlyOne", "allOrNone", "zeroOrOne")
_EXPRESSIBLE = SCHEMA_KEYWORDS | {"absent", *_GROUPS}
#: The order in which a schema's keywords are written.
_ORDER = [
    "$schema",
    "type",
    "contentEncoding",
    "format",
    "const",
    "enum",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "uniqueItems",
    "required",
    "dependentRequired",
    "not",
    "anyOf",
    "oneOf",
    "properties",
    "propertyNames",
    "additionalProperties",
    "items",
    "contains",
    "if",
    "then",
    "allOf",
]

_RANK = {keyword: number for number, keyword in enumerate(_ORDER)}
#: Where the schema of an item, a value or a key stands.
_INSIDE = {"[]": "items", "{}": "additionalProperties", "{key}": "propertyNames"}
#: What JSON Schema calls the number of items where they are the entries of a map.
_OF_ENTRIES = {"minItems": "minProperties", "maxItems": "maxProperties"}


def compile_schema(constraints: Iterable[Constraint], message: Message = "request") -> Schema:
    """The JSON Schema of one message: a structure with nested members, and `if`/`then` for what is conditional.

    A condition stands at the nearest structure that holds all members which it concerns, so that `[]` in a path and
    in its `when` mean the same item.
    """
    chosen = [c for c in constraints if c.message == message and expressible(c)]
    binary = {c.path for c in chosen if c.keyword == "contentEncoding"}
    maps = {c.path for c in chosen if c.keyword == "type" and c.value == "object"}
    nodes: dict[Segments, Schema] = {(): {"type": "object"}}
    for constraint in chosen:
        if constraint.path in binary and constraint.keyword in ("minLength", "maxLength"):
            continue  # counted in bytes, where JSON Schema would count the characters of base64
        anchor = _anchor(constraint)
        keyword = _OF_ENTRIES.get(constraint.keyword) if constraint.path in maps else None
        _merge(_node(nodes, anchor), _fragment(constraint, keyword or constraint.keyword, len(anchor)))
    ordered: Schema = _ordered({"$schema": DIALECT, **nodes[()]})
    return ordered


def expressible(constraint: Constraint) -> bool:
    """Whether JSON Schema can say the constraint, and the documentation is sure of it."""
    if constraint.expect != "reject" or constraint.keyword not in _EXPRESSIBLE:
        return False
    if constraint.keyword == "pattern":
        return portable(str(constraint.value))
    if constraint.keyword in _GROUPS:
        return len({parent(path) for path in (constraint.path, *group(constraint))}) == 1
    return constraint.value is not None


def group(constraint: Constraint) -> tuple[str, ...]:
    """The other members that a relation names, as full paths."""
    value = constraint.value
    return (value,) if isinstance(value, str) else tuple(value or ())


def _anchor(constraint: Constraint) -> Segments:
    """Where the fragment is put: the member itself, its parent for what the parent says, or what a condition needs."""
    own = segments(constraint.path)
    by_parent = constraint.keyword in ("required", "absent", *_GROUPS)
    if not constraint.when:
        return own[:-1] if by_parent else own
    return common([own[:-1], *(segments(c.path)[:-1] for c in constraint.when)])


def _fragment(constraint: Constraint, keyword: str, depth: int) -> Schema:
    steps = segments(constraint.path)[depth:]
    by_parent = constraint.keyword in ("required", "absent", *_GROUPS)
    inner = _parental(constraint) if by_parent else {keyword: _plain(constraint.value)}
    then = _nested(steps[:-1] if by_parent else steps, inner)
    if not constraint.when:
        return then
    conditions = [_condition(condition, depth) for condition in constraint.when]
    test = conditions[0] if len(conditions) == 1 else {"allOf": conditions}
    return {"allOf": [{"if": test, "then": then}]}


def _parental(constraint: Constraint) -> Schema:
    """What a structure says of its members."""
    name = segments(constraint.path)[-1]
    if constraint.keyword == "required":
        return {"required": [name]}
    if constraint.keyword == "absent":
        return _not_all([name])
    names = [name, *(segments(path)[-1] for path in group(constraint))]
    return _dependency(constraint.keyword, names)


def _dependency(keyword: str, names: Sequence[str]) -> Schema:
    if keyword == "requires":
        return {"dependentRequired": {names[0]: list(names[1:])}}
    if keyword == "allOrNone":
        return {"dependentRequired": {name: [other for other in names if other != name] for name in names}}
    if keyword == "zeroOrOne":
        pairs = [[a, b] for i, a in enumerate(names) for b in names[i + 1 :]]
        return {"allOf": [_not_all(pair) for pair in pairs]}
    if keyword == "anyOf":
        return {"allOf": [{"anyOf": [{"required": [name]} for name in names]}]}
    return {"allOf": [{"oneOf": [*({"type": "object", "required": [name]} for name in names), NO_STRUCTURE]}]}


def _not_all(names: Sequence[str]) -> Schema:
    """Not all of the members are given; what is no structure has none of them."""
    return {"not": {"type": "object", "required": list(names)}}


def _condition(condition: Condition, depth: int) -> Schema:
    steps = segments(condition.path)[depth:]
    *parents, name = steps
    if condition.keyword == "absent":
        present = _present(tuple(parents), {"type": "object", "required": [name]})
        return {"not": present}
    inner: Schema = {} if condition.keyword == "present" else {condition.keyword: _plain(condition.value)}
    return _present(steps, inner)


def _present(steps: Segments, inner: Schema) -> Schema:
    """Holds where a value stands at these steps that satisfies `inner`."""
    for step in reversed(steps):
        if step == "[]":
            inner = {"type": "array", "contains": inner}
        elif step[0] == "{":
            inner = {"type": "object", "not": {"additionalProperties": {"not": inner}}}
        else:
            properties = {"properties": {step: inner}} if inner else {}
            inner = {"type": "object", **properties, "required": [step]}
    return inner


def _nested(steps: Segments, inner: Schema) -> Schema:
    for step in reversed(steps):
        keyword = _INSIDE.get(step)
        inner = {keyword: inner} if keyword else {"properties": {step: inner}}
    return inner


def _node(nodes: dict[Segments, Schema], steps: Segments) -> Schema:
    """The schema at these steps below the root, made where it is missing; `nodes` are those that were asked for."""
    node = nodes.get(steps)
    if node is None:
        holder, step = _node(nodes, steps[:-1]), steps[-1]
        keyword = _INSIDE.get(step)
        place, key = (holder, keyword) if keyword else (holder.setdefault("properties", {}), step)
        node = nodes[steps] = place.setdefault(key, {})
    return node


def _merge(node: Schema, fragment: Schema) -> None:
    """Add a fragment to a node; a keyword that the node has with another value goes into `allOf`."""
    for keyword, value in fragment.items():
        if keyword not in node:
            node[keyword] = value
        elif keyword in ("required", "allOf"):
            node[keyword] += [one for one in value if one not in node[keyword]]
        elif keyword in ("properties", "dependentRequired"):
            _merge_named(node[keyword], value)
        elif node[keyword] != value:
            node.setdefault("allOf", []).append({keyword: value})


def _merge_named(named: Schema, more: Schema) -> None:
    for name, value in more.items():
        if isinstance(value, list):
            named[name] = list(dict.fromkeys([*named.get(name, ()), *value]))
        else:
            _merge(named.setdefault(name, {}), value)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _ordered(schema: Any) -> Any:
    """The schema with its keywords in the one order; the names of members keep theirs."""
    if isinstance(schema, list):
        return [_ordered(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _ordered_value(key, schema[key]) for key in sorted(schema, key=_RANK.__getitem__)}


def _ordered_value(keyword: str, value: Any) -> Any:
    if keyword == "properties":
        return {name: _ordered(schema) for name, schema in value.items()}
    return value if keyword in ("const", "enum", "required", "dependentRequired") else _ordered(value)


def schema_path(steps: Segments) -> str:
    """The path of a member, for messages about a schema; the message itself is named as such."""
    return joined(steps) or "(the message)"
