"""`fencepost publish`: a report as a summary by service and lines of facts, to be read and committed."""

from __future__ import annotations

import contextlib
from argparse import Namespace
from importlib import metadata

from fencepost.commands.reports import read_report
from fencepost.reporting import publish as write


def publish(arguments: Namespace) -> int:
    """Writes the publication of a report and tells where it is."""
    document = read_report(arguments.report)
    version = ""
    with contextlib.suppress(metadata.PackageNotFoundError, ValueError):
        version = metadata.version(document["targets"][0])
    files = write(document, arguments.output, version)
    print(f"{len(files)} files in {arguments.output}")
    return 0
