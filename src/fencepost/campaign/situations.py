"""Finding the situation of an operation in `strategies/<service>.py`, the user's own folders first."""

from __future__ import annotations

import importlib.util
import inspect
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import ModuleType

from fencepost.campaign.inference.situation import inferred
from fencepost.campaign.live import Situation
from fencepost.content import content_folder
from fencepost.errors import UnreadableInputError


def situation_of(operation: str, folders: Sequence[Path] = (), models: Path | None = None) -> type[Situation]:
    """The situation of an operation written as `cloudfront.UpdateFunction`, inferred where nobody wrote one.

    Raises UnreadableInputError where a strategies file can't be loaded.
    """
    service, _, name = operation.partition(".")
    for folder in (*folders, content_folder("strategies")):
        file = folder / f"{service}.py"
        if not file.is_file():
            continue
        found = _situations(file).get(name)
        if found is not None:
            return found
    return inferred(operation, models)


def _situations(file: Path) -> dict[str, type[Situation]]:
    module = _module(file.resolve())
    classes = (value for _, value in inspect.getmembers(module, inspect.isclass))
    return {
        found.operation: found
        for found in classes
        if issubclass(found, Situation) and not inspect.isabstract(found) and found.operation
    }


@cache
def _module(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"fencepost_strategies_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise UnreadableInputError("no Python module", file=file, remedy="Name the file <service>.py.")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        line = error.lineno if isinstance(error, SyntaxError) else _line(error, file)
        raise UnreadableInputError(
            f"the strategies can't be loaded: {type(error).__name__}: {error}",
            file=file,
            line=line,
            remedy="Mend the file; python -c 'import runpy; runpy.run_path(...)' shows where it fails.",
        ) from error
    return module


def _line(error: BaseException, file: Path) -> int | None:
    trace = error.__traceback__
    line = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(file):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
