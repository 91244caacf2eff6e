"""Where requests go: emulators in this process, and endpoints.

`open_target` makes a `Target` of what a user writes after `--target`; `WsgiTarget` is there for applications that a
test has at hand. Targets in this process run behind a guard that keeps them from calling out.
"""

from __future__ import annotations

from fencepost.targets.address import Address, address_of, is_aws_host
from fencepost.targets.endpoint import EndpointTarget
from fencepost.targets.guard import BlockedCallError
from fencepost.targets.moto import MotoTarget
from fencepost.targets.opening import open_target
from fencepost.targets.reference import ReferenceTarget
from fencepost.targets.serving import serve_reference
from fencepost.targets.silence import silenced
from fencepost.targets.target import Target
from fencepost.targets.unimplemented import says_not_implemented
from fencepost.targets.wsgi import WsgiTarget

__all__ = [
    "Address",
    "BlockedCallError",
    "EndpointTarget",
    "MotoTarget",
    "ReferenceTarget",
    "Target",
    "WsgiTarget",
    "address_of",
    "is_aws_host",
    "open_target",
    "says_not_implemented",
    "serve_reference",
    "silenced",
]
