"""From what a page says of an operation to the contract that it promises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from fencepost.contracts.constraint import KEYWORDS, Constraint, Message, Origin
from fencepost.contracts.contract import Contract
from fencepost.contracts.contradictions import contradicting
from fencepost.contracts.exclusive import exclusive
from fencepost.contracts.identity import identified, merged
from fencepost.contracts.mining.memory import Memory
from fencepost.contracts.mining.message import Members
from fencepost.contracts.mining.place import Place
from fencepost.contracts.refusals import implied, with_general
from fencepost.contracts.schema import compile_schema
from fencepost.contracts.signature import discriminated, signature
from fencepost.documentation.page import DocumentedOperation, Member, join
from fencepost.errors import UnreadableInputError

_KEYWORD_ORDER = [
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
    "uniqueItems",
    "required",
    "absent",
]
_ORDER = {keyword: number for number, keyword in enumerate(_KEYWORD_ORDER)}
#: Rules that may name only some of the values that the signature lists: examples of their meaning, no contradiction.
_PARTIAL = frozenset(("enumeration.glossed", "enumeration.listed", "enumeration.either-or", "enumeration.one-of"))


def derive(operation: DocumentedOperation, *, file: str | Path | None = None, memory: Memory | None = None) -> Contract:
    """The contract of an operation: what its signature, its sentences, its errors and its structure promise.

    `file` is what errors name. Operations of one service are derived faster with a `memory` in common. Raises
    UnreadableInputError where a page has two members at one path.
    """
    memory = memory or Memory()
    request = _members(operation.request, file)
    response = _members(operation.response, file) if operation.response else Members()
    promises = merged([*_request(operation, request, memory), *_response(operation, response, memory)])
    promises = merged([*promises, *implied(operation.errors, operation.operation, request, promises)])
    promises = list(_with_optional(promises, request))
    promises = with_general(_sensible(promises), operation.errors)
    constraints = exclusive(contradicting(identified(_ordered(promises, request, response)), request))
    speaks = operation.response is not None or operation.empty_response
    return Contract(
        service=operation.service,
        operation=operation.operation,
        source={"kind": operation.source.kind, "title": operation.source.title, "sha256": operation.source.sha256},
        constraints=constraints,
        errors={error.code: {} if error.status is None else {"status": error.status} for error in operation.errors},
        request=compile_schema(constraints, "request"),
        response=compile_schema(constraints, "response") if speaks else None,
    )


def _members(root: Member, file: str | Path | None) -> Members:
    members = Members()
    left = [("", root)]
    while left:
        path, member = left.pop()
        if path in members:
            problem = f"the page has two members at {path}"
            raise UnreadableInputError(problem, file=file, remedy="Take the page anew from where it was published.")
        if path:
            members[path] = member
        left += [(join(path, inside.name), inside) for inside in reversed(member.members)]
    return members


def _request(operation: DocumentedOperation, members: Members, memory: Memory) -> Iterator[Constraint]:
    yield from signature(operation, members, "request")
    root = replace(operation.request, sentences=operation.sentences)
    yield from _prose(operation, root, members, "request", memory)
    yield from discriminated(members)


def _response(operation: DocumentedOperation, members: Members, memory: Memory) -> Iterator[Constraint]:
    if operation.empty_response:
        origin = Origin("prose", "response.empty", "response")
        yield Constraint("", "const", {}, origins=(origin,), message="response")
    if operation.response:
        signed = signature(operation, members, "response")
        yield from (constraint for constraint in signed if constraint.keyword != "required")
        yield from _prose(operation, replace(operation.response, sentences=()), members, "response", memory)


def _prose(
    operation: DocumentedOperation, root: Member, members: Members, message: Message, memory: Memory
) -> Iterator[Constraint]:
    for path, member in {"": root, **members}.items():
        if not member.sentences:
            continue
        place = Place(path, member, members, message, operation.operation)
        for mined in memory.mined(place):
            if stands(mined.constraint, mined.rule, members):
                yield mined.constraint


def stands(constraint: Constraint, rule: str, members: Mapping[str, Member]) -> bool:
    """Whether the member is there, and the sentence says more than some of the values that the signature lists."""
    member = members.get(constraint.path)
    if member is None:
        return not constraint.path
    if constraint.keyword in ("enum", "const") and member.type not in ("string", "integer", "long", "float", "double"):
        return constraint.keyword == "const" and member.type == "boolean"
    if constraint.keyword == "enum" and member.literals and rule in _PARTIAL:
        return not set(constraint.value) < set(member.literals)
    return constraint.keyword in KEYWORDS


def _with_optional(constraints: Iterable[Constraint], members: Mapping[str, Member]) -> Iterator[Constraint]:
    """Beside a promise that a member is required, the signature's own that it isn't: the page contradicts itself."""
    for constraint in constraints:
        yield constraint
        if constraint.keyword == "required" and not constraint.when and constraint.message == "request":
            member = members[constraint.path]
            if member.required is False and constraint.value:
                origin = Origin("signature", "signature.optional", constraint.path)
                yield Constraint(constraint.path, "required", value=False, origins=(origin,))


def _sensible(constraints: list[Constraint]) -> Iterator[Constraint]:
    """Without what says nothing new: a member that is always required is so under a condition as well."""
    required = {c.path for c in constraints if c.keyword == "required" and not c.when and c.value}
    for constraint in constraints:
        if not (constraint.keyword == "required" and constraint.when and constraint.path in required):
            yield constraint


def _ordered(
    constraints: Iterable[Constraint], request: Mapping[str, Member], response: Mapping[str, Member]
) -> list[Constraint]:
    """The request's before the response's, members as the page has them, keywords in one order."""
    places = {
        message: {path: number for number, path in enumerate(("", *members))}
        for message, members in (("request", request), ("response", response))
    }

    def rank(constraint: Constraint) -> tuple[int, int, int]:
        place = places[constraint.message].get(constraint.path, 0)
        return (constraint.message == "response", place, _ORDER.get(constraint.keyword, len(_ORDER)))

    return sorted(constraints, key=rank)
