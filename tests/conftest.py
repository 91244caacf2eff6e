"""What all tests share: the place of the documentation pages, and a guard against the world outside."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

#: Runs pytest on projects of a test's own.
pytest_plugins = ["pytester"]

REPOSITORY = Path(__file__).resolve().parents[1]
PAGES = REPOSITORY.parent / "shared" / "pages"

# Nothing of the machine's own configuration may matter, and nobody's credentials may be found.
for name in [name for name in os.environ if name.startswith("AWS_") or name.lower().endswith("_proxy")]:
    del os.environ[name]
os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
os.environ["AWS_CONFIG_FILE"] = os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull


@pytest.fixture(scope="session")
def pages() -> Path:
    """The folder of the five documentation pages; tests that need it are skipped where it is absent."""
    if not PAGES.is_dir():
        pytest.skip("the documentation pages are not here; they are not part of the project")
    return PAGES


@pytest.fixture(autouse=True)
def _no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails a test that tries to reach an address off this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else None
        if isinstance(host, str) and host not in ("127.0.0.1", "::1", "localhost"):
            pytest.fail(f"a test tried to reach {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)
