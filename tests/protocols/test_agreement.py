"""The path without a client and a real boto3 client come to the same result, request by request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError

from fencepost.protocols import Codec, Inexpressible, WireRequest, WireResponse
from fencepost.targets.moto import MotoTarget
from fencepost.targets.reference import ReferenceTarget
from tests.protocols.shapes import documented, for_client, operations, random_request, services


@dataclass(frozen=True)
class Outcome:
    """What came of a request: the status, the error's code, and the members that the model documents."""

    status: int
    code: str | None
    members: Any


CONFIG = Config(parameter_validation=False, retries={"total_max_attempts": 1})
#: Operations of services that all protocols are among, which moto answers with little state.
FEW = [
    ("sqs", "CreateQueue"),
    ("dynamodb", "DescribeTable"),
    ("lambda", "ListFunctions"),
    ("iot", "CreateThing"),
    ("s3", "CreateBucket"),
    ("s3", "GetObject"),
    ("route53", "ListHostedZones"),
    ("iam", "CreateUser"),
    ("sns", "CreateTopic"),
    ("ec2", "DescribeInstances"),
    ("ec2", "CreateVpc"),
]


def client_of(service: str) -> Any:
    """A client that checks nothing and tries nothing again."""
    return boto3.Session("test", "test", region_name="us-east-1").client(service, config=CONFIG)


def by_client(client: Any, operation: str, members: Any, shape: Any) -> Outcome | None:
    """The outcome through a client; None where the implementation raises, or nothing answers."""
    try:
        response = client._make_api_call(operation, members)
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        return Outcome(status, error.response["Error"].get("Code") or str(status), {})
    except Exception:  # noqa: BLE001 - moto raises whatever goes wrong in it
        return None
    return Outcome(response["ResponseMetadata"]["HTTPStatusCode"], None, documented(response, shape))


def by_codec(codec: Codec, send: Callable[[WireRequest], Any], members: Any) -> Outcome | None:
    """The outcome without a client; None where the implementation raises, or the answer can't be read."""
    answer = codec.read_response(send(codec.encode(members)))
    if answer.status is None or answer.problem is not None:
        return None
    return Outcome(answer.status, answer.code, documented(dict(answer.members), codec.operation_model.output_shape))


def same(theirs: Outcome, ours: Outcome) -> bool:
    """Whether two outcomes are one. A client that finds no code in its own protocol gives the status for it."""
    codes = theirs.code == ours.code or theirs.code == str(theirs.status)
    return theirs.status == ours.status and codes and (theirs.code is not None or theirs.members == ours.members)


def masked(value: Any, again: Any) -> Any:
    """A value without what came out otherwise the second time: identifiers drawn at random."""
    if isinstance(value, dict) and isinstance(again, dict):
        return {name: masked(item, again.get(name)) for name, item in value.items()}
    if isinstance(value, list) and isinstance(again, list) and len(value) == len(again):
        return [masked(*pair) for pair in zip(value, again, strict=True)]
    return value if value == again else "drawn at random"


class Comparison:
    """Sends requests to moto both ways, each from an empty state, with the same seed for what moto draws."""

    def __init__(self) -> None:
        self.target = MotoTarget(timeout=60)
        self.random = Random(20261120)  # noqa: S311 - requests, not secrets
        self.agreed: Counter[str] = Counter()
        self.statuses: Counter[int] = Counter()
        self.differences: list[Any] = []
        self._clients: dict[str, Any] = {}

    def compare(self, service: str, operation: str) -> None:
        """One random request to an operation."""
        codec = Codec.of(service, operation)
        shape = codec.operation_model.input_shape
        if codec.operation_model.has_event_stream_input:
            return
        members = random_request(shape, self.random) if shape is not None else {}
        # A client fills these in by itself, at random.
        members |= {name: "fencepost-" * 4 for name in codec.tokens if name not in members}
        try:
            codec.encode(members)
        except Inexpressible:
            return
        theirs = self._client(service, operation, members, codec)
        ours = self._from_empty(service, lambda: by_codec(codec, self.target.send, members))
        if theirs is None and ours is None:
            return
        if theirs is not None and ours is not None and not same(theirs, ours):
            again = self._client(service, operation, members, codec)
            drawn = again.members if again is not None else None
            theirs = Outcome(theirs.status, theirs.code, masked(theirs.members, drawn))
            ours = Outcome(ours.status, ours.code, masked(ours.members, drawn))
            ours = Outcome(ours.status, ours.code, _as_drawn(theirs.members, ours.members))
        if theirs is None or ours is None or not same(theirs, ours):
            self.differences.append((service, operation, members, theirs, ours))
        else:
            self.agreed[codec.protocol] += 1
            self.statuses[ours.status] += 1

    def _client(self, service: str, operation: str, members: Any, codec: Codec) -> Outcome | None:
        if service not in self._clients:
            self._clients = {service: client_of(service)}
        model = codec.operation_model
        given = for_client(members, model.input_shape)
        client = self._clients[service]
        return self._from_empty(service, lambda: by_client(client, operation, given, model.output_shape))

    def _from_empty(self, service: str, send: Callable[[], Outcome | None]) -> Outcome | None:
        from moto.moto_api._internal import mock_random

        self.target.reset(service)
        mock_random.seed(7)
        return send()


