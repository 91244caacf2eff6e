"""Names of a package that are imported when they are first asked for (PEP 562)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def exporting(modules: Mapping[str, str]) -> Callable[[str], Any]:
    """The `__getattr__` of a package whose names come from these modules; raises AttributeError for any other."""

    def get(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"there is no name {name!r} here")
        return getattr(import_module(modules[name]), name)

    return get
