"""What becomes of the mutants of the reference's source: `python -m benchmarks.mutants --help`.

    python -m benchmarks.mutants [--sample N] [--module NAME]... [--seed N] [--json FILE]

Without --sample every mutant is tried, which takes hours. Needs cosmic-ray: pip install 'fencepost[mutants]'.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from benchmarks.mutants.mutations import Mutant, Mutations, Position, sources
from benchmarks.mutants.trial import FATES, Fate, fate_of
from fencepost.campaign import Options
from fencepost.contracts import known_contracts
from fencepost.errors import FencepostError


def main(arguments: Sequence[str] | None = None) -> int:
    """Tries mutants and prints what became of them, survivors with their change. Returns 0, or 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    texts = sources()
    try:
        mutations = Mutations(texts)
    except FencepostError as error:
        print(error, file=sys.stderr)
        return 2
    every = list(mutations.positions(frozenset(options.module)))
    run = Options(seed=options.seed, examples=options.examples, timeout=options.timeout)
    positions = _shuffled(every, options.sample, options.seed)
    fates, idle = tried(mutations, positions, options.sample, partial(_fate, texts, run, options))
    print("\n".join(report(fates, len(every), idle)))
    if options.json:
        options.json.write_text(json.dumps([asdict(fate) for fate in fates], indent=1) + "\n", encoding="utf-8")
    return 0


def _fate(texts: Mapping[str, str], run: Options, options: argparse.Namespace, mutant: Mutant) -> Fate:
    return fate_of(mutant, texts, options.operation or known_contracts(), run, options.seconds)


def tried(
    mutations: Mutations, positions: Sequence[Position], most: int | None, judge: Callable[[Mutant], Fate]
) -> tuple[list[Fate], int]:
    """What became of at most so many mutants, and how many positions change nothing; Ctrl-C keeps what there is."""
    fates: list[Fate] = []
    idle = 0
    try:
        for position in positions:
            mutant = mutations.mutant(position)
            if mutant is None:
                idle += 1
                continue
            fates.append(judge(mutant))
            print(f"[{len(fates)}] {mutant.name}: {_said(fates[-1])}", file=sys.stderr, flush=True)
            if len(fates) == most:
                break
    except KeyboardInterrupt:
        print("broken off; what follows is of what was tried", file=sys.stderr)
    return fates, idle


def _shuffled(every: Sequence[Position], size: int | None, seed: int) -> list[Position]:
    """All in their order; for a sample, in an order drawn at random."""
    return list(every) if size is None else random.Random(seed).sample(every, len(every))  # noqa: S311 - a sample


def _said(fate: Fate) -> str:
    return " ".join(filter(None, (fate.fate, fate.operation, fate.verdict, fate.constraint)))


def report(fates: Sequence[Fate], positions: int, idle: int) -> Iterator[str]:
    """A line for each module, the sum, and the change of every mutant that was not killed."""
    yield f"{positions} positions, {len(fates) + idle} drawn, of which {idle} change nothing that is run"
    yield "| module | tried | " + " | ".join(FATES) + " | killed, of those that load |"
    yield "| --- |" + " ---: |" * (len(FATES) + 2)
    for module in sorted({fate.mutant.module for fate in fates}):
        yield _line(module, [fate for fate in fates if fate.mutant.module == module])
    yield _line("**all**", fates)
    for fate in fates:
        if fate.fate not in ("killed", "broken"):
            yield f"\n{_said(fate)}: {fate.mutant.name}\n{fate.mutant.diff}"


def _line(name: str, fates: Sequence[Fate]) -> str:
    counts = Counter(fate.fate for fate in fates)
    loaded = len(fates) - counts["broken"]
    share = f"{counts['killed'] / loaded:.0%}" if loaded else "-"
    return "| " + " | ".join(map(str, (name, len(fates), *(counts[fate] for fate in FATES), share))) + " |"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, help="only so many mutants, drawn at random")
    parser.add_argument("--module", action="append", default=[], help="only of this module; may be repeated")
    parser.add_argument("--operation", action="append", help="run only this operation; may be repeated")
    parser.add_argument("--examples", type=int, default=100, help="random cases per run (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the runs and of the draw (default: %(default)s)")
    parser.add_argument("--timeout", type=float, default=2.0, help="seconds for one answer (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=300.0, help="seconds for one mutant (default: %(default)s)")
    parser.add_argument("--json", type=Path, help="write what became of each to this file as well")
    return parser


if __name__ == "__main__":
    sys.exit(main())
