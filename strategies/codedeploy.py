"""How CodeDeploy's operations are exercised: deployments in each of the states that an answer may depend on.

A blue/green deployment that waits for nothing is ready at once, one that has to wait is not ready yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from hypothesis import strategies as st

from fencepost.campaign import Live, Reach, Reading, Situation, look, made
from fencepost.contracts import Constraint

_ROLE = "arn:aws:iam::123456789012:role/fencepost"
_REVISION = {
    "revisionType": "S3",
    "s3Location": {"bucket": "fencepost", "key": "application.zip", "bundleType": "zip"},
}
_IDENTIFIERS = st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=9, max_size=9)


class ContinueDeployment(Situation):
    """A blue/green deployment that is ready; continuing it uses it up."""

    operation = "ContinueDeployment"
    values: ClassVar[Mapping[str, st.SearchStrategy[Any]]] = {
        "deploymentId": _IDENTIFIERS.map(lambda code: f"d-{code}"),
    }
    consumed = True

    def prepare(self) -> Live:
        """Makes an application, a deployment group and a deployment that is ready."""
        group, deployment = self._deployment("BLUE_GREEN", wait=0)
        return Live({"deploymentId": deployment}, {"group": group})

    def _deployment(self, style: str, wait: int) -> tuple[dict[str, str], str]:
        name = self.client.names.new()
        group = {"applicationName": name, "deploymentGroupName": name}
        made(self.client, "codedeploy.CreateApplication", {"applicationName": name})
        ready = {"actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": wait}
        made(
            self.client,
            "codedeploy.CreateDeploymentGroup",
            {
                **group,
                "serviceRoleArn": _ROLE,
                "deploymentStyle": {"deploymentType": style, "deploymentOption": "WITH_TRAFFIC_CONTROL"},
                **(
                    {"blueGreenDeploymentConfiguration": {"deploymentReadyOption": ready}}
                    if style != "IN_PLACE"
                    else {}
                ),
            },
        )
        answer = made(self.client, "codedeploy.CreateDeployment", {**group, "revision": _REVISION})
        return group, str(answer.get("deploymentId", ""))

    def read(self, live: Live) -> Reading | None:
        """Reads the deployment's status."""
        found = look(self.client, "codedeploy.GetDeployment", live.bindings)
        if found is None:
            return None
        return Reading({}, facts={"status": found.get("deploymentInfo", {}).get("status")})

    def reach(self, live: Live, constraint: Constraint) -> Iterable[Reach]:
        """Deployments whose state, type or status breaks the rule."""
        makers = {
            "notInState": ("a completed deployment", self._completed),
            "inState": ("a deployment that is not ready", self._waiting),
            "supportedType": ("a deployment in place", self._in_place),
            "hasStatus": ("a deployment whose group is gone", self._orphaned),
        }
        if constraint.keyword in makers:
            label, maker = makers[constraint.keyword]
            yield Reach(label, {constraint.path: maker()})

    def _completed(self) -> str:
        _, deployment = self._deployment("BLUE_GREEN", wait=0)
        made(self.client, "codedeploy.StopDeployment", {"deploymentId": deployment})
        return deployment

    def _waiting(self) -> str:
        return self._deployment("BLUE_GREEN", wait=60)[1]

    def _in_place(self) -> str:
        return self._deployment("IN_PLACE", wait=0)[1]

    def _orphaned(self) -> str:
        group, deployment = self._deployment("BLUE_GREEN", wait=0)
        made(self.client, "codedeploy.DeleteDeploymentGroup", group)
        return deployment

    def remove(self, live: Live) -> bool:
        """Deletes the application with its group and deployments."""
        application = {"applicationName": live.notes["group"]["applicationName"]}
        return self.client.call("codedeploy.DeleteApplication", application).accepted
