"""A finding as the text of a test's failure: the rule, what was tried, why that is wrong, and how to see it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from fencepost.reporting.account import account, identity

#: The width of a line, and that of a label before it, in characters.
_WIDTH, _LABEL = 120, 10


def failure(finding: Mapping[str, Any], repeat: str) -> str:
    """The finding as a short chain of because, with its smallest request; `repeat` is the command that repeats it."""
    lines = [line for label, text in _lines(finding) for line in _folded(label, text)]
    # The command stands in one line, so that it can be copied.
    return "\n".join([identity(finding), *lines, f"  {'repeat':{_LABEL}}{repeat}"])


def _lines(finding: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The labels, each once, with their texts."""
    before = ""
    for label, text in account(finding):
        if label != "repeat":
            yield ("" if label == before else label), text
        before = label


def _folded(label: str, text: str) -> Iterator[str]:
    lines = wrap(text, _WIDTH - _LABEL - 2, break_on_hyphens=False) or [""]
    for number, line in enumerate(lines):
        yield f"  {label if not number else '':{_LABEL}}{line}"
