"""What goes over the wire and what comes back: the nouns that protocols, targets and the oracle share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class WireRequest:
    """An HTTP request short of the target's address.

    `service` is botocore's service name, `host` the name that AWS's own endpoint has (emulators in process route by
    it; nothing is ever sent there). `path` begins with `/` and carries the query string. `elsewhere` is the path at an
    endpoint that isn't AWS's, where that is another: S3's bucket stands in the path there and not in the host.
    """

    service: str
    host: str
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""
    elsewhere: str | None = None

    @property
    def own_path(self) -> str:
        """The path at an endpoint of one's own, all members that the path holds included."""
        return self.path if self.elsewhere is None else self.elsewhere


@dataclass(frozen=True, slots=True)
class WireResponse:
    """What a target answered: the status, headers with lower-case names, the body, and the seconds it took."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float = 0.0


#: Where the classes of HTTP's statuses begin.
OK, REDIRECT, CLIENT_ERROR, SERVER_ERROR = 200, 300, 400, 500

FailureKind = Literal["timeout", "dropped", "exception", "too-large", "garbage", "blocked", "unreachable"]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no HTTP response.

    `timeout`: no complete answer in time. `dropped`: the connection ended early. `exception`: an in-process target
    raised. `too-large`: more than the limit was sent. `garbage`: not HTTP. `blocked`: the target tried to call out
    and was stopped. `unreachable`: nothing listens there. `detail` is one line without addresses of memory.
    """

    kind: FailureKind
    detail: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A response as the operation's own terms say it, or the failure in its place.

    `members` are JSON values as a contract holds them (blobs as base64, timestamps as RFC 3339), empty for an error;
    `code` and `message` are the error's, None for a success. `problem` says why the body could not be read.
    """

    status: int | None
    code: str | None = None
    message: str | None = None
    members: Mapping[str, Any] = field(default_factory=dict)
    problem: str | None = None
    failure: Failure | None = None

    @property
    def accepted(self) -> bool:
        """A 2xx that doesn't carry an error code."""
        return self.status is not None and OK <= self.status < REDIRECT and self.code is None

    @property
    def refused(self) -> bool:
        """A 4xx, or a 2xx that reports an error in its body."""
        if self.status is None:
            return False
        return CLIENT_ERROR <= self.status < SERVER_ERROR or (self.status < REDIRECT and self.code is not None)

    @property
    def crashed(self) -> bool:
        """A 5xx, or no answer for a reason that is the target's."""
        if self.failure is not None:
            return self.failure.kind not in ("blocked", "unreachable")
        return self.status is not None and self.status >= SERVER_ERROR
