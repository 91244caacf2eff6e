"""Where a request would go at AWS: host, path, and what it is signed for, from the rules that clients follow.

Emulators in process choose a service by its host, and others by the scope of the credential. Nothing is sent there.
The rules are botocore's own, for the partition `aws` and the region us-east-1; rules that a request doesn't satisfy
(they ask for a valid ARN, say) fall back to the service's own host, so that the request can be sent all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import BotoCoreError
from botocore.handlers import BUILTIN_HANDLERS
from botocore.hooks import HierarchicalEmitter
from botocore.regions import EndpointResolver, EndpointResolverBuiltins, EndpointRulesetResolver

from fencepost.protocols.models import loader_of, service_model_of

#: Every emulator knows this region, and global services are signed for it.
REGION = "us-east-1"
#: Endpoints that depend on the request are kept for this many of its values.
_KEPT = 512
_DATE = "20260101"
_AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=test/{date}/{region}/{name}/aws4_request, "
    "SignedHeaders=host;x-amz-date, Signature={signature}"
)
#: What a client knows beside the request, as boto3 has it by default in us-east-1.
_KNOWN: Mapping[Any, Any] = {
    EndpointResolverBuiltins.AWS_REGION: REGION,
    EndpointResolverBuiltins.AWS_USE_FIPS: False,
    EndpointResolverBuiltins.AWS_USE_DUALSTACK: False,
    EndpointResolverBuiltins.AWS_STS_USE_GLOBAL_ENDPOINT: False,
    EndpointResolverBuiltins.AWS_S3_USE_GLOBAL_ENDPOINT: True,
    EndpointResolverBuiltins.AWS_S3_ACCELERATE: False,
    EndpointResolverBuiltins.AWS_S3_FORCE_PATH_STYLE: False,
    EndpointResolverBuiltins.AWS_S3_USE_ARN_REGION: True,
    EndpointResolverBuiltins.AWS_S3CONTROL_USE_ARN_REGION: False,
    EndpointResolverBuiltins.AWS_S3_DISABLE_MRAP: False,
    EndpointResolverBuiltins.ACCOUNT_ID_ENDPOINT_MODE: "preferred",
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a request goes: the host, the path before the operation's own, and the headers that every request carries.

    These headers name the service and the region that the request is signed for, in the scope of a credential.
    """

    host: str
    path: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=1024)
def host_of(service: str, models: Path | None = None) -> str:
    """The hostname of a service in us-east-1: from its endpoint rules, else from botocore's list of endpoints."""
    loader = loader_of(models)
    try:
        rules = loader.load_service_model(service, "endpoint-rule-set-1")
        provider = EndpointProvider(rules, _data("partitions"))
        url = provider.resolve_endpoint(Region=REGION, UseDualStack=False, UseFIPS=False).url
    except BotoCoreError:
        # Rules that need a member of the request (an ARN, say), or a model without rules.
        prefix = service_model_of(service, models).endpoint_prefix
        endpoint = EndpointResolver(_data("endpoints")).construct_endpoint(prefix, REGION)
        return str(endpoint["hostname"]) if endpoint else f"{prefix}.{REGION}.amazonaws.com"
    return urlsplit(str(url)).hostname or ""


def endpoint_of(model: Any, models: Path | None = None) -> Callable[[Mapping[str, Any]], Endpoint]:
    """The function from an operation's members to its endpoint; each is resolved once."""
    resolver = _resolver(str(model.service_model.service_name), models)
    used = [parameter.member_name for parameter in model.context_parameters]

    def resolved(members: Mapping[str, Any]) -> Endpoint:
        return _resolved(resolver, model, members, models)

    if model.operation_context_parameters:
        return resolved
    if not used:
        return _once(resolved)
    return _by_members(resolved, used)


def placed_label(model: Any) -> str | None:
    """The member that begins an operation's path and that the endpoint's rules place instead (S3's bucket), if any.

    Clients take it out of the path, since the rules say whether it stands in the host or in the path.
    """
    first = str(model.http.get("requestUri", "/")).partition("?")[0].split("/")[1]
    names = {parameter.member_name for parameter in model.context_parameters}
    if not first.startswith("{") or first.strip("{}") not in names:
        return None
    return first.strip("{}")


def _once(resolved: Callable[[Mapping[str, Any]], Endpoint]) -> Callable[[Mapping[str, Any]], Endpoint]:
    found: list[Endpoint] = []

    def known(_: Mapping[str, Any]) -> Endpoint:
        if not found:
            found.append(resolved({}))
        return found[0]

    return known


def _by_members(
    resolved: Callable[[Mapping[str, Any]], Endpoint], used: list[str]
) -> Callable[[Mapping[str, Any]], Endpoint]:
    @lru_cache(maxsize=_KEPT)
    def known(*values: str | None) -> Endpoint:
        given = zip(used, values, strict=True)
        return resolved({name: value for name, value in given if value is not None})

    def by_value(members: Mapping[str, Any]) -> Endpoint:
        # Rules are about text; what isn't text (a wrong type on purpose) has no say in them.
        return known(*(value if isinstance(value := members.get(name), str) else None for name in used))

    return by_value


@lru_cache(maxsize=4)
def _data(name: str) -> Any:
    """What botocore knows of all services together."""
    return loader_of().load_data(name)


@lru_cache(maxsize=16)
def _resolver(service: str, models: Path | None) -> EndpointRulesetResolver | None:
    loader = loader_of(models)
    try:
        rules = loader.load_service_model(service, "endpoint-rule-set-1")
    except BotoCoreError:
        return None
    model = service_model_of(service, models)
    return EndpointRulesetResolver(rules, _data("partitions"), model, dict(_KNOWN), {}, _emitter())


@lru_cache(maxsize=1)
def _emitter() -> HierarchicalEmitter:
    """What botocore's clients do to the rules' inputs for some services (S3's path style), and nothing else."""
    emitter = HierarchicalEmitter()
    for event, handler, *_ in BUILTIN_HANDLERS:
        if event.startswith("before-endpoint-resolution"):
            emitter.register(event, handler)
    return emitter


def _resolved(
    resolver: EndpointRulesetResolver | None, model: Any, members: Mapping[str, Any], models: Path | None
) -> Endpoint:
    service = model.service_model
    name, region = str(service.signing_name), REGION
    found = _by_rules(resolver, model, members)
    if found is None:
        return Endpoint(host_of(service.service_name, models), "", _headers(name, region))
    for scheme in found.properties.get("authSchemes", ())[:1]:
        name, region = scheme.get("signingName", name), scheme.get("signingRegion", region)
    url = urlsplit(str(found.url))
    return Endpoint(url.netloc, url.path.rstrip("/"), {**found.headers, **_headers(name, region)})


def _by_rules(resolver: EndpointRulesetResolver | None, model: Any, members: Mapping[str, Any]) -> Any:
    """What the rules say of a request; None where they refuse it, or where there are none."""
    if resolver is None:
        return None
    try:
        return resolver.construct_endpoint(model, dict(members), {})
    except Exception:  # noqa: BLE001 - rules, and the paths that they look up, take only values of the documented type
        return None


def _headers(name: str, region: str) -> dict[str, str]:
    """What every request carries: emulators choose the service and the region by the credential's scope."""
    authorization = _AUTHORIZATION.format(date=_DATE, region=region, name=name, signature="0" * 64)
    return {"User-Agent": "fencepost", "X-Amz-Date": f"{_DATE}T000000Z", "Authorization": authorization}
