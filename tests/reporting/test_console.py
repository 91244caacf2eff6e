"""The terminal: progress where there is one, a summary that can be read, and nothing hostile on it."""

from __future__ import annotations

import contextlib
import io
import os
import pty
import re
import sys
import threading
from collections.abc import Sequence
from typing import Any

import pytest

from fencepost.campaign.events import Event, OperationProbed, RunFinished
from fencepost.reporting import ConsoleReporter, ReportBuilder, render_summary
from tests.reporting.invented_events import (
    LEND,
    MEND,
    OTHER,
    TARGET,
    accepted,
    divergence,
    judged,
    known,
    run,
    started,
    unit,
    units,
)

LONG = "cloudfront.UpdateContinuousDeploymentPolicy"


def document(events: Sequence[Event]) -> dict[str, Any]:
    """The report of these events."""
    builder = ReportBuilder()
    for event in events:
        builder.add(event)
    return builder.document()


def rows(text: str) -> str:
    """The text with each run of blanks as one, so that columns don't matter."""
    return re.sub(r" +", " ", text)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """At 60, 80 and 120 columns every line of the summary fits, with long names and two targets."""
    events = [
        started([LONG, LEND], [TARGET, OTHER]),
        *unit("boundaries", divergence({"Days": 31}, operation=LONG, because=["b" * 300]), operation=LONG),
        *unit("boundaries", judged("crash", request={}, target=OTHER), target=OTHER),
    ]
    lines = render_summary(document(events), report="r" * 30, width=width).splitlines()
    assert max(map(len, lines)) <= width
    if width >= 80:
        assert "UpdateContinuousDeploymentPolicy" in {line.split()[0] for line in lines if line.strip()}


def test_at_eighty_columns_the_table_says_all_there_is() -> None:
    """Each operation has its target, status, promises, exercise and verdicts at 80 columns."""
    text = rows(render_summary(document(run()), width=80))
    assert (
        "library.LendBook 6 2 2 1 accepts-invalid\n moto: exercised 1 wrong-error\n 1 contested\n 1 inconclusive"
        in text
    )
    assert "library.MendBook 6 0 0\n moto: not-implemented" in text


def test_at_a_hundred_and_twenty_columns_each_number_has_its_column() -> None:
    """Divergences that occur have a column with their count, and others have none."""
    text = render_summary(document(run()), width=120)
    assert "rejects" not in text
    head = text.splitlines()[1].split()
    assert head == [
        "operation",
        "target",
        "status",
        "promised",
        "sides",
        "conform",
        "invalid",
        "error",
        "tested",
        "clusive",
    ]
    assert "library.LendBook moto exercised 6 2 2 1 1 1 1" in rows(text)


def test_a_finding_is_a_short_block() -> None:
    """The block says id, rule, what was tried, expected and observed, and why."""
    text = render_summary(document(run()), width=100)
    start = text.index("library.LendBook/Days#maximum/accepts-invalid")
    assert [line.strip() for line in text[start:].splitlines()[:8]] == [
        "library.LendBook/Days#maximum/accepts-invalid",
        "rule     Days must be at most 30 (prose, Days/1)",
        "tried    Days = 31",
        "expected refused with TooManyDays",
        "observed 200",
        "because  Days = 31 is more than 30",
        "the answer was 200",
        "grade    medium severity, high confidence, seen 3×",
    ]


def test_coverage_and_divergence_are_both_always_shown() -> None:
    """A target with findings and one that could not be exercised have both numbers, and silence is no praise."""
    text = rows(render_summary(document(run()), report="out/report.json", width=200))
    assert "1 of 2 operations exercised; 2 of 12 promises on both sides; 2 on one; 50 cases; 1 not implemented" in text
    assert "sides not shown: 1 contested, 1 unbounded" in text
    assert "divergence 2 findings: 1 accepts-invalid, 1 wrong-error" in text
    assert "report in out/report.json" in text
    lacking = [
        started([MEND]),
        OperationProbed(TARGET, MEND, "not-implemented", "501"),
        RunFinished(interrupted=False, seconds=1),
    ]
    assert "divergence none, since nothing could be exercised" in rows(render_summary(document(lacking)))


def test_an_interrupted_run_says_how_to_go_on() -> None:
    """After Ctrl-C the summary of what was judged names --resume."""
    assert "--resume" in render_summary(document(run(interrupted=True)))
    assert "--resume" not in render_summary(document(run()))


