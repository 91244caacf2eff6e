"""Contracts that nobody has committed: derived from the installed botocore's model, and kept in the user's cache."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import botocore

from fencepost.contracts.collection import no_collection
from fencepost.contracts.contract import Contract
from fencepost.contracts.packing import packed, unpacked
from fencepost.version import __version__

_PACKAGE = Path(__file__).resolve().parents[1]
#: The rooms on whose code a derived contract depends.
_ROOMS = ("contracts", "documentation")


def derived(name: str, models: Path | None = None) -> Contract:
    """The contract of an operation (`lambda.CreateFunction`) as botocore's model documents it.

    It is kept for the next time, but for one of a user's own `models`, which may change at any moment. A cache that
    can't be read or written is none. Raises UnreadableInputError for an unknown operation or a broken model.
    """
    service, _, operation = name.partition(".")
    file = None if models else _cache_file(service, operation)
    contract = _kept(file) if file else None
    if contract is None:
        # What is cached needs neither reader nor miner.
        from fencepost.contracts.derivation import derive  # noqa: PLC0415
        from fencepost.documentation.models import read_operation  # noqa: PLC0415

        contract = derive(read_operation(service, operation, models=models))
        if file:
            _keep(file, contract)
    return contract


def derived_service(service: str, models: Path | None = None) -> Iterator[Contract]:
    """The contracts of all operations of a service, in the order of their names. Raises UnreadableInputError."""
    from fencepost.contracts.derivation import derive  # noqa: PLC0415 - as above
    from fencepost.contracts.mining.memory import Memory  # noqa: PLC0415
    from fencepost.documentation.models import read_service  # noqa: PLC0415

    memory = Memory()
    for operation in read_service(service, models=models):
        yield derive(operation, memory=memory)


def _cache_file(service: str, operation: str) -> Path | None:
    """Where a contract is kept; None for a name that could lead out of the cache."""
    if not (operation.isidentifier() and service.replace("-", "_").isidentifier()):
        return None
    root = os.environ.get("XDG_CACHE_HOME") or ""
    folder = Path(root) if os.path.isabs(root) else Path("~/.cache").expanduser()  # noqa: PTH117 - of a string
    made_by = f"botocore-{botocore.__version__}-fencepost-{__version__}-{_state_of_code()}"
    return folder / "fencepost" / made_by / service / f"{operation}.json"


@cache
def _state_of_code() -> str:
    """A short text that changes with the code that derives, for those who work on it."""
    files = sorted(file for room in _ROOMS for file in (_PACKAGE / room).rglob("*.py"))
    states = [(str(file.relative_to(_PACKAGE)), file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return hashlib.sha256(repr(states).encode()).hexdigest()[:12]


def _kept(file: Path) -> Contract | None:
    try:
        with no_collection():
            return unpacked(json.loads(file.read_bytes()))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _keep(file: Path, contract: Contract) -> None:
    """Writes the contract beside its place first, so that nobody ever reads half of it."""
    text = json.dumps(packed(contract), ensure_ascii=False, separators=(",", ":"))
    unfinished = file.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(file)
