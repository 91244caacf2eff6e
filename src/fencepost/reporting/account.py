"""A finding in a few lines of plain text, for a test's failure: the rule, what was tried, and why that is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from fencepost.reporting.harmless import harmless
from fencepost.reporting.summary import expected_text, observed_text

#: The width of a line, and the longest request that is shown, in characters.
_WIDTH, _REQUEST = 120, 2000
_LABEL = 10


def account(finding: Mapping[str, Any], repeat: str) -> str:
    """The finding as a short chain of because, with its smallest request; `repeat` is the command that repeats it."""
    grades = f"{finding['severity']} severity, {finding['confidence']} confidence, seen {finding['count']}×"
    request = json.dumps(finding["request"], ensure_ascii=False)
    lines = [
        ("rule", finding["rule"]),
        ("tried", finding["label"]),
        ("expected", expected_text(finding["expected"])),
        ("observed", observed_text(finding["observed"])),
        *(("because" if not number else "", reason) for number, reason in enumerate(finding["because"])),
        ("request", harmless(request, _REQUEST)),
    ]
    told = [line for label, text in lines for line in _labelled(label, harmless(text, _REQUEST))]
    # The command stands in one line, so that it can be copied.
    return "\n".join([f"{harmless(finding['id'], _REQUEST)} ({grades})", *told, f"  {'repeat':{_LABEL}}{repeat}"])


def _labelled(label: str, text: str) -> Iterator[str]:
    folded = wrap(text, _WIDTH - _LABEL - 2, break_on_hyphens=False) or [""]
    for number, line in enumerate(folded):
        yield f"  {label if not number else '':{_LABEL}}{line}"
