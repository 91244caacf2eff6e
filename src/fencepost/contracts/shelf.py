"""The contracts of a run, each loaded when it is wanted: thousands of them would fill the memory."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import botocore

from fencepost.contracts.constraint import Erratum, erratum_json
from fencepost.contracts.contract import Contract
from fencepost.contracts.errata import Errata
from fencepost.contracts.storage import find, load
from fencepost.errors import UnreadableInputError


class Contracts(Mapping[str, Contract]):
    """The contracts of these operations, in this order, loaded anew at each look.

    `folders` are the user's own, which come first; `models` is a folder of models in botocore's layout; `errata` are
    applied to what is loaded. A look raises UnreadableInputError where there is no such contract, where its file isn't
    one, or where an erratum gives a promise a value that it can't have.
    """

    def __init__(
        self,
        names: Sequence[str],
        folders: Sequence[Path] = (),
        models: Path | None = None,
        errata: Errata | None = None,
    ) -> None:
        self._names = dict.fromkeys(names)
        self._folders, self._models = folders, models
        self.errata = errata or Errata()

    def __getitem__(self, name: str) -> Contract:
        if name not in self._names:
            raise KeyError(name)
        return load(name, self._folders, models=self._models, errata=self.errata)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def only(self, names: Sequence[str]) -> Contracts:
        """Those of these operations."""
        return Contracts(names, self._folders, self._models, self.errata)

    def sorted_errata(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The errata that change promises of these contracts, and those whose promise isn't there, as JSON.

        The latter have the `nearest` constraint or operation with them. What is said of an operation that is known, and
        isn't among these, is neither. Raises UnreadableInputError as a look does.
        """
        applied: list[dict[str, Any]] = []
        unmatched: list[dict[str, Any]] = []
        for operation in self.errata.operations:
            if operation in self._names:
                contract = self[operation]
                ids = {one.id for one in (*contract.constraints, *contract.withdrawn)}
                for one in self.errata.about(operation):
                    if one.constraint in ids:
                        applied.append(_named(one))
                    else:
                        unmatched.append(_named(one) | _near(one.constraint, ids))
            elif (near := self._unknown(operation)) is not None:
                unmatched += (_named(one) | near for one in self.errata.about(operation))
        return applied, unmatched

    def _unknown(self, operation: str) -> dict[str, str] | None:
        """What is nearest to an operation that nobody knows, perhaps nothing; None for one that is known."""
        from fencepost.documentation.models import operation_names  # noqa: PLC0415 - wanted for few errata alone

        service, _, name = operation.partition(".")
        if find(operation, self._folders):
            return None
        try:
            names = operation_names(service, models=self._models)
        except UnreadableInputError:
            return _near(operation, self._names)
        return None if name in names else _near(operation, [f"{service}.{one}" for one in names])

    @property
    def basis(self) -> str:
        """A short text that changes with what the contracts rest on: their files, models and errata, botocore."""
        state = hashlib.sha256(botocore.__version__.encode())
        state.update(self.errata.basis(self._names))
        own = filter(None, (find(name, self._folders) for name in self._names))
        models = sorted(self._models.rglob("*.json")) if self._models else ()
        for file in (*own, *models):
            state.update(hashlib.sha256(file.read_bytes()).digest())
        return state.hexdigest()[:16]


def _named(erratum: Erratum) -> dict[str, Any]:
    return {"operation": erratum.operation, "constraint": erratum.constraint, **erratum_json(erratum)}


def _near(name: str, known: Iterable[str]) -> dict[str, str]:
    near = difflib.get_close_matches(name, list(known), n=1)
    return {"nearest": near[0]} if near else {}
