"""`fencepost export`: a report in another form: for people, for a CI service, for code scanning."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from fencepost.commands.reports import read_report
from fencepost.commands.sentences import sentences_of
from fencepost.reporting import FORMATS, rendered, write_format


def export(arguments: Namespace) -> int:
    """Writes a report in a form, beside the report unless told otherwise, or to standard output for `-`."""
    document, name = read_report(arguments.report), arguments.format
    sentences = sentences_of(document)
    if arguments.output == "-":
        print(rendered(document, name, sentences), end="")
        return 0
    folder = arguments.report if arguments.report.is_dir() else arguments.report.parent
    file = Path(arguments.output) if arguments.output else folder / FORMATS[name].file
    print(write_format(document, name, sentences, file))
    return 0
