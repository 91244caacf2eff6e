"""What a target in this process warns of, logs, and fails with behind the scenes, kept away from whoever watches."""

from __future__ import annotations

import logging
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def silenced() -> Iterator[None]:
    """Drops warnings, log records and the tracebacks of background threads for the time being.

    On a terminal they would stand between the progress.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logged, told = logging.root.manager.disable, threading.excepthook
        logging.disable(logging.CRITICAL)
        threading.excepthook = _ignored
        try:
            yield
        finally:
            logging.disable(logged)
            threading.excepthook = told


def _ignored(_: threading.ExceptHookArgs) -> None:
    """A thread of the target's own failed: what that does to its answers is judged there."""
