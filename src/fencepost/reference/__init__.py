"""An independent implementation of the five documented operations, and of the few others that reach their state.

It is written from the documentation pages alone, imports nothing else of Fencepost, and knows no contract: whether the
suite is consistent, and whether it finds faults, shows here. What it refuses is data, `RULES`; what else it does are
the switches of `Behaviour`. Each module says how the states of its service are reached.
"""

from __future__ import annotations

from fencepost.reference.application import Reference
from fencepost.reference.behaviour import Behaviour
from fencepost.reference.rule import (
    Absent,
    AtLeast,
    AtMost,
    BeginsWith,
    CountOf,
    Fixed,
    Matches,
    MaxBytes,
    NotAbove,
    OneOf,
    Required,
    Rule,
    Typed,
    When,
)
from fencepost.reference.rules import RULES
from fencepost.reference.server import Server, serve
from fencepost.reference.state_rule import (
    Current,
    Exists,
    HigherThanCurrent,
    IsReady,
    NotCompleted,
    Numeral,
    SameAsCurrent,
    StatusKnown,
    SupportedType,
)

__all__ = [
    "RULES",
    "Absent",
    "AtLeast",
    "AtMost",
    "BeginsWith",
    "Behaviour",
    "CountOf",
    "Current",
    "Exists",
    "Fixed",
    "HigherThanCurrent",
    "IsReady",
    "Matches",
    "MaxBytes",
    "NotAbove",
    "NotCompleted",
    "Numeral",
    "OneOf",
    "Reference",
    "Required",
    "Rule",
    "SameAsCurrent",
    "Server",
    "StatusKnown",
    "SupportedType",
    "Typed",
    "When",
    "serve",
]
