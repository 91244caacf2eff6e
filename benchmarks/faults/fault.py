"""One faulty variant of the reference, and what it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fencepost.reference import Reference, Rule


@dataclass(frozen=True, slots=True)
class Fault:
    """One faulty variant.

    `rule_path` and `kind` say which rule or behaviour is at fault, `operator` how. `make` gives a new variant with an
    empty state. `constraint` holds the ids of which any may be blamed; empty where any case may show the fault, since
    no single constraint is behind it. `equivalent` is the reason why the documentation can't tell it from none.
    """

    name: str
    operation: str
    rule_path: str
    kind: str
    operator: str
    make: Callable[[], Reference]
    constraint: frozenset[str]
    equivalent: str | None = None


def name_of(operation: str, rule: Rule, operator: str) -> str:
    """The name of the fault that an operator makes of a rule."""
    condition = f"@{rule.when.path}={'|'.join(map(str, rule.when.values))}" if rule.when else ""
    return f"{operation}/{rule.path}/{rule.kind}{condition}/{operator}"
