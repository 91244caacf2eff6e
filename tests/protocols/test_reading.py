"""Requests and answers read from their bytes: lenient to a server's habits, faithful to what is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fencepost.protocols import Answer, Codec, Failure, UnreadableWireError, WireResponse

NS = "http://cloudfront.amazonaws.com/doc/2020-05-31/"


def request_of(body, **members: str):
    """The members that are read from a request with this body."""
    codec = Codec.of("cloudfront", "UpdateContinuousDeploymentPolicy")
    wire = codec.encode({"Id": "p", **members})
    return codec.read_request(replace(wire, body=body))


@pytest.mark.parametrize(
    ("inside", "value"),
    [
        (b"<Enabled>true</Enabled>", {"Enabled": True}),
        (b"<Enabled>TRUE</Enabled>", {"Enabled": "TRUE"}),
        (b"<Enabled/>", {"Enabled": ""}),
        (b"<Enabled><a>1</a></Enabled>", {"Enabled": {"a": "1"}}),
        (b"<Foo>1</Foo>", {}),
        (b"<TrafficConfig>text</TrafficConfig>", {"TrafficConfig": "text"}),
        (b"<TrafficConfig/>", {"TrafficConfig": {}}),
        (b"<StagingDistributionDnsNames><Items/></StagingDistributionDnsNames>", {"Items": []}),
        (b"<StagingDistributionDnsNames><Items>t</Items></StagingDistributionDnsNames>", {"Items": "t"}),
        (b"<StagingDistributionDnsNames><Items><X>t</X></Items></StagingDistributionDnsNames>", {"Items": []}),
        (b"<StagingDistributionDnsNames><Quantity>300</Quantity></StagingDistributionDnsNames>", {"Quantity": 300}),
        (b"<StagingDistributionDnsNames><Quantity> 3 </Quantity></StagingDistributionDnsNames>", {"Quantity": 3}),
        (b"<StagingDistributionDnsNames><Quantity>3.0</Quantity></StagingDistributionDnsNames>", {"Quantity": "3.0"}),
        (b"<StagingDistributionDnsNames><Quantity>1_0</Quantity></StagingDistributionDnsNames>", {"Quantity": "1_0"}),
    ],
)
@pytest.mark.parametrize("namespace", [f' xmlns="{NS}"', "", ' xmlns="http://example.com/"'])
def test_xml_is_read_leniently(inside, value, namespace):
    """Text becomes what its type makes of it and else stays text; namespaces and unknown elements don't matter."""
    body = f"<ContinuousDeploymentPolicyConfig{namespace}>".encode() + inside + b"</ContinuousDeploymentPolicyConfig>"
    read = request_of(body)["ContinuousDeploymentPolicyConfig"]
    assert read.get("StagingDistributionDnsNames", read) == value


def test_members_outside_the_body_are_read():
    """Path, query and headers are read, decoded and typed."""
    codec = Codec.of("cloudfront", "ListDistributions")
    assert codec.read_request(codec.encode({"Marker": "a b&c", "MaxItems": "5"})) == {
        "Marker": "a b&c",
        "MaxItems": "5",
    }
    assert request_of(b"", IfMatch="E") == {"Id": "p", "IfMatch": "E"}


@pytest.mark.parametrize("body", [b"<a>", b"text", b"\xff", b"<a>&b;</a>", b"<a/><b/>"])
def test_a_request_that_is_not_xml_is_unreadable(body):
    """A body that no server could read raises the one error for that."""
    with pytest.raises(UnreadableWireError):
        request_of(body)


@pytest.mark.parametrize("body", [b"[]", b"{", b"null", b'"a"', b'{"a": NaN}', b"\xff", b"[" * 100_000])
def test_a_request_that_is_no_json_object_is_unreadable(body):
    """A JSON protocol's body is an object; anything else raises the one error for that."""
    codec = Codec.of("proton", "UpdateServicePipeline")
    with pytest.raises(UnreadableWireError):
        codec.read_request(replace(codec.encode({}), body=body))


def answer(service, operation, status, body=b"", **headers: str):
    """A response as the operation says it; names of headers with underscores."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return Codec.of(service, operation).read_response(WireResponse(status, headers, body))


def test_wrong_types_stay_visible_in_answers():
    """A text for a number, an object for a list, a null: the response's contract must see them."""
    body = b'{"pipeline": {"arn": 5, "createdAt": "soon", "deploymentStatus": null, "extra": []}, "more": 1}'
    assert answer("proton", "UpdateServicePipeline", 200, body).members == {
        "pipeline": {"arn": 5, "createdAt": "soon", "deploymentStatus": None, "extra": []},
        "more": 1,
    }
    xml = f'<FunctionList xmlns="{NS}"><MaxItems>many</MaxItems><Quantity>7</Quantity></FunctionList>'.encode()
    assert answer("cloudfront", "ListFunctions", 200, xml).members == {
        "FunctionList": {"MaxItems": "many", "Quantity": 7}
    }


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"oops", True),
        (b"[]", True),
        (b"{", True),
        (b"\x00\xff", True),
        (b'{"a": NaN}', True),
        (b"", False),
        (b"{}", False),
    ],
)
@pytest.mark.parametrize(
    ("service", "operation"), [("proton", "UpdateServicePipeline"), ("codedeploy", "ContinueDeployment")]
)
def test_a_success_that_cannot_be_read_has_a_problem(service, operation, body, problem):
    """Garbage under a 200 is a problem, also where nothing is documented; an empty body is the contract's affair."""
    read = answer(service, operation, 200, body)
    assert (read.problem is not None) is problem
    assert read.accepted
    assert read.members == {}


