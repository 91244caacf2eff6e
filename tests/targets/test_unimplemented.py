"""How targets say that they lack an operation, and what looks like it but isn't."""

from __future__ import annotations

import json

import pytest

from fencepost.protocols import Codec, Failure, WireResponse
from fencepost.targets import says_not_implemented


def said(status, body=b"", service="proton", operation="UpdateServicePipeline", **headers: str):
    """Whether a response says that the operation is missing."""
    response = WireResponse(status, headers, body)
    return says_not_implemented(response, Codec.of(service, operation).read_response(response))


def error(code, message="m"):
    """The body of an error."""
    return json.dumps({"__type": code, "message": message}).encode()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (501, b""),
        (501, error("InternalFailure", "API for service 'proton' not yet implemented or pro feature")),
        (500, error("InternalFailure", "API action 'X' for service 'proton' not yet implemented or pro feature")),
        (400, error("UnknownOperationException")),
        (404, error("com.amazonaws#UnknownOperationException", "")),
        (400, error("InvalidAction", "Unknown action: ListNodes")),
        (400, error("NotImplemented")),
        (404, b"Not yet implemented"),
        (404, b""),
        (404, b"<!doctype html>\n<title>404 Not Found</title>"),
        (404, b'{"detail":"Not Found"}'),
        (404, b"404 page not found\n"),
        (405, b""),
        (405, b"<Error><Code>MethodNotAllowed</Code><Resource /></Error>"),
        (400, error("InvalidOperationException", "Unknown action: ListAnomalies")),
        (400, error("InvalidRequestException", "No route for POST /clusters/x/insights")),
        (400, b'{"error": "Unsupported service: proton"}'),
        (
            404,
            b"<Error><Code>NoSuchResource</Code><Message>No route for PUT /x</Message></Error>",
        ),
    ],
)
def test_statements_about_an_operation_are_recognised(status, body):
    """Every way that was documented or seen is recognised."""
    assert said(status, body)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b""),
        (200, b"Not yet implemented"),
        (302, b""),
        (404, error("ResourceNotFoundException", "Unknown service: s")),
        (404, error("NoSuchFunctionExists")),
        (404, error("NotFoundException", "The distribution doesn't exist")),
        (404, b'{"message": "no such thing"}'),
        (400, error("ValidationException", "The filter 'x' has not been implemented")),
        (400, error("UnsupportedActionForDeploymentTypeException")),
        (400, error("InvalidParameterValue", "unknown action in the policy")),
        (400, b""),
        (403, b""),
        (500, b""),
        (500, error("InternalFailure", "boom")),
        (405, b"<Error><Code>MethodNotAllowed</Code><ResourceType>DeleteMarker</ResourceType></Error>"),
    ],
)
def test_what_concerns_a_resource_or_a_value_is_not(status, body):
    """Errors about one thing, crashes and successes don't say that the operation is missing."""
    assert not said(status, body)


@pytest.mark.parametrize(
    ("kind", "detail", "expected"),
    [
        ("exception", "NotImplementedError: The continue_deployment action has not been implemented", True),
        ("exception", "NotImplementedError", True),
        ("exception", "KeyError: 'NotImplementedError'", False),
        ("timeout", "NotImplementedError", False),
        ("dropped", "", False),
    ],
)
def test_a_raised_not_implemented_error_counts(kind, detail, expected):
    """In process, Python's own exception for it says the same; nothing else that goes wrong does."""
    failure = Failure(kind, detail)
    answer = Codec.of("proton", "UpdateServicePipeline").read_response(failure)
    assert says_not_implemented(failure, answer) is expected
