"""What boto3's own client puts on the wire is what a codec puts there, for requests of the documented shape."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fencepost.protocols import Codec, WireResponse

# Names of operations whose requests use every location and every type: URI, query, header, blob, timestamp, list, map.
OPERATIONS = [
    ("cloudfront", "UpdateContinuousDeploymentPolicy"),
    ("cloudfront", "UpdateFunction"),
    ("cloudfront", "CreateInvalidation"),
    ("cloudfront", "ListDistributions"),
    ("cloudfront", "TagResource"),
    ("lightsail", "UpdateDistribution"),
    ("lightsail", "GetDistributionMetricData"),
    ("proton", "UpdateServicePipeline"),
    ("kms", "Encrypt"),
    ("dynamodb", "UpdateItem"),
]

# Text that XML and JSON write in different ways, but a URL and a header too.
WORDS = st.text(alphabet="abcXYZ019 -_./<>&\"'é{}", min_size=1, max_size=8).map(lambda text: text.strip() or "x")
PLAIN = st.text(alphabet="abcXYZ019-_", min_size=1, max_size=8)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)).map(  # noqa: DTZ001 - the Z comes after it
    lambda when: when.replace(microsecond=0).isoformat() + "Z"
)


def values(shape: Any, depth: int = 4) -> st.SearchStrategy[Any]:
    """JSON values of a shape of botocore's, as a contract would hold them."""
    scalars: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
        "string": lambda: st.sampled_from(shape.enum) if shape.enum else WORDS,
        "boolean": st.booleans,
        "integer": lambda: st.integers(-(2**31), 2**31 - 1),
        "long": lambda: st.integers(-(2**63), 2**63 - 1),
        "float": lambda: st.floats(allow_nan=False, allow_infinity=False),
        "double": lambda: st.floats(allow_nan=False, allow_infinity=False),
        "blob": lambda: st.binary(max_size=8).map(lambda raw: base64.b64encode(raw).decode("ascii")),
        "timestamp": lambda: MOMENTS,
    }
    if shape.type_name == "structure":
        return structures(shape, depth)
    if shape.type_name == "list":
        return st.lists(values(shape.member, depth - 1), max_size=2 if depth > 0 else 0)
    if shape.type_name == "map":
        return st.dictionaries(PLAIN, values(shape.value, depth - 1), max_size=2 if depth > 0 else 0)
    return scalars[shape.type_name]()


def structures(shape: Any, depth: int) -> st.SearchStrategy[dict[str, Any]]:
    """Objects of a structure of botocore's, with all that is required and some of what is not."""
    members = {}
    optional = {}
    for name, member in shape.members.items():
        located = member.serialization.get("location")
        strategy = (
            PLAIN
            if located and member.type_name == "string"
            else st.deferred(lambda member=member: values(member, depth - 1))
        )
        # A client fills in idempotency tokens by itself.
        if name in shape.required_members or member.metadata.get("idempotencyToken"):
            members[name] = strategy
        elif depth > 0:
            optional[name] = strategy
    return st.fixed_dictionaries(members, optional=optional)


def for_boto3(value: Any, shape: Any) -> Any:
    """The same value as boto3 takes it: bytes for blobs."""
    if shape.type_name == "structure":
        return {name: for_boto3(item, shape.members[name]) for name, item in value.items()}
    if shape.type_name == "list":
        return [for_boto3(item, shape.member) for item in value]
    if shape.type_name == "map":
        return {key: for_boto3(item, shape.value) for key, item in value.items()}
    return base64.b64decode(value) if shape.type_name == "blob" else value


def sent_by_boto3(service: str, operation: str, members: dict[str, Any]) -> Any:
    """The request that boto3's client would send, caught before it is sent."""
    client = client_of(service)
    caught: list[Any] = []

    def catch(request: Any, **_: Any) -> AWSResponse:
        caught.append(request)
        return AWSResponse(request.url, 200, {}, _Empty())  # type: ignore[arg-type]

    client.meta.events.register_first("before-send.*", catch, unique_id="catch")
    try:
        client._make_api_call(operation, members)
    finally:
        client.meta.events.unregister("before-send.*", unique_id="catch")
    return caught[0]


class _Empty:
    @staticmethod
    def stream(**_: Any) -> Any:
        return iter(())


@cache
def client_of(service: str) -> Any:
    """A client of boto3 that checks nothing and tries nothing again."""
    session = boto3.Session("test", "test", region_name="us-east-1")
    return session.client(service, config=Config(parameter_validation=False, retries={"total_max_attempts": 1}))


#: Headers that say who sends, and when; they differ by design.
OWN = {"user-agent", "x-amz-date", "authorization", "content-length", "amz-sdk-request", "amz-sdk-invocation-id"}


