"""The names of services and operations, as botocore's data has them."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from botocore import xform_name
from botocore.exceptions import DataNotFoundError, UnknownServiceError
from botocore.loaders import Loader

#: `metadata` stands at the top of a service model; this many bytes hold it.
_HEAD = 16_384
_NAMES = ("serviceAbbreviation", "serviceFullName", "serviceId", "signingName", "endpointPrefix")


def service_name(title: str, operation: str | None = None) -> str:
    """Botocore's name of a service, from the class of a boto3 client or the title of an API Reference.

    `CloudFront`, `AWS CodeDeploy` and `CloudWatchLogs` give `cloudfront`, `codedeploy` and `logs`. Where several
    services bear the title, the one with `operation` (in API or method form) is meant; a service that botocore lacks is
    named by its title in lower case.
    """
    key = _key(title)
    found = _services().get(key, ())
    if len(found) > 1 and operation:
        found = tuple(name for name in found if _has(name, operation)) or found
    return found[0] if found else key


def operation_name(service: str, method: str) -> str:
    """The API's name of the operation behind a client's method: `update_function` gives `UpdateFunction`.

    The service's own model decides; without one, the words of the method are capitalised.
    """
    return operations(service).get(method) or "".join(word[:1].upper() + word[1:] for word in method.split("_"))


@cache
def operations(service: str) -> Mapping[str, str]:
    """The operations of a service by the names of their methods; empty for services that botocore lacks."""
    try:
        model = Loader().load_service_model(service, "service-2")
    except (UnknownServiceError, DataNotFoundError):
        return {}
    return {xform_name(name): name for name in model["operations"]}


def _has(service: str, operation: str) -> bool:
    known = operations(service)
    return operation in known or operation in known.values()


def _key(title: str) -> str:
    """What the spellings of a service's name have in common, as in the names of boto3's client classes."""
    return re.sub(r"\W+|_", "", title.replace("Amazon", "").replace("AWS", "")).lower()


@cache
def _services() -> Mapping[str, tuple[str, ...]]:
    """Every service by the keys of its names: its own name first, then the client's class, then the rest."""
    loader = Loader()
    known = {name: _metadata(loader, name) for name in loader.list_available_services("service-2")}
    found: dict[str, list[str]] = {}
    for field in ("", *_NAMES):
        for name, metadata in known.items():
            names = found.setdefault(_key(metadata.get(field, "") if field else name), [])
            if name not in names:
                names.append(name)
    return {key: tuple(names) for key, names in found.items() if key}


def _metadata(loader: Loader, service: str) -> Mapping[str, Any]:
    """A model's metadata, from its first bytes: to parse every model whole would take many seconds."""
    version = loader.determine_latest_version(service, "service-2")
    for folder in loader.search_paths:
        path = Path(folder) / service / version / "service-2.json"
        for file, opened in ((path, path.open), (path.with_suffix(".json.gz"), None)):
            if file.exists():
                with opened("rb") if opened else gzip.open(file) as stream:
                    return _parsed(stream.read(_HEAD).decode("utf-8", "ignore"))
    return {}


def _parsed(head: str) -> Mapping[str, Any]:
    found = re.search(r'"metadata"\s*:\s*', head)
    if not found:
        return {}
    try:
        metadata: Mapping[str, Any] = json.JSONDecoder().raw_decode(head, found.end())[0]
    except ValueError:
        return {}
    return metadata
