"""What botocore's clients add to, or take from, every request of some services, by their own handlers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from botocore import handlers

#: The handlers that add headers which are the same for every request of an operation.
_HEADERS: tuple[Callable[..., None], ...] = (
    handlers.add_glacier_version,
    handlers.add_accept_header,
    handlers.inject_api_version_header_if_needed,
)
#: The handlers that keep no more of an identifier than what follows its last slash, since answers give more.
_IDENTIFIERS: tuple[Callable[..., None], ...] = (handlers.fix_route53_ids,)


def usual_headers(model: Any) -> dict[str, str]:
    """The headers that a client adds to every request of an operation, beside those of the protocol."""
    request: dict[str, Any] = {"headers": {}}
    for handler in _registered("before-call", model, _HEADERS):
        handler(model=model, params=request)
    return {str(name): str(value) for name, value in request["headers"].items()}


def shortened_members(model: Any) -> frozenset[str]:
    """The members of which a client sends no more than what follows the last slash."""
    shape = model.input_shape
    texts = [name for name, member in shape.members.items() if member.type_name == "string"] if shape else []
    probe = dict.fromkeys(texts, "before/after")
    for handler in _registered("before-parameter-build", model, _IDENTIFIERS):
        handler(params=probe, model=model)
    return frozenset(name for name, value in probe.items() if value == "after")


def shortened(members: Mapping[str, Any], names: frozenset[str]) -> Mapping[str, Any]:
    """The members as a client sends them; those in `names` without what precedes their last slash."""
    found = {name: value for name in names if isinstance(value := members.get(name), str) and "/" in value}
    return {**members, **{name: value.rpartition("/")[2] for name, value in found.items()}} if found else members


def tokens(model: Any) -> tuple[str, ...]:
    """The members that a client fills in with a value of its own where they are not given."""
    return tuple(str(name) for name in model.idempotent_members)


def _registered(event: str, model: Any, known: tuple[Callable[..., None], ...]) -> list[Callable[..., None]]:
    """Those of the known handlers that a client registers for an event of the operation.

    Events name a service as botocore does, or by its id.
    """
    service = model.service_model
    events = [f"{event}.{name}.{model.name}." for name in (service.service_name, service.service_id.hyphenize())]
    found = (entry for entry in handlers.BUILTIN_HANDLERS if entry[1] in known)
    return [entry[1] for entry in found if any(here.startswith(f"{entry[0]}.") for here in events)]
