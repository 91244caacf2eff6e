"""From what a page says of an operation to the contract that it promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from fencepost.contracts.collection import no_collection
from fencepost.contracts.constraint import KEYWORDS, Constraint, Message, Origin
from fencepost.contracts.contract import Contract
from fencepost.contracts.doubts import doubted
from fencepost.contracts.exclusive import exclusive
from fencepost.contracts.general import general_errors
from fencepost.contracts.mining.memory import Memory
from fencepost.contracts.mining.message import Members
from fencepost.contracts.mining.place import Place
from fencepost.contracts.promises import Promises
from fencepost.contracts.refusals import implied
from fencepost.contracts.schema import compile_schema
from fencepost.contracts.signature import discriminated
from fencepost.documentation.page import DocumentedOperation, Member, join
from fencepost.errors import UnreadableInputError

#: Rules that may name only some of the values that the signature lists: examples of their meaning, no contradiction.
_PARTIAL = frozenset(("enumeration.glossed", "enumeration.listed", "enumeration.either-or", "enumeration.one-of"))


@no_collection()
def derive(operation: DocumentedOperation, *, file: str | Path | None = None, memory: Memory | None = None) -> Contract:
    """The contract of an operation: what its signature, its sentences, its errors and its structure promise.

    `file` is what errors name. Operations of one service are derived faster with a `memory` in common. Raises
    UnreadableInputError where a page has two members at one path.
    """
    memory = memory or Memory()
    request = _members(operation.request, file)
    response = _members(operation.response, file) if operation.response else Members()
    promises = Promises(operation, {"request": request, "response": response})
    promises.add(_request(operation, request, memory))
    promises.add(_response(operation, response, memory))
    promises.add(list(implied(operation.errors, operation.operation, request, promises)))
    finished = exclusive(tuple(promises.finished(memory.signed, general_errors(operation.errors))))
    constraints = tuple(doubted(operation, request, finished))
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
    """What is promised of the request beside its signature."""
    root = replace(operation.request, sentences=operation.sentences)
    yield from _prose(operation, root, members, "request", memory)
    yield from discriminated(members)


def _response(operation: DocumentedOperation, members: Members, memory: Memory) -> Iterator[Constraint]:
    if operation.empty_response:
        origin = Origin("prose", "response.empty", "response")
        yield Constraint("", "const", {}, origins=(origin,), message="response")
    if operation.response:
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
