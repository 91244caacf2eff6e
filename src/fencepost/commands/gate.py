"""`fencepost gate`: a report held against the findings that were accepted before."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fencepost.commands.reports import read_report
from fencepost.errors import UsageError
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
    # The first acceptance makes the file; a file of another kind that stands there is not written over.
    before = Baseline() if arguments.update and not file.exists() else read_baseline(file)
    held = held_against(before, document, arguments)
    if arguments.update or arguments.prune:
        after = accepted(document, before, held, update=arguments.update, prune=arguments.prune)
        write_baseline(after, file)
        # Standard output is the gate's.
        print(f"{file}: {_difference(before, after)}", file=sys.stderr)
        held = held_against(after, document, arguments)
    return told(with_standing(document, held), held, arguments.format)


def baseline_of(arguments: Namespace) -> Baseline | None:
    """The baseline of a run, if one was given. Raises UsageError for thresholds without one."""
    if arguments.baseline:
        return read_baseline(arguments.baseline)
    if arguments.severity or arguments.confidence:
        raise UsageError("--severity and --confidence are thresholds of the gate\n  Give --baseline FILE as well.")
    return None


def held_against(baseline: Baseline, document: Mapping[str, Any], arguments: Namespace) -> Gate:
    """A report beside a baseline, with the thresholds that were asked for."""
    threshold = Threshold(arguments.severity or "low", arguments.confidence or "low")
    return gated(document, baseline, file=arguments.baseline.name, threshold=threshold)


def told(document: Mapping[str, Any], held: Gate, form: str = "text") -> int:
    """Prints the gate of a report as `text`, `json` or `markdown`, and returns the exit status.

    That is 1 where the gate fails, and 3 where it passes since nothing could be exercised.
    """
    if form == "json":
        print(json.dumps(document["baseline"], indent=2))
    else:
        lines = gate_markdown(document) if form == "markdown" else ("", *gate_lines(document))
        print(writable("\n".join(lines), sys.stdout))
    if not held.passes:
        return FAILS
    exercised = any(entry["status"] == "exercised" for entry in document["operations"])
    if not exercised:
        print("fencepost: nothing could be exercised, so that the gate shows nothing", file=sys.stderr)
    return PASSES if exercised else UNREACHED


def _difference(before: Baseline, after: Baseline) -> str:
    old, new = ({(entry.target, entry.id) for entry in baseline.entries} for baseline in (before, after))
    return f"{len(new - old):,} added, {len(old - new):,} removed, {len(new & old):,} kept"
