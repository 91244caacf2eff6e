"""What there is to say of each documented edge, in harmless texts: the rule, both sides of it, and contradictions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fencepost.reporting.harmless import harmless
from fencepost.reporting.promise import origin_text, promise
from fencepost.reporting.summary import expected_text

#: The longest request on the wire that is shown, in characters; the vectors hold the whole.
_WIRE = 400


@dataclass(frozen=True, slots=True)
class Tried:
    """One value on a side of an edge: what it is, what must become of it, and the request on the wire."""

    label: str
    outcome: str
    wire: str
    vector: str


@dataclass(frozen=True, slots=True)
class Edge:
    """One promise on a request, with the values just inside and just outside of it.

    `origins` says where it is documented, `contradictions` what the documentation says against it; `missing` says why
    a side can't be shown, empty where both are.
    """

    identity: str
    member: str
    promise: str
    origins: str
    errors: str
    contradictions: tuple[str, ...]
    inside: tuple[Tried, ...]
    outside: tuple[Tried, ...]
    missing: str


def edges(document: Mapping[str, Any]) -> Iterator[Edge]:
    """The edges of one operation, in the order of the contract; `document` is what a rehearsal says of it."""
    constraints = {one["id"]: one for one in document["contract"]["constraints"]}
    vectors = {one["id"]: one for one in document["vectors"]}
    for rule in document["rules"]:
        constraint = constraints[rule["id"]]
        against = [constraints[other] for other in constraint.get("contested", ()) if other in constraints]
        yield Edge(
            harmless(rule["id"], 2000),
            harmless(constraint["path"] or "(the whole)", 1000),
            promise(constraint),
            _origins(constraint),
            harmless(", ".join(constraint.get("errors", ()))),
            tuple(f"{promise(other)} ({_origins(other)})" for other in against),
            tuple(_tried(vectors[one]) for one in rule["inside"]),
            tuple(_tried(vectors[one]) for one in rule["outside"]),
            _missing(rule),
        )


def _origins(constraint: Mapping[str, Any]) -> str:
    return "; ".join(dict.fromkeys(origin_text(origin) for origin in constraint.get("origins", ())))


def _missing(rule: Mapping[str, Any]) -> str:
    if rule["reason"]:
        return harmless(f"{rule['reason']}: {rule['detail']}" if rule["detail"] else rule["reason"])
    sides = [side for side in ("inside", "outside") if not rule[side]]
    return f"nothing to try {' or '.join(sides)}" if sides else ""


def _tried(vector: Mapping[str, Any]) -> Tried:
    expected = {"outcome": vector["expect"], "errors": vector["errors"] if vector["expect"] == "reject" else []}
    outcome = "either: nothing firm is promised" if vector["expect"] == "either" else expected_text(expected)
    return Tried(harmless(vector["label"]), harmless(outcome), _wire(vector), harmless(vector["id"], 2000))


def _wire(vector: Mapping[str, Any]) -> str:
    wire = vector["wire"]
    if wire is None:
        return harmless(vector["why"])
    body = wire.get("body", wire.get("body_base64", ""))
    shown = body if isinstance(body, str) else json.dumps(body)
    return harmless(f"{wire['method']} {wire['path']} {shown}".rstrip(), _WIRE)
