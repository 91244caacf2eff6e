"""The few errors that Fencepost raises; each says what to do next."""

from __future__ import annotations

from pathlib import Path


class FencepostError(Exception):
    """The root of everything that Fencepost raises on purpose. `exit_status` is the command line's."""

    exit_status = 2


class UnreadableInputError(FencepostError):
    """A page, contract, report or model that can't be read: says the file, the line where known, and the remedy."""

    def __init__(self, problem: str, *, file: str | Path | None = None, line: int | None = None, remedy: str) -> None:
        where = f"{file}:{line}: " if file and line else f"{file}: " if file else ""
        super().__init__(f"{where}{problem}\n  {remedy}")
        self.file, self.line, self.problem, self.remedy = file, line, problem, remedy


class UsageError(FencepostError):
    """A command or a call that can't be carried out as it was given."""


class TargetError(FencepostError):
    """A target that can't be reached or can't be started."""

    exit_status = 3
