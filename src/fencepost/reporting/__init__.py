"""From the events of a run to what people and machines read: a journal, a report, scripts, and the terminal.

Reporters consume events and know no engine.
"""

from __future__ import annotations

from fencepost.reporting.comparison import Side, compared
from fencepost.reporting.console import ConsoleReporter
from fencepost.reporting.contract_view import show
from fencepost.reporting.formats import FORMATS, Format, rendered, write_format
from fencepost.reporting.harmless import harmless, shown_target
from fencepost.reporting.html import render_html
from fencepost.reporting.journal import Journal, finished_units, keep_finished, read_journal, unwritable
from fencepost.reporting.promise import promise, rule
from fencepost.reporting.publication import publish
from fencepost.reporting.report import FORMAT, ReportBuilder, schema, write_report
from fencepost.reporting.reproduce import script
from fencepost.reporting.sentences import Sentences, no_sentences
from fencepost.reporting.summary import render_summary

__all__ = [
    "FORMAT",
    "FORMATS",
    "ConsoleReporter",
    "Format",
    "Journal",
    "ReportBuilder",
    "Sentences",
    "Side",
    "compared",
    "finished_units",
    "harmless",
    "keep_finished",
    "no_sentences",
    "promise",
    "publish",
    "read_journal",
    "render_html",
    "render_summary",
    "rendered",
    "rule",
    "schema",
    "script",
    "show",
    "shown_target",
    "unwritable",
    "write_format",
    "write_report",
]
