"""A part of a run: whole batches, so that it needs nothing of the others and finds what the whole run would find."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

from fencepost.campaign.batches import Batch
from fencepost.errors import UsageError


@dataclass(frozen=True, slots=True)
class Shard:
    """Part `number` (from 1) of a run in `of` parts."""

    number: int
    of: int

    @classmethod
    def read(cls, text: str) -> Shard:
        """The shard that is written `2/5`. Raises UsageError for anything else."""
        number, _, of = text.partition("/")
        if number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of):
            return cls(int(number), int(of))
        raise UsageError(
            f"--shard is {text!r}\n  Write I/N, the part and how many there are: --shard 1/4 to --shard 4/4."
        )

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def of_batches(self, batches: Sequence[Batch]) -> list[Batch]:
        """This shard's share of all batches of a run.

        What is done of the same operations on several targets stays together, for a report shows them side by side.
        The largest come first, and each goes to the shard that has the least by then: all get about the same, and
        which batch is whose depends on the batches alone.
        """
        groups: dict[str, list[Batch]] = {}
        for batch in batches:
            groups.setdefault(batch.key, []).append(batch)
        loads = [(0, number) for number in range(1, self.of + 1)]
        own = []
        for group in sorted(groups.values(), key=_size, reverse=True):
            load, number = loads[0]
            heapq.heapreplace(loads, (load + _size(group), number))
            if number == self.number:
                own += group
        return own


def _size(group: Sequence[Batch]) -> int:
    return sum(len(batch.blocks) for batch in group)
