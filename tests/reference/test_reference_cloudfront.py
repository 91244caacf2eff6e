"""CloudFront's two documented operations through boto3."""

from __future__ import annotations

import copy
from typing import Any

import pytest

MADE_UP = "0f0f0f0f-0000-4000-8000-000000000000"


def config(**changes: Any) -> dict[str, Any]:
    """A configuration that splits by weight; `changes` are dotted with `__`, and None takes a member away."""
    made: dict[str, Any] = {
        "StagingDistributionDnsNames": {"Quantity": 1, "Items": ["d111.cloudfront.test"]},
        "Enabled": True,
        "TrafficConfig": {
            "Type": "SingleWeight",
            "SingleWeightConfig": {
                "Weight": 0.1,
                "SessionStickinessConfig": {"IdleTTL": 300, "MaximumTTL": 600},
            },
        },
    }
    made = copy.deepcopy(made)
    for path, value in changes.items():
        *parents, last = path.split("__")
        holder = made
        for parent in parents:
            holder = holder.setdefault(parent, {})
        if value is None:
            holder.pop(last, None)
        else:
            holder[last] = value
    return made


def made_policy(cloudfront: Any) -> tuple[str, str]:
    """The Id and the version of a new policy."""
    answer = cloudfront.create_continuous_deployment_policy(ContinuousDeploymentPolicyConfig=config())
    return answer["ContinuousDeploymentPolicy"]["Id"], answer["ETag"]


STICKINESS = "TrafficConfig__SingleWeightConfig__SessionStickinessConfig"
WEIGHT = "TrafficConfig__SingleWeightConfig__Weight"
ACCEPTED = [
    {},
    {WEIGHT: 0.0},
    {WEIGHT: 0.15},
    {WEIGHT: 0.15000000596046448},
    {f"{STICKINESS}__IdleTTL": 300, f"{STICKINESS}__MaximumTTL": 300},
    {f"{STICKINESS}__IdleTTL": 3600, f"{STICKINESS}__MaximumTTL": 3600},
    {STICKINESS: None},
    {"TrafficConfig": None},
    {"Enabled": False},
    {"StagingDistributionDnsNames": {"Quantity": 0}},
    {"StagingDistributionDnsNames": {"Quantity": 0, "Items": []}},
    {"StagingDistributionDnsNames": {"Quantity": 2, "Items": ["a", "a"]}},
    {"TrafficConfig": {"Type": "SingleHeader", "SingleHeaderConfig": {"Header": "aws-cf-cd-", "Value": ""}}},
    {"TrafficConfig": {"Type": "SingleHeader", "SingleHeaderConfig": {"Header": "AWS-CF-CD-x", "Value": "<&>"}}},
    {"TrafficConfig": {"Type": "SingleHeader"}},
]


@pytest.mark.parametrize("changes", ACCEPTED, ids=str)
def test_accepts_what_the_page_allows(cloudfront: Any, changes: dict[str, Any]) -> None:
    """An update on a boundary is accepted, gives a new version, and is read back whole."""
    policy, version = made_policy(cloudfront)
    before = cloudfront.get_continuous_deployment_policy(Id=policy)["ContinuousDeploymentPolicy"]
    answer = cloudfront.update_continuous_deployment_policy(
        Id=policy, IfMatch=version, ContinuousDeploymentPolicyConfig=config(**changes)
    )
    assert answer["ETag"] != version
    assert answer["ContinuousDeploymentPolicy"]["LastModifiedTime"] > before["LastModifiedTime"]
    read = cloudfront.get_continuous_deployment_policy_config(Id=policy)
    assert read["ETag"] == answer["ETag"]
    kept = read["ContinuousDeploymentPolicyConfig"]
    sent = config(**changes)
    assert kept == answer["ContinuousDeploymentPolicy"]["ContinuousDeploymentPolicyConfig"]
    assert kept == sent


