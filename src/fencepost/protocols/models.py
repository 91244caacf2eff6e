"""Where an operation's wire facts come from: botocore's models, and a user's own in the same layout."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from botocore.exceptions import DataNotFoundError, UnknownServiceError
from botocore.loaders import Loader
from botocore.model import OperationNotFoundError, ServiceModel

from fencepost.errors import UsageError

#: The protocols that this version can put on the wire, as botocore names them.
SPOKEN = ("rest-xml", "json")


@lru_cache(maxsize=8)
def loader_of(models: Path | None = None) -> Loader:
    """The loader of botocore's data; the folder `models`, in botocore's own layout, comes before it."""
    return Loader(extra_search_paths=[str(models)] if models else None)


@lru_cache(maxsize=64)
def service_model_of(service: str, models: Path | None = None) -> Any:
    """The model of a service by botocore's name for it. Raises UsageError, naming the nearest known service."""
    loader = loader_of(models)
    try:
        description = loader.load_service_model(service, "service-2")
    except (UnknownServiceError, DataNotFoundError):
        known = loader.list_available_services("service-2")
        raise UsageError(_unknown("service", service, known, "Name a service as botocore does.")) from None
    return ServiceModel(description, service)


def operation_model_of(service: str, operation: str, models: Path | None = None) -> Any:
    """The model of an operation by its API name (`UpdateFunction`). Raises UsageError, naming the nearest one."""
    model = service_model_of(service, models)
    try:
        return model.operation_model(operation)
    except OperationNotFoundError:
        remedy = "Write it as the API does, in CamelCase."
        known = list(model.operation_names)
        raise UsageError(_unknown(f"operation of {service}", operation, known, remedy)) from None


def protocol_of(model: Any) -> str:
    """The first of the protocols that a service lists which is spoken here. Raises UsageError if none is."""
    metadata = model.metadata
    listed = list(metadata.get("protocols") or [metadata.get("protocol")])
    for protocol in listed:
        if protocol in SPOKEN:
            return str(protocol)
    spoken = " and ".join(SPOKEN)
    raise UsageError(
        f"{model.service_name} speaks {', '.join(map(str, listed))}, which this version doesn't.\n"
        f"  It speaks {spoken} (AWS JSON 1.0 and 1.1); choose a service that lists one of these."
    )


def _unknown(kind: str, name: str, known: Iterable[str], remedy: str) -> str:
    lowered = {candidate.lower(): candidate for candidate in known}
    near = difflib.get_close_matches(name.lower(), lowered, n=1, cutoff=0.5)
    guess = f"Did you mean {lowered[near[0]]}? " if near else ""
    return f"no {kind} is called {name!r}\n  {guess}{remedy}"
