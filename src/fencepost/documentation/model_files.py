"""Service models as files: found in botocore's layout, read within bounds, and checked before they are used."""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from botocore.exceptions import DataNotFoundError, UnknownServiceError
from botocore.loaders import Loader

from fencepost.errors import UnreadableInputError
from fencepost.nearest import nearest

_KIND = "service-2"
#: AWS's largest model has 12 MB once unpacked, and its longest text 83,000 characters.
_LARGEST, _LONGEST_TEXT = 100_000_000, 1_000_000
_REMEDY = "Take the model anew from where it was published, or leave out --models to read botocore's own."
_SERVICE_REMEDY = "Name a service as botocore does, and an operation as in sqs.CreateQueue."
#: Contracts are files by the names of their operations, so a name mustn't lead anywhere else.
_OPERATION = re.compile(r"[A-Za-z]\w{0,127}", re.ASCII)
_TYPES = frozenset(
    "structure list map string character integer short byte long biginteger float double bigdecimal boolean blob "
    "timestamp".split()
)


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A service model that was read and checked; `sha256` is that of its JSON, unpacked."""

    service: str
    path: Path
    sha256: str
    shapes: Mapping[str, Mapping[str, Any]]
    operations: Mapping[str, Mapping[str, Any]]


def services(models: Path | None = None) -> list[str]:
    """The services that have a model, by botocore's names, in alphabetical order."""
    return sorted(_loader(models).list_available_services(_KIND))


def model_file(service: str, models: Path | None = None) -> ModelFile:
    """The newest model of a service. Raises UnreadableInputError where there is none, or where it is broken."""
    path = _path(service, models)
    content = _content(path)
    document = _document(content, path)
    problem = next(_problems(document), None)
    if problem:
        raise UnreadableInputError(problem, file=path, remedy=_REMEDY)
    digest = hashlib.sha256(content).hexdigest()
    return ModelFile(service, path, digest, document["shapes"], document["operations"])


def unknown(kind: str, name: str, known: Iterable[str], remedy: str) -> UnreadableInputError:
    """The error for a name that nothing bears, with the nearest one that something does."""
    return UnreadableInputError(f"no {kind} is called {name!r}", remedy=f"{nearest(name, known)}{remedy}")


@lru_cache(maxsize=8)
def _loader(models: Path | None) -> Loader:
    return Loader(extra_search_paths=[str(models)] if models else None)


def _path(service: str, models: Path | None) -> Path:
    loader = _loader(models)
    try:
        version = str(loader.determine_latest_version(service, _KIND))
    except (UnknownServiceError, DataNotFoundError):
        remedy = _SERVICE_REMEDY
        raise unknown("service", service, services(models), remedy) from None
    folders: list[str] = loader.search_paths
    for folder in folders:
        for ending in (".json", ".json.gz"):
            path = Path(folder) / service / version / f"{_KIND}{ending}"
            if path.is_file():
                return path
    raise unknown("service", service, services(models), _SERVICE_REMEDY)


