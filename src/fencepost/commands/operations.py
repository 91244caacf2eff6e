"""From the names that people write to operations and constraints that there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from fencepost.contracts import Contract, known_contracts
from fencepost.documentation.models import operation_names, services
from fencepost.errors import UsageError
from fencepost.nearest import nearest


def every_operation(models: Path | None = None) -> list[str]:
    """Every operation that has a model, service by service."""
    return [f"{service}.{name}" for service in services(models) for name in operation_names(service, models=models)]


def named_operations(wanted: Sequence[str], folders: Sequence[Path] = (), models: Path | None = None) -> list[str]:
    """The operations that were asked for, services spread out; every known contract where none was.

    A service stands for the contracts of its own that are at hand, or else for every operation in its model. Raises
    UnreadableInputError for a service that nobody knows; operations may be unknown.
    """
    known = known_contracts(folders)
    if not wanted:
        return known
    names: list[str] = []
    for name in wanted:
        of_service = [operation for operation in known if operation.partition(".")[0] == name]
        if not of_service and "." not in name:
            of_service = [f"{name}.{operation}" for operation in operation_names(name, models=models)]
        names.extend(of_service or [name])
    return list(dict.fromkeys(names))


def check_constraints(wanted: Iterable[str], contracts: Mapping[str, Contract]) -> None:
    """Raises UsageError, with the nearest one, for a constraint that none of these contracts has.

    A constraint may stand behind its operation (`cloudfront.UpdateFunction/Name#required`).
    """
    wanted = set(wanted)
    if not wanted:
        return
    known = {identity for contract in contracts.values() for identity in contract.by_id}
    for identity in sorted(wanted - known):
        operation, _, own = identity.partition("/")
        if operation not in contracts or not (own.startswith("#") or own in contracts[operation].by_id):
            remedy = f"{nearest(identity, known)}List them with: fencepost show OPERATION"
            raise UsageError(f"no constraint {identity!r}\n  {remedy}")
