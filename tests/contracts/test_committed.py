"""The committed contracts against the facts of the five pages, against their schemas, and against the pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from fencepost.contracts import Checker, Contract, compile_schema, constraints_of, derive, load, save

REPOSITORY = Path(__file__).resolve().parents[2]
PAGES = REPOSITORY.parent / "shared" / "pages"
NAMES = (
    "cloudfront.UpdateContinuousDeploymentPolicy",
    "cloudfront.UpdateFunction",
    "codedeploy.ContinueDeployment",
    "lightsail.UpdateDistribution",
    "proton.UpdateServicePipeline",
)
C = "ContinuousDeploymentPolicyConfig"
T = f"{C}.TrafficConfig"
W = f"{T}.SingleWeightConfig"
S = f"{W}.SessionStickinessConfig"
B = "cacheBehaviorSettings"
NONE, CURRENT, MINOR, MAJOR = ("NONE", "CURRENT_VERSION", "MINOR_VERSION", "MAJOR_VERSION")
REGIONS = (
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eu-central-1",
    "ca-central-1",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "eu-north-1",
)
HEADERS = (
    "Accept",
    "Accept-Charset",
    "Accept-Datetime",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "CloudFront-Forwarded-Proto",
    "CloudFront-Is-Desktop-Viewer",
    "CloudFront-Is-Mobile-Viewer",
    "CloudFront-Is-SmartTV-Viewer",
    "CloudFront-Is-Tablet-Viewer",
    "CloudFront-Viewer-Country",
    "Host",
    "Origin",
    "Referer",
)
OPTIONS = ("none", "allow-list", "all")
METHODS = ("GET,HEAD", "GET,HEAD,OPTIONS", "GET,HEAD,OPTIONS,PUT,PATCH,POST,DELETE")

#: Per operation: id, value, kinds of origin, codes tied; types aside. All of them, and nothing else.
REQUIRED = {
    NAMES[0]: (
        C, "Id", f"{C}.StagingDistributionDnsNames", f"{C}.StagingDistributionDnsNames.Quantity", f"{C}.Enabled",
        f"{T}.Type", f"{W}.Weight", f"{S}.IdleTTL", f"{S}.MaximumTTL", f"{T}.SingleHeaderConfig.Header",
        f"{T}.SingleHeaderConfig.Value",
    ),
    NAMES[1]: ("Name", "IfMatch", "FunctionConfig", "FunctionConfig.Comment", "FunctionConfig.Runtime", "FunctionCode"),
    NAMES[2]: (),
    NAMES[3]: ("distributionName",),
    NAMES[4]: ("deploymentType", "serviceName", "spec"),
}  # fmt: skip
Fact = tuple[str, Any, tuple[str, ...], tuple[str, ...]]
FACTS: dict[str, tuple[Fact, ...]] = {
    NAMES[0]: (
        (f"{W}.Weight#minimum", 0, ("prose",), ()),
        (f"{W}.Weight#maximum", 0.15, ("prose",), ()),
        (f"{S}.IdleTTL#minimum", 300, ("prose",), ()),
        (f"{S}.IdleTTL#maximum", 3600, ("prose",), ()),
        (f"{S}.MaximumTTL#minimum", 300, ("prose",), ()),
        (f"{S}.MaximumTTL#maximum", 3600, ("prose",), ()),
        (f"{S}.IdleTTL#lessOrEqual:MaximumTTL", f"{S}.MaximumTTL", ("prose", "prose"), ()),
        (f"{T}.SingleHeaderConfig.Header#pattern", "^aws-cf-cd-", ("prose",), ()),
        (f"{T}.Type#enum", ("SingleWeight", "SingleHeader"), ("signature",), ()),
        (f"{C}#replaces", True, ("prose",), ()),
        (
            f"{C}.StagingDistributionDnsNames.Quantity#countOf:Items",
            f"{C}.StagingDistributionDnsNames.Items",
            ("prose", "error"),
            ("InconsistentQuantities",),
        ),
        ("IfMatch#currentVersion", True, ("prose", "error", "error"), ("PreconditionFailed", "InvalidIfMatchVersion")),
        ("Id#exists", True, ("error",), ("NoSuchContinuousDeploymentPolicy",)),
        ("ContinuousDeploymentPolicy.LastModifiedTime#format@response", "date-time", ("signature",), ()),
        (f"ContinuousDeploymentPolicy.{T}.Type#enum@response", ("SingleWeight", "SingleHeader"), ("signature",), ()),
    ),
    NAMES[1]: (
        ("FunctionConfig.Runtime#const", "cloudfront-js-1.0", ("signature", "prose"), ()),
        ("IfMatch#currentVersion", True, ("prose", "error", "error"), ("InvalidIfMatchVersion", "PreconditionFailed")),
        ("Name#exists", True, ("error",), ("NoSuchFunctionExists",)),
        ("Name#immutable", True, ("prose",), ()),
        ("FunctionCode#maxLength", None, ("error",), ("FunctionSizeLimitExceeded",)),
        ("FunctionCode#contentEncoding", "base64", ("signature",), ()),
        ("FunctionSummary.FunctionMetadata.Stage#enum@response", ("DEVELOPMENT", "LIVE"), ("signature", "prose"), ()),
        ("FunctionSummary.FunctionConfig.Runtime#const@response", "cloudfront-js-1.0", ("signature", "prose"), ()),
        ("FunctionSummary.FunctionMetadata.CreatedTime#format@response", "date-time", ("signature",), ()),
        ("FunctionSummary.FunctionMetadata.LastModifiedTime#format@response", "date-time", ("signature",), ()),
    ),
    NAMES[2]: (
        (
            "deploymentWaitType#enum",
            ("READY_WAIT", "TERMINATION_WAIT"),
            ("signature", "prose", "error"),
            ("InvalidDeploymentWaitTypeException",),
        ),
        ("deploymentId#format", None, ("error",), ("InvalidDeploymentIdException",)),
        ("deploymentId#exists", True, ("error",), ("DeploymentDoesNotExistException",)),
        ("deploymentId#notInState:completed", "completed", ("error",), ("DeploymentAlreadyCompletedException",)),
        ("deploymentId#inState:Ready", "Ready", ("error",), ("DeploymentIsNotInReadyStateException",)),
        ("deploymentId#supportedType", None, ("error",), ("UnsupportedActionForDeploymentTypeException",)),
        ("deploymentId#hasStatus", True, ("error",), ("InvalidDeploymentStatusException",)),
        ("#const@response", {}, ("prose",), ()),
    ),
    NAMES[3]: (
        ("distributionName#exists", True, ("prose", "error"), ("NotFoundException",)),
        ("origin.regionName#enum", REGIONS, ("signature",), ()),
        ("origin.protocolPolicy#enum", ("http-only", "https-only"), ("signature",), ()),
        ("defaultCacheBehavior.behavior#enum", ("dont-cache", "cache"), ("signature", "prose"), ()),
        ("cacheBehaviors[].behavior#enum", ("dont-cache", "cache"), ("signature", "prose"), ()),
        (f"{B}.forwardedCookies.option#enum", OPTIONS, ("signature",), ()),
        (f"{B}.forwardedHeaders.option#enum", OPTIONS, ("signature", "prose"), ()),
        (f"{B}.forwardedHeaders.headersAllowList[]#enum", HEADERS, ("signature",), ()),
        (f"{B}.allowedHTTPMethods#enum", METHODS, ("prose",), ()),
        (f"{B}.cachedHTTPMethods#enum", METHODS[:2], ("prose",), ()),
        (f"{B}.minimumTTL#const@forwardedHeaders.option=all", 0, ("prose",), ()),
        (f"{B}#replaces", True, ("prose",), ()),
        ("operation.createdAt#format@response", "date-time", ("signature",), ()),
        ("operation.statusChangedAt#format@response", "date-time", ("signature",), ()),
        ("operation.location.availabilityZone#format@response", "availability-zone", ("prose",), ()),
        ("operation.location.regionName#enum@response", REGIONS, ("signature",), ()),
        (
            "operation.status#enum@response",
            ("NotStarted", "Started", "Failed", "Completed", "Succeeded"),
            ("signature",),
            (),
        ),
        ("operation.resourceType#enum@response", ..., ("signature",), ()),
        ("operation.operationType#enum@response", ..., ("signature",), ()),
    ),
    NAMES[4]: (
        ("deploymentType#enum", (NONE, CURRENT, MINOR, MAJOR), ("signature",), ()),
        ("serviceName#exists", True, ("error",), ("ResourceNotFoundException",)),
        (f"templateMajorVersion#absent@deploymentType={CURRENT}", True, ("prose", "prose"), ()),
        (f"templateMinorVersion#absent@deploymentType={CURRENT}", True, ("prose", "prose"), ()),
        (f"templateMajorVersion#higherThanCurrent@deploymentType={MAJOR}", True, ("prose", "prose"), ()),
        (f"#notTriggered:deployment@deploymentType={NONE}", "deployment", ("prose", "prose"), ()),
        (f"#replaces@deploymentType={NONE}", False, ("prose", "prose"), ()),
        (f"#replaces@deploymentType={CURRENT}", False, ("prose", "prose"), ()),
        (f"templateMinorVersion#defaultsTo:latest@deploymentType={MINOR}", "latest", ("prose", "prose"), ()),
        (f"templateMajorVersion#defaultsTo:latest@deploymentType={MAJOR}", "latest", ("prose", "prose"), ()),
        (f"templateMinorVersion#defaultsTo:latest@deploymentType={MAJOR}", "latest", ("prose", "prose"), ()),
        ("pipeline.deploymentStatus#enum@response", ..., ("signature",), ()),
        ("pipeline.createdAt#format@response", "date-time", ("signature",), ()),
        ("pipeline.lastDeploymentAttemptedAt#format@response", "date-time", ("signature",), ()),
        ("pipeline.lastDeploymentSucceededAt#format@response", "date-time", ("signature",), ()),
    ),
}
EITHER = {
    NAMES[0]: (
        "#updates",
        f"{T}.SingleWeightConfig#required@Type=SingleWeight",
        f"{T}.SingleHeaderConfig#required@Type=SingleHeader",
    ),
    NAMES[1]: ("#updates",),
    NAMES[2]: ("deploymentId#required", "deploymentId#required:false"),
    NAMES[3]: (
        "#updates",
        "cacheBehaviorSettings.forwardedCookies.cookiesAllowList#required@option=allow-list",
        "cacheBehaviorSettings.forwardedHeaders.headersAllowList#required@option=allow-list",
    ),
    NAMES[4]: ("#updates", f"templateMajorVersion#sameAsCurrent@deploymentType={MINOR}"),
}


@pytest.fixture(params=NAMES)
def contract(request: pytest.FixtureRequest) -> Contract:
    """Each committed contract in turn."""
    return load(request.param)


def test_every_fact_is_held(contract: Contract) -> None:
    """Each promise of the page is one constraint that expects `reject`, with its value, its origins and its errors."""
    for identifier, value, origins, tied in FACTS[contract.name]:
        found = contract.by_id[identifier]
        assert found.expect == "reject", identifier
        assert value is ... or found.value == value, identifier
        assert tuple(origin.origin for origin in found.origins) == origins, identifier
        assert set(found.tied_errors) == set(tied), identifier


def test_required_members_are_those_of_the_signature(contract: Contract) -> None:
    """Exactly the members that the page marks as required are so for certain."""
    found = [c.path for c in contract.constraints if c.keyword == "required" and not c.when and c.expect == "reject"]
    assert sorted(found) == sorted(REQUIRED[contract.name])


def test_nothing_else_expects_a_rejection(contract: Contract) -> None:
    """Beside types, required members and the listed facts there is nothing that a caller could break."""
    known = {fact[0] for fact in FACTS[contract.name]} | {f"{path}#required" for path in REQUIRED[contract.name]}
    found = {c.id for c in contract.constraints if c.expect == "reject" and c.keyword != "type"}
    assert found == known


def test_the_rest_expects_either(contract: Contract) -> None:
    """What is contested, inferred, or seen only later expects `either`, and each of these is known."""
    assert {c.id for c in contract.constraints if c.expect == "either"} == set(EITHER[contract.name])


def test_counts_of_long_enumerations() -> None:
    """Lightsail's long lists are complete: 20 types of resource, 82 of operation, 5 statuses; Proton has 8 statuses."""
    lightsail, proton = load(NAMES[3]), load(NAMES[4])
    assert len(lightsail.by_id["operation.resourceType#enum@response"].value) == 20
    assert len(lightsail.by_id["operation.operationType#enum@response"].value) == 82
    assert len(proton.by_id["pipeline.deploymentStatus#enum@response"].value) == 8


