"""Random traffic on the reference must show no divergence: `python -m benchmarks.false_findings --help`.

    python -m benchmarks.false_findings [--cases N] [--seeds N] [--json FILE]

For each seed: the whole default run (every near miss of the catalogue, state, malformed requests), and random valid
requests with near misses on them. The cases are shared out evenly over the operations and the seeds.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from fencepost import load
from fencepost.campaign import Campaign, Options
from fencepost.campaign.events import CaseJudged, CasesTallied, OperationProbed, UnitFinished
from fencepost.contracts import known_contracts
from fencepost.oracle import Verdict


@dataclass(frozen=True, slots=True)
class Tally:
    """What one seed showed of one operation: cases by verdict, and the divergences as (constraints, label).

    `cases` are those that were judged, `seconds` processor time (of this process alone).
    """

    operation: str
    seed: int
    cases: int
    seconds: float
    verdicts: dict[str, int] = field(default_factory=dict)
    divergences: tuple[tuple[str, str], ...] = ()


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs and prints a table by operation. Returns 0, or 1 for a divergence."""
    options = _parser().parse_args(arguments)
    operations = options.operation or known_contracts()
    each = max(1, options.cases // (options.seeds * len(operations)))
    tallies = []
    for seed in range(options.first_seed, options.first_seed + options.seeds):
        for operation in operations:
            tallies.append(tallied(operation, seed, each))
            for constraints, label in tallies[-1].divergences:
                print(f"DIVERGENCE {operation} seed {seed}: {constraints}: {label}", flush=True)
    print("\n".join(table(tallies)))
    if options.json:
        options.json.write_text(json.dumps([asdict(one) for one in tallies], indent=1) + "\n", encoding="utf-8")
    return int(any(one.divergences for one in tallies))


def tallied(operation: str, seed: int, cases: int) -> Tally:
    """At least so many cases of one operation, drawn with one seed.

    Raises RuntimeError where the operation could not be exercised: no case then shows anything.
    """
    began = time.process_time()
    verdicts: Counter[str] = Counter()
    divergences: list[tuple[str, str]] = []
    judged = 0
    options = Options(targets=("reference",), seed=seed, examples=cases)
    for event in Campaign([load(operation)], options).events():
        match event:
            case CaseJudged():
                verdicts[event.verdict] += 1
                if Verdict(event.verdict).divergence:
                    divergences.append((", ".join(event.constraints), event.label))
            case CasesTallied():
                verdicts[event.verdict] += event.count
            case UnitFinished():
                judged += event.cases
            case OperationProbed() if event.status != "exercised":
                raise RuntimeError(f"{operation} could not be exercised: {event.detail}")
            case _:
                pass
    spent = round(time.process_time() - began, 2)
    return Tally(operation, seed, judged, spent, dict(verdicts), tuple(divergences))


def table(tallies: Sequence[Tally]) -> Iterator[str]:
    """A line for each operation, and their sum."""
    yield "| operation | cases | seeds | divergences | inconclusive | contested | µs per case |"
    yield "| --- |" + " ---: |" * 6
    for operation in dict.fromkeys(one.operation for one in tallies):
        yield _line(operation, [one for one in tallies if one.operation == operation])
    yield _line("**all**", tallies)


def _line(name: str, tallies: Sequence[Tally]) -> str:
    cases = sum(one.cases for one in tallies)
    verdicts = sum((Counter(one.verdicts) for one in tallies), Counter[str]())
    cells = (
        name,
        f"{cases:,}",
        len({one.seed for one in tallies}),
        sum(len(one.divergences) for one in tallies),
        verdicts[Verdict.INCONCLUSIVE],
        verdicts[Verdict.CONTESTED],
        f"{1e6 * sum(one.seconds for one in tallies) / max(cases, 1):.0f}",
    )
    return "| " + " | ".join(map(str, cells)) + " |"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=20_000, help="cases in all, at least (default: %(default)s)")
    parser.add_argument("--seeds", type=int, default=4, help="how many seeds (default: %(default)s)")
    parser.add_argument("--first-seed", type=int, default=0, help="the first of them (default: %(default)s)")
    parser.add_argument("--operation", action="append", help="only this operation; may be repeated")
    parser.add_argument("--json", type=Path, help="write the tallies to this file as well")
    return parser


if __name__ == "__main__":
    sys.exit(main())
