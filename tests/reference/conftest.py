"""One served reference for the module, empty for every test, and boto3 clients that talk to it."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from fencepost.reference import Reference, Server, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Wire = tuple[int, dict[str, str], bytes]


@pytest.fixture(scope="session")
def reference() -> Reference:
    """The application behind the server."""
    return Reference()


@pytest.fixture(scope="session")
def server(reference: Reference) -> Iterator[Server]:
    """The application on a free loopback port."""
    with serve(application=reference) as serving:
        yield serving


@pytest.fixture(scope="session")
def clients(server: Server) -> dict[str, Any]:
    """A client for each of the four services; nothing is validated or sent twice before the reference sees it."""
    config = Config(
        retries={"max_attempts": 0}, parameter_validation=False, proxies={}, connect_timeout=5, read_timeout=10
    )
    session = boto3.Session(aws_access_key_id="dummy", aws_secret_access_key="dummy", region_name="us-east-1")
    return {
        name: session.client(name, endpoint_url=server.url, config=config)
        for name in ("cloudfront", "codedeploy", "lightsail", "proton")
    }


@pytest.fixture
def cloudfront(clients: dict[str, Any], reference: Reference) -> Any:
    """A client of an empty CloudFront."""
    reference.reset()
    return clients["cloudfront"]


@pytest.fixture
def codedeploy(clients: dict[str, Any], reference: Reference) -> Any:
    """A client of an empty CodeDeploy."""
    reference.reset()
    return clients["codedeploy"]


@pytest.fixture
def lightsail(clients: dict[str, Any], reference: Reference) -> Any:
    """A client of an empty Lightsail."""
    reference.reset()
    return clients["lightsail"]


@pytest.fixture
def proton(clients: dict[str, Any], reference: Reference) -> Any:
    """A client of an empty Proton."""
    reference.reset()
    return clients["proton"]


@pytest.fixture
def refused() -> Callable[..., contextlib.AbstractContextManager[None]]:
    """A context in which a call must be refused with a code, and a status where one is given."""

    @contextlib.contextmanager
    def check(code: str, status: int = 400) -> Iterator[None]:
        with pytest.raises(ClientError) as caught:
            yield
        response = caught.value.response
        assert (response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]) == (code, status)

    return check


@pytest.fixture(scope="session")
def send() -> Callable[..., Wire]:
    """A call of a WSGI application in this process: method, path, body, headers to status, headers, body."""

    def call(
        application: Any, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Wire:
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
        }
        environ.update({f"HTTP_{name.upper().replace('-', '_')}": value for name, value in (headers or {}).items()})
        begun: list[tuple[str, list[tuple[str, str]]]] = []
        content = b"".join(application(environ, lambda status, fields: begun.append((status, fields))))
        status, fields = begun[0]
        return int(status.split()[0]), {name.lower(): value for name, value in fields}, content

    return call
