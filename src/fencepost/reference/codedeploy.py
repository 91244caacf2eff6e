"""CodeDeploy's deployments, and the applications and groups that they belong to.

Nothing is ever installed anywhere, so a deployment reaches its status when it is created, by its group's settings:

- a group of the type BLUE_GREEN whose `deploymentReadyOption` has the `actionOnTimeout` STOP_DEPLOYMENT gives a
  deployment that is Ready, or InProgress (not ready yet, for ever) where its `waitTimeInMinutes` is above 0;
- any other BLUE_GREEN group reroutes by itself: its deployment has Succeeded;
- an IN_PLACE group, which is the default, gives a deployment InProgress, of a type that can't be continued.

ContinueDeployment completes a Ready deployment at once, whichever of the two waits it ends: it has Succeeded then.
StopDeployment makes one Stopped, which is complete too. The status of a deployment that is not complete and whose
group was deleted can't be determined; GetDeployment leaves it out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from fencepost.reference.behaviour import Behaviour
from fencepost.reference.issuer import Issuer
from fencepost.reference.operation import Answer, Operation, find
from fencepost.reference.path import values
from fencepost.reference.refusal import RefusedError
from fencepost.reference.rule import Matches, Required, Typed
from fencepost.reference.rules import DEPLOYMENT_ID_FORM, RULES, plain_rules
from fencepost.reference.shape import Members, Moment, Structure, strings
from fencepost.reference.shapes import DEPLOYMENT_GROUP
from fencepost.reference.situation import Situation
from fencepost.reference.state_rule import COMPLETED

Group = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Deployment:
    """A deployment: `group` is (application, group), `style` the group's own when it was made."""

    name: str
    group: Group
    status: str
    style: Members
    blue_green: Members | None
    created: Moment
    completed: Moment | None = None


