"""`fencepost reproduce`: the script that repeats a finding of a report."""

from __future__ import annotations

from argparse import Namespace

from fencepost.commands.reports import read_report
from fencepost.errors import UsageError
from fencepost.nearest import nearest
from fencepost.reporting import script


def reproduce(arguments: Namespace) -> int:
    """Prints a stand-alone Python script that repeats a finding. Raises UsageError for an id that isn't there."""
    findings = read_report(arguments.report)["findings"]
    for finding in findings:
        if arguments.finding in (finding["id"], *finding.get("also", ())):
            print(script(finding), end="")
            return 0
    guess = nearest(arguments.finding, [finding["id"] for finding in findings])
    remedy = f"{guess}The ids of its findings stand in the report."
    raise UsageError(f"no finding {arguments.finding!r} in {arguments.report}\n  {remedy}")
