"""What it costs to derive the contract of every AWS operation from botocore's models, and what is found in prose only.

    python benchmarks/derivation.py [--service S]… [--models DIR] [--json FILE]

Processor time is that of one core, all in: reading the models, mining, compiling the schemas.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import botocore

from fencepost.contracts import Constraint, derived_service
from fencepost.documentation.models import services
from fencepost.errors import FencepostError

#: What all services together may cost: processor seconds and MiB.
BUDGET = {"seconds": 180, "peak MiB": 1024}


def main() -> None:
    """Prints the tables, and writes the figures as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--service", action="append", help="only this service; may be given more than once")
    parser.add_argument("--models", type=Path, help="service models in botocore's layout")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    arguments = parser.parse_args()
    names = arguments.service or services(arguments.models)
    began = time.process_time()
    rows = [measured(name, arguments.models) for name in names]
    figures = total(rows, time.process_time() - began)
    print(shown(figures))
    if arguments.json:
        arguments.json.write_text(json.dumps({**figures, "services": rows}, indent=2) + "\n", encoding="utf-8")
    sys.exit(1 if figures["errors"] else 0)


def measured(service: str, models: Path | None) -> dict[str, Any]:
    """The figures of one service."""
    began = time.process_time()
    row: dict[str, Any] = {"service": service, "operations": 0, "errors": []}
    by_origin: Counter[str] = Counter()
    families: Counter[str] = Counter()
    prose_only: Counter[str] = Counter()
    contested = 0
    try:
        for contract in derived_service(service, models):
            row["operations"] += 1
            for constraint in contract.constraints:
                _count(constraint, by_origin, families, prose_only)
                contested += bool(constraint.contested)
    except FencepostError as error:
        row["errors"].append(str(error))
    row |= {"constraints": dict(by_origin), "families": dict(families), "prose only": dict(prose_only)}
    return {**row, "contested": contested, "seconds": round(time.process_time() - began, 2)}


def _count(constraint: Constraint, by_origin: Counter[str], families: Counter[str], prose_only: Counter[str]) -> None:
    """A constraint counts once per kind of its origins, and once for the family of its first prose rule."""
    kinds = {origin.origin for origin in constraint.origins}
    by_origin.update(kinds)
    rules = [origin.rule for origin in constraint.origins if origin.origin in ("prose", "inferred")]
    if rules:
        families[rules[0].partition(".")[0]] += 1
    if kinds <= {"prose"} and constraint.message == "request":
        prose_only[rules[0].partition(".")[0]] += 1


def total(rows: Sequence[dict[str, Any]], seconds: float) -> dict[str, Any]:
    """The sums over all services."""
    sums: dict[str, Counter[str]] = {name: Counter() for name in ("constraints", "families", "prose only")}
    for row in rows:
        for name, counter in sums.items():
            counter.update(row[name])
    return {
        "botocore": botocore.__version__,
        "seconds": round(seconds, 1),
        "peak MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "services": len(rows),
        "operations": sum(row["operations"] for row in rows),
        "contested": sum(row["contested"] for row in rows),
        "errors": [error for row in rows for error in row["errors"]],
        **{name: dict(counter.most_common()) for name, counter in sums.items()},
        "prose only by service": {row["service"]: row["prose only"] for row in rows if sum(row["prose only"].values())},
    }


def shown(figures: dict[str, Any]) -> str:
    """The figures as Markdown tables."""
    head = [[name, figures[name], BUDGET.get(name, "")] for name in ("seconds", "peak MiB", "operations", "contested")]
    head.append(["errors", len(figures["errors"]), 0])
    parts = [table(["figure", f"botocore {figures['botocore']}", "budget"], head)]
    parts += [table([name, "constraints"], figures[name].items()) for name in ("constraints", "families", "prose only")]
    families = list(figures["prose only"])
    by_service = sorted(figures["prose only by service"].items(), key=lambda one: -sum(one[1].values()))
    rows = [[name, sum(found.values()), *(found.get(f, 0) for f in families)] for name, found in by_service]
    parts.append(table(["service", "prose only", *families], rows))
    return "\n\n".join([*parts, *figures["errors"]])


def table(titles: Sequence[str], rows: Any) -> str:
    """A Markdown table."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


if __name__ == "__main__":
    main()
