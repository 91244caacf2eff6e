"""The plugin's options, and what they and `[tool.fencepost]` come to."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from fencepost.configuration import KEYS, checked, configuration
from fencepost.errors import FencepostError, UsageError

#: In place of names: those that `[tool.fencepost]` lists.
CONFIGURED = "configured"
#: The keys of `[tool.fencepost]` that have an option here.
_KEYS = (
    "baseline",
    "errata",
    "contracts",
    "strategies",
    "models",
    "seed",
    "examples",
    "cases",
    "timeout",
    "reset_url",
    "ca_bundle",
    "profile",
)
#: What argparse makes of an option's text. Paths stay texts: pytest-xdist sends options to its workers.
_TYPES: Mapping[str, Any] = {"whole": int, "number": float}
_FROM_RUN = ("seed", "examples", "cases", "timeout")


def _settings(key: str) -> dict[str, Any]:
    kind = KEYS[key].kind
    if kind in ("folders", "paths"):
        return {"action": "append", "metavar": "DIR" if kind == "folders" else "FILE", "default": None}
    return {"type": _TYPES.get(kind, str), "default": None, "metavar": "N" if kind in _TYPES else "X"}


#: The options by name, each as pytest's parser takes it, with its help.
OPTIONS: Mapping[str, tuple[dict[str, Any], str]] = {
    "--fencepost": (
        {"action": "append", "metavar": "NAME", "default": None},
        "an operation, a service, OPERATION::CONSTRAINT, or `configured` for those of [tool.fencepost]; repeatable",
    ),
    "--fencepost-target": (
        {"metavar": "T", "default": None},
        "moto, reference, http://…, https://… or wsgi:module:app",
    ),
    **{f"--fencepost-{key.replace('_', '-')}": (_settings(key), KEYS[key].about) for key in _KEYS},
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a session is to do.

    `names` are the operations and services as they were written, `given` the options of the command line by their
    keys, `values` those and the configured ones.
    """

    names: Sequence[str]
    target: str
    given: Mapping[str, Any]
    values: Mapping[str, Any]

    @property
    def contracts(self) -> tuple[Path, ...]:
        """The folders of the user's own contracts."""
        return tuple(self.values.get("contracts", ()))

    @property
    def strategies(self) -> tuple[Path, ...]:
        """The folders of the user's own strategies."""
        return tuple(self.values.get("strategies", ()))

    @property
    def errata(self) -> tuple[Path, ...]:
        """The files of what the documentation gets wrong."""
        return tuple(self.values.get("errata", ()))

    @property
    def models(self) -> Path | None:
        """The folder of the user's own service models."""
        return self.values.get("models")

    @property
    def of_run(self) -> dict[str, Any]:
        """What the options of a run are called by the same names, as far as something was said."""
        return {key: self.values[key] for key in _FROM_RUN if key in self.values}

    @property
    def endpoint(self) -> dict[str, Any]:
        """What an endpoint may need."""
        return {key: self.values[key] for key in ("ca_bundle", "profile", "reset_url") if key in self.values}

    def words(self) -> Iterator[str]:
        """The given options as words of a command line of `fencepost run`; the configured ones are found there too."""
        for key, value in self.given.items():
            if key == "baseline":
                continue
            for one in value if isinstance(value, list) else [value]:
                yield f"--{key.replace('_', '-')} {shlex.quote(str(one))}"


def settings_of(config: pytest.Config) -> Settings:
    """What the command line and `[tool.fencepost]` say. Raises pytest.UsageError for what can't be carried out."""
    try:
        return _settings_of(config)
    except FencepostError as error:
        raise pytest.UsageError(str(error)) from None


def _settings_of(config: pytest.Config) -> Settings:
    here = config.invocation_params.dir
    configured = configuration(here)
    given: dict[str, Any] = {}
    for key in _KEYS:
        value = config.getoption(f"fencepost_{key}")
        if value is not None:
            given[key] = _checked(key, value, here)
    return Settings(
        names=_names(config.getoption("fencepost") or (), configured.values.get("operations", ())),
        target=_target(config.getoption("fencepost_target"), configured.values.get("targets", ())),
        given=given,
        values={**configured.values, **given},
    )


def _checked(key: str, value: Any, here: Path) -> Any:
    try:
        return checked(key, value, here)
    except UsageError as error:
        raise UsageError(f"--fencepost-{key.replace('_', '-')} {error}") from None


def _names(wanted: Sequence[str], configured: Sequence[str]) -> list[str]:
    if CONFIGURED in wanted and not configured:
        raise UsageError(
            f"--fencepost {CONFIGURED}: no operations are configured\n"
            '  List them in pyproject.toml: operations = ["sqs.CreateQueue"] under [tool.fencepost].'
        )
    each = ([*configured] if name == CONFIGURED else [name] for name in wanted)
    return list(dict.fromkeys(name for names in each for name in names))


def _target(wanted: str | None, configured: Sequence[str]) -> str:
    if wanted:
        return wanted
    if len(configured) == 1:
        return configured[0]
    said = "several are configured" if configured else "nothing says where requests go"
    raise UsageError(f"no target: {said}\n  Name it, such as --fencepost-target http://127.0.0.1:4566.")
