"""`fencepost compare`: two targets side by side, or two versions of one, of one report or of two."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from rich.console import Console

from fencepost.commands.reports import read_report
from fencepost.errors import UsageError
from fencepost.reporting import Side, compared, comparison_lines, comparison_markdown, printed, writable


def compare(arguments: Namespace) -> int:
    """Prints what got better, what worse and what is no longer exercised, or what only one of two departs from.

    Raises UsageError where there are not two sides.
    """
    documents = [read_report(path) for path in arguments.reports]
    targets = [(document, target) for document in documents for target in document["targets"]]
    if len(targets) != 2:  # noqa: PLR2004 - two sides
        raise UsageError(
            f"there are {len(targets)} targets in {len(documents)} reports, and it takes two\n"
            "  Give a report of a run with two targets, or two reports of one target each."
        )
    comparison = compared(*_sides(targets))
    if arguments.format == "markdown":
        print(writable("\n".join(comparison_markdown(comparison)), sys.stdout))
    else:
        print(printed(Console(highlight=False, emoji=False), comparison_lines(comparison)), end="")
    return 0


def _sides(targets: list[tuple[dict[str, Any], str]]) -> list[Side]:
    """The two sides; the same target twice is two versions of it, the first given before the second."""
    names = [target for _, target in targets]
    if names[0] == names[1]:
        versions = [_version(document, target) for document, target in targets]
        same = versions[0] == versions[1]
        names = ["before", "after"] if same else [f"{names[0]} {version}".strip() for version in versions]
    return [Side(document, target, name) for (document, target), name in zip(targets, names, strict=True)]


def _version(document: Mapping[str, Any], target: str) -> str:
    """The version of a target, where the report knows it."""
    return str(document.get("versions", {}).get(target, ""))
