"""The phase of random cases: valid requests drawn by Hypothesis, and near misses on them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from fencepost.campaign.events import CaseJudged, CasesTallied, Event
from fencepost.campaign.exchanges import Exchanges
from fencepost.campaign.live import SetupError
from fencepost.campaign.session import DroppedError
from fencepost.campaign.shrinking import shrunk
from fencepost.generation import Case
from fencepost.oracle import Judgement, Verdict

#: How many cases of one random valid request are tried before the next is drawn.
CASES_PER_REQUEST = 150
#: How many random valid requests are drawn at once, and how far the seeds of two runs' draws lie apart.
BATCH, SEEDS = 8, 1_000_003
#: How many near misses of one constraint are tried on one random request.
CASES_PER_CONSTRAINT = 16


class RandomCases:
    """Random valid requests of one operation, and near misses on them."""

    def __init__(self, exchanges: Exchanges, seed: int) -> None:
        self.exchanges = exchanges
        self.session = exchanges.session
        self.seed = seed
        self._shrunk: set[tuple[Verdict, tuple[str, ...]]] = set()

    def run(self, examples: int) -> Iterator[Event]:
        """At least `examples` random cases: valid requests, and a random choice of the near misses on each."""
        chooser = random.Random(self.seed)  # noqa: S311 - a choice of cases, nothing secret
        wanted = self.exchanges.cases + examples
        for request in self._requests(examples):
            left = wanted - self.exchanges.cases
            if left <= 0:
                return
            yield from self._on(request, chooser, min(left, CASES_PER_REQUEST))

    def _requests(self, examples: int) -> Iterator[dict[str, Any]]:
        """Random valid requests, drawn by the batch, and enough of them for that many cases."""
        for batch in range(examples):
            self.session.clear()
            yield from self.session.cases.requests.stock(BATCH, self.seed * SEEDS + batch)

    def _on(self, request: dict[str, Any], chooser: random.Random, most: int) -> Iterator[Event]:
        self.session.renew()
        case = Case(self.session.contract.name, "valid", "either", "a random valid request", request, request)
        yield from self._tallied(self.exchanges.valid_case("valid", case))
        for control, group in self._near(request, chooser, most - 1):
            yield from self._tallied(self._random_group(control, group))
        yield from self._smaller()

    def _near(
        self, request: dict[str, Any], chooser: random.Random, most: int
    ) -> Iterator[tuple[Case, Sequence[Case]]]:
        """Near misses on a random request: a random choice of them, grouped by their control."""
        constraints = [c for c in self.session.cases.constraints if not c.contested]
        chooser.shuffle(constraints)
        left = most
        for constraint in constraints:
            exercise = self.session.cases.exercise(constraint, request)
            if exercise.control is None:
                continue
            found = [*exercise.boundaries, *exercise.violations]
            chosen = chooser.sample(found, min(left, len(found), CASES_PER_CONSTRAINT))
            left -= len(chosen)
            if chosen:
                yield exercise.control, chosen
            if left <= 0:
                return

    def _random_group(self, control: Case, group: Sequence[Case]) -> Iterator[Event | DroppedError]:
        for case in group:
            if case.kind == "boundary":
                yield from self.exchanges.valid_case("valid", case)
        yield from self.exchanges.group("valid", control, [case for case in group if case.kind == "violation"])

    def _tallied(self, events: Iterable[Event | DroppedError]) -> Iterator[Event]:
        """Random cases that show nothing to act on are counted, not listed."""
        counts: dict[tuple[str, str | None, str], int] = {}
        for event in events:
            if isinstance(event, CaseJudged) and not Verdict(event.verdict).divergence:
                key = (event.constraints[0] if event.constraints else "", event.side, event.verdict)
                counts[key] = counts.get(key, 0) + 1
            elif not isinstance(event, DroppedError):
                yield event
        for (constraint, side, verdict), count in counts.items():
            yield CasesTallied(
                self.exchanges.recorder.target, self.session.contract.name, "valid", constraint, side, verdict, count
            )  # fmt: skip

    def _smaller(self) -> Iterator[Event]:
        """For each kind of divergence that random cases showed, the smallest case that shows it too."""
        found, self.exchanges.diverged = self.exchanges.diverged, []
        for case, judgement in found:
            kind = (judgement.verdict, judgement.constraints)
            if kind in self._shrunk:
                continue
            self._shrunk.add(kind)
            smallest = shrunk(case, self.session.cases, partial(self._same, judgement))
            if smallest is not case:
                yield from self.exchanges.alone("valid", smallest)

    def _same(self, wanted: Judgement, case: Case) -> bool:
        """Whether a smaller case, on a resource of its own, shows the same."""
        try:
            self.session.renew()
            before = self.session.read()
            judgement = self.exchanges.verdict(self.session.send(case), before)
        except (DroppedError, SetupError):
            return False
        return (judgement.verdict, judgement.constraints) == (wanted.verdict, wanted.constraints)
