"""How CloudFront's operations are exercised: policies and functions of the run's own, and their current versions."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any, ClassVar

from hypothesis import strategies as st

from fencepost.campaign import Live, Reading, Situation, look, made
from fencepost.protocols import Answer

CONFIG = "ContinuousDeploymentPolicyConfig"
_LABELS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12)


def domain_names() -> st.SearchStrategy[str]:
    """Names that CloudFront gives to distributions: `d` and up to 13 letters and digits, under cloudfront.net."""
    return _LABELS.map(lambda label: f"d{label}.cloudfront.net")


def header_names() -> st.SearchStrategy[str]:
    """Header names for continuous deployment; they shrink towards the shortest."""
    return _LABELS.map(lambda label: f"aws-cf-cd-{label}")


def function_code() -> st.SearchStrategy[str]:
    """The source of a viewer-request function in base64, with a varying comment."""
    return _LABELS.map(
        lambda label: base64.b64encode(f"function handler(event){{/*{label}*/return event.request}}".encode()).decode()
    )


class UpdateContinuousDeploymentPolicy(Situation):
    """A policy, made disabled for one staging distribution, and its ETag."""

    operation = "UpdateContinuousDeploymentPolicy"
    echoes: ClassVar[Mapping[str, str]] = {"ContinuousDeploymentPolicy.Id": "Id"}
    values: ClassVar[Mapping[str, st.SearchStrategy[Any]]] = {
        f"{CONFIG}.StagingDistributionDnsNames.Items[]": domain_names(),
        f"{CONFIG}.TrafficConfig.SingleHeaderConfig.Header": header_names(),
        f"{CONFIG}.TrafficConfig.SingleHeaderConfig.Value": _LABELS,
    }

    def prepare(self) -> Live:
        """Makes a policy."""
        name = self.client.names.new().replace("fencepost", "d")
        config = {
            "StagingDistributionDnsNames": {"Quantity": 1, "Items": [f"{name}.cloudfront.net"]},
            "Enabled": False,
            "TrafficConfig": {"SingleWeightConfig": {"Weight": 0.05}, "Type": "SingleWeight"},
        }
        answer = made(self.client, "cloudfront.CreateContinuousDeploymentPolicy", {CONFIG: config})
        policy = answer.get("ContinuousDeploymentPolicy", {})
        return Live({"Id": policy.get("Id", ""), "IfMatch": answer.get("ETag", "")})

    def read(self, live: Live) -> Reading | None:
        """Reads the policy with its ETag."""
        found = look(self.client, "cloudfront.GetContinuousDeploymentPolicy", {"Id": live.bindings["Id"]})
        if found is None:
            return None
        policy = found.get("ContinuousDeploymentPolicy", {})
        facts = {"LastModifiedTime": policy.get("LastModifiedTime")}
        return Reading({CONFIG: policy.get(CONFIG, {})}, found.get("ETag"), facts)

    def accepted(self, live: Live, answer: Answer) -> None:
        """The answer's ETag is the one to match from now on."""
        live.bindings["IfMatch"] = answer.members.get("ETag", live.bindings["IfMatch"])

    def remove(self, live: Live) -> bool:
        """Deletes the policy."""
        return self.client.call("cloudfront.DeleteContinuousDeploymentPolicy", live.bindings).accepted


class UpdateFunction(Situation):
    """A function in the development stage, and its ETag."""

    operation = "UpdateFunction"
    echoes: ClassVar[Mapping[str, str]] = {"FunctionSummary.Name": "Name"}
    values: ClassVar[Mapping[str, st.SearchStrategy[Any]]] = {
        "Name": _LABELS.map(lambda label: f"fencepost-{label}"),
        "FunctionConfig.Comment": _LABELS,
        "FunctionCode": function_code(),
    }

    def prepare(self) -> Live:
        """Makes a function."""
        name = self.client.names.new()
        members = {
            "Name": name,
            "FunctionConfig": {"Comment": "fencepost", "Runtime": "cloudfront-js-1.0"},
            "FunctionCode": base64.b64encode(b"function handler(event){return event.request}").decode(),
        }
        answer = made(self.client, "cloudfront.CreateFunction", members)
        return Live({"Name": name, "IfMatch": answer.get("ETag", "")})

    def read(self, live: Live) -> Reading | None:
        """Reads the function's configuration, its code and its ETag."""
        described = self._described(live)
        code = look(self.client, "cloudfront.GetFunction", self._draft(live))
        if described is None:
            return None
        summary = described.get("FunctionSummary", {})
        members = {"FunctionConfig": summary.get("FunctionConfig", {})}
        if code is not None and "FunctionCode" in code:
            members["FunctionCode"] = code["FunctionCode"]
        facts = {"LastModifiedTime": summary.get("FunctionMetadata", {}).get("LastModifiedTime")}
        return Reading(members, described.get("ETag"), facts)

    def accepted(self, live: Live, answer: Answer) -> None:
        """The new ETag is the one to match from now on.

        botocore's model looks for it under a misspelt header, so a target may well answer it under the right one,
        where no client sees it; then it is read.
        """
        version = answer.members.get("ETag")
        if version is None:
            version = (self._described(live) or {}).get("ETag")
        if version is not None:
            live.bindings["IfMatch"] = version

    def _described(self, live: Live) -> Mapping[str, Any] | None:
        return look(self.client, "cloudfront.DescribeFunction", self._draft(live))

    def _draft(self, live: Live) -> dict[str, Any]:
        """The function in the stage that an update changes."""
        return {"Name": live.bindings["Name"], "Stage": "DEVELOPMENT"}

    def remove(self, live: Live) -> bool:
        """Deletes the function."""
        return self.client.call("cloudfront.DeleteFunction", live.bindings).accepted