REFUSED = [
    ("InvalidArgument", {"StagingDistributionDnsNames": None}),
    ("InvalidArgument", {"StagingDistributionDnsNames": {"Items": []}}),
    ("InvalidArgument", {"Enabled": None}),
    ("InvalidArgument", {"TrafficConfig__Type": None}),
    ("InvalidArgument", {WEIGHT: None}),
    ("InvalidArgument", {f"{STICKINESS}__IdleTTL": None}),
    ("InvalidArgument", {f"{STICKINESS}__MaximumTTL": None}),
    ("InvalidArgument", {"TrafficConfig__SingleHeaderConfig": {"Header": "aws-cf-cd-a"}}),
    ("InvalidArgument", {"TrafficConfig__SingleHeaderConfig": {"Value": "a"}}),
    ("InvalidArgument", {"TrafficConfig__SingleHeaderConfig": {"Header": "aws-cf-cd", "Value": "a"}}),
    ("InvalidArgument", {"TrafficConfig__SingleHeaderConfig": {"Header": "x-aws-cf-cd-a", "Value": "a"}}),
    ("InvalidArgument", {"TrafficConfig__Type": "singleweight"}),
    ("InvalidArgument", {WEIGHT: 0.16}),
    ("InvalidArgument", {WEIGHT: 0.15000002086162567}),
    ("InvalidArgument", {WEIGHT: -1.401298464324817e-45}),
    ("InvalidArgument", {WEIGHT: float("nan")}),
    ("InvalidArgument", {f"{STICKINESS}__IdleTTL": 299}),
    ("InvalidArgument", {f"{STICKINESS}__IdleTTL": 3601, f"{STICKINESS}__MaximumTTL": 3601}),
    ("InvalidArgument", {f"{STICKINESS}__MaximumTTL": 3601}),
    ("InvalidArgument", {f"{STICKINESS}__IdleTTL": 601}),
    ("InvalidArgument", {f"{STICKINESS}__IdleTTL": 300.5}),
    ("InconsistentQuantities", {"StagingDistributionDnsNames": {"Quantity": 1}}),
    ("InconsistentQuantities", {"StagingDistributionDnsNames": {"Quantity": 0, "Items": ["a"]}}),
    ("InconsistentQuantities", {"StagingDistributionDnsNames": {"Quantity": 2, "Items": ["a"]}}),
]


@pytest.mark.parametrize(("code", "changes"), REFUSED, ids=str)
def test_refuses_a_configuration_and_changes_nothing(
    cloudfront: Any, refused: Any, code: str, changes: dict[str, Any]
) -> None:
    """A configuration that breaks one promise is refused with its error, and the policy stays as it was."""
    policy, version = made_policy(cloudfront)
    before = cloudfront.get_continuous_deployment_policy(Id=policy)
    with refused(code):
        cloudfront.update_continuous_deployment_policy(
            Id=policy, IfMatch=version, ContinuousDeploymentPolicyConfig=config(**changes)
        )
    after = cloudfront.get_continuous_deployment_policy(Id=policy)
    assert (after["ETag"], after["ContinuousDeploymentPolicy"]) == (
        before["ETag"],
        before["ContinuousDeploymentPolicy"],
    )


def test_versions_of_a_policy(cloudfront: Any, refused: Any) -> None:
    """A stale or malformed version is refused, an absent one is not, and an unknown policy is not found."""
    policy, version = made_policy(cloudfront)
    update = cloudfront.update_continuous_deployment_policy
    update(Id=policy, ContinuousDeploymentPolicyConfig=config())
    with refused("PreconditionFailed", 412):
        update(Id=policy, IfMatch=version, ContinuousDeploymentPolicyConfig=config())
    with refused("InvalidIfMatchVersion"):
        update(Id=policy, IfMatch="*", ContinuousDeploymentPolicyConfig=config())
    with refused("NoSuchContinuousDeploymentPolicy", 404):
        update(Id=MADE_UP, IfMatch=version, ContinuousDeploymentPolicyConfig=config())


def test_a_deleted_policy_is_gone(cloudfront: Any, refused: Any) -> None:
    """After its deletion a policy can be neither updated nor read nor deleted again."""
    policy, version = made_policy(cloudfront)
    with refused("PreconditionFailed", 412):
        cloudfront.delete_continuous_deployment_policy(Id=policy, IfMatch="EAAAAAAAAAAAA")
    cloudfront.delete_continuous_deployment_policy(Id=policy, IfMatch=version)
    missing = ("NoSuchContinuousDeploymentPolicy", 404)
    with refused(*missing):
        cloudfront.update_continuous_deployment_policy(Id=policy, ContinuousDeploymentPolicyConfig=config())
    with refused(*missing):
        cloudfront.get_continuous_deployment_policy(Id=policy)
    with refused(*missing):
        cloudfront.delete_continuous_deployment_policy(Id=policy, IfMatch=version)
    assert cloudfront.list_continuous_deployment_policies()["ContinuousDeploymentPolicyList"]["Quantity"] == 0


