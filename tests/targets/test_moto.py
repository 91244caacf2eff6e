"""moto in this process."""

from __future__ import annotations

import pytest

from fencepost.protocols import Codec, Failure, WireResponse
from fencepost.targets import open_target

FUNCTION = {
    "Name": "f",
    "IfMatch": "E",
    "FunctionCode": "eA==",
    "FunctionConfig": {"Comment": "", "Runtime": "cloudfront-js-1.0"},
}
POLICY = {"StagingDistributionDnsNames": {"Quantity": 0}, "Enabled": True}


@pytest.fixture(scope="module")
def moto():
    """The target, loaded once."""
    with open_target("moto") as target:
        yield target


def asked(target, service, operation, members):
    """Whether the operation is missing, the answer, and the response."""
    codec = Codec.of(service, operation)
    response = target.send(codec.encode(members))
    answer = codec.read_response(response)
    return target.not_implemented(response, answer), answer, response


@pytest.mark.parametrize(
    ("service", "operation", "members"),
    [
        ("cloudfront", "UpdateContinuousDeploymentPolicy", {"Id": "p", "ContinuousDeploymentPolicyConfig": POLICY}),
        ("cloudfront", "UpdateFunction", FUNCTION),
        ("lightsail", "UpdateDistribution", {"distributionName": "d"}),
        ("proton", "UpdateServicePipeline", {"serviceName": "s", "spec": "x", "deploymentType": "NONE"}),
        ("codedeploy", "ContinueDeployment", {"deploymentId": "d-1"}),
    ],
)
def test_moto_says_that_it_lacks_the_five(moto, service, operation, members):
    """The five documented operations aren't there, in whichever of its ways moto says so."""
    missing, answer, _ = asked(moto, service, operation, members)
    assert missing
    assert not answer.accepted


@pytest.mark.parametrize(
    ("service", "operation", "members", "code"),
    [
        ("cloudfront", "GetDistribution", {"Id": "none"}, "NoSuchDistribution"),
        ("codedeploy", "GetApplication", {"applicationName": "none"}, "ApplicationDoesNotExistException"),
        ("dynamodb", "DescribeTable", {"TableName": "none"}, "ResourceNotFoundException"),
        ("dynamodb", "ListTables", {}, None),
    ],
)
def test_what_moto_has_is_not_called_missing(moto, service, operation, members, code):
    """A success, and an error about one resource, even under a 404, are answers like any other."""
    missing, answer, _ = asked(moto, service, operation, members)
    assert (missing, answer.code) == (False, code)


def test_an_exception_is_a_failure_and_no_missing_operation(moto):
    """Where moto's server would answer 500, the exception is the answer: one line, by the name of its type."""
    missing, answer, response = asked(
        moto, "cloudfront", "CreateDistribution", {"DistributionConfig": {"CallerReference": "x"}}
    )
    assert isinstance(response, Failure)
    assert (response.kind, missing, answer.crashed) == ("exception", False, True)
    assert response.detail == "KeyError: 'Origins'"


def test_a_host_that_moto_does_not_know_is_a_missing_operation(moto):
    """A host outside amazonaws.com, for which moto has no pattern at all, reads the same as a missing operation."""
    missing, _, response = asked(moto, "freetier", "GetFreeTierUsage", {})
    assert missing
    assert isinstance(response, WireResponse)


def test_reset_empties_one_service_alone(moto):
    """After a reset, the service's own resources are gone and another's still there."""
    assert asked(moto, "codedeploy", "CreateApplication", {"applicationName": "a"})[1].accepted
    table = {
        "TableName": "kept",
        "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}],
    }
    assert asked(moto, "dynamodb", "CreateTable", table)[1].accepted
    assert moto.reset("codedeploy")
    assert asked(moto, "codedeploy", "GetApplication", {"applicationName": "a"})[1].code is not None
    assert asked(moto, "dynamodb", "DescribeTable", {"TableName": "kept"})[1].accepted
    assert moto.reset("dynamodb")
    assert not asked(moto, "dynamodb", "DescribeTable", {"TableName": "kept"})[1].accepted


def test_boto3_is_left_alone(moto):
    """Opening the target mocks nothing for the rest of the process."""
    from moto.core.models import botocore_stubber

    asked(moto, "dynamodb", "ListTables", {})
    assert not botocore_stubber.enabled


def test_a_notification_that_moto_would_really_send_is_blocked(moto):
    """What is published, moto delivers over HTTP; the guard stops it and the exchange says so."""
    topic = asked_query(moto, "CreateTopic", Name="t")
    arn = topic.body.decode().partition("<TopicArn>")[2].partition("<")[0]
    asked_query(moto, "Subscribe", TopicArn=arn, Protocol="http", Endpoint="http://192.0.2.1/")
    result = asked_query(moto, "Publish", TopicArn=arn, Message="m")
    assert isinstance(result, Failure)
    assert (result.kind, result.detail) == ("blocked", "192.0.2.1")


def asked_query(target, action, **members: str):
    """A request in the query protocol, which codecs don't speak yet."""
    from urllib.parse import urlencode

    from fencepost.protocols import WireRequest

    body = urlencode({"Action": action, "Version": "2010-03-31", **members}).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    return target.send(WireRequest("sns", "sns.us-east-1.amazonaws.com", "POST", "/", headers, body))
