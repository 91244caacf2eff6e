"""The journal: what was judged is on disk, and a run that was cut short goes on from it."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from fencepost.campaign.events import CaseJudged, Event, RunStarted, UnitStarted, from_json, to_json
from fencepost.errors import FencepostError, UnreadableInputError
from fencepost.reporting import Journal, ReportBuilder, finished_units, keep_finished, read_journal
from tests.reporting.invented_events import LEND, TARGET, divergence, judged, run, started, unit, units


def write(path: Path, events: list[Event]) -> Path:
    """Write a journal of these events."""
    with Journal(path) as journal:
        for event in events:
            journal.append(event)
    return path


def report(events: list[Event]) -> dict[str, Any]:
    """The report of these events."""
    builder = ReportBuilder()
    for event in events:
        builder.add(event)
    return builder.document()


def test_events_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    """A journal gives the same events in the same order, odd characters included."""
    events = [*run(), judged("crash", label="Title = \ud800 \u202e é \n")]
    assert [repr(event) for event in read_journal(write(tmp_path / "deep" / "journal.jsonl", events))] == [
        repr(event) for event in [*_plain(events)]
    ]


def _plain(events: list[Event]) -> list[Event]:
    return [from_json(json.loads(json.dumps(to_json(event)))) for event in events]


def test_what_was_judged_is_on_disk_before_the_journal_is_closed(tmp_path: Path) -> None:
    """A line can be read as soon as it was appended, as it must after a crash."""
    journal = Journal(tmp_path / "journal.jsonl")
    journal.append(started())
    journal.append(judged("crash"))
    assert len(list(read_journal(tmp_path / "journal.jsonl"))) == 2
    journal.close()


def test_a_last_line_that_was_cut_short_is_passed_over(tmp_path: Path) -> None:
    """The events before a line that a crash cut in two are all there."""
    path = write(tmp_path / "journal.jsonl", run())
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    assert len(list(read_journal(path))) == len(run()) - 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{broken", "no line of JSON"),
        ('{"event": "unheard-of"}', "no event of this version"),
        ('{"event": "unit-started", "target": "t"}', "no event of this version"),
        ("[1, 2]", "no event of this version"),
        ("7", "no event of this version"),
    ],
)
def test_a_broken_line_in_the_middle_is_named_with_its_remedy(tmp_path: Path, line: str, said: str) -> None:
    """A line that is no event gives an error with file, line and what to do."""
    path = write(tmp_path / "journal.jsonl", run())
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], line, *lines[1:]]) + "\n")
    with pytest.raises(UnreadableInputError, match=said) as caught:
        list(read_journal(path))
    assert (caught.value.file, caught.value.line) == (path, 2)
    assert "--resume" in caught.value.remedy


def test_a_journal_that_is_not_there_gives_a_remedy(tmp_path: Path) -> None:
    """Resuming where nothing was begun says to run without --resume."""
    with pytest.raises(UnreadableInputError, match="without --resume"):
        list(read_journal(tmp_path / "none.jsonl"))


def test_finished_units_are_those_with_an_end(tmp_path: Path) -> None:
    """A unit that began and did not end is not finished."""
    events = [started(), *unit("boundaries"), UnitStarted(TARGET, LEND, "state"), judged("crash", phase="state")]
    assert finished_units(events) == {(TARGET, LEND, "boundaries")}


def test_resuming_gives_the_report_of_an_uninterrupted_run(tmp_path: Path) -> None:
    """Whatever line the first run stopped at, the rest done again gives the same report, and counts nothing twice."""
    whole, path = report(run()), tmp_path / "journal.jsonl"
    for stop in range(2, len(run())):
        write(path, run()[:stop])
        done = keep_finished(path)
        with Journal(path, resume=True) as journal:
            for event in [
                *(event for part in units() if not finished_units(part) <= done for event in part),
                run()[-1],
            ]:
                journal.append(event)
        assert report(list(read_journal(path))) == whole, f"stopped after event {stop}"


def test_a_rewritten_journal_holds_the_header_and_finished_units_alone(tmp_path: Path) -> None:
    """Events of an unfinished unit, and the end of the interrupted run, are gone; what is whole stays as it was."""
    first, second = units()[:2]
    path = write(tmp_path / "journal.jsonl", [started(), *first, *second[:-1], run()[-1]])
    lines = path.read_bytes().splitlines()
    assert keep_finished(path) == {(TARGET, LEND, "boundaries")}
    # What is known of an operation is told by each of its units.
    assert path.read_bytes().splitlines() == lines[: 2 + len(first)]
    assert [file.name for file in tmp_path.iterdir()] == ["journal.jsonl"]


def test_interleaved_units_of_workers_are_told_apart(tmp_path: Path) -> None:
    """Lines of a finished and of an unfinished unit may alternate; only the finished one's stay."""
    first, begin, *judgements, end = unit("boundaries", judged("crash"), judged("conforms"))
    other = [UnitStarted(TARGET, LEND, "state"), judged("crash", phase="state"), judged("crash", phase="state")]
    mixed = [first, begin, other[0], judgements[0], other[1], judgements[1], other[2], end]
    keep_finished(write(tmp_path / "journal.jsonl", [started(), *mixed]))
    kept = list(read_journal(tmp_path / "journal.jsonl"))
    assert isinstance(kept[0], RunStarted)
    assert [event.phase for event in kept if isinstance(event, CaseJudged)] == ["boundaries"] * 2


def test_a_file_that_is_no_journal_is_left_alone(tmp_path: Path) -> None:
    """Rewriting refuses a file that doesn't begin with the start of a run, and doesn't touch it."""
    path = write(tmp_path / "journal.jsonl", run()[1:])
    before = path.read_bytes()
    with pytest.raises(UnreadableInputError, match="start of a run"):
        keep_finished(path)
    assert path.read_bytes() == before


def test_rewriting_takes_memory_for_units_and_not_for_cases(tmp_path: Path) -> None:
    """A journal of several megabytes is rewritten in a fraction of its size."""
    request = {"Days": 31, "Title": "x" * 2000}
    path = write(tmp_path / "journal.jsonl", [started(), *unit("boundaries", *[divergence(request)] * 1500)])
    tracemalloc.start()
    keep_finished(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert path.stat().st_size > 5_000_000
    assert peak < 1_000_000


@pytest.mark.parametrize("path", ["/dev/full", "/dev/null/journal.jsonl"])
def test_a_disk_that_takes_no_more_is_said_with_its_remedy(path: str) -> None:
    """A full disk, or a folder that can't be made, gives an error of Fencepost's own with what to do."""
    with pytest.raises(FencepostError, match=r"journal can't be written[^\n]*\n +Free some space"):
        _fill(path)


def _fill(path: str) -> None:
    with Journal(path) as journal:
        journal.append(started())


def test_a_full_disk_leaves_the_old_journal_when_rewriting(tmp_path: Path) -> None:
    """Where the new file can't be written, the old one stands."""
    path = write(tmp_path / "journal.jsonl", run())
    before = path.read_bytes()
    (tmp_path / "journal.jsonl.part").symlink_to("/dev/full")
    with pytest.raises(FencepostError, match="Free some space"):
        keep_finished(path)
    assert path.read_bytes() == before
