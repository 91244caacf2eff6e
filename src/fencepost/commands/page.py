"""The HTML page of a run's report, written beside it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fencepost.commands.sentences import sentences_of
from fencepost.reporting import render_html
from fencepost.reporting.writing import whole_file

PAGE = "report.html"
#: With more findings than this, writing takes seconds, and a terminal is told of it.
_MANY = 2000


def write_page(document: Mapping[str, Any], folder: Path, models: Path | None = None) -> Path:
    """Writes the page of a report document to a folder, and gives its file; `models` are the user's own.

    Raises UsageError, with the remedy, where the file can't be written or the disk is full.
    """
    file = folder / PAGE
    if len(document["findings"]) > _MANY and sys.stderr.isatty():
        print(f"writing {file} …", file=sys.stderr)
    with whole_file(file, "page") as out:
        out.write(render_html(document, sentences_of(document, models)))
    return file
