"""A contract as an OpenAPI 3.1 document, as AWS JSON puts it on the wire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fencepost.contracts import Contract
from fencepost.contracts.formats import PATTERNS
from fencepost.oracle.common_errors import common_errors

#: Where the operation is; which one is meant says a header.
PATH = "/"


def openapi(contract: Contract, media_type: str, examples: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The document of one operation: its request with examples, its response, and the errors that the page names."""
    named = {f"example-{number}": {"value": value} for number, value in enumerate(examples, 1)}
    operation = {
        "operationId": contract.operation,
        "requestBody": {
            "required": True,
            "content": {media_type: {"schema": request_on_wire(contract), "examples": named}},
        },
        "responses": {"200": _success(contract, media_type), "400": _refusal(contract, media_type)},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": contract.service, "version": "1"},
        "paths": {PATH: {"post": operation}},
    }


def _success(contract: Contract, media_type: str) -> dict[str, Any]:
    """The response; where it has no members, its body is empty, which is no JSON."""
    described = {"description": "Accepted."}
    if contract.response is None or contract.response.get("const") == {}:
        return described
    return {**described, "content": {media_type: {"schema": on_wire(contract.response)}}}


def _refusal(contract: Contract, media_type: str) -> dict[str, Any]:
    """A refusal with an error that the page names, or that any operation may answer with."""
    codes = sorted({*contract.errors, *common_errors("json")})
    schema = {"type": "object", "required": ["__type"], "properties": {"__type": {"enum": codes}}}
    return {"description": "Refused.", "content": {media_type: {"schema": schema}}}


def on_wire(schema: Any) -> Any:
    """A contract's schema as AWS JSON has it: timestamps are numbers, and formats of AWS's own become patterns."""
    if isinstance(schema, list):
        return [on_wire(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("format") == "date-time":
        return {"type": "number"}
    found = {name: value if name in ("enum", "const") else on_wire(value) for name, value in schema.items()}
    own = PATTERNS.get(found["format"]) if isinstance(found.get("format"), str) else None
    if own is not None and "pattern" not in found:
        return {**{name: value for name, value in found.items() if name != "format"}, "pattern": own}
    return found


def request_on_wire(contract: Contract) -> dict[str, Any]:
    """The schema of a request; in AWS JSON a member that is null is one that isn't there."""
    found: dict[str, Any] = _with_nulls(on_wire(contract.request))
    return found


def _with_nulls(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with null for every member that is not required; conditions stay as they are."""
    forbidden = schema.get("not", {}).get("required")
    if forbidden:
        return {"properties": {name: {"type": "null"} for name in forbidden}}
    found = dict(schema)
    required = schema.get("required", ())
    if "properties" in schema:
        found["properties"] = {
            name: _with_nulls(member) if name in required else _or_null(_with_nulls(member))
            for name, member in schema["properties"].items()
        }
    for keyword in ("items", "then"):
        if keyword in schema:
            found[keyword] = _with_nulls(schema[keyword])
    if "allOf" in schema:
        found["allOf"] = [_with_nulls(part) for part in schema["allOf"]]
    return found


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    found = dict(schema)
    if "const" in found:
        found["enum"] = [found.pop("const")]
    if "enum" in found:
        found["enum"] = [*found["enum"], None]
    if isinstance(found.get("type"), str) and found["type"] != "null":
        found["type"] = [found["type"], "null"]
    return found
