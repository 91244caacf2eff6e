"""The five given pages against tables of facts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fencepost.documentation import DocumentedOperation, Member, read

from .generated import facts_in_model, facts_of, model_of

Given = Callable[[str], Path]

_PAGES = {
    "cloudfront.UpdateContinuousDeploymentPolicy": ("rst", "boto3-rst", "update_continuous_deployment_policy"),
    "lightsail.UpdateDistribution": ("txt", "boto3-text", "update_distribution"),
    "cloudfront.UpdateFunction": ("txt", "boto3-text", "update_function"),
    "proton.UpdateServicePipeline": ("txt", "boto3-text", "update_service_pipeline"),
    "codedeploy.ContinueDeployment": ("txt", "api-reference-text", "ContinueDeployment - AWS CodeDeploy"),
}
_REQUIRED = {
    "cloudfront.UpdateContinuousDeploymentPolicy": {
        "ContinuousDeploymentPolicyConfig",
        "ContinuousDeploymentPolicyConfig.StagingDistributionDnsNames",
        "ContinuousDeploymentPolicyConfig.StagingDistributionDnsNames.Quantity",
        "ContinuousDeploymentPolicyConfig.Enabled",
        "ContinuousDeploymentPolicyConfig.TrafficConfig.SingleWeightConfig.Weight",
        "ContinuousDeploymentPolicyConfig.TrafficConfig.SingleWeightConfig.SessionStickinessConfig.IdleTTL",
        "ContinuousDeploymentPolicyConfig.TrafficConfig.SingleWeightConfig.SessionStickinessConfig.MaximumTTL",
        "ContinuousDeploymentPolicyConfig.TrafficConfig.SingleHeaderConfig.Header",
        "ContinuousDeploymentPolicyConfig.TrafficConfig.SingleHeaderConfig.Value",
        "ContinuousDeploymentPolicyConfig.TrafficConfig.Type",
        "Id",
    },
    "lightsail.UpdateDistribution": {"distributionName"},
    "cloudfront.UpdateFunction": {
        *("Name", "IfMatch", "FunctionConfig", "FunctionCode"),
        *("FunctionConfig.Comment", "FunctionConfig.Runtime"),
    },
    "proton.UpdateServicePipeline": {"deploymentType", "serviceName", "spec"},
    "codedeploy.ContinueDeployment": set(),
}
_LITERALS = {
    ("cloudfront.UpdateContinuousDeploymentPolicy", "ContinuousDeploymentPolicyConfig.TrafficConfig.Type"): 2,
    ("lightsail.UpdateDistribution", "origin.regionName"): 15,
    ("lightsail.UpdateDistribution", "origin.protocolPolicy"): 2,
    ("lightsail.UpdateDistribution", "defaultCacheBehavior.behavior"): 2,
    ("lightsail.UpdateDistribution", "cacheBehaviorSettings.forwardedCookies.option"): 3,
    ("lightsail.UpdateDistribution", "cacheBehaviorSettings.forwardedHeaders.option"): 3,
    ("lightsail.UpdateDistribution", "cacheBehaviorSettings.forwardedHeaders.headersAllowList[]"): 15,
    ("lightsail.UpdateDistribution", "cacheBehaviors[].behavior"): 2,
    ("cloudfront.UpdateFunction", "FunctionConfig.Runtime"): 1,
    ("proton.UpdateServicePipeline", "deploymentType"): 4,
    ("codedeploy.ContinueDeployment", "deploymentWaitType"): 2,
}
_ERRORS = {
    "cloudfront.UpdateContinuousDeploymentPolicy": 7,
    "lightsail.UpdateDistribution": 6,
    "cloudfront.UpdateFunction": 6,
    "proton.UpdateServicePipeline": 6,
    "codedeploy.ContinueDeployment": 8,
}


@pytest.mark.parametrize("name", _PAGES)
def test_a_page_says_what_it_documents(name: str, given: Given) -> None:
    """Kind, title, service and operation are recognised from what the page contains."""
    documented = _read(name, given)
    assert documented.name == name
    assert (documented.source.kind, documented.source.title) == _PAGES[name][1:]
    assert len(documented.source.sha256) == 64


@pytest.mark.parametrize("name", _PAGES)
def test_required_members_are_those_that_the_page_marks(name: str, given: Given) -> None:
    """Exactly the members marked as required are required."""
    found = _read(name, given).request.walk()
    assert {path for path, member in found if member.required} == _REQUIRED[name]


@pytest.mark.parametrize("name", _PAGES)
def test_literals_are_those_of_the_signature(name: str, given: Given) -> None:
    """Exactly the members whose values the page lists have literals, and as many."""
    found = {path: len(member.literals) for path, member in _read(name, given).request.walk() if member.literals}
    assert found == {path: count for (page, path), count in _LITERALS.items() if page == name}


@pytest.mark.parametrize("name", _PAGES)
def test_all_errors_are_named(name: str, given: Given) -> None:
    """The list of errors is read to its end, without repetition."""
    codes = [error.code for error in _read(name, given).errors]
    assert len(codes) == len(set(codes)) == _ERRORS[name]


def test_the_rst_page_agrees_with_the_model(given: Given) -> None:
    """Every member of the RST page is in botocore's model as the page has it, and none is missing."""
    documented = _read("cloudfront.UpdateContinuousDeploymentPolicy", given)
    operation = model_of("cloudfront").operation_model(documented.operation)
    assert (facts_of(documented.request), facts_of(documented.response)) == facts_in_model(operation)


