"""From the events of a run to what people and machines read: a journal, a report, scripts, and the terminal.

Reporters consume events and know no engine.
"""

from __future__ import annotations

from fencepost.reporting.account import account
from fencepost.reporting.comparison import Side, compared
from fencepost.reporting.console import ConsoleReporter
from fencepost.reporting.contract_view import show
from fencepost.reporting.harmless import harmless, shown_target
from fencepost.reporting.journal import Journal, finished_units, keep_finished, read_journal
from fencepost.reporting.promise import promise, rule
from fencepost.reporting.publication import publish
from fencepost.reporting.report import FORMAT, ReportBuilder, schema, write_report
from fencepost.reporting.reproduce import script
from fencepost.reporting.summary import render_summary

__all__ = [
    "FORMAT",
    "ConsoleReporter",
    "Journal",
    "ReportBuilder",
    "Side",
    "account",
    "compared",
    "finished_units",
    "harmless",
    "keep_finished",
    "promise",
    "publish",
    "read_journal",
    "render_summary",
    "rule",
    "schema",
    "script",
    "show",
    "shown_target",
    "write_report",
]