@pytest.mark.parametrize(("service", "operation"), OPERATIONS, ids=lambda name: name)
def test_a_codec_sends_what_boto3_sends(service, operation):
    """Method, host, path, query, body and every header that the model puts there are boto3's, byte for byte."""
    codec = Codec.of(service, operation)
    shape = codec.operation_model.input_shape

    @settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(structures(shape, 5))
    def check(members: dict[str, Any]) -> None:
        theirs = sent_by_boto3(service, operation, for_boto3(members, shape))
        ours = codec.encode(members)
        url = urlsplit(theirs.url)
        assert ours.method == theirs.method
        assert ours.host == url.netloc
        assert ours.path == url.path + (f"?{url.query}" if url.query else "")
        assert ours.body == (theirs.body or b"")
        headers = {name.lower(): value for name, value in ours.headers.items()}
        for name, value in theirs.headers.items():
            text = value.decode() if isinstance(value, bytes) else str(value)
            assert name.lower() in OWN or headers[name.lower()] == text

    check()


@pytest.mark.parametrize(("service", "operation"), OPERATIONS, ids=lambda name: name)
def test_what_is_encoded_is_read_back(service, operation):
    """A request of the documented shape, read from its bytes as a server would, has the members it was made of."""
    codec = Codec.of(service, operation)

    @settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(structures(codec.operation_model.input_shape, 5))
    def check(members: dict[str, Any]) -> None:
        assert codec.read_request(codec.encode(members)) == members

    check()


@pytest.mark.parametrize(
    ("service", "operation", "headers", "body"),
    [
        (
            "cloudfront",
            "GetFunction",
            {"etag": "E1", "content-type": "application/octet-stream"},
            b"\x00\xffcode",
        ),
        (
            "cloudfront",
            "ListDistributions",
            {},
            (
                b"<DistributionList xmlns='http://cloudfront.amazonaws.com/doc/2020-05-31/'><Marker/><MaxItems>3</MaxItems>"
                b"<IsTruncated>false</IsTruncated><Quantity>1</Quantity><Items><DistributionSummary><Id>a</Id>"
                b"<LastModifiedTime>2024-02-03T04:05:06.789Z</LastModifiedTime><Aliases><Quantity>0</Quantity></Aliases>"
                b"</DistributionSummary></Items></DistributionList>"
            ),
        ),
        (
            "route53",
            "ListHostedZones",
            {},
            (
                b"<R xmlns='https://route53.amazonaws.com/doc/2013-04-01/'><HostedZones><HostedZone><Id>z</Id>"
                b"<ResourceRecordSetCount>7</ResourceRecordSetCount></HostedZone></HostedZones><MaxItems>1</MaxItems></R>"
            ),
        ),
        ("proton", "GetService", {}, b'{"service": {"name": "n", "createdAt": 1700000000.25, "pipeline": {}}}'),
        ("kinesis", "GetRecords", {}, b'{"Records": [{"Data": "AP8=", "ApproximateArrivalTimestamp": 1.5}]}'),
    ],
)
def test_answers_are_read_as_botocore_reads_them(service, operation, headers, body):
    """For answers of the documented shape, our reading and that of botocore's parser are the same."""
    from botocore.parsers import create_parser

    codec = Codec.of(service, operation)
    shape = codec.operation_model.output_shape
    # botocore hands the body of a blob through as the stream that it is.
    readable = operation != "GetFunction"
    response = {"status_code": 200, "headers": _Headers(headers), "body": body if readable else io.BytesIO(body)}
    parsed = create_parser(codec.protocol).parse(response, shape)
    parsed.pop("ResponseMetadata", None)
    if not readable:
        parsed["FunctionCode"] = parsed["FunctionCode"].read()
    answer = codec.read_response(WireResponse(200, headers, body))
    assert answer.problem is None
    assert as_botocore(answer.members, shape) == parsed


class _Headers(dict[str, str]):
    """Headers as botocore has them: found whatever their case."""

    def __contains__(self, name: object) -> bool:
        return super().__contains__(str(name).lower())

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())


def as_botocore(value: Any, shape: Any) -> Any:
    """Members with bytes for blobs and datetimes for timestamps."""
    from botocore.utils import parse_timestamp

    if shape.type_name == "structure":
        return {name: as_botocore(item, shape.members[name]) for name, item in value.items()}
    if shape.type_name == "list":
        return [as_botocore(item, shape.member) for item in value]
    if shape.type_name == "blob":
        return base64.b64decode(value)
    return parse_timestamp(value) if shape.type_name == "timestamp" else value
