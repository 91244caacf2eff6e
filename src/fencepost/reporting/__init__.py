"""From the events of a run to what people and machines read: a journal, a report, scripts, and the terminal.

Reporters consume events and know no engine.
"""

from __future__ import annotations

from fencepost.reporting.accepting import accepted
from fencepost.reporting.baseline import Baseline, Entry, baseline_schema, read_baseline, write_baseline
from fencepost.reporting.comparison import Comparison, Side, compared
from fencepost.reporting.comparison_view import comparison_lines, comparison_markdown
from fencepost.reporting.console import ConsoleReporter
from fencepost.reporting.contract_view import show
from fencepost.reporting.formats import FORMATS, Format, rendered, write_format
from fencepost.reporting.gate import LEVELS, Gate, Threshold, gated, with_standing
from fencepost.reporting.gate_view import gate_lines, gate_markdown
from fencepost.reporting.harmless import harmless, shown_target
from fencepost.reporting.html import render_html
from fencepost.reporting.journal import Journal, finished_units, keep_finished, read_journal, unwritable
from fencepost.reporting.merging import merged
from fencepost.reporting.promise import promise, rule
from fencepost.reporting.publication import publish
from fencepost.reporting.report import FORMAT, ReportBuilder, schema, write_report
from fencepost.reporting.reproduce import script
from fencepost.reporting.sentences import Sentences, no_sentences
from fencepost.reporting.summary import printed, render_summary, writable

__all__ = [
    "FORMAT",
    "FORMATS",
    "LEVELS",
    "Baseline",
    "Comparison",
    "ConsoleReporter",
    "Entry",
    "Format",
    "Gate",
    "Journal",
    "ReportBuilder",
    "Sentences",
    "Side",
    "Threshold",
    "accepted",
    "baseline_schema",
    "compared",
    "comparison_lines",
    "comparison_markdown",
    "finished_units",
    "gate_lines",
    "gate_markdown",
    "gated",
    "harmless",
    "keep_finished",
    "merged",
    "no_sentences",
    "printed",
    "promise",
    "publish",
    "read_baseline",
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
    "with_standing",
    "writable",
    "write_baseline",
    "write_format",
    "write_report",
]
