"""Operations as commands are told of them: one by one, or a whole service."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fencepost.contracts import known_contracts
from fencepost.documentation.models import operation_names, services


def named_operations(wanted: Sequence[str], folders: tuple[Path, ...], models: Path | None) -> list[str]:
    """The operations that were asked for, services spread out; every known contract where none was.

    A service stands for the contracts of its own that are at hand, or else for every operation in its model.
    """
    known = known_contracts(folders)
    if not wanted:
        return known
    names: list[str] = []
    for name in wanted:
        of_service = [operation for operation in known if operation.partition(".")[0] == name]
        if not of_service and name in services(models):
            of_service = [f"{name}.{operation}" for operation in operation_names(name, models=models)]
        names.extend(of_service or [name])
    return list(dict.fromkeys(names))
