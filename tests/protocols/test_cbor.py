"""Smithy's RPC protocol in CBOR: exactly the given values, what is read from them, and what botocore reads."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from botocore.parsers import create_parser
from botocore.serialize import create_serializer
from hypothesis import given, settings
from hypothesis import strategies as st

from fencepost.protocols import Codec, Inexpressible, UnreadableWireError, WireResponse, cbor
from fencepost.protocols.cbor_values import json_value, write
from fencepost.protocols.clients import python_values

BUS = Codec.of("eventbridgev2", "CreateEventBus")
METRICS = Codec.of("cloudwatch", "PutMetricData", protocol="smithy-rpc-v2-cbor")
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


def read(body: bytes, codec: Codec = METRICS) -> Any:
    """The members that are read from a request with this body."""
    return codec.read_request(replace(codec.encode({}), body=body))


@settings(max_examples=200, deadline=None, database=None)
@given(JSON_VALUES)
def test_any_json_value_is_written_and_read_back(value):
    """What is written without a model's help is what it was, whole numbers beyond 64 bits included."""
    assert json_value(cbor.loads(write(value))) == value


@settings(max_examples=100, deadline=None, database=None)
@given(st.dictionaries(st.sampled_from(["Namespace", "MetricData", "StrictEntityValidation", "unknown"]), JSON_VALUES))
def test_members_of_any_type_are_on_the_wire(members):
    """Whatever values the members have, a server reads just these."""
    assert METRICS.read_request(METRICS.encode(members)) == members


def test_a_documented_request_is_botocores_byte_for_byte():
    """Types have the width of the model: doubles for doubles, tagged seconds for times, bytes for blobs."""
    members = {
        "Namespace": "n",
        "MetricData": [{"MetricName": "m", "Timestamp": "2024-01-02T03:04:05Z", "Value": 3, "StorageResolution": 300}],
    }
    wire = METRICS.encode(members)
    model = METRICS.operation_model
    made = create_serializer("smithy-rpc-v2-cbor", include_validation=False).serialize_to_request(members, model)
    assert (wire.body, wire.path) == (made["body"], made["url_path"])
    assert {name: wire.headers[name] for name in made["headers"]} == made["headers"]
    blob = Codec.of("acm-pca", "ImportCertificateAuthorityCertificate", protocol="smithy-rpc-v2-cbor")
    given_members = {"CertificateAuthorityArn": "a", "Certificate": "AP8="}
    shape = blob.operation_model.input_shape
    serializer = create_serializer("smithy-rpc-v2-cbor", include_validation=False)
    made = serializer.serialize_to_request(python_values(shape, given_members), blob.operation_model)
    assert blob.encode(given_members).body == made["body"]
    assert blob.read_request(blob.encode(given_members)) == given_members


@pytest.mark.parametrize("value", ["not base64!", 5, None, ["a"], {"a": 1}])
def test_a_blob_of_another_type_is_written_as_what_it_is(value):
    """What is no base64 is no bytes: it goes over the wire as text, number, or whatever it is."""
    codec = Codec.of("acm-pca", "ImportCertificateAuthorityCertificate", protocol="smithy-rpc-v2-cbor")
    assert codec.read_request(codec.encode({"Certificate": value})) == {"Certificate": value}


def test_a_lone_surrogate_is_inexpressible():
    """CBOR's text is UTF-8."""
    with pytest.raises(Inexpressible):
        BUS.encode({"Name": "\ud800"})


@pytest.mark.parametrize(
    ("body", "members"),
    [
        (b"", {}),
        (b"\xbf\x69Namespace\x61n\xff", {"Namespace": "n"}),
        (b"\xa1\x69Namespace\x7f\x61a\x61b\xff", {"Namespace": "ab"}),
        (b"\xa1\x69Namespace\xf7", {"Namespace": None}),
        (b"\xa1\x69Namespace\xf9\x3e\x00", {"Namespace": 1.5}),
        (b"\xa1\x69Namespace\xf9\x7e\x00", {"Namespace": "nan"}),
        (b"\xa1\x69Namespace\x41a", {"Namespace": "YQ=="}),
        (b"\xa2\x69Namespace\x01\x69Namespace\x02", {"Namespace": 2}),
        (b"\xa1\x69Namespace\x9f\x01\xff", {"Namespace": [1]}),
    ],
)
def test_cbor_is_read_leniently(body, members):
    """Unknown lengths, half floats, null by another name and doubled names are read; wrong types stay visible."""
    assert read(body) == members


@pytest.mark.parametrize(
    "body",
    [
        *(b"\x80", b"\xf6", b"\xa1", b"\xa0\x00", b"\xff", b"\x1c", b"\xbf", b"\xa1\x01\x02", b"\xa1\x61\xff\x01"),
        *(b"\xbb" + b"\xff" * 8, b"\x7b" + b"\x7f" * 8, b"\x81" * 100_000, b"\xa1\x61a" * 100_000, b"\xf8\x63", b"{}"),
    ],
)
def test_a_body_that_is_no_mapping_is_unreadable(body):
    """Anything but one whole mapping raises the one error for that, soon."""
    with pytest.raises(UnreadableWireError):
        read(body)


def test_answers_and_errors_are_read_as_botocore_reads_them():
    """Members, codes and the code of earlier days are those that botocore's parser finds."""
    body = write({"EventBusArn": "a", "CreatedAt": cbor.Tagged(1, 1.5), "Unknown": 1})
    answer = BUS.read_response(WireResponse(200, {}, body))
    shape = BUS.operation_model.output_shape
    parsed = create_parser("smithy-rpc-v2-cbor").parse({"status_code": 200, "headers": {}, "body": body}, shape)
    known = {name: value for name, value in answer.members.items() if name in shape.members}
    assert known.keys() == parsed.keys() - {"ResponseMetadata"}
    error = write({"__type": "com.amazonaws.x#Bad", "message": "m"})
    headers = {"content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor"}
    assert BUS.read_response(WireResponse(400, headers, error)).code == "Bad"
    assert BUS.read_response(WireResponse(400, headers, error)).message == "m"
    headers["x-amzn-query-error"] = "Earlier;Sender"
    assert BUS.read_response(WireResponse(400, headers, error)).code == "Earlier"
    assert BUS.read_response(WireResponse(500, headers | {"content-type": "application/cbor"}, b"\xff")).crashed
