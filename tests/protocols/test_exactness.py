"""A codec puts exactly the given values on the wire, documented or not, or says that the wire can't hold them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fencepost.protocols import Codec, Inexpressible

VALID: dict[str, Any] = {
    "StagingDistributionDnsNames": {"Quantity": 1, "Items": ["d1.example.net"]},
    "Enabled": True,
    "TrafficConfig": {
        "Type": "SingleWeight",
        "SingleWeightConfig": {"Weight": 0.1, "SessionStickinessConfig": {"IdleTTL": 300, "MaximumTTL": 600}},
    },
}
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def with_config(**changes: Any) -> dict[str, Any]:
    """A valid request, with something in its configuration changed."""
    return {"Id": "policy", "IfMatch": "E1", "ContinuousDeploymentPolicyConfig": {**VALID, **changes}}


def xml_of(members: dict[str, Any]) -> str:
    """The document that a request has for its body."""
    return Codec.of("cloudfront", "UpdateContinuousDeploymentPolicy").encode(members).body.decode("utf-8")


@settings(max_examples=200, deadline=None, database=None)
@given(st.dictionaries(st.sampled_from(["serviceName", "spec", "deploymentType", "unknown"]), JSON_VALUES))
def test_json_members_of_any_type_are_the_body(members):
    """Whatever JSON values the members have, the body of a JSON protocol is just these."""
    wire = Codec.of("proton", "UpdateServicePipeline").encode(members)
    assert json.loads(wire.body) == members


@pytest.mark.parametrize(
    ("weight", "text"),
    [
        (0.15, "0.15"),
        (1e-09, "1e-09"),
        (300.0, "300.0"),
        (0, "0"),
        (True, "true"),
        ("0.15", "0.15"),
        ("a word", "a word"),
        (0.15000000596046448, "0.15000000596046448"),
        (10**30, "1" + "0" * 30),
    ],
)
def test_scalars_stand_in_xml_as_they_are_given(weight, text):
    """Numbers, booleans and text keep their digits, also where a number is documented."""
    traffic = {"Type": "SingleWeight", "SingleWeightConfig": {"Weight": weight}}
    assert f"<Weight>{text}</Weight>" in xml_of(with_config(TrafficConfig=traffic))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"TrafficConfig": "text"}, "<TrafficConfig>text</TrafficConfig>"),
        ({"TrafficConfig": 5}, "<TrafficConfig>5</TrafficConfig>"),
        ({"TrafficConfig": None}, "<TrafficConfig />"),
        ({"TrafficConfig": [1]}, "<TrafficConfig><member>1</member></TrafficConfig>"),
        ({"Enabled": {"a": [None]}}, "<Enabled><a><member /></a></Enabled>"),
        ({"Enabled": "False"}, "<Enabled>False</Enabled>"),
        ({"Enabled": 0}, "<Enabled>0</Enabled>"),
        ({"Unknown": {"x": "y"}}, "<Unknown><x>y</x></Unknown>"),
        ({"StagingDistributionDnsNames": {"Quantity": 1, "Items": "ab"}}, "<Items>ab</Items>"),
        ({"StagingDistributionDnsNames": {"Quantity": 0, "Items": []}}, "<Items />"),
        ({"StagingDistributionDnsNames": {"Quantity": 1, "Items": [None]}}, "<Items><DnsName /></Items>"),
        ({"StagingDistributionDnsNames": {"Quantity": 1, "Items": [{"k": 1}]}}, "<DnsName><k>1</k></DnsName>"),
        ({"StagingDistributionDnsNames": {"Quantity": None, "Items": ["a"]}}, "<Items><DnsName>a</DnsName></Items>"),
    ],
)
def test_values_that_botocore_would_refuse_or_change_stand_in_xml(change, expected):
    """What no client would send is sent all the same: text for structures, nulls, unknown members, wrong scalars."""
    assert expected in xml_of(with_config(**change))


def test_a_null_member_loses_no_other():
    """Where botocore stops writing a structure (its first null), the members after it are still there."""
    body = xml_of(with_config(Enabled=None))
    assert "<Enabled />" in body
    assert "<TrafficConfig>" in body


@settings(max_examples=150, deadline=None, database=None)
@given(JSON_VALUES)
def test_xml_holds_any_value_or_says_why_not(value):
    """No JSON value whatever makes the encoder fail in another way than by saying what can't be expressed."""
    codec = Codec.of("cloudfront", "UpdateContinuousDeploymentPolicy")
    for members in (with_config(TrafficConfig=value), {**with_config(), "ContinuousDeploymentPolicyConfig": value}):
        try:
            wire = codec.encode(members)
        except Inexpressible:
            continue
        assert isinstance(codec.read_request(wire), dict)


@settings(max_examples=150, deadline=None, database=None)
@given(st.text())
def test_text_survives_xml_or_is_inexpressible(text):
    """Text that goes on the wire as XML comes back unchanged, line ends and blanks included."""
    codec = Codec.of("cloudfront", "UpdateContinuousDeploymentPolicy")
    members = with_config(StagingDistributionDnsNames={"Quantity": 1, "Items": [text]})
    try:
        wire = codec.encode(members)
    except Inexpressible:
        assert any(
            character < " " or "\ud800" <= character <= "\udfff" or character in "\ufffe\uffff" for character in text
        )
    else:
        assert codec.read_request(wire) == members


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"IfMatch": "E1"}, "URI member"),
        ({"Id": ""}, "URI member"),
        ({"Id": None}, "null"),
        ({"Id": "\ud800"}, "URL"),
        ({"Id": "x", "IfMatch": "a\nb"}, "header"),
        ({"Id": "x", "IfMatch": " a"}, "header"),
        ({"Id": "x", "IfMatch": "a\t"}, "header"),
        ({"Id": "x", "IfMatch": "日本"}, "header"),
        ({"Id": "x", "IfMatch": None}, "null"),
        ({"Id": "x", "Unknown": 1}, "unknown member"),
        ({"Id": "x", "ContinuousDeploymentPolicyConfig": {"no name": 1}}, "name"),
        ({"Id": "x", "ContinuousDeploymentPolicyConfig": "\x00"}, "control character"),
        ({"Id": "x", "ContinuousDeploymentPolicyConfig": "\ud800"}, "surrogate"),
    ],
)
def test_what_the_wire_cannot_hold_is_said(members, reason):
    """Empty labels, line breaks in headers, characters that XML lacks: each is refused with its reason."""
    with pytest.raises(Inexpressible) as refused:
        Codec.of("cloudfront", "UpdateContinuousDeploymentPolicy").encode(members)
    assert reason in refused.value.reason


