"""REST in JSON: members in the path, the query, headers and the body, exactly as given."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from fencepost.protocols import Codec, Inexpressible, UnreadableWireError, WireResponse, client_sends

FUNCTION, JOB = Codec.of("lambda", "CreateFunction"), Codec.of("iot", "CreateJob")


@pytest.mark.parametrize(
    "members",
    [
        {"FunctionName": 5, "Timeout": "3", "Unknown": {"a": [None]}, "Code": None, "Tags": []},
        {"Environment": "text", "Layers": {"a": 1}, "Description": True},
        {},
    ],
)
def test_members_of_any_type_are_the_body(members):
    """Whatever the JSON values of the body's members, the body is just these, nulls and unknown ones included."""
    wire = FUNCTION.encode(members)
    assert json.loads(wire.body) == members
    assert wire.headers["Content-Type"] == "application/json"
    assert FUNCTION.read_request(wire) == members


@pytest.mark.parametrize(
    ("value", "path"), [("a/b c", "/jobs/a%2Fb%20c"), (5, "/jobs/5"), (True, "/jobs/true"), ("ä", "/jobs/%C3%A4")]
)
def test_scalars_of_any_type_stand_in_the_path(value, path):
    """A number or a boolean for a text is its text, percent-encoded."""
    assert JOB.encode({"jobId": value}).path == path


@pytest.mark.parametrize(
    ("codec", "members", "reason"),
    [
        (JOB, {}, "URI member"),
        (JOB, {"jobId": ""}, "URI member"),
        (JOB, {"jobId": "\ud800"}, "surrogate"),
        (Codec.of("lambda", "ListFunctions"), {"MaxItems": None}, "null"),
        (Codec.of("lambda", "Invoke"), {"FunctionName": "f", "Unknown": 1}, "no place"),
        (Codec.of("lambda", "Invoke"), {"FunctionName": "f", "ClientContext": "a\nb"}, "header"),
        (Codec.of("lambda", "UntagResource"), {"Resource": "r", "TagKeys": []}, "empty"),
    ],
)
def test_what_has_no_form_is_inexpressible(codec, members, reason):
    """Empty members of the path, nulls outside the body, unknown members beside a payload, breaks in headers."""
    with pytest.raises(Inexpressible) as refused:
        codec.encode(members)
    assert reason in refused.value.reason


@pytest.mark.parametrize(
    ("service", "operation", "members"),
    [
        ("lambda", "UntagResource", {"Resource": "arn:aws:x", "TagKeys": ["a b", "c&d"]}),
        ("lambda", "Invoke", {"FunctionName": "f", "Payload": "e30=", "Qualifier": "1"}),
        ("amp", "ListScrapers", {"filters": {"a": ["b", "c"]}, "maxResults": 5}),
        ("apigateway", "GetExport", {"restApiId": "r", "stageName": "s", "exportType": "e", "parameters": {"a": "b"}}),
        ("apigateway", "ImportRestApi", {"parameters": {"x": "y"}, "body": "e30=", "failOnWarnings": True}),
        ("entityresolution", "BatchDeleteUniqueId", {"workflowName": "w", "uniqueIds": ["a", 'b,"c"', "d e"]}),
        ("iot-data", "Publish", {"topic": "a/b", "qos": 1, "payload": "aGk=", "userProperties": [{"a": "b"}]}),
        ("bedrock-agentcore", "InvokeAgentRuntime", {"agentRuntimeArn": "a", "payload": "AP8="}),
        ("dataexchange", "SendApiAsset", {"AssetId": "a", "RevisionId": "r", "DataSetId": "d", "Body": "text"}),
        ("braket", "CreateSpendingLimit", {"timePeriod": {"startAt": "2024-01-02T03:04:05Z"}}),
        (
            "groundstation",
            "ListGroundStationReservations",
            {"groundStationId": "g", "startTime": "2024-01-02T03:04:05Z"},
        ),
    ],
)
def test_members_in_every_place_are_read_back(service, operation, members):
    """Lists and maps in queries, lists and JSON in headers, raw bodies, times in each place come back as given."""
    codec = Codec.of(service, operation)
    read = codec.read_request(codec.encode(members))
    assert {name: value for name, value in read.items() if name in members} == members
    assert read.keys() - members.keys() <= {"accepts"}


def test_a_payload_that_is_required_is_empty_where_it_is_absent():
    """An empty body and a missing one are the same bytes: of a required payload a server reads an empty one."""
    codec = Codec.of("bedrock-agentcore", "InvokeAgentRuntime")
    assert codec.read_request(codec.encode({"agentRuntimeArn": "a"})) == {"agentRuntimeArn": "a", "payload": ""}
    invoke = Codec.of("lambda", "Invoke")
    assert invoke.read_request(invoke.encode({"FunctionName": "f"})) == {"FunctionName": "f"}


@pytest.mark.parametrize("body", [b"[]", b"{", b"null", b'{"a": NaN}', b"\xff"])
def test_a_body_that_is_no_object_is_unreadable(body):
    """A body of JSON is an object; anything else raises the one error for that."""
    with pytest.raises(UnreadableWireError):
        FUNCTION.read_request(replace(FUNCTION.encode({}), body=body))


def test_answers_are_read_from_status_headers_and_body():
    """The status, headers and a raw body are members; an error's code is in a header or in the body."""
    invoke = Codec.of("lambda", "Invoke")
    headers = {"x-amz-function-error": "Unhandled", "x-amz-executed-version": "1"}
    answer = invoke.read_response(WireResponse(202, headers, b"\xff"))
    assert answer.members == {
        "StatusCode": 202,
        "FunctionError": "Unhandled",
        "ExecutedVersion": "1",
        "Payload": "/w==",
    }
    refused = invoke.read_response(
        WireResponse(404, {"x-amzn-errortype": "Gone:"}, b'{"Message": "m", "code": "Other"}')
    )
    assert (refused.code, refused.message) == ("Gone", "m")


@pytest.mark.parametrize(
    ("service", "operation", "members", "sends"),
    [
        ("lambda", "ListFunctions", {"MaxItems": 5}, True),
        ("lambda", "ListFunctions", {"MaxItems": "5"}, True),
        ("lambda", "ListFunctions", {"MaxItems": [5]}, False),
        ("lambda", "CreateFunction", {"FunctionName": "f", "Unknown": 1}, False),
        ("lambda", "CreateFunction", {"FunctionName": 5}, True),
        ("s3", "PutObject", {"Bucket": "plain-bucket", "Key": "k", "Body": "YWJj"}, True),
        ("iam", "CreateRole", {"RoleName": "r", "Tags": [{"Key": "k", "Value": "v"}]}, True),
        ("iam", "CreateRole", {"RoleName": True}, False),
        ("ec2", "RunInstances", {"MinCount": 1, "MaxCount": 2}, True),
        ("eventbridgev2", "CreateEventBus", {"Name": "b"}, True),
        ("eventbridgev2", "CreateEventBus", {"Name": 5}, False),
        # A client makes up a token that is required, so that it can't leave it out.
        ("autoscaling", "LaunchInstances", {"AutoScalingGroupName": "g", "RequestedCapacity": 1}, False),
    ],
)
def test_whether_a_client_sends_a_request_is_known_in_every_protocol(service, operation, members, sends):
    """A client sends what its serialiser writes in the same way; anything else takes a request of one's own."""
    codec = Codec.of(service, operation)
    assert client_sends(codec.operation_model, codec.protocol, members, codec.encode(members)) is sends