@pytest.mark.parametrize(
    "name", ["lightsail.UpdateDistribution", "cloudfront.UpdateFunction", "proton.UpdateServicePipeline"]
)
def test_older_pages_hold_no_member_that_the_model_lacks(name: str, given: Given) -> None:
    """Models only grow: what an older page has is in today's model, with the same type and required flag."""
    documented = _read(name, given)
    request, response = facts_in_model(model_of(documented.service).operation_model(documented.operation))
    for page, model in ((facts_of(documented.request), request), (facts_of(documented.response), response)):
        assert {path: facts[:2] for path, facts in page.items()} == {path: model[path][:2] for path in page}


def test_sentences_keep_order_and_code_spans(given: Given) -> None:
    """Sentences of a paragraph and of the next are numbered on; the RST page keeps its code spans."""
    members = dict(_read("cloudfront.UpdateContinuousDeploymentPolicy", given).request.walk())
    idle = next(member for path, member in members.items() if path.endswith(".IdleTTL"))
    assert [sentence.number for sentence in idle.sentences] == [1, 2, 3]
    assert idle.sentences[2].code == ("MaximumTTL",)
    assert members["IfMatch"].sentences[0].text.startswith("The current version (ETag value) of")


def test_bullets_gloss_the_values_they_name(given: Given) -> None:
    """A bullet's term stands apart from its text, and every sentence of the bullet stands under it."""
    members = dict(_read("lightsail.UpdateDistribution", given).request.walk())
    option = members["cacheBehaviorSettings.forwardedHeaders.option"]
    assert set(option.glosses) == set(option.literals)
    assert option.glosses["none"] == "Forward only the default headers."
    methods = members["cacheBehaviorSettings.allowedHTTPMethods"]
    assert [len(term.split(",")) for term in methods.glosses] == [2, 3, 7]
    assert [s.bullet for s in methods.sentences] == [False, False, True, True, True, False, False]


def test_paragraphs_stand_under_their_heading(given: Given) -> None:
    """A paragraph of one identifier heads what follows, in the operation's description and in a member's."""
    documented = _read("proton.UpdateServicePipeline", given)
    kind = documented.request.members[0]
    assert set(kind.glosses) == set(kind.literals)
    terms = [sentence.term for sentence in kind.sentences]
    assert terms == [None] * 3 + ["NONE"] * 2 + ["CURRENT_VERSION"] * 3 + ["MINOR_VERSION"] * 2 + ["MAJOR_VERSION"] * 2
    assert {sentence.term for sentence in documented.sentences} == {None, *kind.literals}
    assert not any(sentence.bullet for sentence in kind.sentences)


def test_notes_are_ordinary_sentences(given: Given) -> None:
    """The text of a note is kept in its place, its title isn't."""
    settings = dict(_read("lightsail.UpdateDistribution", given).request.walk())["cacheBehaviorSettings"]
    assert [("Note" in s.text, "will replace" in s.text) for s in settings.sentences] == [(False, False), (False, True)]


def test_errors_of_an_api_reference_have_descriptions_and_statuses(given: Given) -> None:
    """Each error of the API Reference page has one sentence and the status 400; success has an empty body."""
    documented = _read("codedeploy.ContinueDeployment", given)
    assert [(len(error.sentences), error.status) for error in documented.errors] == [(1, 400)] * 8
    assert documented.empty_response
    assert documented.response is None
    assert [sentence.text[:5] for sentence in documented.sentences] == ["For a", "(Traf"]


def test_responses_have_types_and_literals(given: Given) -> None:
    """The response is a tree like the request, with the literals of its own syntax block."""
    response = _response(_read("cloudfront.UpdateFunction", given))
    assert response["FunctionSummary.FunctionMetadata.Stage"].literals == ("DEVELOPMENT", "LIVE")
    assert response["FunctionSummary.FunctionMetadata.CreatedTime"].type == "timestamp"
    operation = _response(_read("lightsail.UpdateDistribution", given))
    assert len(operation["operation.status"].literals) == 5
    assert len(operation["operation.location.regionName"].literals) == 15


def test_bytes_are_blobs(given: Given) -> None:
    """boto3's `bytes` is the API's blob."""
    assert dict(_read("cloudfront.UpdateFunction", given).request.walk())["FunctionCode"].type == "blob"


def _read(name: str, given: Given) -> DocumentedOperation:
    return read(given(f"{name}.{_PAGES[name][0]}"))


def _response(documented: DocumentedOperation) -> dict[str, Member]:
    assert documented.response is not None
    return dict(documented.response.walk())
