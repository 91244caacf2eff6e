"""The checksums that clients send with a body."""

from __future__ import annotations

import base64
import hashlib
import zlib

import pytest

from fencepost.protocols import Codec

TAGS = {"Bucket": "plain-bucket", "Tagging": {"TagSet": [{"Key": "k", "Value": "v"}]}}


def crc32(body: bytes) -> str:
    """The checksum that clients send by default."""
    return base64.b64encode(zlib.crc32(body).to_bytes(4, "big")).decode()


def test_a_checksum_goes_with_a_body_that_wants_one():
    """By default it is CRC32, named in the header that the model has for it, beside the hash that S3 signs."""
    wire = Codec.of("s3", "PutBucketTagging").encode(TAGS)
    assert wire.headers["x-amz-checksum-crc32"] == crc32(wire.body)
    assert wire.headers["x-amz-sdk-checksum-algorithm"] == "CRC32"
    assert wire.headers["X-Amz-Content-SHA256"] == hashlib.sha256(wire.body).hexdigest()
    assert "Content-MD5" not in wire.headers
    upload = Codec.of("s3", "PutObject").encode({"Bucket": "plain-bucket", "Key": "k", "Body": "YWJj"})
    assert upload.body == b"abc"
    assert upload.headers["x-amz-checksum-crc32"] == crc32(b"abc")


@pytest.mark.parametrize(
    ("given", "header"),
    [("SHA256", "x-amz-checksum-sha256"), ("SHA1", "x-amz-checksum-sha1"), ("MD2", None), (5, None)],
)
def test_the_request_names_the_algorithm(given, header):
    """The algorithm that a request names is used; one that nobody knows is sent as given, without a checksum."""
    wire = Codec.of("s3", "PutBucketTagging").encode({**TAGS, "ChecksumAlgorithm": given})
    assert [name for name in wire.headers if name.startswith("x-amz-checksum-")] == ([header] if header else [])
    assert wire.headers["x-amz-sdk-checksum-algorithm"] == str(given)


def test_a_checksum_that_is_given_is_left_alone():
    """A wrong checksum can be sent: it is a member like any other."""
    members = {"Bucket": "plain-bucket", "Key": "k", "Body": "YWJj", "ChecksumCRC32": "AAAAAA=="}
    codec = Codec.of("s3", "PutObject")
    wire = codec.encode(members)
    assert wire.headers["x-amz-checksum-crc32"] == "AAAAAA=="
    assert codec.read_request(wire) == members


def test_operations_without_a_checksum_have_none():
    """No header is added where the model asks for none."""
    headers = Codec.of("lambda", "CreateFunction").encode({"FunctionName": "f"}).headers
    assert not [name for name in headers if "checksum" in name.lower() or "sha256" in name.lower()]


def test_malformed_bodies_have_the_checksum_of_what_they_are():
    """What is wrong with a malformed body is its form, not its checksum."""
    codec = Codec.of("s3", "PutBucketTagging")
    wire = codec.encode(TAGS)
    for variant in codec.malformed(wire):
        request = variant.request
        if not variant.label.startswith("header-"):
            assert request.headers["x-amz-checksum-crc32"] == crc32(request.body)
