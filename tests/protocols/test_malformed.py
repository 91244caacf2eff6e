"""Malformed variants of valid requests."""

from __future__ import annotations

import contextlib
import time
from collections import Counter

import pytest

from fencepost.protocols import Codec, UnreadableWireError

REQUESTS = [
    ("proton", "UpdateServicePipeline", {"serviceName": "s", "spec": "x", "deploymentType": "NONE"}),
    (
        "cloudfront",
        "UpdateContinuousDeploymentPolicy",
        {"Id": "p", "ContinuousDeploymentPolicyConfig": {"Enabled": True}},
    ),
    ("cloudfront", "GetFunction", {"Name": "f"}),
    ("s3", "PutBucketTagging", {"Bucket": "plain-bucket", "Tagging": {"TagSet": [{"Key": "k", "Value": "v"}]}}),
    ("lambda", "CreateFunction", {"FunctionName": "f", "Timeout": 3}),
    ("lambda", "ListFunctions", {"MaxItems": 3, "Marker": "m"}),
    ("iam", "CreateRole", {"RoleName": "r", "Tags": [{"Key": "k", "Value": "v"}]}),
    ("ec2", "RunInstances", {"MinCount": 1, "SecurityGroupIds": ["a"]}),
    ("eventbridgev2", "CreateEventBus", {"Name": "b", "Description": "d"}),
]


@pytest.mark.parametrize(("service", "operation", "members"), REQUESTS, ids=lambda value: str(value)[:12])
def test_every_variant_differs_and_has_a_label_of_its_own(service, operation, members):
    """No variant is the valid request or there twice under a label, and the same come again in the same order."""
    codec = Codec.of(service, operation)
    wire = codec.encode(members)
    variants = codec.malformed(wire)
    assert all(variant.request != wire for variant in variants)
    assert max(Counter(variant.label for variant in variants).values()) == 1
    assert variants == codec.malformed(wire)
    assert sum(len(variant.request.body) for variant in variants) < 1_000_000
    assert len(variants) < 200


def test_each_protocol_has_its_categories():
    """Bodies, documents, fields, types, headers, paths, queries and methods are all broken, in every protocol."""
    labels = {}
    for service, operation, members in REQUESTS:
        codec = Codec.of(service, operation)
        found = {variant.label.partition(":")[0] for variant in codec.malformed(codec.encode(members))}
        labels[codec.protocol, operation] = found
    common = {"body-halved", "body-empty", "body-invalid-utf-8", "method-patch", "header-missing", "content-type"}
    assert (
        common | {"json-nan", "json-duplicate-member", "target", "json-deep-lists"}
        <= labels["json", "UpdateServicePipeline"]
    )
    xml = labels["rest-xml", "UpdateContinuousDeploymentPolicy"]
    assert common | {"xml-entity-expansion", "xml-wrong-root", "xml-comment", "xml-external-entity"} <= xml
    assert not any(label.startswith(("body", "xml")) for label in labels["rest-xml", "GetFunction"])
    common.add("accept")
    assert common | {"json-nan", "json-lone-surrogate", "path-dots"} <= labels["rest-json", "CreateFunction"]
    located = {"path-invalid-utf-8", "query-twice", "query-empty", "query-huge-integer"}
    assert located <= labels["rest-json", "ListFunctions"]
    form = {"form-twice", "form-wrong", "form-lone-surrogate", "form-member-twice", "form-huge-number", "form-deep"}
    assert common | form <= labels["query", "CreateRole"]
    assert common | form <= labels["ec2", "RunInstances"]
    cbor = {"cbor-nan", "cbor-duplicate-member", "cbor-deep-lists", "cbor-lone-surrogate", "cbor-length-beyond-body"}
    assert common | cbor <= labels["smithy-rpc-v2-cbor", "CreateEventBus"]


@pytest.mark.parametrize(("service", "operation", "members"), REQUESTS, ids=lambda value: str(value)[:12])
def test_our_own_readers_survive_them(service, operation, members):
    """Whatever a server may read from a variant, reading it here ends soon, with members or with the one error."""
    codec = Codec.of(service, operation)
    start = time.process_time()
    for variant in codec.malformed(codec.encode(members)):
        with contextlib.suppress(UnreadableWireError):
            codec.read_request(variant.request)
    assert time.process_time() - start < 5


def test_a_path_is_broken_for_both_kinds_of_endpoints():
    """Where the path at an endpoint of one's own is another, both have the same fault."""
    codec = Codec.of("s3", "ListObjectsV2")
    for variant in codec.malformed(codec.encode({"Bucket": "plain-bucket", "Prefix": "p"})):
        request = variant.request
        assert request.elsewhere is not None
        assert request.elsewhere.endswith(request.path.partition("?")[1] + request.path.partition("?")[2])
        if variant.label == "path-zero-byte":
            assert (request.path[:5], request.elsewhere[:17]) == ("/%00?", "/plain-bucket%00?")
