"""Where a member of a response stands on the wire: the same place from which the codec itself reads it."""

from __future__ import annotations

import json

import pytest

from fencepost.protocols import Codec, WireResponse, response_place

PLACES = [
    ("sns.CreateTopic", "TopicArn", "xml", ["CreateTopicResult", "TopicArn"]),
    ("ec2.RunInstances", "Instances[0].InstanceId", "xml", ["instancesSet", "item", "instanceId"]),
    ("s3.ListBuckets", "Buckets[0].Name", "xml", ["Buckets", "Bucket", "Name"]),
    ("s3.ListObjects", "Contents[0].Key", "xml", ["Contents", "Key"]),
    ("s3.PutObject", "ETag", "header", ["ETag"]),
    ("cloudfront.CreateFunction", "ETag", "header", ["ETag"]),
    ("cloudfront.CreateContinuousDeploymentPolicy", "ContinuousDeploymentPolicy.Id", "xml", ["Id"]),
    ("lambda.CreateFunction", "Layers[0].Arn", "json", ["Layers", 0, "Arn"]),
    ("mq.CreateBroker", "BrokerId", "json", ["brokerId"]),
    ("sqs.CreateQueue", "QueueUrl", "json", ["QueueUrl"]),
]


def response(where: str, at: list[str | int], value: str) -> WireResponse:
    """A response that holds a value at this place and nothing else."""
    if where == "header":
        return WireResponse(200, {str(at[0]).lower(): value}, b"")
    if where == "xml":
        body = "".join(f"<{name}>" for name in at) + value + "".join(f"</{name}>" for name in reversed(at))
        return WireResponse(200, {"content-type": "text/xml"}, f"<Root>{body}</Root>".encode())
    document: object = value
    for key in reversed(at):
        document = [document] if isinstance(key, int) else {key: document}
    return WireResponse(200, {"content-type": "application/json"}, json.dumps(document).encode())


@pytest.mark.parametrize(("operation", "path", "where", "at"), PLACES)
def test_a_member_is_where_the_codec_reads_it(operation: str, path: str, where: str, at: list[str | int]) -> None:
    """In each protocol: headers, wrapped and flattened lists, payloads, and names that differ on the wire."""
    service, _, name = operation.partition(".")
    codec = Codec.of(service, name)
    assert response_place(codec, path) == {"in": where, "at": at}
    found: object = codec.read_response(response(where, at, "value-1")).members
    for step in path.replace("[0]", ".0").split("."):
        found = found[int(step)] if isinstance(found, list) else found[step]  # type: ignore[index]
    assert found == "value-1"


def test_what_stands_in_a_binary_body_has_no_place() -> None:
    """A body in CBOR is nothing that one finds a text in."""
    assert response_place(Codec.of("eventbridgev2", "CreateEventBus"), "EventBusArn") is None