def test_contested_constraints_name_each_other() -> None:
    """CodeDeploy's page calls the identifier optional and names an error for its absence: the contract has both."""
    contract = load(NAMES[2])
    required, optional = contract.by_id["deploymentId#required"], contract.by_id["deploymentId#required:false"]
    assert (required.contested, optional.contested) == ((optional.id,), (required.id,))
    assert (required.origins[0].origin, optional.origins[0].origin) == ("error", "signature")


def test_statuses_are_kept_where_the_page_gives_them() -> None:
    """CodeDeploy's page gives 400 for each of its eight errors; boto3's pages give none."""
    assert [facts["status"] for facts in load(NAMES[2]).errors.values()] == [400] * 8
    assert set(map(str, load(NAMES[1]).errors.values())) == {"{}"}


def test_general_errors_are_listed_but_not_tied(contract: Contract) -> None:
    """An error of validation in general may answer any wrong value, and is the error of none in particular."""
    general = {"InvalidArgument", "InvalidInputException", "ValidationException"} & set(contract.errors)
    types = [c for c in contract.of("request") if c.keyword == "type"]
    assert types
    assert all(set(c.errors) == general and not c.tied_errors for c in types)


def test_schemas_are_those_compiled_from_the_constraints(contract: Contract) -> None:
    """The schemas in the file say exactly what its constraints say."""
    assert contract.request == compile_schema(contract.constraints, "request")
    if contract.response is not None:
        assert contract.response == compile_schema(contract.constraints, "response")