@pytest.mark.parametrize(
    ("value", "path", "header"),
    [
        (5, "/5", "5"),
        (True, "/true", "true"),
        ("a/b c", "/a%2Fb%20c", "a/b c"),
        ("ä", "/%C3%A4", "ä"),
        (1.5, "/1.5", "1.5"),
    ],
)
def test_scalars_of_any_type_stand_in_paths_and_headers(value, path, header):
    """A number or a boolean for a text is written as text in the URL, percent-encoded, and in a header."""
    wire = Codec.of("cloudfront", "UpdateContinuousDeploymentPolicy").encode({"Id": value, "IfMatch": value})
    assert wire.path.endswith(path)
    assert wire.headers["If-Match"] == header


@pytest.mark.parametrize("code", ["", "eA==", "not base64!", "eA", "ä", 5])
def test_blobs_are_sent_as_given(code):
    """A blob's text is the wire's text, valid base64 or not."""
    configuration = {"Comment": "", "Runtime": "cloudfront-js-1.0"}
    members = {"Name": "f", "IfMatch": "E", "FunctionConfig": configuration, "FunctionCode": code}
    body = Codec.of("cloudfront", "UpdateFunction").encode(members).body.decode("utf-8")
    assert (f"<FunctionCode>{code}</FunctionCode>" if code != "" else "<FunctionCode />") in body
    kms = Codec.of("kms", "Encrypt").encode({"Plaintext": code})
    assert json.loads(kms.body) == {"Plaintext": code}


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("2024-01-01T00:00:00Z", 1704067200),
        ("2024-01-01T02:00:00.500+02:00", 1704067200.5),
        ("2024-13-01T00:00:00Z", "2024-13-01T00:00:00Z"),
        ("yesterday", "yesterday"),
        (5, 5),
    ],
)
def test_timestamps_become_the_protocols_own_form(given, sent):
    """RFC 3339 becomes seconds in JSON; what isn't a timestamp is sent as it stands."""
    codec = Codec.of("lightsail", "GetDistributionMetricData")
    assert json.loads(codec.encode({"startTime": given}).body) == {"startTime": sent}


@pytest.mark.parametrize(
    ("operation", "members", "reason"),
    [
        ("DeleteObjects", {"Bucket": "b", "Delete": {"Objects": []}}, "flattened list"),
        ("GetObject", {"Bucket": "b", "Key": ""}, "URI member"),
        ("PutObject", {"Bucket": "b", "Key": "k", "Metadata": "text"}, "common prefix"),
        ("PutObject", {"Bucket": "b", "Key": "k", "Metadata": {"a b": "v"}}, "header can have"),
        ("GetObjectAttributes", {"Bucket": "b", "Key": "k", "ObjectAttributes": []}, "list is empty"),
        ("GetObject", {"Bucket": "b", "Key": "k", "Unknown": 1}, "no body"),
    ],
)
def test_what_rest_xml_has_no_form_for_is_inexpressible(operation, members, reason):
    """Empty flattened lists and lists in headers, empty keys, impossible headers, members of no body."""
    with pytest.raises(Inexpressible) as refused:
        Codec.of("s3", operation).encode(members)
    assert reason in refused.value.reason


@pytest.mark.parametrize(
    ("operation", "members"),
    [
        ("PutObject", {"Body": "AP8=", "Metadata": {"Two-Words": "v"}, "ContentType": "text/x", "ACL": "private"}),
        ("PutObject", {"Expires": "2024-01-02T03:04:05Z", "BucketKeyEnabled": True, "ContentLength": 3}),
        ("PutObject", {"ObjectLockRetainUntilDate": "2024-01-02T03:04:05Z", "Tagging": "a=b"}),
        ("GetObject", {"ResponseExpires": "2024-01-02T03:04:05Z", "PartNumber": 5, "Range": "bytes=0-1"}),
        ("GetObjectAttributes", {"ObjectAttributes": ["ETag", "Checksum"]}),
        ("PutObjectAcl", {"AccessControlPolicy": {"Grants": [{"Grantee": {"Type": "Group", "URI": "u"}}]}}),
        ("CompleteMultipartUpload", {"UploadId": "u", "MultipartUpload": {"Parts": [{"PartNumber": 1, "ETag": "e"}]}}),
    ],
)
def test_s3_members_in_every_place_are_read_back(operation, members):
    """Headers of a common prefix with their case, times in three forms, attributes, raw bodies, flattened lists."""
    codec = Codec.of("s3", operation)
    named = {"Bucket": "plain-bucket", "Key": "a/b c", **members}
    read = codec.read_request(codec.encode(named))
    assert {name: value for name, value in read.items() if name in named} == named
    assert read.keys() - named.keys() <= {"ChecksumAlgorithm", "ChecksumCRC32"}