def test_members_where_none_are_documented_are_seen():
    """A success documented to be empty isn't taken for empty when it isn't."""
    assert answer("codedeploy", "ContinueDeployment", 200, b'{"surprise": 1}').members == {"surprise": 1}


@pytest.mark.parametrize(
    ("body", "headers", "code", "message"),
    [
        (b'{"__type": "com.amazonaws.x#NoSuchThing", "message": "gone"}', {}, "NoSuchThing", "gone"),
        (b'{"__type": "NoSuchThing:http://x/", "Message": "gone"}', {}, "NoSuchThing", "gone"),
        (b'{"Message": "m"}', {"x_amzn_errortype": "NoSuchThing:http://x/"}, "NoSuchThing", "m"),
        (b'{"__type": 5, "message": ["x"]}', {}, None, None),
        (b"", {}, None, None),
        (b"", {"X_Amzn_ErrorType": "NoSuchThing"}, "NoSuchThing", None),
        (b"not \x07 JSON", {}, None, "not   JSON"),
        (b"{" * 5000, {}, None, "{" * 500),
        (b"[1]", {}, None, "[1]"),
    ],
)
def test_json_errors_are_read(body, headers, code, message):
    """Codes lose their namespace and what follows a colon; the header counts; the rest is a message of one line."""
    read = answer("proton", "UpdateServicePipeline", 400, body, **headers)
    assert (read.code, read.message, read.problem) == (code, message, None)
    assert read.refused


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        (
            b"<ErrorResponse xmlns='urn:x'><Error><Code>Bad</Code><Message>m</Message></Error></ErrorResponse>",
            "Bad",
            "m",
        ),
        (b"<Error><Code>Bad</Code><Message/></Error>", "Bad", ""),
        (b"<Response><Errors><Error><Code>Bad</Code></Error></Errors></Response>", "Bad", None),
        (b"<html><body>gone</body></html>", None, "gone"),
        (b"<Error>", None, "<Error>"),
        (b"", None, None),
        (b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><Error><Code>&a;</Code></Error>", None, None),
    ],
)
def test_xml_errors_are_read(body, code, message):
    """All the forms of an XML error give their code; pages for people give none, and nothing external is fetched."""
    read = answer("cloudfront", "UpdateFunction", 404, body)
    assert read.code == code
    if message is not None:
        assert read.message == message


def test_an_error_under_a_success_is_an_error():
    """A 200 that carries an error document is refused, not accepted."""
    read = answer("cloudfront", "UpdateFunction", 200, b"<Error><Code>Bad</Code></Error>")
    assert (read.code, read.accepted, read.refused, read.members) == ("Bad", False, True, {})


def test_an_earlier_code_in_a_header_is_the_one_that_clients_go_by():
    """Services that once spoke the query protocol give the code of those days beside the present one."""
    body = b'{"__type": "com.amazonaws.sqs#QueueDoesNotExist", "message": "m"}'
    read = answer("sqs", "GetQueueUrl", 400, body, x_amzn_query_error="AWS.SimpleQueueService.NonExistentQueue;Sender")
    assert (read.code, read.message) == ("AWS.SimpleQueueService.NonExistentQueue", "m")
    assert answer("sqs", "GetQueueUrl", 400, body, x_amzn_query_error="unreadable").code == "QueueDoesNotExist"


def test_a_document_that_is_one_member_is_read():
    """A root that is itself the only member holds its text."""
    body = b"<LocationConstraint xmlns='http://s3.amazonaws.com/doc/2006-03-01/'>eu-west-1</LocationConstraint>"
    assert answer("s3", "GetBucketLocation", 200, body).members == {"LocationConstraint": "eu-west-1"}
    assert answer("s3", "GetBucketLocation", 200, b"<Other>eu-west-1</Other>").problem is not None


def test_messages_are_short_and_clean():
    """A message is one line of at most 500 characters, without control characters."""
    read = answer("proton", "UpdateServicePipeline", 500, b'{"message": "' + b"a\\u001b\\n" * 400 + b'"}')
    assert read.message is not None
    assert len(read.message) <= 500
    assert read.message.isprintable()
    assert read.crashed


def test_a_failure_is_an_answer_without_a_status():
    """What gave no HTTP response is carried along as it is."""
    failure = Failure("timeout", "late")
    assert Codec.of("proton", "UpdateServicePipeline").read_response(failure) == Answer(None, failure=failure)


def test_an_expanding_document_hurts_nobody():
    """Entities that expand a billionfold are refused in bounded time and memory."""
    layers = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE a [<!ENTITY e0 "{"x" * 100}">{layers}]><a>&e9;</a>'.encode()
    read = answer("cloudfront", "UpdateFunction", 200, bomb)
    assert read.problem is not None
    assert "not XML" in read.problem
