"""The journal of a run: its events as lines of JSON, so that nothing that was judged is lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from fencepost.campaign.events import Event, RunStarted, UnitFinished, from_json, to_json
from fencepost.errors import FencepostError, UnreadableInputError, UsageError

#: A unit of work: target, operation, phase.
Unit = tuple[str, str, str]

_REMEDY = "Remove the file and run again without --resume, or choose another folder with --output."
_SPACE = "Free some space, or choose another folder with --output; --resume goes on from what the journal holds."
_BY_UNIT = frozenset({"unit-started", "case-judged", "cases-tallied", "unit-finished"})
_BY_OPERATION = frozenset({"operation-started", "constraint-skipped", "operation-probed"})


class Journal:
    """A file to which events are appended, one line each; whole lines are on their way to disk at once.

    A new journal takes the place of an old one, unless `resume` is set: then events go after those that stand there
    (see `keep_finished`). Raises UsageError, with the remedy, where the file can't be written or the disk is full.
    """

    def __init__(self, path: str | Path, *, resume: bool = False) -> None:
        self.path = Path(path)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("a" if resume else "w", encoding="utf-8", buffering=1)
        except OSError as error:
            raise unwritable(self.path, "journal", error) from error

    def append(self, event: Event) -> None:
        """Write one event. After an error the journal takes no more, and what was written before stays readable."""
        line = json.dumps(to_json(event), separators=(",", ":"), default=_plain)
        try:
            self._file.write(line + "\n")
        except OSError as error:
            self.close()
            raise unwritable(self.path, "journal", error) from error

    def close(self) -> None:
        """Close the file. What a full disk refused is given up: `append` has said so."""
        try:
            self._file.close()
        except OSError:
            return

    def __enter__(self) -> Self:
        """The journal itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()


def read_journal(path: str | Path) -> Iterator[Event]:
    """The events of a journal, one at a time.

    A last line that was cut short, as a crash leaves it, is passed over. Raises UnreadableInputError, with the line,
    for any other line that is no event.
    """
    file = Path(path)
    for number, _, document in _lines(file):
        yield _event(document, file, number)


def finished_units(events: Iterable[Event]) -> set[Unit]:
    """The units of work that are complete: (target, operation, phase)."""
    return {(event.target, event.operation, event.phase) for event in events if isinstance(event, UnitFinished)}


def keep_finished(path: str | Path) -> set[Unit]:
    """Rewrite a journal with its header and the events of finished units alone, and give these units.

    The rest is done again, so it must not be counted twice. The file is replaced in one step, and never held in
    memory. Raises UnreadableInputError for a journal that is none, UsageError where it can't be written.
    """
    file = Path(path)
    _check_header(file)
    finished = finished_units(read_journal(file))
    part = file.with_name(file.name + ".part")
    try:
        with part.open("wb") as out:
            out.writelines(_kept(file, finished))
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise unwritable(file, "journal", error) from error
    return finished


def unwritable(path: Path, what: str, error: OSError, remedy: str = _SPACE) -> UsageError:
    """The error for a file that can't be written, with what to do about it."""
    return UsageError(f"{path}: the {what} can't be written: {error.strerror or error}\n  {remedy}")


def _check_header(file: Path) -> None:
    first = next(read_journal(file), None)
    if not isinstance(first, RunStarted):
        raise UnreadableInputError("doesn't begin with the start of a run", file=file, line=1, remedy=_REMEDY)


def _kept(file: Path, finished: set[Unit]) -> Iterator[bytes]:
    operations = {unit[:2] for unit in finished}
    for number, line, document in _lines(file):
        kind, unit = document["event"], _unit(document)
        is_header = number == 1
        is_finished = kind in _BY_UNIT and unit in finished
        is_of_finished = kind in _BY_OPERATION and unit[:2] in operations
        if is_header or is_finished or is_of_finished:
            yield line


def _unit(document: Mapping[str, Any]) -> Unit:
    return document.get("target", ""), document.get("operation", ""), document.get("phase", "")


def _lines(file: Path) -> Iterator[tuple[int, bytes, dict[str, Any]]]:
    """Each line with its number and what it says; a broken one is an error only if another one follows."""
    broken: FencepostError | None = None
    with _opened(file) as lines:
        for number, line in enumerate(lines, start=1):
            if broken:
                raise broken
            try:
                document = json.loads(line)
            except (ValueError, RecursionError) as error:
                broken = UnreadableInputError(f"is no line of JSON: {error}", file=file, line=number, remedy=_REMEDY)
                continue
            yield number, line.rstrip(b"\r\n") + b"\n", document


def _opened(file: Path) -> IO[bytes]:
    try:
        return file.open("rb")
    except OSError as error:
        problem = f"the journal can't be read: {error.strerror or error}"
        raise UnreadableInputError(problem, file=file, remedy="Run without --resume first.") from error


def _event(document: Any, file: Path, number: int) -> Event:
    try:
        return from_json(document)
    except (KeyError, TypeError, ValueError) as error:
        problem = f"is no event of this version ({type(error).__name__}: {error})"
        raise UnreadableInputError(problem, file=file, line=number, remedy=_REMEDY) from error


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is nothing that a journal can hold")
