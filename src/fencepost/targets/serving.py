"""The reference on loopback, for boto3 and other clients to talk to."""

from __future__ import annotations

from collections.abc import Callable

HOST = "127.0.0.1"


def serve_reference(port: int, announce: Callable[[str], object]) -> None:
    """Serves a new reference on this port of loopback until it is interrupted; any free port for 0.

    `announce` is told the address once it listens. Raises OSError where the port can't be had.
    """
    from fencepost.reference import Reference, serve  # noqa: PLC0415 - loaded only where it is wanted

    server = serve(HOST, port, Reference())
    announce(f"http://{HOST}:{server.server_port}")
    try:
        server.serve_forever()
    finally:
        server.server_close()
