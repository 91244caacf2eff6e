"""Fencepost finds where an implementation of an AWS API departs from what the documentation promises."""

from typing import TYPE_CHECKING

from fencepost.errors import FencepostError, TargetError, UnreadableInputError, UsageError
from fencepost.lazily import exporting

if TYPE_CHECKING:
    from fencepost.api import Outcome, Resource, Trial, boundaries, live, valid, violations
    from fencepost.contracts.storage import load
    from fencepost.version import __version__

#: The engine is loaded when it is wanted: pytest imports this package in every run, used or not.
__getattr__ = exporting(
    {
        **dict.fromkeys(("Outcome", "Resource", "Trial", "boundaries", "live", "valid", "violations"), "fencepost.api"),
        "load": "fencepost.contracts.storage",
        "__version__": "fencepost.version",
    }
)

__all__ = [
    "FencepostError",
    "Outcome",
    "Resource",
    "TargetError",
    "Trial",
    "UnreadableInputError",
    "UsageError",
    "__version__",
    "boundaries",
    "live",
    "load",
    "valid",
    "violations",
]
