"""What the pages promise to refuse, operation by operation, in the order in which it is looked at.

The first rule that a request breaks decides the error. What can be seen on the request alone comes before what
depends on the state. Where a page is silent, nothing is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from fencepost.reference.rule import (
    Absent,
    AtLeast,
    AtMost,
    BeginsWith,
    CountOf,
    Fixed,
    Matches,
    MaxBytes,
    NotAbove,
    OneOf,
    Required,
    Rule,
    Typed,
    When,
)
from fencepost.reference.shape import BLOB, Shape, Structure, structure, types
from fencepost.reference.shapes import DISTRIBUTION, FUNCTION_CONFIG, PIPELINE_UPDATE, POLICY_CONFIG
from fencepost.reference.state_rule import (
    Current,
    Exists,
    HigherThanCurrent,
    IsReady,
    NotCompleted,
    Numeral,
    SameAsCurrent,
    StatusKnown,
    SupportedType,
)


def typed(shape: Shape, error: str, *, text: bool = False) -> tuple[Typed, ...]:
    """A rule of type for every member. In XML (`text`) whatever is not markup is a string, so those have none."""
    return tuple(Typed(path, error, name) for path, name in types(shape) if not (text and name == "string"))


def required(error: str, *paths: str) -> tuple[Required, ...]:
    """A rule that each of these members is given."""
    return tuple(Required(path, error) for path in paths)


def one_of(error: str, values: str, *paths: str) -> tuple[OneOf, ...]:
    """A rule that each of these members has one of the values, which stand here between spaces."""
    return tuple(OneOf(path, error, tuple(values.split())) for path in paths)


#: The bytes that a function's code may have; the page says that there is a limit, and not which. botocore's is taken.
FUNCTION_SIZE_LIMIT = 40960

#: A version as the reference issues them; what looks otherwise was never one.
VERSION_FORM = "E[0-9A-Z]{5,20}"

#: The page shows the form in an example alone.
DEPLOYMENT_ID_FORM = "d-[0-9A-Z]{9}"

_POLICY = "ContinuousDeploymentPolicyConfig"
_NAMES = f"{_POLICY}.StagingDistributionDnsNames"
_TRAFFIC = f"{_POLICY}.TrafficConfig"
_WEIGHT = f"{_TRAFFIC}.SingleWeightConfig"
_STICKINESS = f"{_WEIGHT}.SessionStickinessConfig"
_HEADER = f"{_TRAFFIC}.SingleHeaderConfig"

POLICY_RULES: tuple[Rule, ...] = (
    *required(
        "InvalidArgument",
        _POLICY,
        _NAMES,
        f"{_NAMES}.Quantity",
        f"{_POLICY}.Enabled",
        f"{_TRAFFIC}.Type",
        f"{_WEIGHT}.Weight",
        f"{_STICKINESS}.IdleTTL",
        f"{_STICKINESS}.MaximumTTL",
        f"{_HEADER}.Header",
        f"{_HEADER}.Value",
    ),
    *typed(structure(ContinuousDeploymentPolicyConfig=POLICY_CONFIG), "InvalidArgument", text=True),
    *one_of("InvalidArgument", "SingleWeight SingleHeader", f"{_TRAFFIC}.Type"),
    AtLeast(f"{_WEIGHT}.Weight", "InvalidArgument", 0),
    AtMost(f"{_WEIGHT}.Weight", "InvalidArgument", 0.15),
    AtLeast(f"{_STICKINESS}.IdleTTL", "InvalidArgument", 300),
    AtMost(f"{_STICKINESS}.IdleTTL", "InvalidArgument", 3600),
    AtLeast(f"{_STICKINESS}.MaximumTTL", "InvalidArgument", 300),
    AtMost(f"{_STICKINESS}.MaximumTTL", "InvalidArgument", 3600),
    NotAbove(f"{_STICKINESS}.IdleTTL", "InvalidArgument", "MaximumTTL"),
    BeginsWith(f"{_HEADER}.Header", "InvalidArgument", "aws-cf-cd-"),
    CountOf(f"{_NAMES}.Quantity", "InconsistentQuantities", "Items"),
)

FUNCTION_RULES: tuple[Rule, ...] = (
    *required(
        "InvalidArgument",
        "FunctionConfig",
        "FunctionConfig.Comment",
        "FunctionConfig.Runtime",
        "FunctionCode",
    ),
    *typed(structure(FunctionConfig=FUNCTION_CONFIG, FunctionCode=BLOB), "InvalidArgument", text=True),
    *one_of("InvalidArgument", "cloudfront-js-1.0", "FunctionConfig.Runtime"),
    MaxBytes("FunctionCode", "FunctionSizeLimitExceeded", FUNCTION_SIZE_LIMIT),
)

_SETTINGS = "cacheBehaviorSettings"
_REGIONS = """us-east-1 us-east-2 us-west-1 us-west-2 eu-west-1 eu-west-2 eu-west-3 eu-central-1 ca-central-1 ap-south-1
    ap-southeast-1 ap-southeast-2 ap-northeast-1 ap-northeast-2 eu-north-1"""
_HEADERS = """Accept Accept-Charset Accept-Datetime Accept-Encoding Accept-Language Authorization
    CloudFront-Forwarded-Proto CloudFront-Is-Desktop-Viewer CloudFront-Is-Mobile-Viewer CloudFront-Is-SmartTV-Viewer
    CloudFront-Is-Tablet-Viewer CloudFront-Viewer-Country Host Origin Referer"""
_ALL_METHODS = "GET,HEAD GET,HEAD,OPTIONS GET,HEAD,OPTIONS,PUT,PATCH,POST,DELETE"

DISTRIBUTION_RULES: tuple[Rule, ...] = (
    Required("distributionName", "InvalidInputException"),
    *typed(DISTRIBUTION, "InvalidInputException"),
    *one_of("InvalidInputException", _REGIONS, "origin.regionName"),
    *one_of("InvalidInputException", "http-only https-only", "origin.protocolPolicy"),
    *one_of("InvalidInputException", "dont-cache cache", "defaultCacheBehavior.behavior", "cacheBehaviors[].behavior"),
    *one_of("InvalidInputException", _ALL_METHODS, f"{_SETTINGS}.allowedHTTPMethods"),
    *one_of("InvalidInputException", "GET,HEAD GET,HEAD,OPTIONS", f"{_SETTINGS}.cachedHTTPMethods"),
    *one_of(
        "InvalidInputException",
        "none allow-list all",
        f"{_SETTINGS}.forwardedCookies.option",
        f"{_SETTINGS}.forwardedHeaders.option",
    ),
    *one_of("InvalidInputException", _HEADERS, f"{_SETTINGS}.forwardedHeaders.headersAllowList[]"),
    Fixed(
        f"{_SETTINGS}.minimumTTL",
        "InvalidInputException",
        0,
        when=When(f"{_SETTINGS}.forwardedHeaders.option", ("all",)),
    ),
)

_CURRENT = When("deploymentType", ("CURRENT_VERSION",))
_MINOR = When("deploymentType", ("MINOR_VERSION",))
_MAJOR = When("deploymentType", ("MAJOR_VERSION",))

PIPELINE_RULES: tuple[Rule, ...] = (
    *required("ValidationException", "deploymentType", "serviceName", "spec"),
    *typed(PIPELINE_UPDATE, "ValidationException"),
    *one_of("ValidationException", "NONE CURRENT_VERSION MINOR_VERSION MAJOR_VERSION", "deploymentType"),
    Absent("templateMajorVersion", "ValidationException", when=_CURRENT),
    Absent("templateMinorVersion", "ValidationException", when=_CURRENT),
    Numeral("templateMajorVersion", "ValidationException"),
    Numeral("templateMinorVersion", "ValidationException"),
    Exists("serviceName", "ResourceNotFoundException"),
    HigherThanCurrent("templateMajorVersion", "ValidationException", when=_MAJOR),
    SameAsCurrent("templateMajorVersion", "ValidationException", when=_MINOR),
)

DEPLOYMENT_RULES: tuple[Rule, ...] = (
    Required("deploymentId", "DeploymentIdRequiredException"),
    # The page has no error for a value of another type; this is the protocol's.
    Typed("deploymentId", "SerializationException", "string"),
    Typed("deploymentWaitType", "SerializationException", "string"),
    Matches("deploymentId", "InvalidDeploymentIdException", DEPLOYMENT_ID_FORM),
    *one_of("InvalidDeploymentWaitTypeException", "READY_WAIT TERMINATION_WAIT", "deploymentWaitType"),
    Exists("deploymentId", "DeploymentDoesNotExistException"),
    SupportedType("deploymentId", "UnsupportedActionForDeploymentTypeException"),
    NotCompleted("deploymentId", "DeploymentAlreadyCompletedException"),
    StatusKnown("deploymentId", "InvalidDeploymentStatusException"),
    IsReady("deploymentId", "DeploymentIsNotInReadyStateException"),
)


def _versioned(name: str, missing: str) -> tuple[Rule, ...]:
    """That the resource is there, and that the version given is its current one."""
    return (
        Matches("IfMatch", "InvalidIfMatchVersion", VERSION_FORM),
        Exists(name, missing),
        Current("IfMatch", "PreconditionFailed"),
    )


#: The rules of the five operations whose pages the reference implements.
RULES: Mapping[str, tuple[Rule, ...]] = MappingProxyType(
    {
        "cloudfront.UpdateContinuousDeploymentPolicy": (
            Required("Id", "InvalidArgument"),
            *POLICY_RULES,
            *_versioned("Id", "NoSuchContinuousDeploymentPolicy"),
        ),
        "cloudfront.UpdateFunction": (
            *required("InvalidArgument", "Name", "IfMatch"),
            *FUNCTION_RULES,
            *_versioned("Name", "NoSuchFunctionExists"),
        ),
        "codedeploy.ContinueDeployment": DEPLOYMENT_RULES,
        "lightsail.UpdateDistribution": (*DISTRIBUTION_RULES, Exists("distributionName", "NotFoundException")),
        "proton.UpdateServicePipeline": PIPELINE_RULES,
    }
)


def plain_rules(shape: Structure, needed: Iterable[str], error: str, *, text: bool = False) -> tuple[Rule, ...]:
    """The rules of an operation that is no subject here and only serves to reach a state: presence and types."""
    return (*required(error, *needed), *typed(shape, error, text=text))