def test_many_findings_are_cut_short_for_each_target() -> None:
    """Twenty findings are shown, the worst first, and the rest are counted."""
    operations = [f"library.Op{number}" for number in range(30)]
    events = [divergence({"Days": 31}, operation=operation) for operation in operations]
    last = judged("crash", ["#control"], operation=operations[-1], request={})
    text = render_summary(document([started(operations), *events, last]), report="r.json")
    assert text.count("/accepts-invalid\n") == 19
    assert text.index("library.Op29/#control/crash") < text.index("library.Op0/Days#maximum")
    assert "… and 11 more in r.json" in text


def test_many_operations_are_summed_up_by_service() -> None:
    """A sweep of hundreds of operations has one row for each service, with the numbers of all of them."""
    operations = [f"s{number % 3}.Op{number}" for number in range(300)]
    lacking = [OperationProbed(TARGET, operation, "not-implemented", "501") for operation in operations[3:]]
    exercised = [accepted(operation=operation) for operation in operations[:3]]
    lacking += [known(operation) for operation in operations]
    text = render_summary(document([started(operations), *exercised, *lacking]), width=120)
    assert "s0 moto 1 exercised 600" in rows(text)
    assert len(text.splitlines()) < 25


HOSTILE = "\x1b]0;owned\x07\x1b[31m[bold red]x[/] :smile: \u202eright \ud800 é"


def test_hostile_texts_reach_the_terminal_as_text() -> None:
    """Escape sequences, markup, emoji codes and marks of direction in a target's words are shown, not obeyed."""
    found = judged("crash", request={}, label=HOSTILE, because=[HOSTILE], observed={"status": 500, "message": HOSTILE})
    text = render_summary(document([started(), *unit("boundaries", found)]), width=150)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e\ud800]", text)
    assert text.count("\\x1b]0;owned\\x07\\x1b[31m[bold red]x[/] :smile: \\u202eright \\ud800 é") == 3


def reported(events: Sequence[Event], stream: Any) -> None:
    """Play events into a reporter, and finish it."""
    reporter = ConsoleReporter(stream, stream)
    for event in events:
        reporter.handle(event)
    reporter.finish(document(events), "report.json")


def test_without_a_terminal_there_is_no_progress_and_no_colour() -> None:
    """A pipe gets the summary alone, as plain text."""
    stream = io.StringIO()
    reported(run(), stream)
    assert "\x1b" not in stream.getvalue()
    assert stream.getvalue().splitlines() == render_summary(document(run()), report="report.json").splitlines()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_without_utf_8_gets_what_it_can_show(encoding: str) -> None:
    """Characters that the stream lacks are written plainly or escaped, and nothing is raised."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    found = judged("crash", request={}, label="é 本 × …")
    reported([started(), *unit("boundaries", found)], stream)
    stream.flush()
    text = raw.getvalue().decode(encoding)
    assert "\\u672c" in text
    assert "library.LendBook/Days#maximum/crash" in text


def in_terminal(events: Sequence[Event], monkeypatch: pytest.MonkeyPatch, **variables: str) -> str:
    """What a terminal gets of a run."""
    for name, value in {"TERM": "xterm", "COLUMNS": "100", "LINES": "24"}.items() | variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("fencepost.reporting.console._REFRESH", 0.0)
    leader, follower = pty.openpty()
    with os.fdopen(follower, "w", encoding="utf-8") as stream:
        reported(events, stream)
    said = b""
    with contextlib.suppress(OSError):  # how a terminal whose other end is closed says that there is no more
        while part := os.read(leader, 1 << 16):
            said += part
    os.close(leader)
    return said.decode("utf-8", "replace")


def test_a_terminal_shows_how_far_the_run_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is being exercised, how many units are done and how many divergences there are, before the summary."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = in_terminal(run(units()[:1]), monkeypatch)
    progress = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text.partition("operation")[0])
    assert "library.LendBook boundaries on moto" in progress
    assert "0/4" in progress
    assert "1/4" in progress
    assert "1 divergence " in progress
    assert "\x1b[1;31m" in text


def test_no_color_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR the terminal gets no colours."""
    text = in_terminal(run(), monkeypatch, NO_COLOR="1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", text)
    assert "library.LendBook" in text


def test_progress_starts_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reporter draws from its events alone, so that a run may fork beside it."""
    before = threading.active_count()
    seen: list[int] = []
    monkeypatch.setattr(ConsoleReporter, "_draw", lambda _: seen.append(threading.active_count()))
    in_terminal(run(), monkeypatch)
    assert set(seen) == {before}


def test_the_streams_are_standard_ones_by_default(capsys: pytest.CaptureFixture[str]) -> None:
    """The summary goes to standard output, and standard error stays silent without a terminal."""
    reporter = ConsoleReporter()
    with reporter:
        for event in run():
            reporter.handle(event)
        reporter.finish(document(run()))
    captured = capsys.readouterr()
    assert "library.LendBook" in captured.out
    assert captured.err == ""
    assert sys.stdout.closed is False
