"""What a project says of its runs in its `pyproject.toml`, under `[tool.fencepost]`: defaults for options.

The command line comes first, then this file, then what Fencepost takes by itself. Paths are relative to the file's
folder. That requests may go to AWS itself can't be written here: it must be said each time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fencepost.errors import UnreadableInputError, UsageError
from fencepost.nearest import nearest

FILE, TABLE = "pyproject.toml", "tool.fencepost"


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the table: the option of the command line that it stands for, and what its value must be.

    `option` is the option's name without dashes, in the singular where it may be given several times. `kind` is
    one of `KINDS`, `least` the smallest number, `above` a number that must be exceeded.
    """

    option: str
    kind: str
    about: str
    least: int | None = None
    above: float | None = None


#: Every key, as it is written in the file.
KEYS: Mapping[str, Key] = {
    "targets": Key("target", "texts", "where requests go, as after --target"),
    "operations": Key("operations", "texts", "operations and services that are exercised"),
    "phases": Key("phase", "texts", "the only phases of a run"),
    "seed": Key("seed", "whole", "the same seed gives the same cases"),
    "examples": Key("examples", "whole", "random cases per operation and target", least=0),
    "cases": Key("cases", "whole", "cases on each side of a constraint", least=1),
    "workers": Key("workers", "whole", "processes of a run", least=1),
    "time": Key("time", "number", "seconds after which a run stops", above=0),
    "timeout": Key("timeout", "number", "seconds an answer may take", above=0),
    "contracts": Key("contracts", "folders", "folders of your own contracts"),
    "strategies": Key("strategies", "folders", "folders of your strategies"),
    "models": Key("models", "folder", "service models in botocore's layout"),
    "baseline": Key("baseline", "path", "the findings that are accepted for now"),
    "errata": Key("errata", "paths", "promises of the documentation that you know to be wrong"),
    "formats": Key("format", "texts", "reports that a run writes beside report.json"),
    "output": Key("output", "path", "the folder that a run writes to"),
    "reset_url": Key("reset_url", "text", "a POST there empties the endpoint"),
    "ca_bundle": Key("ca_bundle", "path", "certificates to trust at an https target"),
    "profile": Key("profile", "text", "sign requests with this AWS profile's credentials"),
}


@dataclass(frozen=True, slots=True)
class Configuration:
    """The values of a project's table by key, paths absolute; `file` is where they stand, None where nothing does."""

    values: Mapping[str, Any] = field(default_factory=dict)
    file: Path | None = None

    def options(self) -> dict[str, Any]:
        """The same by the names of options: `targets` is `target`."""
        return {KEYS[name].option: value for name, value in self.values.items()}


def configuration(start: Path | None = None) -> Configuration:
    """The table of the nearest `pyproject.toml` that has one, in a folder (the current one) or any above it.

    Raises UnreadableInputError, with the remedy, for TOML that is broken, an unknown key and a wrong value.
    """
    folder = (start or Path.cwd()).resolve()
    for above in (folder, *folder.parents):
        file = above / FILE
        table = _table(file) if file.is_file() else None
        if table is not None:
            return Configuration({name: _read(name, value, file) for name, value in table.items()}, file)
    return Configuration()


def _table(file: Path) -> Any:
    import tomllib  # noqa: PLC0415 - wanted only where there is a file

    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problem = f"can't be read: {getattr(error, 'strerror', None) or error}"
        raise UnreadableInputError(problem, file=file, remedy="Mend the file: it must be TOML in UTF-8.") from error
    table = document.get("tool", {}).get("fencepost")
    if table is not None and not isinstance(table, dict):
        raise UnreadableInputError(f"{TABLE} is no table", file=file, remedy=f"Write [{TABLE}] and keys below it.")
    return table


def checked(name: str, value: Any, folder: Path) -> Any:
    """The value of a key as TOML holds it, made what the key stands for; paths are relative to the folder.

    Raises UsageError, which says what the value must be, for any other.
    """
    key = KEYS[name]
    read, wanted = KINDS[key.kind]
    result = read(value, folder)
    if result is None:
        raise _wrong(key, value, f"must be {wanted}")
    if key.least is not None and result < key.least:
        raise _wrong(key, value, f"must be at least {key.least}")
    if key.above is not None and not result > key.above:
        raise _wrong(key, value, f"must be above {key.above:g}")
    if missing := [path for path in _folders(key, result) if not path.is_dir()]:
        raise _wrong(key, str(missing[0]), "must name a folder that is there")
    return result


def _read(name: str, value: Any, file: Path) -> Any:
    if name not in KEYS:
        raise _unknown(name, file)
    try:
        return checked(name, value, file.parent)
    except UsageError as error:
        problem, _, remedy = str(error).partition("\n  ")
        raise UnreadableInputError(f"{TABLE}.{name} {problem}", file=file, remedy=remedy) from None


def _unknown(name: str, file: Path) -> UnreadableInputError:
    # People write a key as its option: `reset-url`, `target`.
    written = name.replace("-", "_")
    same = [key for key, facts in KEYS.items() if written in (key, facts.option)]
    guess = f"Did you mean {same[0]}? " if same else nearest(written, KEYS)
    remedy = f"{guess}There are: {', '.join(KEYS)}."
    return UnreadableInputError(f"{TABLE} has no key {name!r}", file=file, remedy=remedy)


def _wrong(key: Key, value: Any, problem: str) -> UsageError:
    return UsageError(f"{problem}; it is {value!r}\n  It says: {key.about}.")


def _folders(key: Key, value: Any) -> list[Path]:
    if key.kind == "folder":
        return [value]
    return list(value) if key.kind == "folders" else []


# Readers of values: None for one of another type


def _text(value: Any, _folder: Path) -> str | None:
    return value if isinstance(value, str) and value else None


def _texts(value: Any, _folder: Path) -> list[str] | None:
    right = isinstance(value, list) and all(isinstance(one, str) and one for one in value)
    return value if right else None


def _whole(value: Any, _folder: Path) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _number(value: Any, _folder: Path) -> float | None:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _path(value: Any, folder: Path) -> Path | None:
    return folder / Path(value).expanduser() if isinstance(value, str) and value else None


def _paths(value: Any, folder: Path) -> list[Path] | None:
    texts = _texts(value, folder)
    return None if texts is None else [folder / Path(one).expanduser() for one in texts]


#: How a value of each kind is read, and what it must be, in words.
KINDS: Mapping[str, tuple[Callable[[Any, Path], Any], str]] = {
    "text": (_text, "a text"),
    "texts": (_texts, "a list of texts"),
    "whole": (_whole, "a whole number"),
    "number": (_number, "a number"),
    "path": (_path, "a path"),
    "folder": (_path, "a path"),
    "paths": (_paths, "a list of paths"),
    "folders": (_paths, "a list of paths"),
}
