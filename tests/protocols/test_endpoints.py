"""Where requests go: the hosts, paths and scopes of boto3's own clients, for every service."""

from __future__ import annotations

import re
from collections.abc import Iterable
from random import Random
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.config import Config

from fencepost.protocols import Codec, Inexpressible
from tests.protocols.shapes import for_client, least, services, some_services

_SCOPE = re.compile(r"/([^/]+)/([^/]+)/aws4_request")
CONFIG = Config(parameter_validation=False, retries={"total_max_attempts": 1}, endpoint_discovery_enabled=False)


class _Empty:
    @staticmethod
    def stream(**_: Any) -> Any:
        return iter(())


def sent(client: Any, operation: str, members: Any) -> Any:
    """The request that a client would send, or None where it finds no place to send it to."""
    caught: list[Any] = []

    def catch(request: Any, **_: Any) -> AWSResponse:
        caught.append(request)
        return AWSResponse(request.url, 200, {}, _Empty())  # type: ignore[arg-type]

    client.meta.events.register_first("before-send.*", catch, unique_id="catch")
    try:
        client._make_api_call(operation, members)
    except Exception:  # noqa: BLE001 - the empty answer is no answer of every protocol
        return caught[0] if caught else None
    return caught[0] if caught else None


def scope(headers: Any) -> tuple[str, ...] | None:
    """The region and the service that a request is signed for, if it is."""
    text = headers.get("Authorization", b"")
    found = _SCOPE.search(text.decode() if isinstance(text, bytes) else text)
    return found.groups() if found else None


def elsewhere(names: Iterable[str], each: int) -> list[Any]:
    """Operations of these services whose host, path or scope is another than that of boto3's client."""
    random = Random(5)  # noqa: S311 - a sample, not a secret
    found = []
    session = boto3.Session("test", "test", region_name="us-east-1")
    for service in names:
        client = session.client(service, config=CONFIG)
        listed = list(client.meta.service_model.operation_names)
        for operation in random.sample(listed, min(each, len(listed))):
            codec = Codec.of(service, operation)
            shape = codec.operation_model.input_shape
            members = least(shape) if shape is not None else {}
            # A client fills these in by itself, at random.
            members |= dict.fromkeys(codec.tokens, "fencepost-" * 4)
            request = sent(client, operation, for_client(members, shape))
            if request is None or request.method != codec.method:
                continue  # a client that turns a search into a form, or that has no host for such a name
            ours, url = codec.encode(members), urlsplit(request.url)
            theirs = (url.netloc, url.path + (f"?{url.query}" if url.query else ""))
            # What a client doesn't sign is signed here all the same, since emulators go by the scope.
            signed = scope(request.headers) or scope(ours.headers)
            if (ours.host, ours.path) != theirs or scope(ours.headers) != signed:
                found.append((service, operation, ours.host, ours.path, scope(ours.headers), theirs, signed))
    return found


def test_requests_to_some_services_go_where_a_client_sends_them():
    """Host, path, signing name and region are those of boto3's client in us-east-1."""
    assert elsewhere([*some_services(30), "sts", "iam", "dynamodb", "acm"], 2) == []


@pytest.mark.slow
def test_requests_to_every_service_go_where_a_client_sends_them():
    """The same holds for operations of every service, global ones and those with hosts of their own among them."""
    assert elsewhere(services(), 3) == []


@pytest.mark.parametrize(
    ("bucket", "host", "path"),
    [
        ("plain-bucket", "plain-bucket.s3.amazonaws.com", "/a%20b/c"),
        ("Upper", "s3.amazonaws.com", "/Upper/a%20b/c"),
        ("under_score", "s3.amazonaws.com", "/under_score/a%20b/c"),
        ("with.dots", "s3.amazonaws.com", "/with.dots/a%20b/c"),
        ("a", "s3.amazonaws.com", "/a/a%20b/c"),
        ("not a name", "s3.amazonaws.com", "/not%20a%20name/a%20b/c"),
    ],
)
def test_a_bucket_stands_in_the_host_where_it_can(bucket, host, path):
    """Buckets whose names are labels of hosts stand there, others in the path; elsewhere all stand in the path."""
    codec = Codec.of("s3", "GetObject")
    members = {"Bucket": bucket, "Key": "a b/c"}
    wire = codec.encode(members)
    assert (wire.host, wire.path) == (host, path)
    assert wire.own_path.startswith(f"/{bucket.replace(' ', '%20')}/a%20b/c")
    assert codec.read_request(wire) == members
    request = sent(boto3.client("s3", "us-east-1", config=CONFIG, **KEYS), "GetObject", dict(members))
    if request is not None:
        url = urlsplit(request.url)
        assert (url.netloc, url.path) == (host, path)


KEYS = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}


def test_a_bucket_alone_leaves_the_root():
    """An operation on a bucket goes to the root of its host, with its query."""
    codec = Codec.of("s3", "GetBucketTagging")
    wire = codec.encode({"Bucket": "plain-bucket"})
    assert (wire.path, wire.own_path) == ("/?tagging", "/plain-bucket?tagging")
    assert codec.read_request(wire) == {"Bucket": "plain-bucket"}
    with pytest.raises(Inexpressible):
        codec.encode({})


@pytest.mark.parametrize("bucket", [5, True, "", None, "a/b", "ä", "x" * 300])
def test_buckets_that_no_client_sends_are_sent_or_inexpressible(bucket):
    """A name of another type or of impossible characters stands in the path; none at all has no form."""
    codec = Codec.of("s3", "GetObject")
    try:
        wire = codec.encode({"Bucket": bucket, "Key": "k"})
    except Inexpressible:
        assert bucket in ("", None)
        return
    assert wire.host == "s3.amazonaws.com"
    read = codec.read_request(wire)
    assert read["Bucket"] == (bucket if isinstance(bucket, str) else str(bucket).lower())


def test_an_account_stands_in_the_host_once():
    """A label that the endpoint's rules place is not put before the host a second time."""
    wire = Codec.of("s3control", "GetPublicAccessBlock").encode({"AccountId": "123456789012"})
    assert wire.host == "123456789012.s3-control.us-east-1.amazonaws.com"
    assert wire.headers["x-amz-account-id"] == "123456789012"


def test_what_stands_before_an_identifier_is_left_out_as_clients_do():
    """Clients send no more of Route 53's identifiers than what follows the last slash, since answers give more."""
    codec = Codec.of("route53", "GetHostedZone")
    wire = codec.encode({"Id": "/hostedzone/Z123"})
    assert wire.path == "/2013-04-01/hostedzone/Z123"
    assert codec.read_request(wire) == {"Id": "Z123"}
    assert Codec.of("route53", "CreateHostedZone").read_request(
        Codec.of("route53", "CreateHostedZone").encode({"Name": "a/b", "CallerReference": "c/d"})
    ) == {"Name": "a/b", "CallerReference": "c/d"}


def test_headers_that_clients_always_add_are_there():
    """Glacier's version and what API Gateway's clients accept are headers of every request."""
    glacier = Codec.of("glacier", "ListVaults").encode({"accountId": "-"})
    assert glacier.headers["x-amz-glacier-version"] == "2012-06-01"
    assert Codec.of("apigateway", "GetRestApis").encode({}).headers["Accept"] == "application/json"
    assert (
        Codec.of("apigateway", "GetExport")
        .encode({"restApiId": "r", "stageName": "s", "exportType": "oas30", "accepts": "application/yaml"})
        .headers["Accept"]
        == "application/yaml"
    )
