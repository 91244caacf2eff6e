"""The hostname that AWS has for a service, by which emulators in process choose it. Nothing is sent there."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import BotoCoreError
from botocore.regions import EndpointResolver

from fencepost.protocols.models import loader_of, service_model_of

#: Every emulator knows this region, and global services are signed for it.
REGION = "us-east-1"


@lru_cache(maxsize=64)
def host_of(service: str, models: Path | None = None) -> str:
    """The hostname of a service in us-east-1: from its endpoint rules, else from botocore's list of endpoints."""
    loader = loader_of(models)
    try:
        rules = loader.load_service_model(service, "endpoint-rule-set-1")
        provider = EndpointProvider(rules, loader.load_data("partitions"))
        url = provider.resolve_endpoint(Region=REGION, UseDualStack=False, UseFIPS=False).url
    except BotoCoreError:
        # Rules that need a member of the request (an ARN, say), or a model without rules.
        prefix = service_model_of(service, models).endpoint_prefix
        endpoint = EndpointResolver(loader.load_data("endpoints")).construct_endpoint(prefix, REGION)
        return str(endpoint["hostname"]) if endpoint else f"{prefix}.{REGION}.amazonaws.com"
    return urlsplit(str(url)).hostname or ""
