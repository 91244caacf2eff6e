"""Reports as commands read them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fencepost.errors import UnreadableInputError
from fencepost.reporting import FORMAT

_REMEDY = "Give a report.json that `fencepost run` of this version wrote, or the folder that holds it."


def read_report(path: Path) -> dict[str, Any]:
    """A report, by its file or by the folder of the run. Raises UnreadableInputError for anything else."""
    file = path / "report.json" if path.is_dir() else path
    try:
        document = json.loads(file.read_bytes())
    except OSError as error:
        raise UnreadableInputError(f"can't be read: {error.strerror or error}", file=file, remedy=_REMEDY) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableInputError(f"is no JSON: {error}", file=file, remedy=_REMEDY) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise UnreadableInputError("is no report", file=file, remedy=_REMEDY)
    return document
