"""Draws findings of a report to judge, over verdicts and services, and prints what a judge has to know of each.

    python -m benchmarks.judging.drawing REPORT [--seed N] [--count 150] > drawn.jsonl
    python -m benchmarks.judging.drawing REPORT --sheet drawn.jsonl

Every verdict gets its share of the draw, and at least a few; within a verdict services take turns, so that no large
service fills it. A finding's weight is how many findings of its verdict stand behind it.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from fencepost.contracts import load
from fencepost.documentation.models import read_operation

#: The fewest of each verdict, as far as there are so many.
LEAST = 8


def main() -> None:
    """Prints the draw as JSON lines, or the sheet of one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--sheet", type=Path, metavar="DRAWN", help="print what a judge has to know of them")
    arguments = parser.parse_args()
    findings: list[dict[str, Any]] = json.loads(arguments.report.read_text(encoding="utf-8"))["findings"]
    if arguments.sheet:
        by_id = {finding["id"]: finding for finding in findings}
        for line in arguments.sheet.read_text(encoding="utf-8").splitlines():
            print("\n".join(shown(by_id[json.loads(line)["finding"]])), end="\n\n")
        return
    for finding, weight in draw(findings, arguments.seed, arguments.count):
        drawn = {"finding": finding["id"], "verdict": finding["verdict"], "weight": round(weight, 2)}
        print(json.dumps({"seed": arguments.seed, **drawn}))


def draw(findings: Sequence[dict[str, Any]], seed: int, count: int) -> Iterator[tuple[dict[str, Any], float]]:
    """The findings of a draw, each with its weight."""
    verdicts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for finding in findings:
        verdicts[finding["verdict"]].append(finding)
    chooser = random.Random(seed)  # noqa: S311 - a sample, no secret
    for _, found in sorted(verdicts.items()):
        wanted = min(len(found), max(LEAST, round(count * len(found) / len(findings))))
        for finding in _in_turns(found, chooser)[:wanted]:
            yield finding, len(found) / wanted


def _in_turns(found: Sequence[dict[str, Any]], chooser: random.Random) -> list[dict[str, Any]]:
    """The findings in a random order in which services take turns."""
    services: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for finding in sorted(found, key=lambda one: str(one["id"])):
        services[finding["operation"].partition(".")[0]].append(finding)
    for own in services.values():
        chooser.shuffle(own)
    names = sorted(services)
    chooser.shuffle(names)
    rounds = max(map(len, services.values()))
    return [services[name][turn] for turn in range(rounds) for name in names if turn < len(services[name])]


def shown(finding: dict[str, Any]) -> Iterator[str]:
    """A finding as a judge reads it, with the sentences of the documentation."""
    yield f"### {finding['id']}"
    yield f"rule: {finding['rule']}"
    yield f"tried: {finding['label']}; expected {finding['expected']}; observed {finding['observed']}"
    yield f"because: {'; '.join(finding['because'])}"
    yield f"steps: {json.dumps(finding['steps'])[:1500]}"
    if any("wire" in step for step in finding["steps"]):
        yield f"wire: {json.dumps(finding['wire'])[:800]}"
    yield from _said(finding)


def _said(finding: dict[str, Any]) -> Iterator[str]:
    contract = load(finding["operation"])
    service, _, operation = finding["operation"].partition(".")
    members = dict(_members(read_operation(service, operation).request, ""))
    for identity in finding["constraints"]:
        constraint = contract.by_id.get(identity)
        member = members.get(constraint.path) if constraint else None
        if constraint is not None and member is not None:
            said = " ".join(sentence.text for sentence in member.sentences)
            yield f"documentation of {constraint.path} ({member.type}; {dict(member.traits)}): {said[:900]}"


def _members(member: Any, path: str) -> Iterator[tuple[str, Any]]:
    yield path, member
    for below in member.members:
        inner = below.name.startswith(("[", "{"))
        yield from _members(below, f"{path}{below.name}" if inner else f"{path}.{below.name}".lstrip("."))


if __name__ == "__main__":
    main()
