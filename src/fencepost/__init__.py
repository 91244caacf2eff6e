"""Fencepost finds where an implementation of an AWS API departs from what the documentation promises."""

from typing import TYPE_CHECKING

from fencepost.contracts.storage import load
from fencepost.errors import FencepostError, TargetError, UnreadableInputError, UsageError
from fencepost.lazily import exporting
from fencepost.version import __version__

if TYPE_CHECKING:
    from fencepost.api import Outcome, Trial, boundaries, valid, violations

#: The engine is loaded when it is wanted.
__getattr__ = exporting(dict.fromkeys(("Outcome", "Trial", "boundaries", "valid", "violations"), "fencepost.api"))

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
