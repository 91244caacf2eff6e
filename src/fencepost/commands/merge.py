"""`fencepost merge`: the reports of a run's shards made into one."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from fencepost.commands.gate import baseline_of, held_against, told
from fencepost.commands.outcome import JOURNAL, REPORT, UNREACHED, status_of, write_formats
from fencepost.commands.reports import read_report
from fencepost.reporting import ConsoleReporter, ReportBuilder, merged, read_journal, with_standing, write_report


def merge(arguments: Namespace) -> int:
    """Writes the report of the whole run, tells what was found, and names the shards that are missing.

    The exit status is that of the run, and 3 where a shard is missing.
    """
    baseline = baseline_of(arguments)
    document, missing = merged({str(path): _document(path) for path in arguments.reports})
    held = None if baseline is None else held_against(baseline, document, arguments)
    document = with_standing(document, held) if held else document
    with ConsoleReporter() as console:
        console.finish(document, write_report(document, arguments.output / REPORT))
    write_formats(document, arguments)
    status = told(document, held) if held else status_of(document)
    if not missing:
        return status
    print(f"fencepost: shards that are missing: {', '.join(missing)}", file=sys.stderr)
    print("  The report holds the others alone: run these as well, and merge anew.", file=sys.stderr)
    return UNREACHED


def _document(path: Path) -> dict[str, Any]:
    """The report of a shard, or what its journal says where the run was broken off before it wrote one."""
    journal = path / JOURNAL if path.is_dir() else path
    if journal.suffix != Path(JOURNAL).suffix or (path / REPORT).is_file() or not journal.is_file():
        return read_report(path)
    builder = ReportBuilder()
    for event in read_journal(journal):
        builder.add(event)
    return builder.document()
