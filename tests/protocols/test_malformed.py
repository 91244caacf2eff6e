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


def test_each_protocol_has_its_categories():
    """Bodies, documents, types, headers and methods are all broken, for JSON and for XML."""
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


@pytest.mark.parametrize(("service", "operation", "members"), REQUESTS, ids=lambda value: str(value)[:12])
def test_our_own_readers_survive_them(service, operation, members):
    """Whatever a server may read from a variant, reading it here ends soon, with members or with the one error."""
    codec = Codec.of(service, operation)
    start = time.process_time()
    for variant in codec.malformed(codec.encode(members)):
        with contextlib.suppress(UnreadableWireError):
            codec.read_request(variant.request)
    assert time.process_time() - start < 5
