"""Why no request of an operation counts as a control."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fencepost.campaign.inference.repair import said, speaks_of_absence

if TYPE_CHECKING:
    from fencepost.campaign.inference.attempt import Tried


@dataclass(frozen=True, slots=True)
class Unreached:
    """The reason in a word, what the target said last, and how many requests were tried.

    `reason` is `not-implemented`, `unspoken-protocol`, `unknown`, `crash`, `missing-resource`, `refused`,
    `timeout`, `unreachable`, `blocked`, `inexpressible` or `not-repeatable`.
    """

    reason: str
    detail: str
    calls: int = 0

    @classmethod
    def of(cls, tried: Tried, calls: int) -> Unreached:
        """The reason that the last request gives."""
        if tried.answer is None:
            return cls("inexpressible", "no request has a form on the wire", calls)
        if tried.absent:
            return cls("not-implemented", "", calls)
        text = said(tried.answer)[:300]
        failure = tried.answer.failure
        if failure is not None and failure.kind in ("timeout", "unreachable", "blocked"):
            return cls(failure.kind, text, calls)
        if tried.answer.crashed:
            return cls("crash", text, calls)
        return cls("missing-resource" if speaks_of_absence(tried.answer) else "refused", text, calls)
