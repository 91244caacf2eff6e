"""What a protocol can't say, and what can't be read back."""

from __future__ import annotations

from fencepost.errors import FencepostError


class Inexpressible(FencepostError):  # noqa: N818 - not a fault of anybody's: a fact about the protocol
    """A value that has no form on the wire. `member` is its path as far as known, `reason` a short phrase.

    A campaign lists the case under the reason `inexpressible-on-wire` and goes on.
    """

    def __init__(self, reason: str, *, member: str = "") -> None:
        super().__init__(f"{member}: {reason}" if member else reason)
        self.reason, self.member = reason, member


class UnreadableWireError(FencepostError):
    """A request whose body no server of its protocol could read, so that it has no members."""
