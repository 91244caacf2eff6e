"""Where the data that travels with Fencepost is found: contracts and strategies."""

from __future__ import annotations

from pathlib import Path

from fencepost.errors import FencepostError

#: The file's own place in a checkout: `<repository>/src/fencepost/content.py`.
_CHECKOUT = Path(__file__).resolve().parents[2]


def content_folder(name: str) -> Path:
    """The folder `name` (`contracts`, `strategies`) that came with Fencepost: the package's first, a checkout's second.

    Raises FencepostError where neither is there, which means that the installation is damaged.
    """
    packaged = Path(__file__).resolve().parent / "_content" / name
    if packaged.is_dir():
        return packaged
    if (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / name).is_dir():
        return _CHECKOUT / name
    message = (
        f"the folder {name!r} that belongs to Fencepost is missing\n  Install Fencepost again: its wheel holds it."
    )
    raise FencepostError(message)


def content_folders(name: str, own: tuple[Path, ...] = ()) -> tuple[Path, ...]:
    """A user's own folders, then the one that came with Fencepost, in the order in which they are searched."""
    return (*own, content_folder(name))
