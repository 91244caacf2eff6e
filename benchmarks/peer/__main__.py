"""Fencepost, Schemathesis and plain hypothesis-jsonschema beside one another: faults found, and what that costs.

    python -m benchmarks.peer [--faults N] [--examples N] [--seed N] [--fault TEXT] [--json FILE]

Needs the extra `peer`. Everything happens in this process; costs are processor time, the target's own apart.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.peer.budget import Budget
from benchmarks.peer.comparison import Finding, as_json, finding, row, table
from benchmarks.peer.outcome import Outcome
from benchmarks.peer.sample import Fault, eligible, sampled
from fencepost import load
from fencepost.reference import Reference

#: The engines in the order of the table, each with its module.
ENGINES = {
    "Fencepost": "benchmarks.peer.fencepost_engine",
    "Schemathesis": "benchmarks.peer.schemathesis_engine",
    "hypothesis-jsonschema": "benchmarks.peer.plain_engine",
}


def main() -> int:
    """Prints the table, and writes it with every fault as JSON where asked. 2 for no faults or no peer."""
    arguments = _arguments()
    if find_spec("schemathesis") is None:
        print("benchmarks.peer needs Schemathesis\n  Install it: pip install -e '.[peer]'", file=sys.stderr)
        return 2
    budget = Budget(arguments.examples, arguments.seed)
    faults = sampled(arguments.faults, arguments.seed)
    if arguments.fault:
        faults = [fault for fault in eligible() if arguments.fault in fault.name]
    if not faults:
        print(f"no fault has {arguments.fault!r} in its name\n  Leave out --fault for a sample.", file=sys.stderr)
        return 2
    print(table(compared(faults, budget, arguments.json)["engines"]))
    return 0


def compared(faults: Sequence[Fault], budget: Budget, path: Path | None = None) -> dict[str, Any]:
    """The comparison as JSON; where a path is given, it is written there after each fault, since this takes long."""
    faultless: dict[str, dict[str, Outcome]] = {name: {} for name in ENGINES}
    findings: list[Finding] = []
    document: dict[str, Any] = {}
    for fault in faults:
        for name, run in _engines().items():
            contract = load(fault.operation)
            if fault.operation not in faultless[name]:
                # It also warms up whatever an engine does once.
                faultless[name][fault.operation] = run(contract, Reference(), budget)
            outcome = run(contract, fault.make(), budget)
            findings.append(finding(name, fault, outcome, faultless[name][fault.operation]))
        document = _document(findings, faultless, budget)
        print(f"{fault.name}: {', '.join(_said(one) for one in findings[-len(ENGINES) :])}", file=sys.stderr)
        if path:
            path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return document


def _engines() -> dict[str, Callable[..., Outcome]]:
    return {name: importlib.import_module(module).run for name, module in ENGINES.items()}


def _said(one: Finding) -> str:
    return f"{one.engine} {f'found it at request {one.at}' if one.new else 'did not find it'}"


def _document(findings: Sequence[Finding], faultless: dict[str, dict[str, Outcome]], budget: Budget) -> dict[str, Any]:
    false = [
        {"engine": name, "operation": operation, "identity": failure.identity, "says": failure.says}
        for name, outcomes in faultless.items()
        for operation, outcome in outcomes.items()
        for failure in outcome.failures
    ]
    return {
        "seed": budget.seed,
        "examples": budget.examples,
        "engines": [row(name, findings, faultless[name]) for name in ENGINES],
        "false findings": false,
        "faults": [as_json(one) for one in findings],
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faults", type=int, default=20, help="how many, drawn by the seed (default: %(default)s)")
    parser.add_argument("--fault", default="", help="instead, every fault with this text in its name")
    parser.add_argument("--examples", type=int, default=30, help="random cases per engine (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of the sample and of every engine (default: %(default)s)")
    parser.add_argument("--json", type=Path, help="write the figures and each fault to this file as well")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
