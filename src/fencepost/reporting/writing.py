"""Files written in one step: a reader sees the old one or the new one, never half of one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from fencepost.reporting.journal import unwritable


@contextlib.contextmanager
def whole_file(path: str | Path, what: str, **remedy: str) -> Iterator[TextIO]:
    """A stream whose text takes the file's place at the end of the block; `what` is how errors call the file.

    Raises UsageError, with the remedy (`remedy` replaces the usual one), where the file can't be written or the disk is
    full; the old file then stays.
    """
    file = Path(path)
    part = file.with_name(file.name + ".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8") as out:
            yield out
        part.replace(file)
    except OSError as error:
        _discard(part)
        raise unwritable(file, what, error, **remedy) from error
    except BaseException:
        _discard(part)
        raise


def _discard(part: Path) -> None:
    with contextlib.suppress(OSError):
        part.unlink(missing_ok=True)
