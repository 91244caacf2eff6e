"""Whole services, as boto3's generator documents them, against botocore's models."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fencepost.documentation import DocumentedOperation, read

from .customised import explained
from .generated import Facts, facts_in_model, facts_of, model_of

Pages = Callable[[str], dict[str, Path]]

_SERVICES = ("cloudfront", "codedeploy", "lightsail", "proton", "dynamodb", "sqs", "lambda")
_MORE_SERVICES = (
    *("s3", "iam", "ec2", "rds", "route53", "glacier", "cloudformation", "logs", "sns", "sts", "kinesis", "wafv2"),
    *("autoscaling", "lex-runtime", "lexv2-runtime", "bedrock-runtime", "polly", "medialive"),
)


@pytest.mark.parametrize(
    "service", [*_SERVICES, *(pytest.param(name, marks=pytest.mark.slow) for name in _MORE_SERVICES)]
)
def test_members_types_literals_and_required_flags_agree_with_the_model(service: str, pages: Pages) -> None:
    """Every operation's page is read, and all that it says of members is what botocore's model says."""
    model = model_of(service)
    different: list[str] = []
    for name, path in pages(service).items():
        documented = read(path)
        assert documented.name == f"{service}.{name}"
        request, response = facts_in_model(model.operation_model(name))
        different += _differences(documented, "Request", request, facts_of(documented.request))
        different += _differences(documented, "Response", response, facts_of(documented.response))
    assert different == []


@pytest.mark.parametrize("service", _SERVICES)
def test_errors_are_those_of_the_model(service: str, pages: Pages) -> None:
    """The codes under Exceptions are the error shapes of the operation, in order."""
    model = model_of(service)
    for name, path in pages(service).items():
        codes = [error.code for error in read(path).errors]
        assert codes == [shape.name for shape in model.operation_model(name).error_shapes]


def test_no_request_member_of_a_response_is_marked(pages: Pages) -> None:
    """A response says of no member whether it is required, a request says it of each."""
    documented = read(pages("lightsail")["UpdateDistribution"])
    assert documented.response is not None
    assert {member.required for _, member in documented.response.walk()} == {None}
    assert {member.required for _, member in documented.request.walk()} == {True, False}


def test_an_operation_without_output_has_no_response(pages: Pages) -> None:
    """A page that returns None documents no response, which isn't the same as an empty one."""
    documented = read(pages("codedeploy")["ContinueDeployment"])
    assert documented.response is None
    assert not documented.empty_response


def test_recursion_ends_where_the_page_ends_it(pages: Pages) -> None:
    """A structure that encloses itself is marked where it recurs, and has no members there."""
    documented = read(pages("dynamodb")["PutItem"])
    members = dict(documented.request.walk())
    assert members["Item{}.M{}"].recursive
    assert members["Item{}.M{}"].members == ()
    assert not members["Item{}.M"].recursive
    assert members["Item"].type == "map"


def test_streams_are_blobs_and_event_streams_are_named(pages: Pages) -> None:
    """What boto3 shows as file-like objects are blobs; streams of events keep a type of their own."""
    members = dict(read(pages("lambda")["Invoke"]).request.walk())
    assert members["Payload"].type == "blob"
    response = read(pages("lambda")["InvokeWithResponseStream"]).response
    assert response is not None
    assert dict(response.walk())["EventStream"].type == "eventstream"


def test_a_tagged_union_says_so(pages: Pages) -> None:
    """The note that only one member may be given is kept as a sentence."""
    source = dict(read(pages("proton")["CreateServiceTemplateVersion"]).request.walk())["source"]
    assert any("Tagged Union" in sentence.text for sentence in source.sentences)


@pytest.mark.slow
def test_sections_too_large_are_said_to_be_missing(pages: Pages) -> None:
    """Where the generator leaves out the parameters, the syntax still gives members, and nothing is required."""
    documented = read(pages("wafv2")["CheckCapacity"])
    assert documented.omitted == ("Parameters",)
    members = dict(documented.request.walk())
    assert members["Scope"].literals == ("CLOUDFRONT", "REGIONAL")
    assert {member.required for member in members.values()} == {None}


def _differences(
    documented: DocumentedOperation,
    section: str,
    model: dict[str, Facts],
    page: dict[str, Facts],
) -> list[str]:
    """The members on which page and model differ, without those that boto3 changes and those left out as too long."""
    if any(title in documented.omitted for title in (f"{section} Syntax", f"{section} Structure")):
        return []
    if section == "Request" and "Parameters" in documented.omitted:
        return []
    return [
        f"{documented.name} {section} {path}: the model says {model.get(path)}, the page {page.get(path)}"
        for path in sorted(model.keys() | page.keys())
        if model.get(path) != page.get(path)
        and not explained(documented.service, documented.operation, path, model.get(path), page.get(path))
    ]
