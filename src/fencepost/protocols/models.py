"""Where an operation's wire facts come from: botocore's models, and a user's own in the same layout."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from botocore.exceptions import DataNotFoundError, UnknownServiceError
from botocore.loaders import Loader
from botocore.model import OperationNotFoundError, ServiceModel
from botocore.utils import PRIORITY_ORDERED_SUPPORTED_PROTOCOLS

from fencepost.errors import UsageError
from fencepost.nearest import nearest

#: The protocols that can be put on the wire, as botocore names them, in the order in which its clients prefer them:
#: where a service lists both, JSON comes before CBOR, which emulators seldom know.
SPOKEN: tuple[str, ...] = tuple(PRIORITY_ORDERED_SUPPORTED_PROTOCOLS)


def loader_of(models: Path | None = None) -> Loader:
    """A loader of botocore's data; the folder `models`, in botocore's own layout, comes before it.

    A loader keeps all that it loads, some megabytes a service: let go of it, and they go too.
    """
    return Loader(extra_search_paths=[str(models)] if models else None)


@lru_cache(maxsize=16)
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
    """The protocol that the installed client speaks with a service: of those listed, the one that it prefers.

    Raises UsageError if the service lists none that is spoken here.
    """
    listed = listed_protocols(model)
    for protocol in SPOKEN:
        if protocol in listed:
            return protocol
    raise UsageError(
        f"{model.service_name} speaks {', '.join(map(str, listed))}, which this version doesn't.\n"
        f"  It speaks {', '.join(SPOKEN)}; choose a service that lists one of these."
    )


def spoken_by(model: Any, protocol: str) -> str:
    """The protocol itself, if a service lists it and it is spoken here. Raises UsageError, naming those it lists."""
    listed = listed_protocols(model)
    if protocol in listed and protocol in SPOKEN:
        return protocol
    raise UsageError(f"{model.service_name} doesn't speak {protocol}.\n  Choose one of {', '.join(listed)}.")


def listed_protocols(model: Any) -> list[str]:
    """The protocols that the model of a service lists, in the model's own order."""
    metadata = model.metadata
    return [str(name) for name in metadata.get("protocols") or [metadata.get("protocol")]]


def _unknown(kind: str, name: str, known: Iterable[str], remedy: str) -> str:
    return f"no {kind} is called {name!r}\n  {nearest(name, known)}{remedy}"
