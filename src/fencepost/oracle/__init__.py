"""From a case and the answer to it to a verdict."""

from fencepost.oracle import readback
from fencepost.oracle.excuses import lists_failures
from fencepost.oracle.judge import CONTROL, MALFORMED, RESPONSE, Beside, Oracle, said, shown
from fencepost.oracle.verdict import DIVERGENCES, SEVERITY, Judgement, Verdict

__all__ = [
    "CONTROL",
    "DIVERGENCES",
    "MALFORMED",
    "RESPONSE",
    "SEVERITY",
    "Beside",
    "Judgement",
    "Oracle",
    "Verdict",
    "lists_failures",
    "readback",
    "said",
    "shown",
]
