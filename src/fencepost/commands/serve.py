"""`fencepost serve`: the reference on loopback."""

from __future__ import annotations

from argparse import Namespace

from fencepost.errors import TargetError
from fencepost.targets import serve_reference


def serve(arguments: Namespace) -> int:
    """Serves the reference on loopback until Ctrl-C."""
    try:
        serve_reference(arguments.port, lambda address: print(f"The reference listens on {address}", flush=True))
    except OSError as error:
        raise TargetError(f"port {arguments.port}: {error.strerror}\n  Choose another one with --port.") from error
    except KeyboardInterrupt:
        pass
    return 0
