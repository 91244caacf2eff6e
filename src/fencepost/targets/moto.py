"""moto in this process, without its decorators and without a client."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import metadata
from typing import Any

from fencepost.errors import TargetError
from fencepost.protocols import Failure, WireRequest, WireResponse, host_of
from fencepost.targets.in_process import InProcessTarget, one_line

#: moto's own words for an operation that it has no URL for.
_NOT_YET = "Not yet implemented"


class MotoTarget(InProcessTarget):
    """moto's backends, reached through its stubber; nothing of boto3 is patched, and no credentials are needed.

    An exception is what moto's server would answer with a 500. `timeout` is in seconds per exchange; importing moto
    and a service's backend is not part of it.
    """

    def __init__(self, *, timeout: float = 10.0, limit: int = 4 << 20) -> None:
        super().__init__("moto", timeout=timeout, limit=limit)
        with suppress(metadata.PackageNotFoundError):
            self.version = metadata.version("moto")
        self._process: Callable[[Any], Any] | None = None
        self._request: Callable[..., Any] | None = None

    def reset(self, service: str) -> bool:
        """Empties the backends behind a service's host, in every account and region, and no other service's."""
        self._once(lambda: _reset(service))
        return True

    def prepare(self) -> None:
        """Imports moto's core."""
        with suppress(ImportError):
            self._import()

    def _load(self, service: str) -> None:
        try:
            self._import()
            _backends(service)
        except ImportError as error:
            raise TargetError(f"moto can't load {service}: {one_line(error)}\n  Install moto[all].") from None

    def _import(self) -> None:
        from botocore.awsrequest import AWSPreparedRequest  # noqa: PLC0415 - moto takes seconds to import
        from botocore.compat import HTTPHeaders  # noqa: PLC0415
        from moto.core.botocore_stubber import BotocoreStubber  # noqa: PLC0415

        def request(wire: WireRequest) -> Any:
            headers = HTTPHeaders()
            for name, value in wire.headers.items():
                headers[name] = value
            return AWSPreparedRequest(
                wire.method, f"https://{wire.host}{wire.path}", headers, wire.body, stream_output=False
            )

        self._process, self._request = BotocoreStubber().process_request, request

    def _answer(self, wire: WireRequest) -> WireResponse | Failure:
        if self._process is None or self._request is None:
            self._import()
        assert self._process is not None  # noqa: S101 - what _import does
        assert self._request is not None  # noqa: S101
        answer = self._process(self._request(wire))
        if answer is None:
            # A host that none of its patterns matches.
            return WireResponse(404, {}, _NOT_YET.encode("ascii"))
        status, headers, body = answer
        return WireResponse(int(status), _texts(headers), _bytes(body))


def _texts(headers: Any) -> dict[str, str]:
    """Headers as moto gives them, a mapping or pairs, with values that may be numbers."""
    pairs = headers.items() if isinstance(headers, Mapping) else headers or ()
    return {str(name).lower(): str(value) for name, value in pairs}


def _bytes(body: Any) -> bytes:
    if isinstance(body, bytes | bytearray):
        return bytes(body)
    return b"" if body is None else str(body).encode("utf-8", "surrogatepass")


def _backends(service: str) -> list[Any]:
    """The backends that moto chooses by a service's host: several where services share one (elb and elbv2)."""
    from moto import backends  # noqa: PLC0415
    from moto.backend_index import backend_url_patterns  # noqa: PLC0415

    url = f"https://{host_of(service)}/"
    names = dict.fromkeys(name for name, pattern in backend_url_patterns if pattern.match(url))
    get: Callable[..., Any] = backends.get_backend
    return [get(name) for name in names]


def _reset(service: str) -> None:
    from moto.core.model_instances import reset_model_data  # noqa: PLC0415

    with _few_images():
        for accounts in _backends(service):
            # BackendDict has a reset of its own, which empties every service: 60 ms and more.
            for regions in list(accounts.values()):
                for backend in list(regions.values()) if isinstance(regions, Mapping) else [regions]:
                    backend.reset()
    # For its dashboard moto keeps whatever was ever made.
    reset_model_data()


@contextmanager
def _few_images() -> Iterator[None]:
    """While it lasts, EC2 begins with the 44 images of every region, without the 1,257 of one, which take 100 ms."""
    images: Any = sys.modules.get("moto.ec2.models.amis")
    if images is None:
        yield
        return
    loading = images.load_resource
    images.load_resource = lambda _path: []
    try:
        yield
    finally:
        images.load_resource = loading
