"""What the reference does beyond judging a request, as switches that a test can turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Failure = Literal["none", "exception", "status-500", "garbage", "truncated"]
Replacement = Literal["documented", "partial", "whole"]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """The conduct of the documented operations; the defaults are what the pages promise.

    `only`: the one operation that the switches concern, None for all five; others always behave as documented.
    `changes_version`: an accepted update issues a new version. `stores`: the members of an accepted update that are
    kept are all but those in `loses` (`*` loses every one). `replacement`: `documented`, or an update that merges
    where the page says that it replaces (`partial`), or changes what was not asked for (`whole`).
    `applies_refused`: a refused update of an existing resource is carried out all the same. `forgets_deleted`: what
    was deleted is gone. `deploys_under_none`: a pipeline update without deployment deploys. `takes_latest`: an absent
    template version means the latest one. `failure`: a crash, or an answer that can't be parsed. `seconds`: how long
    an answer is held back. `answers`: response members to overwrite, as (dotted path, value), and `leaves_out` those
    that are not given at all. `extra_body`: a body where success promises none. `refusal_status`: the status of every
    refusal, None for that of its error. `knows_all`: a member that it doesn't know raises an exception. `keeps_null`: a
    null in JSON or CBOR counts as given.
    """

    only: str | None = None
    changes_version: bool = True
    loses: frozenset[str] = frozenset()
    replacement: Replacement = "documented"
    applies_refused: bool = False
    forgets_deleted: bool = True
    deploys_under_none: bool = False
    takes_latest: bool = True
    failure: Failure = "none"
    seconds: float = 0.0
    answers: tuple[tuple[str, Any], ...] = ()
    leaves_out: frozenset[str] = frozenset()
    extra_body: bytes = b""
    refusal_status: int | None = None
    knows_all: bool = False
    keeps_null: bool = False

    def keeps(self, member: str) -> bool:
        """Whether an accepted value of this top-level member is stored."""
        return member not in self.loses and "*" not in self.loses


#: As the pages promise.
DOCUMENTED_BEHAVIOUR = Behaviour()
