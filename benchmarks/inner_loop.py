"""What one case costs: make, check, serialise, read back, judge; in microseconds of processor time.

    python benchmarks/inner_loop.py [--cases N] [--json FILE]

The target's own time is measured apart, and is no part of the sum.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from fencepost import load
from fencepost.campaign import Options
from fencepost.campaign.run import Campaign, Subject
from fencepost.contracts import known_contracts
from fencepost.generation import Case, places
from fencepost.oracle import Beside

#: Microseconds of processor time per case, the target's own apart.
BUDGET = {"json": 150.0, "rest-xml": 250.0}
#: What the design measured before there was any code, in microseconds on a machine of the same size: ratios only.
DESIGN = {
    "make": "1-4 for a copy-on-write change alone; 2,800 for a request drawn by Hypothesis",
    "serialise": "14-49 with botocore",
    "recheck": "0.5-16 for jsonschema-rs on a request",
    "target": "350-1,100 for moto in process; 2,400-3,100 over loopback",
    "sum": "7,000 for a peer's client, all in; budget 150 (JSON), 250 (XML)",
}
STEPS = ("make", "bind", "serialise", "recheck", "parse", "judge")


def main() -> None:
    """Prints a table by operation, and writes it as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=4000, help="cases per operation (default: %(default)s)")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    arguments = parser.parse_args()
    # What else the process holds is no part of the cost: a collection that walks it would fall on some step.
    gc.collect()
    gc.freeze()
    rows = [measured(name, arguments.cases) for name in known_contracts()]
    gc.unfreeze()
    print(table(rows))
    print()
    print(table(beside(rows)))
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


def beside(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The range of each step over the operations, beside the figure that the design started from."""
    found = []
    for step, planned in DESIGN.items():
        costs = [row[step] for row in rows]
        found.append({"step": step, "here": f"{min(costs)}-{max(costs)}", "design": planned})
    return found


def measured(name: str, count: int) -> dict[str, Any]:
    """The figures of one operation, against the reference in this process."""
    contract = load(name)
    options = Options(targets=("reference",))
    campaign = Campaign((contract,), options)
    subject = Subject(contract, options)
    with campaign.open("reference") as target:
        session = subject.exchanges(target).session
        live = session.live()
        cases, making = _made(subject, count)
        checker = subject.cases.requests.checker
        bound = _timed(lambda case: session.bound(case, live), cases)
        wires = _timed(session.codec.encode, bound[1])
        paths = [tuple(places.pattern_of(edit.place) for edit in case.edits) for case in cases]
        checked = _timed(
            lambda pair: checker.broken_near(session.codec.read_request(pair[0]), pair[1]),
            list(zip(wires[1], paths, strict=True)),
        )
        responses = _timed(target.send, wires[1])
        answers = _timed(session.codec.read_response, responses[1])
        control = Beside(next((a for a in answers[1] if a.accepted), answers[1][0]))
        judged = _timed(
            lambda pair: subject.oracle.judge(pair[0], pair[1], control), list(zip(cases, answers[1], strict=True))
        )
    steps = dict(zip(STEPS, (making, bound[0], wires[0], checked[0], answers[0], judged[0]), strict=True))
    return {
        "operation": name,
        "protocol": session.codec.protocol,
        **{step: round(cost, 1) for step, cost in steps.items()},
        "sum": round(sum(steps.values()), 1),
        "budget": BUDGET[session.codec.protocol],
        "target": round(responses[0], 1),
    }


def _made(subject: Subject, count: int) -> tuple[list[Case], float]:
    """Cases that go over the wire, from random valid requests, and what making one costs."""
    expressible: list[Case] = []
    subject.cases.requests.stock(1, 0)  # strategies are built once per contract; that is no cost of a case
    began = time.process_time()
    made = 0
    for number in itertools.count(1):
        for request in subject.cases.requests.stock(8, number):
            for constraint in subject.cases.constraints:
                exercise = subject.cases.exercise(constraint, request)
                found = [*exercise.boundaries, *exercise.violations]
                made += len(found)
                expressible.extend(found)
        if made >= count:
            break
    spent = (time.process_time() - began) / made * 1e6
    return [case for case in expressible if _encodes(subject, case)][:count], spent


def _encodes(subject: Subject, case: Case) -> bool:
    try:
        subject.codec.encode(case.request)
    except Exception:  # noqa: BLE001 - what has no form on the wire is no case
        return False
    return True


def _timed(step: Callable[[Any], Any], inputs: Sequence[Any]) -> tuple[float, list[Any]]:
    """Microseconds of processor time per call, and what the calls returned."""
    began = time.process_time()
    results = [step(value) for value in inputs]
    return (time.process_time() - began) / len(inputs) * 1e6, results


def table(rows: Sequence[dict[str, Any]]) -> str:
    """The rows as a Markdown table."""
    names = list(rows[0])
    lines = [" | ".join(names), " | ".join("---" for _ in names)]
    lines += [" | ".join(f"{row[name]}" for name in names) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


if __name__ == "__main__":
    main()
