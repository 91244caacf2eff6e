"""AWS itself: only for those who say so, with credentials that they name."""

from __future__ import annotations

from fencepost.errors import UsageError
from fencepost.protocols import Failure, WireRequest, WireResponse
from fencepost.targets.address import address_of
from fencepost.targets.endpoint import EndpointTarget
from fencepost.targets.signing import Signer
from fencepost.targets.target import Target


class AwsTarget(Target):
    """AWS's own endpoints, each at its host, with requests signed by a profile's credentials.

    Requests cost money and change real resources: it takes `accepted`, and a `profile`. Raises UsageError without.
    """

    name = "aws"
    shared = True

    def __init__(self, *, accepted: bool, profile: str | None, timeout: float, limit: int) -> None:
        if not accepted:
            raise UsageError(
                "aws is AWS itself\n"
                "  Requests would cost money and change real resources: see them first with --dry-run,\n"
                "  and accept that with --i-accept-real-aws."
            )
        if not profile:
            raise UsageError("aws needs credentials that you choose for it\n  Name them with --profile.")
        self._signer, self._timeout, self._limit = Signer(profile), timeout, limit
        self._hosts: dict[str, EndpointTarget] = {}

    def send(self, wire: WireRequest) -> WireResponse | Failure:
        """The response of the host that the request is for."""
        if wire.host not in self._hosts:
            address = address_of(f"https://{wire.host}", accept_real_aws=True)
            self._hosts[wire.host] = EndpointTarget(
                address, timeout=self._timeout, limit=self._limit, signer=self._signer
            )
        return self._hosts[wire.host].send(wire)

    def reset(self, service: str) -> bool:
        """Nobody empties an account."""
        return False

    def close(self) -> None:
        """Ends the connections."""
        for target in self._hosts.values():
            target.close()
