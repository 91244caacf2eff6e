"""From a contract to cases: valid requests, boundaries, violations, and the public Hypothesis strategies."""

from fencepost.generation.case import Case, Edit, Remove, Unknown
from fencepost.generation.cases import Cases, Exercise
from fencepost.generation.requests import UNCHECKED, Requests, UnsatisfiableError
from fencepost.generation.strategies import boundaries, valid, violations

__all__ = [
    "UNCHECKED",
    "Case",
    "Cases",
    "Edit",
    "Exercise",
    "Remove",
    "Requests",
    "Unknown",
    "UnsatisfiableError",
    "boundaries",
    "valid",
    "violations",
]