class CodeDeploy:
    """The applications, groups and deployments of one account, and the operations on them."""

    def __init__(self, issuer: Issuer) -> None:
        self._issuer = issuer
        self._applications: dict[str, str] = {}
        self._groups: dict[Group, Members] = {}
        self._deployments: dict[str, Deployment] = {}
        identified = (
            Required("deploymentId", "DeploymentIdRequiredException"),
            Typed("deploymentId", "SerializationException", "string"),
            Matches("deploymentId", "InvalidDeploymentIdException", DEPLOYMENT_ID_FORM),
        )
        one = strings("deploymentId")
        wait = strings("deploymentId", "deploymentWaitType")
        self.operations: Mapping[str, Operation] = {
            **self._group_operations(),
            "GetDeployment": Operation(one, self._get, identified),
            "StopDeployment": Operation(one, self._stop, identified),
            "ContinueDeployment": Operation(
                wait, self._continue, RULES["codedeploy.ContinueDeployment"], self._situation
            ),
        }

    def _group_operations(self) -> dict[str, Operation]:
        application, group = strings("applicationName"), strings("applicationName", "deploymentGroupName")
        both = ("applicationName", "deploymentGroupName")
        return {
            "CreateApplication": _plain(application, self._create_application, "applicationName"),
            "DeleteApplication": _plain(application, self._delete_application, "applicationName"),
            "CreateDeploymentGroup": _plain(DEPLOYMENT_GROUP, self._create_group, *both, "serviceRoleArn"),
            "DeleteDeploymentGroup": _plain(group, self._delete_group, *both),
            "CreateDeployment": _plain(group, self._create_deployment, *both),
        }

    # Applications and groups

    def _application(self, members: Members) -> str:
        name = str(members["applicationName"])
        if name not in self._applications:
            raise RefusedError("ApplicationDoesNotExistException", "There is no application of this name.")
        return name

    def _create_application(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        name = members["applicationName"]
        if name in self._applications:
            raise RefusedError("ApplicationAlreadyExistsException", "There is an application of this name.")
        self._applications[name] = self._issuer.uuid()
        return Answer({"applicationId": self._applications[name]})

    def _delete_application(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        name = members["applicationName"]
        self._applications.pop(name, None)
        self._groups = {key: group for key, group in self._groups.items() if key[0] != name}
        return Answer()

    def _create_group(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        key = self._application(members), members["deploymentGroupName"]
        if key in self._groups:
            raise RefusedError("DeploymentGroupAlreadyExistsException", "There is a deployment group of this name.")
        if _style(members)["deploymentType"] not in ("IN_PLACE", "BLUE_GREEN"):
            raise RefusedError("InvalidDeploymentStyleException", "A deployment is IN_PLACE or BLUE_GREEN.")
        self._groups[key] = members
        return Answer({"deploymentGroupId": self._issuer.uuid()})

    def _delete_group(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        self._groups.pop((members["applicationName"], members["deploymentGroupName"]), None)
        return Answer({"hooksNotCleanedUp": []})

    # Deployments

    def _create_deployment(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        key = self._application(members), members["deploymentGroupName"]
        group = self._groups.get(key)
        if group is None:
            raise RefusedError("DeploymentGroupDoesNotExistException", "There is no deployment group of this name.")
        name, status, now = f"d-{self._issuer.code(9)}", _first_status(group), self._issuer.now()
        blue_green = group.get("blueGreenDeploymentConfiguration")
        ended = now if status in COMPLETED else None
        self._deployments[name] = Deployment(name, key, status, _style(group), blue_green, now, ended)
        return Answer({"deploymentId": name})

    def _deployment(self, members: Members) -> Deployment:
        deployment = find(self._deployments, members.get("deploymentId"))
        if deployment is None:
            raise RefusedError("DeploymentDoesNotExistException", "There is no deployment of this id.")
        return deployment

    def _status(self, deployment: Deployment) -> str | None:
        known = deployment.status in COMPLETED or deployment.group in self._groups
        return deployment.status if known else None

    def _get(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        deployment = self._deployment(members)
        info = {
            "applicationName": deployment.group[0],
            "deploymentGroupName": deployment.group[1],
            "deploymentId": deployment.name,
            "status": self._status(deployment),
            "createTime": deployment.created,
            "completeTime": deployment.completed,
            "creator": "user",
            "deploymentStyle": deployment.style,
            "blueGreenDeploymentConfiguration": deployment.blue_green,
            "computePlatform": "Server",
        }
        return Answer({"deploymentInfo": {name: value for name, value in info.items() if value is not None}})

    def _stop(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        deployment = self._deployment(members)
        if deployment.status in COMPLETED:
            raise RefusedError("DeploymentAlreadyCompletedException", "The deployment is over.")
        self._complete(deployment, "Stopped")
        return Answer({"status": "Succeeded", "statusMessage": "The deployment was stopped."})

    def _complete(self, deployment: Deployment, status: str) -> None:
        self._deployments[deployment.name] = replace(deployment, status=status, completed=self._issuer.now())

    def _situation(self, members: Members, behaviour: Behaviour) -> Situation:
        del behaviour
        deployment = find(self._deployments, members.get("deploymentId"))
        if deployment is None:
            return Situation(exists=False)
        blue_green = deployment.style["deploymentType"] == "BLUE_GREEN"
        return Situation(status=self._status(deployment), blue_green=blue_green)

    def _continue(self, members: Members, behaviour: Behaviour) -> Answer:
        deployment = find(self._deployments, members.get("deploymentId"))
        if deployment and behaviour.keeps("status"):
            self._complete(deployment, "Succeeded")
        return Answer()


def _plain(shape: Structure, perform: Any, *needed: str) -> Operation:
    return Operation(shape, perform, plain_rules(shape, needed, "InvalidInputException"))


def _style(group: Members) -> Members:
    default = {"deploymentType": "IN_PLACE", "deploymentOption": "WITHOUT_TRAFFIC_CONTROL"}
    return {**default, **group.get("deploymentStyle", {})}


def _first_status(group: Members) -> str:
    """The status that a new deployment of a group has."""
    if _style(group)["deploymentType"] != "BLUE_GREEN":
        return "InProgress"
    option = "blueGreenDeploymentConfiguration.deploymentReadyOption"
    if "STOP_DEPLOYMENT" not in values(group, f"{option}.actionOnTimeout"):
        return "Succeeded"
    return "InProgress" if any(minutes > 0 for minutes in values(group, f"{option}.waitTimeInMinutes")) else "Ready"
