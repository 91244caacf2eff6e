"""What a page's signature promises: types, required members, listed literals, and traits stated apart from prose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fencepost.contracts.constraint import Condition, Constraint, Expectation, Message, Origin, OriginKind
from fencepost.contracts.dialect import searcher, whole
from fencepost.contracts.mining.message import Members
from fencepost.contracts.paths import parent
from fencepost.documentation.page import Member

_TYPES = {
    **dict.fromkeys(("structure", "map"), "object"),
    "list": "array",
    **dict.fromkeys(("string", "blob", "timestamp"), "string"),
    **dict.fromkeys(("integer", "long"), "integer"),
    **dict.fromkeys(("float", "double"), "number"),
    "boolean": "boolean",
}
_BOUNDS = {
    **dict.fromkeys(("string", "blob"), ("minLength", "maxLength")),
    "list": ("minItems", "maxItems"),
    **dict.fromkeys(("integer", "long", "float", "double"), ("minimum", "maximum")),
}
#: The ends of the 32 and 64 bit types, which stand for "no bound" where a model must name one.
_ENDS = {
    "long": frozenset([2**63 - 1, -(2**63), 1 - 2**63]),
    "": frozenset([2**31 - 1, -(2**31), 1 - 2**31, 2**63 - 1, -(2**63), 1 - 2**63]),
}
#: What the name of a structure adds to the literal that chooses it (`SingleWeight`, `SingleWeightConfig`).
_SUFFIXES = (
    "Config",
    "Configuration",
    "Settings",
    "Options",
    "Details",
    "Parameters",
    "Properties",
    "Specification",
    "",
)


def stated(path: str, member: Member, message: Message, traits: OriginKind) -> Iterator[Constraint]:
    """The constraints that the type, the flags, the literals and the traits of a member state, each but once.

    `traits` is the kind of origin that the traits have. A response may leave out whatever its structure requires.
    """
    for keyword, value, rule in _stated(member):
        if keyword != "required" or message == "request":
            yield _constraint(path, keyword, value, rule, message)
    for keyword, value in _traits(member):
        yield _constraint(path, keyword, value, "signature.trait", message, traits)


def _stated(member: Member) -> Iterator[tuple[str, Any, str]]:
    if kind := _TYPES.get(member.type):
        yield "type", kind, "signature.type"
    if member.type == "blob":
        yield "contentEncoding", "base64", "signature.bytes"
    if member.type == "timestamp":
        yield "format", "date-time", "signature.timestamp"
    if member.required:
        yield "required", True, "signature.required"
    if member.type == "string" and len(member.literals) == 1:
        yield "const", member.literals[0], "signature.literals"
    elif member.type == "string" and member.literals:
        yield "enum", tuple(member.literals), "signature.literals"


def _traits(member: Member) -> Iterator[tuple[str, Any]]:
    lower, upper = _BOUNDS.get(member.type, (None, None))
    low, high, ends = member.traits.get("min"), member.traits.get("max"), _ENDS.get(member.type, _ENDS[""])
    if lower and low is not None and low not in ends and not (lower != "minimum" and low == 0):
        yield lower, low
    if upper and high is not None and high not in ends:
        yield upper, high
    if member.type == "string" and member.traits.get("pattern"):
        yield "pattern", whole(str(member.traits["pattern"]))


def _constraint(
    path: str, keyword: str, value: Any, rule: str, message: Message, kind: OriginKind = "signature"
) -> Constraint:
    readable = keyword != "pattern" or searcher(value) is not None  # what can't be checked isn't claimed
    expect: Expectation = "reject" if readable else "either"
    return Constraint(path, keyword, value, expect=expect, origins=(Origin(kind, rule, path),), message=message)


def discriminated(members: Members) -> Iterator[Constraint]:
    """The structures that belong to a literal beside them, by their names: given with it, it seems."""
    for path, member in members.items():
        if len(member.literals) < 2:  # noqa: PLR2004
            continue
        siblings = {other.name.lower(): at for at, other in members.inside[parent(path)]}
        chosen = {literal: found for literal in member.literals if (found := _belonging(literal, siblings, members))}
        if len(chosen) < 2 or len(set(chosen.values())) < len(chosen):  # noqa: PLR2004
            continue
        for literal, found in chosen.items():
            origin = Origin("inferred", "inferred.discriminated", path)
            when = (Condition(path, "const", literal),)
            yield Constraint(found, "required", value=True, expect="either", origins=(origin,), when=when)


def _belonging(literal: str, siblings: Mapping[str, str], members: Mapping[str, Member]) -> str | None:
    bare = literal.replace("_", "").replace("-", "").lower()
    for suffix in _SUFFIXES:
        path = siblings.get(bare + suffix.lower())
        if path and members[path].type == "structure":
            return path
    return None
