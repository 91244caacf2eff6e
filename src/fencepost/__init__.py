"""Fencepost finds where an implementation of an AWS API departs from what the documentation promises."""

from fencepost.api import Outcome, Trial, boundaries, load, valid, violations
from fencepost.errors import FencepostError, TargetError, UnreadableInputError, UsageError
from fencepost.version import __version__

__all__ = [
    "FencepostError",
    "Outcome",
    "TargetError",
    "Trial",
    "UnreadableInputError",
    "UsageError",
    "__version__",
    "boundaries",
    "load",
    "valid",
    "violations",
]
