"""Units of work in batches that need nothing of one another: what one finds out is the same whatever the others do.

A batch is a few dozen operations of one service on one target, done one after another by one worker. Producers of
resources are searched for once in a batch, and remembered under its key, which depends on its operations alone: not on
the number of workers, nor on what an interrupted run had done already.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

#: A unit of work: target, operation, phase.
Unit = tuple[str, str, str]
#: The most operations of one batch: the largest service has to keep several workers busy.
LARGEST = 64


@dataclass(frozen=True, slots=True)
class Batch:
    """The `blocks` of a batch that are still to do, each the units of one operation, and the batch's `key`."""

    target: str
    key: str
    blocks: tuple[tuple[Unit, ...], ...]


def batches(units: Iterable[Unit], done: Collection[Unit]) -> list[Batch]:
    """The batches of a run, the largest first, with the units that are not done; one without any is left out."""
    blocks: dict[tuple[str, str], list[Unit]] = {}
    for unit in units:
        blocks.setdefault(unit[:2], []).append(unit)
    services: dict[tuple[str, str], list[str]] = {}
    for target, operation in blocks:
        services.setdefault((target, operation.partition(".")[0]), []).append(operation)
    found = []
    for (target, service), operations in services.items():
        for part in _parts(operations):
            left = (tuple(unit for unit in blocks[target, name] if unit not in done) for name in part)
            found.append(Batch(target, _key(service, part), tuple(filter(None, left))))
    return sorted((batch for batch in found if batch.blocks), key=lambda batch: -len(batch.blocks))


def _parts(operations: list[str]) -> list[list[str]]:
    """The operations in parts of about the same size."""
    count = -(-len(operations) // LARGEST)
    return [operations[len(operations) * n // count : len(operations) * (n + 1) // count] for n in range(count)]


def _key(service: str, operations: Iterable[str]) -> str:
    return f"{service}-{hashlib.sha256(' '.join(operations).encode()).hexdigest()[:12]}"
