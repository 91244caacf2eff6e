"""Fencepost's own implementation of the documented operations, as a target."""

from __future__ import annotations

from fencepost.targets.wsgi import Application, WsgiTarget
from fencepost.version import __version__


class ReferenceTarget(WsgiTarget):
    """The reference in this process. A fresh instance is its clean state."""

    def __init__(self, *, timeout: float = 10.0, limit: int = 4 << 20) -> None:
        super().__init__(_make, "reference", timeout=timeout, limit=limit)
        self.version = __version__


def _make() -> Application:
    from fencepost.reference import Reference  # noqa: PLC0415 - nothing else of Fencepost may see it

    return Reference()
