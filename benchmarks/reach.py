"""How many of the operations that a target implements are reached by inference: `python benchmarks/reach.py --help`.

An operation is reached when a request was found that the target accepts, that keeps the contract, and that isn't
vacuous: if it names a resource, the same request with a made-up identifier is refused.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fencepost.campaign.inference import Memory, Recipe, Search, Unreached
from fencepost.campaign.inference.catalogue import catalogue_of
from fencepost.contracts import load
from fencepost.errors import FencepostError
from fencepost.protocols.models import loader_of
from fencepost.targets import open_target

#: Keywords that a request can break: `type` and `required` alone make no member a constrained one.
_UNCONSTRAINED = frozenset({"type", "required", "contentEncoding"})


@dataclass(frozen=True, slots=True)
class Reached:
    """What became of one operation: `reason` is `reached`, `vacuous` or why there is no control; times in seconds.

    `substantial` says that it has a constrained or resource-naming member; `apart` that a vacuous one shows less for a
    made-up identifier than for a live one, though it accepts both.
    """

    operation: str
    reason: str
    detail: str
    seconds: float
    calls: int
    substantial: bool
    apart: bool = False


def main(arguments: Sequence[str] | None = None) -> int:
    """Searches, and prints the shares and the reasons for the rest. Returns 0."""
    options = _parser().parse_args(arguments)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    names = list(_operations(options.service or loader_of().list_available_services("service-2")))
    if options.sample:
        names = sorted(random.Random(options.seed).sample(names, min(options.sample, len(names))))  # noqa: S311
    rows = list(_searched(names, options))
    for line in table(rows):
        sys.stdout.write(line + "\n")
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in rows], indent=1), encoding="utf-8")
    return 0


def table(rows: Sequence[Reached]) -> Iterator[str]:
    """The shares, and the reasons for the rest with their numbers, as lines."""
    implemented = [row for row in rows if row.reason not in ("not-implemented", "unspoken-protocol")]
    substantial = [row for row in implemented if row.substantial]
    yield f"{len(rows)} operations asked for, {len(implemented)} implemented"
    yield f"reached                                        {_share(implemented)}"
    yield f"  with a constrained or resource-naming member {_share(substantial)}"
    accepted = [row for row in implemented if row.reason in ("reached", "vacuous")]
    yield f"accepted, vacuous or not                       {len(accepted)} of {len(implemented)}"
    for reason, count in Counter(row.reason for row in implemented if row.reason != "reached").most_common():
        yield f"  {reason:44} {count}"
    yield f"  (vacuous, though the answer shows less       {sum(row.apart for row in implemented)})"
    spent = sum(row.seconds for row in rows)
    yield f"processor time {spent:.1f} s, {spent / max(len(implemented), 1):.3f} s per implemented operation"


def _share(rows: Sequence[Reached]) -> str:
    reached = sum(row.reason == "reached" for row in rows)
    return f"{reached} of {len(rows)} ({reached / max(len(rows), 1):.1%})"


def _operations(services: Iterable[str]) -> Iterator[str]:
    for service in services:
        catalogue = catalogue_of(service)
        if catalogue is not None:
            yield from (f"{service}.{operation}" for operation in catalogue.operations)


def _searched(names: Sequence[str], options: argparse.Namespace) -> Iterator[Reached]:
    with open_target(options.target, timeout=options.timeout) as target:
        search = Search(target, Memory(), held=not options.no_contracts)
        for name in names:
            began, calls = time.process_time(), search.ground.calls
            found = search.recipe(name)
            row = _row(name, found, time.process_time() - began, search.ground.calls - calls)
            if options.verbose and row.reason not in ("reached", "not-implemented"):
                sys.stdout.write(f"{name:56} {row.reason:16} {row.seconds:5.2f} s {row.detail}\n")
                sys.stdout.flush()
            yield row


def _row(name: str, found: Recipe | Unreached, seconds: float, calls: int) -> Reached:
    seconds = round(seconds, 3)
    if isinstance(found, Unreached):
        there = found.reason not in ("not-implemented", "unspoken-protocol")
        return Reached(name, found.reason, found.detail, seconds, calls, there and _substantial(name))
    if found.unlawful:
        return Reached(name, "unlawful", ", ".join(found.unlawful), seconds, calls, _substantial(name))
    reason = "vacuous" if found.vacuous else "reached"
    detail = f"made-up {', '.join('.'.join(map(str, place)) for place in found.unchecked)}" if found.vacuous else ""
    substantial = bool(found.named) or _substantial(name)
    return Reached(name, reason, detail, seconds, calls, substantial, found.apart)


def _substantial(name: str) -> bool:
    """Whether a contract constrains a member of the request by more than its type."""
    try:
        constraints: Iterable[Any] = load(name).of("request")
    except FencepostError:
        return False
    return any(constraint.keyword not in _UNCONSTRAINED for constraint in constraints)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("--service", action="append", help="only this service; may be given more than once")
    parser.add_argument("--sample", type=int, help="only so many operations, drawn at random")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the sample (default: 0)")
    parser.add_argument("--target", default="moto", help="the target (default: moto)")
    parser.add_argument("--timeout", type=float, default=3.0, help="seconds for one answer (default: 3)")
    parser.add_argument("--json", type=Path, help="a file for the rows")
    parser.add_argument("--no-contracts", action="store_true", help="hold requests to no contract: faster, counts more")
    parser.add_argument("--verbose", action="store_true", help="print what is not reached as it goes")
    return parser


if __name__ == "__main__":
    sys.exit(main())
