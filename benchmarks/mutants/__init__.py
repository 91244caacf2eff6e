"""What a run finds of mutants that cosmic-ray makes of the reference's source: `python -m benchmarks.mutants`."""

from __future__ import annotations

from benchmarks.mutants.mutations import Mutant, Mutations, Position, sources
from benchmarks.mutants.tree import Tree
from benchmarks.mutants.trial import Fate, fate_of

__all__ = ["Fate", "Mutant", "Mutations", "Position", "Tree", "fate_of", "sources"]
