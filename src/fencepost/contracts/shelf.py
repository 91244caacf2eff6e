"""The contracts of a run, each loaded when it is wanted: thousands of them would fill the memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import botocore

from fencepost.contracts.contract import Contract
from fencepost.contracts.storage import find, load


class Contracts(Mapping[str, Contract]):
    """The contracts of these operations, in this order, loaded anew at each look.

    `folders` are the user's own, which come first; `models` is a folder of models in botocore's layout. A look raises
    UnreadableInputError where there is no such contract, or where its file isn't one.
    """

    def __init__(self, names: Sequence[str], folders: Sequence[Path] = (), models: Path | None = None) -> None:
        self._names = dict.fromkeys(names)
        self._folders, self._models = folders, models

    def __getitem__(self, name: str) -> Contract:
        if name not in self._names:
            raise KeyError(name)
        return load(name, self._folders, models=self._models)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @property
    def basis(self) -> str:
        """A short text that changes with what the contracts rest on: their files, models of the user's, botocore."""
        state = hashlib.sha256(botocore.__version__.encode())
        own = filter(None, (find(name, self._folders) for name in self._names))
        models = sorted(self._models.rglob("*.json")) if self._models else ()
        for file in (*own, *models):
            state.update(hashlib.sha256(file.read_bytes()).digest())
        return state.hexdigest()[:16]