def _content(path: Path) -> bytes:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
            content: bytes = stream.read(_LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        problem = f"the model can't be read: {getattr(error, 'strerror', None) or error}"
        raise UnreadableInputError(problem, file=path, remedy=_REMEDY) from error
    if len(content) > _LARGEST:
        problem = f"the model has more than {_LARGEST:,} bytes"
        raise UnreadableInputError(problem, file=path, remedy=_REMEDY)
    return content


def _document(content: bytes, path: Path) -> dict[str, Any]:
    try:
        document: dict[str, Any] = json.loads(content, parse_constant=_no_constant)
        if b"\\ud" in content.lower():
            json.dumps(document, ensure_ascii=False).encode()  # half of a pair of surrogates can't be written down
    except json.JSONDecodeError as error:
        problem = f"the model is no JSON: {error.msg} (column {error.colno})"
        raise UnreadableInputError(problem, file=path, line=error.lineno, remedy=_REMEDY) from error
    except (UnicodeDecodeError, ValueError) as error:
        raise UnreadableInputError(f"the model is no JSON: {error}", file=path, remedy=_REMEDY) from error
    except RecursionError as error:
        raise UnreadableInputError("the model is nested too deeply", file=path, remedy=_REMEDY) from error
    return document


def _no_constant(word: str) -> None:
    """JSON has neither NaN nor Infinity, though Python reads both."""
    raise ValueError(f"{word} is no number")


def _problems(document: Any) -> Iterator[str]:
    """What keeps a document from being a service model, in plain words."""
    if not isinstance(document, dict):
        yield "the model is no JSON object"
        return
    for part in ("shapes", "operations"):
        found = document.get(part)
        if not isinstance(found, dict) or not all(isinstance(one, dict) for one in found.values()):
            yield f"the model has no {part!r}, an object of objects"
            return
    shapes = document["shapes"]
    for name, shape in shapes.items():
        yield from (f"shape {name}: {problem}" for problem in _shape_problems(shape, shapes))
    for name, operation in document["operations"].items():
        if not _OPERATION.fullmatch(name):
            yield f"{name!r} is no name of an operation"
        yield from (f"operation {name}: {problem}" for problem in _operation_problems(operation, shapes))


def _shape_problems(shape: Mapping[str, Any], shapes: Mapping[str, Any]) -> Iterator[str]:
    kind = shape.get("type")
    if not isinstance(kind, str) or kind not in _TYPES:
        yield f"its type is {kind!r}, which is none of botocore's"
        return
    yield from _trait_problems(shape)
    if kind == "structure":
        members = shape.get("members", {})
        if not isinstance(members, dict):
            yield "its members are no object"
            return
        if any(not name or any(mark in name for mark in "[]{}.\0") for name in members):
            yield "the name of a member holds brackets, braces or dots, or is empty"
        for name, reference in members.items():
            yield from (f"member {name}: {problem}" for problem in _reference_problems(reference, shapes))
    for part in {"list": ("member",), "map": ("key", "value")}.get(kind, ()):
        yield from (f"{part}: {problem}" for problem in _reference_problems(shape.get(part), shapes))


def _operation_problems(operation: Mapping[str, Any], shapes: Mapping[str, Any]) -> Iterator[str]:
    yield from _text_problems(operation)
    for part in ("input", "output"):
        reference = operation.get(part)
        if reference is None:
            continue
        yield from (f"{part}: {problem}" for problem in _reference_problems(reference, shapes))
        if isinstance(reference, dict) and shapes.get(str(reference.get("shape")), {}).get("type") != "structure":
            yield f"its {part} is no structure"
    errors = operation.get("errors", [])
    if not isinstance(errors, list):
        yield "its errors are no list"
        return
    for reference in errors:
        yield from (f"errors: {problem}" for problem in _reference_problems(reference, shapes))


def _reference_problems(reference: Any, shapes: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(reference, dict) or not isinstance(reference.get("shape"), str):
        yield "it names no shape"
    elif reference["shape"] not in shapes:
        yield f"the shape {reference['shape']!r} is missing"
    else:
        yield from _trait_problems(reference)


def _trait_problems(facts: Mapping[str, Any]) -> Iterator[str]:
    yield from _text_problems(facts)
    for name in ("min", "max"):
        if name in facts and not _is_number(facts[name]):
            yield f"its {name} is no number"
    if not isinstance(facts.get("pattern", ""), str):
        yield "its pattern is no string"
    for name in ("enum", "required"):
        listed = facts.get(name, [])
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            yield f"its {name} is no list of strings"
    error = facts.get("error")
    if error is not None and not (isinstance(error, dict) and isinstance(error.get("httpStatusCode", 0), int)):
        yield "its error has no status that is a number"


def _is_number(value: Any) -> bool:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole or (isinstance(value, float) and math.isfinite(value))


def _text_problems(facts: Mapping[str, Any]) -> Iterator[str]:
    text = facts.get("documentation")
    if text is not None and not isinstance(text, str):
        yield "its documentation is no text"
    elif text and len(text) > _LONGEST_TEXT:
        yield f"its documentation has {len(text):,} characters, and no text of AWS has more than {_LONGEST_TEXT:,}"
