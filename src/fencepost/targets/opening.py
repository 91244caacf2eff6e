"""From what a user writes after `--target` to a target."""

from __future__ import annotations

from pathlib import Path

from fencepost.errors import UsageError
from fencepost.targets.address import address_of
from fencepost.targets.endpoint import EndpointTarget
from fencepost.targets.moto import MotoTarget
from fencepost.targets.reference import ReferenceTarget
from fencepost.targets.signing import Signer
from fencepost.targets.target import Target
from fencepost.targets.wsgi import Application, WsgiTarget, imported_application

_FORMS = (
    "moto                       moto in this process\n"
    "  reference                  Fencepost's own implementation of the documented operations\n"
    "  http://host:port           an endpoint; https:// as well\n"
    "  wsgi:package.module:app    a WSGI application in this process; app() for a factory"
)


def open_target(
    spec: str | Application,
    *,
    timeout: float = 10.0,
    limit: int = 4 << 20,
    ca_bundle: Path | None = None,
    profile: str | None = None,
    accept_real_aws: bool = False,
) -> Target:
    """The target that a spec names; a WSGI application may stand in its place.

    `timeout` is in seconds for a whole exchange, `limit` in bytes for a body. `ca_bundle`, `profile` (whose credentials
    then sign requests for real) and `accept_real_aws` are for endpoints alone. Raises UsageError for a spec that names
    no target, and for AWS's own hosts unless they are accepted.
    """
    if not isinstance(spec, str):
        application = spec
        return WsgiTarget(lambda: application, "wsgi", fresh=False, timeout=timeout, limit=limit)
    if spec.startswith(("http://", "https://")):
        address = address_of(spec, accept_real_aws=accept_real_aws)
        signer = Signer(profile) if profile else None
        return EndpointTarget(address, timeout=timeout, limit=limit, ca_bundle=ca_bundle, signer=signer)
    if spec == "moto":
        return MotoTarget(timeout=timeout, limit=limit)
    if spec == "reference":
        return ReferenceTarget(timeout=timeout, limit=limit)
    if spec.startswith("wsgi:"):
        make, fresh = imported_application(spec.removeprefix("wsgi:"))
        return WsgiTarget(make, spec, fresh=fresh, timeout=timeout, limit=limit)
    raise _unknown(spec)


def _unknown(spec: str) -> UsageError:
    if spec == "aws":
        return UsageError(
            "AWS itself isn't a target in this version yet\n"
            "  Name an emulator: moto, reference, http://host:port or wsgi:package.module:app."
        )
    shown = spec.rpartition("@")[2]
    return UsageError(f"no target is called {shown!r}; write one of\n  {_FORMS}")
