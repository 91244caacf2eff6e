"""`fencepost reproduce`: the script that repeats a finding of a report."""

from __future__ import annotations

from argparse import Namespace

from fencepost.commands.reports import chosen, read_report
from fencepost.reporting import script


def reproduce(arguments: Namespace) -> int:
    """Prints a stand-alone Python script that repeats a finding. Raises UsageError for an id that isn't there."""
    findings = read_report(arguments.report)["findings"]
    print(script(chosen(findings, [arguments.finding], arguments.report)[0]), end="")
    return 0
