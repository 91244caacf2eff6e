"""How much each engine may do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """`examples` are the random cases of each engine per operation, beside those that it enumerates by itself."""

    examples: int
    seed: int = 0
