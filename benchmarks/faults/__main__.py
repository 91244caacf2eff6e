"""How many faults are found, by operator: `python -m benchmarks.faults --help`.

    python -m benchmarks.faults [--each N] [--operator NAME]... [--operation NAME]... [--held-out] [--json FILE]

Every fault is a variant of the reference with one thing wrong, and is run with the default budget. An equivalent one is
run as well: it must give no finding. `held-out` operators are reported apart, and are no part of the sums.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.faults.fault import Fault
from benchmarks.faults.held_out import HELD_OUT, held_out_faults
from benchmarks.faults.operators import all_faults
from benchmarks.faults.trial import Outcome, Trials


@dataclass(frozen=True, slots=True)
class Row:
    """One fault and what became of it."""

    fault: Fault
    outcome: Outcome

    def document(self) -> dict[str, Any]:
        """The row as JSON."""
        fault, outcome = self.fault, self.outcome
        return {
            "name": fault.name,
            "operation": fault.operation,
            "operator": label(fault),
            "held_out": fault.operator in HELD_OUT,
            "equivalent": fault.equivalent,
            "found": outcome.found,
            "attributed": outcome.attributed(fault),
            "strays": outcome.strays(fault),
            "requests": outcome.requests,
            "cases": outcome.cases,
            "seconds": outcome.seconds,
        }


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs and prints. Returns 0, or 1 where a fault was missed or an equivalent one was found."""
    options = _parser().parse_args(arguments)
    faults = chosen(options)
    trials = Trials(examples=options.examples, seed=options.seed, timeout=options.timeout)
    rows = list(_tried(faults, trials, quiet=options.quiet))
    print("\n".join(table(rows)))
    if options.json:
        document = {"seed": options.seed, "examples": options.examples, "faults": [row.document() for row in rows]}
        options.json.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    counted = [row for row in rows if row.fault.operator not in HELD_OUT]
    return int(any(_wrong(row) for row in counted))


def chosen(options: argparse.Namespace) -> list[Fault]:
    """The faults to run: all that are wanted, or at most so many of each operator, drawn at random."""
    faults = [*([] if options.held_out else all_faults(seconds=options.slow)), *held_out_faults()]
    wanted = [
        fault
        for fault in faults
        if (not options.operator or fault.operator in options.operator)
        and (not options.operation or fault.operation in options.operation)
    ]
    if options.each is None:
        return wanted
    chooser = random.Random(options.seed)  # noqa: S311 - a sample
    groups: dict[str, list[Fault]] = {}
    for fault in wanted:
        groups.setdefault(label(fault), []).append(fault)
    return [one for group in groups.values() for one in chooser.sample(group, min(options.each, len(group)))]


def label(fault: Fault) -> str:
    """How an operator is called in the table: those of behaviours by their kind, too."""
    return fault.operator if fault.rule_path and fault.kind not in ("answer", "lost-update") else _of_behaviour(fault)


def _of_behaviour(fault: Fault) -> str:
    return f"{fault.kind}: {fault.operator}"


def _tried(faults: Sequence[Fault], trials: Trials, *, quiet: bool) -> Iterator[Row]:
    for number, fault in enumerate(faults, 1):
        row = Row(fault, trials.outcome(fault))
        if not quiet and _wrong(row):
            print(f"[{number}/{len(faults)}] {_said(row)}", flush=True)
        yield row


def _wrong(row: Row) -> bool:
    """Whether it isn't as it must be: found and attributed, or not found where nothing can tell it from none."""
    return row.outcome.found if row.fault.equivalent else not row.outcome.attributed(row.fault)


def _said(row: Row) -> str:
    if row.fault.equivalent:
        return f"{row.fault.name}: a finding, though {row.fault.equivalent}"
    strays = row.outcome.strays(row.fault)
    return f"{row.fault.name}: {f'blames {strays[0]}' if strays else 'not found'}"


HEADINGS = ("operator", "generated", "equivalent", "found", "attributed", "requests: median", "max")


def table(rows: Sequence[Row]) -> Iterator[str]:
    """A line for each operator, their sum, those kept apart, and the reasons for what is equivalent."""
    own = [row for row in rows if row.fault.operator not in HELD_OUT]
    apart = [row for row in rows if row.fault.operator in HELD_OUT]
    yield "| " + " | ".join(HEADINGS) + " |"
    yield "| --- |" + " ---: |" * (len(HEADINGS) - 1)
    yield from (_line(name, group) for name, group in _grouped(own))
    if own:
        yield _line("**all**", own)
    yield from (_line(f"*{name}* (held out)", group) for name, group in _grouped(apart))
    reasons = sorted({row.fault.equivalent for row in rows if row.fault.equivalent})
    for reason in reasons:
        names = [row.fault.name for row in rows if row.fault.equivalent == reason]
        yield f"equivalent, {len(names)}: {reason} ({names[0]}{', …' if len(names) > 1 else ''})"


def _grouped(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(label(row.fault), []).append(row)
    return sorted(groups.items())


def _line(name: str, rows: Sequence[Row]) -> str:
    tried = [row for row in rows if not row.fault.equivalent]
    requests = [row.outcome.requests for row in tried if row.outcome.requests is not None]
    cells = (
        name,
        len(rows),
        len(rows) - len(tried),
        sum(row.outcome.found for row in tried),
        sum(row.outcome.attributed(row.fault) for row in tried),
        f"{median(requests):.0f}" if requests else "-",
        max(requests, default="-"),
    )
    return "| " + " | ".join(map(str, cells)) + " |"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, help="at most so many faults of each operator, drawn at random")
    parser.add_argument("--operator", action="append", default=[], help="only this operator; may be repeated")
    parser.add_argument("--operation", action="append", default=[], help="only this operation; may be repeated")
    parser.add_argument("--held-out", action="store_true", help="only the operators that are kept apart")
    parser.add_argument("--examples", type=int, default=100, help="random cases per run (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the runs and of the draw (default: %(default)s)")
    parser.add_argument("--slow", type=float, default=2.5, help="seconds of a slow variant (default: %(default)s)")
    parser.add_argument("--timeout", type=float, default=1.0, help="seconds for one answer (default: %(default)s)")
    parser.add_argument("--quiet", action="store_true", help="print the table alone")
    parser.add_argument("--json", type=Path, help="write every fault with its outcome to this file as well")
    return parser


if __name__ == "__main__":
    sys.exit(main())
