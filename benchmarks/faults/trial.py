"""What a run with the default budget finds of a faulty variant."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.faults.fault import Fault
from fencepost import load
from fencepost.campaign import Campaign, Options
from fencepost.campaign.events import CaseJudged
from fencepost.contracts import Contract
from fencepost.oracle import Verdict
from fencepost.reference import Reference

#: Kinds of faults that no promise of a contract is about: whatever case shows them may be named.
UNATTRIBUTED = frozenset({"crash", "slow", "garbage", "refused-but-applied", "refusal", "unknown-member"})


class Counted:
    """A variant that counts the requests it was sent."""

    def __init__(self, variant: Reference) -> None:
        self._variant = variant
        self.requests = 0

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """Answers as the variant does."""
        self.requests += 1
        return self._variant(environ, start_response)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found: `blamed` are the divergences, each verdict with the sets of constraints named.

    `requests` is how many requests the target had seen, those that make and read resources included, when the first
    divergence was told; `cases` how many cases had been judged. Both are None where nothing was found. `seconds` is
    processor time.
    """

    blamed: dict[str, frozenset[frozenset[str]]] = field(default_factory=dict)
    requests: int | None = None
    cases: int | None = None
    seconds: float = 0.0

    @property
    def found(self) -> bool:
        """Whether there was any divergence."""
        return bool(self.blamed)

    def strays(self, fault: Fault) -> list[tuple[str, tuple[str, ...]]]:
        """The divergences that name none of the constraints that may be blamed for a fault."""
        if fault.kind in UNATTRIBUTED:
            return []
        return sorted(
            (verdict, tuple(sorted(constraints)))
            for verdict, sets in self.blamed.items()
            for constraints in sets
            if not constraints & fault.constraint
        )

    def attributed(self, fault: Fault) -> bool:
        """Whether it was found, and nothing but what is at fault was blamed."""
        return self.found and not self.strays(fault)


@dataclass(frozen=True, slots=True)
class Trials:
    """Runs on variants. `examples` is the number of random cases, `timeout` the seconds that an answer may take."""

    examples: int = 100
    seed: int = 0
    timeout: float = 10.0
    _contracts: dict[str, Contract] = field(default_factory=dict)

    def outcome(self, fault: Fault) -> Outcome:
        """What a run on a new variant finds."""
        if fault.operation not in self._contracts:
            self._contracts[fault.operation] = load(fault.operation)
        return self.of(Counted(fault.make()), [self._contracts[fault.operation]])

    def of(self, application: Counted, contracts: Sequence[Contract]) -> Outcome:
        """What a run over these operations finds of an application."""
        options: Any = {"targets": (application,), "seed": self.seed, "examples": self.examples}
        blamed: dict[str, set[frozenset[str]]] = defaultdict(set)
        requests = cases = None
        judged, began = 0, time.process_time()
        for event in Campaign(contracts, Options(timeout=self.timeout, **options)).events():
            if not isinstance(event, CaseJudged):
                continue
            judged += 1
            if Verdict(event.verdict).divergence:
                if requests is None:
                    requests, cases = application.requests, judged
                blamed[event.verdict].add(frozenset(event.constraints))
        spent = round(time.process_time() - began, 3)
        return Outcome({name: frozenset(sets) for name, sets in blamed.items()}, requests, cases, spent)
