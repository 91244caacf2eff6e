"""One finding for one cause: what crashes a target in the same way was broken once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from fencepost.oracle.verdict import Verdict

#: What an exception's text begins with: its type.
_NAMED = re.compile(r"([A-Za-z_][\w.]*): ")
#: Ways in which a target ends an exchange without a word about why.
_SILENT = ("timeout", "dropped", "garbage", "too-large")
#: What every server says when something went wrong.
_PHRASES = frozenset({status.phrase.lower() for status in HTTPStatus} | {"", "internal error", "internal failure"})
#: What differs from one crash to the next though the cause is the same: numbers, what stands in quotes, and names of
#: the run's own.
_VOLATILE = re.compile(r"'[^']*'|\"[^\"]*\"|\bfencepost-[\w-]+|\b0x[0-9a-f]+|\b[0-9a-f]{8,}\b|\d+")


def by_cause(findings: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The findings of one operation on one target, those of the same crash as one.

    It is the first that breaks a promise of the contract; the ids of the others stand in its `also`.
    """
    merged: dict[Any, dict[str, Any]] = {}
    for finding in sorted(findings, key=_is_malformed):
        first = merged.setdefault(_cause(finding), finding)
        if first is not finding:
            first["count"] += finding["count"]
            first.setdefault("also", []).append(finding["id"])
    return list(merged.values())


def _is_malformed(finding: Mapping[str, Any]) -> bool:
    return str(finding["constraint"]).startswith("#malformed")


def _cause(finding: Mapping[str, Any]) -> Any:
    """What two findings have in common that are one; each of another verdict than a crash stands alone."""
    return cause_of(finding) if finding["verdict"] == Verdict.CRASH else finding["id"]


def cause_of(finding: Mapping[str, Any]) -> str:
    """What a crash said of its cause, without what differs from one to the next: `exception: KeyError: …`."""
    seen = finding["observed"]
    said = seen["detail"] or seen["message"] or ""
    head = [str(seen[name]) for name in ("status", "failure", "code") if seen[name] is not None]
    return f"{' '.join(head)}: {_VOLATILE.sub('…', said)}"


def kind_of(cause: str) -> str:
    """The part of a cause that its wording doesn't change: the status, the error's code, the exception's type."""
    head, _, said = cause.partition(": ")
    named = _NAMED.match(said)
    return f"{head}: {named[1]}" if named else head


def says_nothing(cause: str) -> bool:
    """Whether two crashes with this cause may well have two causes: no answer at all, or a bare `500`."""
    head, _, said = cause.partition(": ")
    words = " ".join(re.findall(r"[a-z]+", said.lower()))
    return words in _PHRASES or any(kind in head.split() for kind in _SILENT)
