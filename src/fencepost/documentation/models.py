"""botocore's service models as documentation: the same operation as on boto3's page, with traits and errors' statuses.

Shapes are shared by many operations, so a service is read once, what stands on a shape is read once, and members that
look the same below are the same object.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from fencepost.documentation.markup import html_blocks
from fencepost.documentation.model_files import ModelFile, model_file, services, unknown
from fencepost.documentation.model_members import ModelMembers, deprecation
from fencepost.documentation.page import DocumentedError, DocumentedOperation, Member, PageSource, Sentence
from fencepost.documentation.prose import sentences

__all__ = ["operation_names", "read_operation", "read_service", "sentences_by_place", "services"]


def read_operation(service: str, operation: str, *, models: Path | None = None) -> DocumentedOperation:
    """What botocore's model documents of one operation (`lambda`, `CreateFunction`).

    `models` is a folder in botocore's own layout that comes before botocore's. Raises UnreadableInputError for names
    that no model has, and for models that are broken.
    """
    reader = _reader(service, models)
    if operation not in reader.file.operations:
        raise unknown(f"operation of {service}", operation, list(reader.file.operations), "Write it in CamelCase.")
    return reader.operation(operation)


def read_service(service: str, *, models: Path | None = None) -> Iterator[DocumentedOperation]:
    """All operations of a service, in the order of their names. Raises UnreadableInputError as `read_operation`."""
    reader = _reader(service, models)
    return map(reader.operation, sorted(reader.file.operations))


def operation_names(service: str, *, models: Path | None = None) -> list[str]:
    """The operations of a service, in alphabetical order. Raises UnreadableInputError as `read_operation`."""
    return sorted(_reader(service, models).file.operations)


def sentences_by_place(operation: DocumentedOperation) -> dict[str, str]:
    """Each sentence by its place, as a contract's origins name it (`Config.Weight/1`).

    The places of a response end in `@response`; a sentence on the operation has no path (`/1`).
    """
    found = {f"/{sentence.number}": sentence.text for sentence in operation.sentences}
    for root, ending in ((operation.request, ""), (operation.response, "@response")):
        for path, member in root.walk() if root else ():
            found |= {f"{path}/{sentence.number}{ending}": sentence.text for sentence in member.sentences}
    return found


@lru_cache(maxsize=2)
def _reader(service: str, models: Path | None) -> _ServiceReader:
    return _ServiceReader(model_file(service, models))


class _ServiceReader:
    """The operations of one service."""

    def __init__(self, file: ModelFile) -> None:
        self.file = file
        self.members = ModelMembers(file)

    def operation(self, name: str) -> DocumentedOperation:
        """The operation of this name."""
        facts = self.file.operations[name]
        output = facts.get("output")
        return DocumentedOperation(
            self.file.service,
            name,
            PageSource("botocore", f"{self.file.service}.{name}", self.file.sha256),
            self._root(facts.get("input"), request=True),
            self._root(output, request=False) if output else None,
            self._sentences(facts),
            tuple(self._errors(facts.get("errors", ()))),
        )

    def _sentences(self, facts: Mapping[str, Any]) -> tuple[Sentence, ...]:
        """The sentences on an operation, with what boto3 adds where it is deprecated."""
        text = facts.get("documentation") or ""
        return (
            sentences([*html_blocks(text), *deprecation()]) if facts.get("deprecated") else self.members.sentences(text)
        )

    def _root(self, reference: dict[str, Any] | None, *, request: bool) -> Member:
        inside = self.members.below(reference["shape"], frozenset(), request=request) if reference else ()
        return Member("", "structure", False if request else None, members=inside)

    def _errors(self, references: Iterable[dict[str, Any]]) -> Iterator[DocumentedError]:
        """Each error once: some models name one twice."""
        first: dict[str, dict[str, Any]] = {}
        for reference in references:
            first.setdefault(reference["shape"], reference)
        yield from map(self._error, first.values())

    def _error(self, reference: dict[str, Any]) -> DocumentedError:
        shape = self.file.shapes[reference["shape"]]
        status = (shape.get("error") or {}).get("httpStatusCode")
        text = reference.get("documentation") or shape.get("documentation") or ""
        return DocumentedError(reference["shape"], self.members.sentences(text), status)
