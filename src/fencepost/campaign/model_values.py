"""What an installed botocore model knows beside a contract: the literals that it lists, and the codes of errors.

A page may be older than the model. What the model permits is never sent as a violation, and a literal of a response
that it lists is no divergence.
"""

from __future__ import annotations

from typing import Any

from fencepost.generation.places import joined


def listed_values(shape: Any, path: str = "", above: tuple[str, ...] = ()) -> dict[str, frozenset[Any]]:
    """The enumerations of a botocore shape and of all below it, by path; recursive shapes are entered once."""
    if shape is None or shape.name in above:
        return {}
    found: dict[str, frozenset[Any]] = {}
    values = getattr(shape, "enum", None)
    if values:
        found[path] = frozenset(values)
    for name, below in _below(shape):
        found |= listed_values(below, joined(path, name), (*above, shape.name))
    return found


def _below(shape: Any) -> list[tuple[str, Any]]:
    if shape.type_name == "structure":
        return list(shape.members.items())
    if shape.type_name == "list":
        return [("[]", shape.member)]
    if shape.type_name == "map":
        return [("{key}", shape.key), ("{}", shape.value)]
    return []


def error_names(operation: Any) -> dict[str, str]:
    """The names under which an operation of botocore's documents its errors, by their codes on the wire.

    Errors of a service may share a code: those of the operation come before the others.
    """
    own = {shape.name for shape in operation.error_shapes}
    codes = (
        (shape.metadata.get("error", {}).get("code"), shape.name)
        for shape in (*operation.service_model.error_shapes, *operation.error_shapes)
    )
    return {code: name for code, name in codes if code and code != name and code not in own}
