"""`fencepost gate`: a report held against the findings that were accepted before."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from fencepost.commands.reports import read_report
from fencepost.reporting import (
    Baseline,
    Gate,
    Threshold,
    accepted,
    gate_lines,
    gate_markdown,
    gated,
    read_baseline,
    with_standing,
    writable,
    write_baseline,
)

PASSES, FAILS, UNREACHED = 0, 1, 3


def gate(arguments: Namespace) -> int:
    """Tells what is new, known, fixed or no longer exercised; with --update and --prune writes the baseline first."""
    document = read_report(arguments.report)
    file: Path = arguments.baseline
    threshold = threshold_of(arguments)
    # The first acceptance makes the file; a file of another kind that stands there is not written over.
    before = Baseline() if arguments.update and not file.exists() else read_baseline(file)
    held = gated(document, before, file=file.name, threshold=threshold)
    if arguments.update or arguments.prune:
        after = accepted(document, before, held, update=arguments.update, prune=arguments.prune)
        write_baseline(after, file)
        _say(f"{file}: {_difference(before, after)}")
        held = gated(document, after, file=file.name, threshold=threshold)
    print_gate(with_standing(document, held), arguments.format)
    return status_of(document, held)


def threshold_of(arguments: Namespace) -> Threshold:
    """The threshold that was asked for; the lowest where nothing was."""
    return Threshold(arguments.severity or "low", arguments.confidence or "low")


def print_gate(document: dict[str, Any], form: str = "text") -> None:
    """Prints the gate of a report as `text`, `json` or `markdown`."""
    if form == "json":
        print(json.dumps(document["baseline"], indent=2))
        return
    lines = gate_markdown(document) if form == "markdown" else gate_lines(document)
    print(writable("\n".join(lines), sys.stdout))


def status_of(document: dict[str, Any], held: Gate) -> int:
    """The exit status: 1 where the gate fails, 3 where it passes since nothing could be exercised."""
    if not held.passes:
        return FAILS
    exercised = any(entry["status"] == "exercised" for entry in document["operations"])
    if not exercised:
        print("fencepost: nothing could be exercised, so that the gate shows nothing", file=sys.stderr)
    return PASSES if exercised else UNREACHED


def _difference(before: Baseline, after: Baseline) -> str:
    old, new = ({(entry.target, entry.id) for entry in baseline.entries} for baseline in (before, after))
    return f"{len(new - old):,} added, {len(old - new):,} removed, {len(new & old):,} kept"


def _say(text: str) -> None:
    """Tells on standard error, since standard output is the gate's."""
    print(text, file=sys.stderr)
