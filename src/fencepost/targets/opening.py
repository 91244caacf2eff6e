"""From what a user writes after `--target` to a target."""

from __future__ import annotations

import re
from pathlib import Path

from fencepost.errors import UsageError
from fencepost.nearest import nearest
from fencepost.targets.address import address_of, reset_path
from fencepost.targets.aws import AwsTarget
from fencepost.targets.endpoint import EndpointTarget
from fencepost.targets.moto import MotoTarget
from fencepost.targets.reference import ReferenceTarget
from fencepost.targets.signing import Signer
from fencepost.targets.target import Target
from fencepost.targets.wsgi import Application, WsgiTarget, imported_application

#: What lacks only its scheme.
_ADDRESS = re.compile(r"[\w.-]+:\d+(/.*)?")
_FORMS = (
    "moto                       moto in this process\n"
    "  reference                  Fencepost's own implementation of the documented operations\n"
    "  http://host:port           an endpoint; https:// as well\n"
    "  wsgi:package.module:app    a WSGI application in this process; app() for a factory\n"
    "  aws                        AWS itself, with --i-accept-real-aws and --profile"
)


def open_target(
    spec: str | Application,
    *,
    timeout: float = 10.0,
    limit: int = 4 << 20,
    ca_bundle: Path | None = None,
    profile: str | None = None,
    accept_real_aws: bool = False,
    reset_url: str | None = None,
) -> Target:
    """The target that a spec names; a WSGI application may stand in its place.

    `timeout` is in seconds for a whole exchange, `limit` in bytes for a body. `ca_bundle`, `profile` (whose credentials
    then sign requests for real), `accept_real_aws` and `reset_url` (a path at the endpoint, or its URL, to which a POST
    empties it) are for endpoints alone. Raises UsageError for a spec that names no target, and for AWS's own hosts
    unless they are accepted.
    """
    if not isinstance(spec, str):
        application = spec
        return WsgiTarget(lambda: application, "wsgi", fresh=False, timeout=timeout, limit=limit)
    if spec.startswith(("http://", "https://")):
        address = address_of(spec, accept_real_aws=accept_real_aws)
        signer = Signer(profile) if profile else None
        reset = reset_path(reset_url, address) if reset_url else None
        return EndpointTarget(
            address, timeout=timeout, limit=limit, ca_bundle=ca_bundle, signer=signer, reset_path=reset
        )
    if spec == "aws":
        return AwsTarget(accepted=accept_real_aws, profile=profile, timeout=timeout, limit=limit)
    if spec == "moto":
        return MotoTarget(timeout=timeout, limit=limit)
    if spec == "reference":
        return ReferenceTarget(timeout=timeout, limit=limit)
    if spec.startswith("wsgi:"):
        make, fresh = imported_application(spec.removeprefix("wsgi:"))
        return WsgiTarget(make, spec, fresh=fresh, timeout=timeout, limit=limit)
    raise _unknown(spec)


def _unknown(spec: str) -> UsageError:
    shown = spec.rpartition("@")[2]
    guess = f"Did you mean http://{shown}? " if _ADDRESS.fullmatch(shown) else nearest(shown, ("moto", "reference"))
    return UsageError(f"no target is called {shown!r}\n  {guess}Write one of\n  {_FORMS}")
