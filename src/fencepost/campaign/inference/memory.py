"""What was found on a target, so that it need not be searched for again: in the process, and on disk beside it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from importlib import metadata
from pathlib import Path
from typing import Any

from fencepost.campaign.inference import recipe as recipes
from fencepost.campaign.inference.recipe import Recipe
from fencepost.campaign.inference.unreached import Unreached
from fencepost.version import __version__

#: Changes whenever recipes of an earlier form would be misread.
FORMAT = 1


class Memory:
    """Recipes, and the reasons why there is none, by operation. `folder` keeps a file for each; None keeps nothing.

    A file that can't be read is none; one that can't be written is left. Files are written by `keep`, when the search
    for one operation is over with all that it found on its way: one that is broken off starts again from the same.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._known: dict[str, Recipe | Unreached] = {}
        self._unkept: dict[str, Recipe | Unreached] = {}

    def get(self, name: str) -> Recipe | Unreached | None:
        """What is known of an operation; None for nothing."""
        if name not in self._known and self._folder is not None:
            found = _loaded(self._folder / f"{name}.json")
            if found is not None:
                self._known[name] = found
        return self._known.get(name)

    def put(self, name: str, found: Recipe | Unreached, *, lasting: bool = True) -> None:
        """Takes note of what was found, for this process alone where it isn't `lasting`."""
        self._known[name] = found
        if lasting:
            self._unkept[name] = found

    def keep(self) -> None:
        """Writes what lasts to disk."""
        unkept, self._unkept = self._unkept, {}
        if self._folder is not None:
            for name, found in unkept.items():
                _save(self._folder / f"{name}.json", found)

    def forget(self, name: str) -> None:
        """Drops what is known of an operation, since it no longer holds."""
        self._known.pop(name, None)
        if self._folder is not None:
            with contextlib.suppress(OSError):
                (self._folder / f"{name}.json").unlink()


def folder_of(target: str) -> Path:
    """The folder in the user's cache for a target by its name, and for the version of it that is installed, if any."""
    root = os.environ.get("XDG_CACHE_HOME") or ""
    cache = Path(root) if os.path.isabs(root) else Path("~/.cache").expanduser()  # noqa: PTH117 - of a string
    digest = hashlib.sha256(target.encode()).hexdigest()[:8]
    plain = "".join(letter if letter.isalnum() else "-" for letter in target)[:40]
    made_by = f"{plain}-{digest}-{_version(target)}-fencepost-{__version__}-{_state_of_code()}"
    return cache / "fencepost" / "situations" / made_by


def _version(target: str) -> str:
    with contextlib.suppress(metadata.PackageNotFoundError, ValueError):
        return metadata.version(target)
    return "0"


def _state_of_code() -> str:
    """A short text that changes with the code that searches."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    states = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return hashlib.sha256(repr((FORMAT, states)).encode()).hexdigest()[:8]


def _loaded(file: Path) -> Recipe | Unreached | None:
    try:
        document: dict[str, Any] = json.loads(file.read_bytes())
        if "reason" in document:
            return Unreached(str(document["reason"]), str(document["detail"]), int(document["calls"]))
        return recipes.from_json(document)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _save(file: Path, found: Recipe | Unreached) -> None:
    if isinstance(found, Unreached):
        document: dict[str, Any] = {"reason": found.reason, "detail": found.detail, "calls": found.calls}
    else:
        document = recipes.to_json(found)
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        # Several workers may write at once: whoever is last wins, and nobody reads half a file.
        partial = file.with_suffix(f".{os.getpid()}.part")
        partial.write_text(json.dumps(document, separators=(",", ":")), encoding="utf-8")
        partial.replace(file)