def test_schemas_are_valid_json_schema(contract: Contract) -> None:
    """Both schemas satisfy the metaschema of 2020-12."""
    metaschema = jsonschema.Draft202012Validator(jsonschema.Draft202012Validator.META_SCHEMA)
    assert list(metaschema.iter_errors(contract.request)) == []
    assert list(metaschema.iter_errors(contract.response)) == []


def test_schema_unfolds_to_the_constraints_that_it_holds(contract: Contract) -> None:
    """Compiling, unfolding and compiling again loses nothing."""
    unfolded = constraints_of(dict(contract.request))
    assert compile_schema(unfolded) == contract.request


def test_file_is_written_as_it_was_read(contract: Contract) -> None:
    """Reading a committed contract and saving it gives the same bytes."""
    file = REPOSITORY / "contracts" / contract.service / f"{contract.operation}.json"
    assert save(contract) == file.read_text(encoding="utf-8")


def test_contract_is_what_its_page_gives(contract: Contract) -> None:
    """Deriving from the page gives the committed bytes."""
    from fencepost.documentation import read

    pages = sorted(PAGES.glob(f"{contract.name}.*")) if PAGES.is_dir() else []
    if not pages:
        pytest.skip("the pages don't stand beside this repository")
    assert save(derive(read(pages[0]), file=pages[0])) == save(contract)