def _as_drawn(theirs: Any, ours: Any) -> Any:
    """Our value, masked where theirs is."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        return {name: _as_drawn(theirs.get(name), item) for name, item in ours.items()}
    if isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
        return [_as_drawn(*pair) for pair in zip(theirs, ours, strict=True)]
    return theirs if theirs == "drawn at random" else ours


@contextmanager
def moto() -> Iterator[Comparison]:
    """A comparison while moto answers boto3's clients."""
    from moto import mock_aws

    comparison = Comparison()
    with mock_aws():
        yield comparison
    comparison.target.close()


def test_a_client_and_the_path_without_it_agree_on_moto():
    """Status, error code and parsed body are the same for random requests to operations of every protocol."""
    with moto() as comparison:
        for service, operation in FEW:
            comparison.compare(service, operation)
    assert comparison.differences == []
    assert set(comparison.agreed) == {"json", "rest-json", "rest-xml", "query", "ec2"}


@pytest.mark.slow
def test_a_client_and_the_path_without_it_agree_on_all_of_moto():
    """The same holds for hundreds of operations, of all services that moto has, those without state among them."""
    with moto() as comparison:
        for service in moto_services():
            names = operations(service)
            for operation in comparison.random.sample(names, min(6 if service != "ec2" else 30, len(names))):
                if not unreached(service, operation):
                    comparison.compare(service, operation)
    assert comparison.differences == []
    assert sum(comparison.agreed.values()) >= 200
    assert min(comparison.agreed[name] for name in ("json", "rest-json", "rest-xml", "query", "ec2")) >= 5
    assert comparison.statuses[200] >= 50


def moto_services() -> list[str]:
    """The services whose host moto answers at."""
    from moto.backend_index import backend_url_patterns

    from fencepost.protocols import host_of

    return [name for name in services() if any(p.match(f"https://{host_of(name)}/") for _, p in backend_url_patterns)]


def unreached(service: str, operation: str) -> bool:
    """Whether an operation lies at a host of its own that moto knows nothing of: a client finds nobody there.

    And SageMaker's asynchronous invocation, which makes a bucket: that is in another service, and not emptied.
    """
    from fencepost.protocols.endpoints import endpoint_of

    host = endpoint_of(Codec.of(service, operation).operation_model)({}).host
    return host.endswith(".api.aws") or service == "sagemaker-runtime"


#: Requests to an operation that the reference has, and whose service lists CBOR beside JSON.
DEPLOYMENTS = [
    {},
    {"deploymentId": "d-ABCDEFGHI", "deploymentWaitType": "READY_WAIT"},
    {"deploymentId": "", "deploymentWaitType": "NEVER"},
    {"deploymentId": 5},
]


@pytest.mark.parametrize("members", DEPLOYMENTS, ids=str)
def test_a_client_that_speaks_cbor_and_the_path_without_it_agree_on_the_reference(members, monkeypatch):
    """Moto knows no CBOR; on the reference, a client made to prefer it sees what our CBOR sees, and our JSON too."""
    monkeypatch.setattr("botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS", ("smithy-rpc-v2-cbor", "json"))
    target = ReferenceTarget()
    client = client_of("codedeploy")
    assert client.meta.service_model.resolved_protocol == "smithy-rpc-v2-cbor"
    client.meta.events.register_first("before-send.*", lambda request, **_: _answered(target, request))
    ours = {
        protocol: by_codec(Codec.of("codedeploy", "ContinueDeployment", protocol=protocol), target.send, members)
        for protocol in ("smithy-rpc-v2-cbor", "json")
    }
    assert ours["json"] == ours["smithy-rpc-v2-cbor"]
    if isinstance(members.get("deploymentId", ""), str):
        theirs = by_client(client, "ContinueDeployment", members, None)
        assert theirs is not None
        assert ours["json"] is not None
        assert same(theirs, ours["json"])


def _answered(target: ReferenceTarget, request: Any) -> AWSResponse:
    """What the reference answers to a request that a client is about to send."""
    url = urlsplit(request.url)
    headers = {
        name: value.decode() if isinstance(value, bytes) else str(value) for name, value in request.headers.items()
    }
    wire = WireRequest("codedeploy", url.netloc, request.method, url.path, headers, request.body or b"")
    response = target.send(wire)
    assert isinstance(response, WireResponse)
    return AWSResponse(request.url, response.status, dict(response.headers), _Body(response.body))  # type: ignore[arg-type]


def text_of(value: Any) -> str:
    """A header's value, which signers leave as bytes."""
    return value.decode() if isinstance(value, bytes) else str(value)


class _Body:
    def __init__(self, data: bytes) -> None:
        self._data = data

    def stream(self, **_: Any) -> Iterator[bytes]:
        """The body in one piece."""
        yield self._data
