"""Operations drawn over all of botocore's services and protocols, and the page that boto3 writes of each."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from boto3.docs.client import Boto3ClientDocumenter
from botocore import xform_name
from botocore.docs.bcdoc.restdoc import DocumentStructure
from botocore.exceptions import DataNotFoundError, UnknownServiceError
from botocore.session import Session, get_session
from botocore.utils import get_service_module_name

#: A service's name and an operation's.
Name = tuple[str, str]


def draw(seed: str, per_protocol: int) -> dict[str, list[Name]]:
    """One operation of each service, and so many more of each protocol, by protocol; the seed says which.

    What is drawn of one service doesn't depend on the others, so that a newer botocore changes little. Operations whose
    request is a stream of events have no page.
    """
    found: dict[str, list[Name]] = defaultdict(list)
    rest: dict[str, list[Name]] = defaultdict(list)
    for service in _session().get_available_services():
        model = _session().get_service_model(service)
        protocol = model.metadata.get("protocols", [model.metadata["protocol"]])[0]
        names = [name for name in model.operation_names if not model.operation_model(name).get_event_stream_input()]
        first, *others = sorted(((service, name) for name in names), key=lambda name: _rank(seed, name))
        found[protocol].append(first)
        rest[protocol] += others
    for protocol, names in rest.items():
        found[protocol] += sorted(names, key=lambda name: _rank(seed, name))[:per_protocol]
    return {protocol: sorted(names) for protocol, names in sorted(found.items())}


def write_page(name: Name, folder: Path) -> Path:
    """The RST page of one operation, as boto3's own generator writes it; no client is made, nothing is sent."""
    service, operation = name
    model = _session().get_service_model(service)
    method = xform_name(operation)
    client = type(get_service_module_name(model), (), {})()
    client.meta = SimpleNamespace(
        service_model=model,
        method_to_api_mapping={method: operation},
        events=_session().get_component("event_emitter"),
    )
    documenter = Boto3ClientDocumenter(client, str(folder), _examples(service))
    structure = DocumentStructure(method, target="html")
    documenter._add_client_method(structure, method, None)
    structure.write_to_file(str(folder), f"{service}.{operation}")
    return folder / f"{service}.{operation}.rst"


def _rank(seed: str, name: Name) -> str:
    return hashlib.sha256(f"{seed} {name[0]}.{name[1]}".encode()).hexdigest()


@cache
def _session() -> Session:
    return get_session()


def _examples(service: str) -> dict[str, object]:
    try:
        loaded = _session().get_component("data_loader").load_service_model(service, "examples-1")
    except (DataNotFoundError, UnknownServiceError):
        return {}
    found: dict[str, object] = loaded["examples"]
    return found
