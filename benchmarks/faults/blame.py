"""Which constraint of a contract stands behind a rule of the reference, and which faults can't be told from none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fencepost.contracts.constraint import Condition, Constraint, identify
from fencepost.reference import OneOf, Rule, Typed

if TYPE_CHECKING:
    from collections.abc import Sequence

POLICY = "cloudfront.UpdateContinuousDeploymentPolicy"
FUNCTION = "cloudfront.UpdateFunction"
DISTRIBUTION = "lightsail.UpdateDistribution"
PIPELINE = "proton.UpdateServicePipeline"
DEPLOYMENT = "codedeploy.ContinueDeployment"

STICKINESS = "ContinuousDeploymentPolicyConfig.TrafficConfig.SingleWeightConfig.SessionStickinessConfig"

#: The keyword and the value of a constraint, by the kind of the rule.
KEYWORDS: dict[str, tuple[str, Any]] = {
    "required": ("required", True),
    "typed": ("type", None),
    "at-least": ("minimum", None),
    "at-most": ("maximum", None),
    "begins-with": ("pattern", None),
    "count-of": ("countOf", "Items"),
    "not-above": ("lessOrEqual", "MaximumTTL"),
    "max-bytes": ("maxLength", None),
    "fixed": ("const", None),
    "absent": ("absent", True),
    "exists": ("exists", True),
    "current": ("currentVersion", True),
    "higher-than-current": ("higherThanCurrent", True),
    "same-as-current": ("sameAsCurrent", True),
    "numeral": ("pattern", None),
    "status-known": ("hasStatus", True),
    "supported-type": ("supportedType", True),
    "not-completed": ("notInState", "completed"),
    "is-ready": ("inState", "Ready"),
}


def identifier(
    path: str, keyword: str, value: Any = None, when: Sequence[tuple[str, str]] = (), *, response: bool = False
) -> str:
    """The id of a constraint; a relation's value is the name of a sibling."""
    conditions = tuple(Condition(member, "const", literal) for member, literal in when)
    sibling = keyword in ("countOf", "lessOrEqual")
    other = f"{path.rpartition('.')[0]}.{value}" if sibling else value
    constraint = Constraint(path=path, keyword=keyword, value=other, when=conditions)
    return identify(replace(constraint, message="response") if response else constraint)


def blamed(rule: Rule) -> frozenset[str]:
    """The ids of the constraints of which any may be blamed for a fault in this rule."""
    return frozenset({_own(rule)}) | _also(rule)


def _own(rule: Rule) -> str:
    when = [(rule.when.path, str(value)) for value in rule.when.values] if rule.when else ()
    keyword, value = KEYWORDS[rule.kind] if rule.kind in KEYWORDS else _by_form(rule)
    return identifier(rule.path, keyword, value, when)


def _by_form(rule: Rule) -> tuple[str, Any]:
    if isinstance(rule, OneOf):
        return ("const", None) if len(rule.values) == 1 else ("enum", None)
    return ("currentVersion", True) if rule.path == "IfMatch" else ("format", None)


def _also(rule: Rule) -> frozenset[str]:
    """What is blamed with as much right."""
    if isinstance(rule, Typed) and rule.type == "blob":
        return frozenset({identifier(rule.path, "contentEncoding")})
    if isinstance(rule, Typed) and rule.path in NAMES:
        # What is no string names nothing that exists either.
        return frozenset({identifier(rule.path, "exists", value=True)})
    return frozenset()


#: Members of JSON that name the resource.
NAMES = frozenset({"distributionName", "serviceName", "deploymentId"})

