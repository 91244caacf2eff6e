"""The terminal: progress while a run goes on, and its summary at the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from fencepost.campaign.events import CaseJudged, Event, RunStarted, UnitFinished, UnitStarted
from fencepost.oracle.verdict import Verdict
from fencepost.reporting.harmless import harmless, shown_target
from fencepost.reporting.summary import printed, summary, writable

#: Seconds between two drawings of the progress.
_REFRESH = 0.1


class ConsoleReporter:
    """Shows progress on one stream while it is a terminal, and the summary on another.

    `output` gets the summary (standard output by default), `progress` the progress (standard error). Progress is drawn
    from `handle` alone, by no thread of its own, so that a run may fork.
    """

    def __init__(self, output: TextIO | None = None, progress: TextIO | None = None) -> None:
        self._out = Console(file=output or sys.stdout, highlight=False, emoji=False)
        self._progress_stream = progress or sys.stderr
        self._progress: Progress | None = None
        self._task = TaskID(0)
        self._drawn = 0.0
        self._divergences: set[tuple[str, str, frozenset[str], str]] = set()

    def handle(self, event: Event) -> None:
        """Take note of an event."""
        if isinstance(event, RunStarted):
            self._start(event.units)
        elif isinstance(event, UnitStarted):
            self._show(f"{event.operation} {event.phase} on {shown_target(event.target)}")
        elif isinstance(event, CaseJudged):
            self._judged(event)
        elif isinstance(event, UnitFinished) and self._progress:
            self._progress.advance(self._task)
        self._draw()

    def finish(self, document: Mapping[str, Any], report: str | Path | None = None) -> None:
        """End the progress and print the summary of a report; `report` is the file that holds it."""
        self.close()
        text = printed(self._out, summary(document, report=report, width=self._out.width))
        self._out.file.write(text)
        self._out.file.flush()

    def close(self) -> None:
        """End the progress, and leave the terminal as it was."""
        if self._progress:
            self._progress.stop()
            self._progress = None

    def __enter__(self) -> Self:
        """The reporter itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the progress."""
        self.close()

    def _start(self, units: int) -> None:
        console = Console(file=self._progress_stream, highlight=False, emoji=False)
        if self._progress or not console.is_terminal:
            return
        columns = (
            BarColumn(20),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[found]}", markup=False),
            TextColumn("{task.description}", markup=False),
        )
        self._progress = Progress(*columns, console=console, auto_refresh=False, transient=True)
        self._task = self._progress.add_task("", total=units, found=_found(0))
        self._progress.start()

    def _show(self, description: str) -> None:
        if self._progress:
            text = writable(harmless(description), self._progress_stream)
            self._progress.update(self._task, description=text)

    def _judged(self, event: CaseJudged) -> None:
        if not Verdict(event.verdict).divergence:
            return
        self._divergences.add((event.operation, event.target, frozenset(event.constraints), event.verdict))
        if self._progress:
            self._progress.update(self._task, found=_found(len(self._divergences)))

    def _draw(self) -> None:
        now = time.monotonic()
        if self._progress and now - self._drawn >= _REFRESH:
            self._drawn = now
            self._progress.refresh()


def _found(count: int) -> str:
    return f"{count} {'divergence' if count == 1 else 'divergences'}"
