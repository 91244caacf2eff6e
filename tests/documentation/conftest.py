"""What the tests of reading pages share: the given pages, and generated ones, written once per service."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

_GIVEN = Path(__file__).parents[3] / "shared" / "pages"


@pytest.fixture
def given() -> Callable[[str], Path]:
    """The path of one of the given pages, by its file's name; skips where they aren't at hand."""

    def find(name: str) -> Path:
        if not _GIVEN.is_dir():
            pytest.skip(f"the given pages aren't in {_GIVEN}")
        return _GIVEN / name

    return find


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, Path]]:
    """The generated pages of a service, by operation."""
    from .generated import write_pages  # the package may not be imported before pytest has set up its warnings

    @cache
    def write(service: str) -> dict[str, Path]:
        return write_pages(service, tmp_path_factory.mktemp("pages"))

    return write