HEADER = "ContinuousDeploymentPolicyConfig.TrafficConfig.SingleHeaderConfig.Header"
#: (operation, path, kind) or (operation, path, kind, operator) to the reason why the fault can't be told from none.
REASONS: dict[tuple[str, ...], str] = {
    (POLICY, "Id", "required"): "inexpressible-on-wire: a missing member of the path is another address",
    (FUNCTION, "Name", "required"): "inexpressible-on-wire: a missing member of the path is another address",
    (POLICY, f"{STICKINESS}.IdleTTL", "at-most", "drop"): "implied-by: IdleTTL <= MaximumTTL <= 3600",
    (POLICY, f"{STICKINESS}.IdleTTL", "at-most", "loosen"): "implied-by: IdleTTL <= MaximumTTL <= 3600",
    (POLICY, f"{STICKINESS}.MaximumTTL", "at-least", "drop"): "implied-by: 300 <= IdleTTL <= MaximumTTL",
    (POLICY, f"{STICKINESS}.MaximumTTL", "at-least", "loosen"): "implied-by: 300 <= IdleTTL <= MaximumTTL",
    **{
        (operation, "IfMatch", "matches", operator): "either error is right: the page doesn't say which is for what"
        for operation in (POLICY, FUNCTION)
        for operator in ("drop", "unanchored-end")
    },
    **{
        (operation, "", "refusal", "status-200"): "the pages name no status: what the error is stands in the body"
        for operation in (POLICY, FUNCTION, DISTRIBUTION, PIPELINE, DEPLOYMENT)
    },
    **{
        (operation, path, "answer", "left-out"): "the page doesn't say that every answer has the member"
        for operation, path in (
            (POLICY, "ContinuousDeploymentPolicy.Id"),
            (POLICY, "ContinuousDeploymentPolicy.ContinuousDeploymentPolicyConfig"),
            (FUNCTION, "FunctionSummary.Name"),
            (FUNCTION, "FunctionSummary.FunctionConfig"),
            (DISTRIBUTION, "operation"),
            (DISTRIBUTION, "operation.id"),
            (PIPELINE, "pipeline"),
            (PIPELINE, "pipeline.arn"),
            (PIPELINE, "pipeline.spec"),
            (PIPELINE, "pipeline.templateName"),
        )
    },
    (FUNCTION, "FunctionCode", "max-bytes"): "unbounded: the page names no size",
    (FUNCTION, "FunctionConfig.Runtime", "one-of", "loosen-model"): "contested: the installed model permits it",
    (DEPLOYMENT, "deploymentId", "required"): "contested: documented as not required, and as required by an error",
    **{
        (DEPLOYMENT, "deploymentId", "matches", operator): "the page names no format: malformed and unknown look alike"
        for operator in ("drop", "loosen-case", "loosen-empty", "unanchored-end")
    },
    **{
        (operation, path, kind, operator): "refused in any case, and the error of an unknown name fits as well"
        for operation, path, kind, operators in (
            (DISTRIBUTION, "distributionName", "required", ("drop", "wrong-error")),
            (DISTRIBUTION, "distributionName", "typed", ("drop", "wrong-error", "loosen")),
            (PIPELINE, "serviceName", "required", ("drop", "wrong-error")),
            (PIPELINE, "serviceName", "typed", ("drop", "wrong-error", "loosen")),
            (DEPLOYMENT, "deploymentId", "typed", ("drop", "loosen")),
        )
        for operator in operators
    },
    (POLICY, "ContinuousDeploymentPolicyConfig.StagingDistributionDnsNames.Quantity", "count-of", "tighten-none"): (
        "the page doesn't say that there may be none"
    ),
    (POLICY, HEADER, "begins-with", "tighten-more"): "the page doesn't say that the prefix alone is a name",
    (DISTRIBUTION, "", "null"): "a null name is refused in any case, and elsewhere services take null for absent",
    (DEPLOYMENT, "", "null"): "refused in any case: null names nothing that exists",
    (DEPLOYMENT, "status", "lost-update"): "the page promises no effect that could be read back",
    **{
        (DISTRIBUTION, path, "typed", "loosen"): "services read the text 'true' as the boolean"
        for path in ("isEnabled", "cacheBehaviorSettings.forwardedQueryStrings.option")
    },
    **{
        (PIPELINE, path, "absent", "tighten-condition"): "rules about state leave the other deployment types open"
        for path in ("templateMajorVersion", "templateMinorVersion")
    },
    (PIPELINE, "templateMajorVersion", "higher-than-current", "tighten-always"): (
        "rules about state leave the other deployment types open"
    ),
    (PIPELINE, "templateMajorVersion", "same-as-current"): "inferred: only the structure suggests it",
    (PIPELINE, "templateMajorVersion", "numeral"): "the page is silent on versions that are no numbers",
    (PIPELINE, "templateMinorVersion", "numeral"): "the page is silent on versions that are no numbers",
}
#: (operation, kind, operator) to what is blamed beside the rule's own constraint. That a member may be given at all is
#: no promise: where it is refused, what is blamed is the promise about it that a valid request was to keep.
BESIDE: dict[tuple[str, str, str], frozenset[str]] = {
    (PIPELINE, "absent", "tighten-always"): frozenset(
        {
            identifier(
                "templateMajorVersion", "higherThanCurrent", value=True, when=[("deploymentType", "MAJOR_VERSION")]
            )
        }
    ),
}
_LENIENT = "lenient: names of headers ignore case"


def reason(operation: str, rule: Rule, operator: str) -> str | None:
    """Why a fault is equivalent to none as far as the documentation can tell; None where it must be found."""
    key = (operation, rule.path, rule.kind)
    if operator in ("loosen-case", "tighten-case") and "eader" in rule.path.rpartition(".")[2]:
        return _LENIENT
    return REASONS.get((*key, operator)) or REASONS.get(key)
