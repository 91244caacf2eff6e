"""What a run leaves, whole or merged of its shards: files, and an exit status."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import Any

from fencepost.commands.sentences import sentences_of
from fencepost.reporting import FORMATS, write_format

JOURNAL, REPORT = "journal.jsonl", "report.json"
CONFORMS, DIVERGES, UNREACHED = 0, 1, 3
_UNREACHED_REMEDY = "Does the target have this service, and is it what listens at this address? Else name others."


def write_formats(document: dict[str, Any], arguments: Namespace) -> None:
    """Writes the page of a report, and whatever else was asked for, beside it."""
    sentences = sentences_of(document, arguments.models)
    for name in dict.fromkeys(("html", *arguments.format)):
        file = write_format(document, name, sentences, arguments.output / FORMATS[name].file)
        if name == "html":
            print(f"to be read in a browser: {file}")


def status_of(document: dict[str, Any]) -> int:
    """The exit status of a run, by its report; where nothing could be exercised, the reasons are told.

    Of a shard nothing can be said yet: what it has may be what the target lacks, or it has nothing at all.
    """
    if document["findings"]:
        return DIVERGES
    statuses = {operation["status"] for operation in document["operations"]}
    if "exercised" in statuses or "shard" in document:
        return CONFORMS
    print("fencepost: nothing could be exercised:", file=sys.stderr)
    for reason in dict.fromkeys(f"{entry['target']}: {entry['detail']}" for entry in document["operations"]):
        print(f"  {reason}", file=sys.stderr)
    print(f"  {_UNREACHED_REMEDY}", file=sys.stderr)
    return UNREACHED
