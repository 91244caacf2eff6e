"""`fencepost compare`: two targets side by side, of one report or of two."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from fencepost.commands.reports import read_report
from fencepost.errors import UsageError
from fencepost.reporting import Side, compared


def compare(arguments: Namespace) -> int:
    """Prints the comparison as Markdown. Raises UsageError where there are not two sides."""
    documents = [read_report(path) for path in arguments.reports]
    targets = [(document, target) for document in documents for target in document["targets"]]
    if len(targets) != 2:  # noqa: PLR2004 - two sides
        raise UsageError(
            f"there are {len(targets)} targets in {len(documents)} reports, and it takes two\n"
            "  Give a report of a run with two targets, or two reports of one target each."
        )
    print("\n".join(compared(*_sides(targets))))
    return 0


def _sides(targets: list[tuple[dict[str, Any], str]]) -> list[Side]:
    """The two sides; the same target twice is two versions of it, the first given before the second."""
    same = targets[0][1] == targets[1][1]
    names = ("before", "after") if same else ("", "")
    return [Side.of(document, target, name) for (document, target), name in zip(targets, names, strict=True)]
