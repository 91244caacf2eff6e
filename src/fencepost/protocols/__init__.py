"""From members to HTTP requests, and from HTTP responses to answers, in the protocols of AWS.

A `Codec` is one operation's way onto the wire and back; botocore's models say where each member stands. The nouns
that targets and the oracle share are `WireRequest`, `WireResponse`, `Failure` and `Answer`.
"""

from __future__ import annotations

from fencepost.protocols.clients import client_sends
from fencepost.protocols.codec import Codec
from fencepost.protocols.endpoints import REGION, host_of
from fencepost.protocols.malformed import Malformed
from fencepost.protocols.models import SPOKEN
from fencepost.protocols.refusals import Inexpressible, UnreadableWireError
from fencepost.protocols.response_places import response_place
from fencepost.protocols.wire import Answer, Failure, FailureKind, WireRequest, WireResponse

__all__ = [
    "REGION",
    "SPOKEN",
    "Answer",
    "Codec",
    "Failure",
    "FailureKind",
    "Inexpressible",
    "Malformed",
    "UnreadableWireError",
    "WireRequest",
    "WireResponse",
    "client_sends",
    "host_of",
    "response_place",
]