def test_violations_break_what_they_should() -> None:
    """A request of the continuous-deployment contract breaks exactly the constraint that was aimed at."""
    checker = Checker(load(NAMES[0]))
    request: dict[str, Any] = {
        "Id": "p", "IfMatch": "e",
        C: {
            "StagingDistributionDnsNames": {"Quantity": 1, "Items": ["d1.example.net"]},
            "Enabled": True,
            "TrafficConfig": {
                "Type": "SingleWeight",
                "SingleWeightConfig": {"Weight": 0.15, "SessionStickinessConfig": {"IdleTTL": 300, "MaximumTTL": 300}},
            },
        },
    }  # fmt: skip
    assert checker.broken(request) == frozenset()
    stickiness = request[C]["TrafficConfig"]["SingleWeightConfig"]["SessionStickinessConfig"]
    stickiness["IdleTTL"] = 301
    assert checker.broken(request) == {f"{S}.IdleTTL#lessOrEqual:MaximumTTL"}
    assert checker.broken_near(request, [f"{S}.IdleTTL"]) == {f"{S}.IdleTTL#lessOrEqual:MaximumTTL"}
    stickiness["IdleTTL"] = 300
    request[C]["StagingDistributionDnsNames"]["Quantity"] = 2
    assert checker.broken(request) == {f"{C}.StagingDistributionDnsNames.Quantity#countOf:Items"}