def function(**changes: Any) -> dict[str, Any]:
    """The arguments of a function; None takes one away."""
    arguments = {
        "Name": "rewrite",
        "FunctionConfig": {"Comment": "a comment", "Runtime": "cloudfront-js-1.0"},
        "FunctionCode": b"function handler(event) { return event.request; }",
        **changes,
    }
    return {name: value for name, value in arguments.items() if value is not None}


def test_updates_a_function(cloudfront: Any) -> None:
    """Code and comment are replaced, the version changes, and both can be read back."""
    version = cloudfront.create_function(**function())["ETag"]
    changed = function(FunctionConfig={"Comment": "", "Runtime": "cloudfront-js-1.0"}, FunctionCode=b"\x00\xff")
    answer = cloudfront.update_function(**changed, IfMatch=version)
    assert answer["ETag"] != version
    described = cloudfront.describe_function(Name="rewrite")
    assert described["ETag"] == answer["ETag"]
    assert described["FunctionSummary"] == answer["FunctionSummary"]
    assert answer["FunctionSummary"]["FunctionConfig"] == changed["FunctionConfig"]
    assert answer["FunctionSummary"]["FunctionMetadata"]["Stage"] == "DEVELOPMENT"
    got = cloudfront.get_function(Name="rewrite")
    assert (got["FunctionCode"].read(), got["ETag"]) == (b"\x00\xff", answer["ETag"])
    assert cloudfront.list_functions()["FunctionList"]["Items"] == [answer["FunctionSummary"]]


@pytest.mark.parametrize(
    ("code", "status", "changes"),
    [
        ("InvalidArgument", 400, {"FunctionConfig": None}),
        ("InvalidArgument", 400, {"FunctionConfig": {"Runtime": "cloudfront-js-1.0"}}),
        ("InvalidArgument", 400, {"FunctionConfig": {"Comment": "c"}}),
        ("InvalidArgument", 400, {"FunctionConfig": {"Comment": "c", "Runtime": "Cloudfront-js-1.0"}}),
        ("InvalidArgument", 400, {"FunctionCode": None}),
        ("FunctionSizeLimitExceeded", 413, {"FunctionCode": b"x" * 40961}),
        ("InvalidArgument", 400, {"IfMatch": None}),
        ("InvalidIfMatchVersion", 400, {"IfMatch": "old"}),
        ("PreconditionFailed", 412, {"IfMatch": "EAAAAAAAAAAAA"}),
        ("NoSuchFunctionExists", 404, {"Name": "rewrites"}),
        ("NoSuchFunctionExists", 404, {"Name": "a/b"}),
    ],
    ids=str,
)
def test_refuses_a_function_and_changes_nothing(
    cloudfront: Any, refused: Any, code: str, status: int, changes: dict[str, Any]
) -> None:
    """An update that breaks one promise is refused with its error, and the function stays as it was."""
    version = cloudfront.create_function(**function())["ETag"]
    before = cloudfront.describe_function(Name="rewrite")
    with refused(code, status):
        cloudfront.update_function(**function(**{"IfMatch": version, **changes}))
    after = cloudfront.describe_function(Name="rewrite")
    assert (after["ETag"], after["FunctionSummary"]) == (before["ETag"], before["FunctionSummary"])


def test_a_deleted_function_is_gone(cloudfront: Any, refused: Any) -> None:
    """A function has one owner of its name, is deleted by its current version, and is not found afterwards."""
    version = cloudfront.create_function(**function())["ETag"]
    with refused("FunctionAlreadyExists", 409):
        cloudfront.create_function(**function())
    cloudfront.delete_function(Name="rewrite", IfMatch=version)
    with refused("NoSuchFunctionExists", 404):
        cloudfront.update_function(**function(IfMatch=version))
