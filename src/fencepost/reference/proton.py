"""Proton's services and their pipelines, and the template versions that these use.

CreateServiceTemplateVersion makes a draft: of a new major version with the minor version 0, or of the next minor
version of the major one that it names. UpdateServiceTemplateVersion publishes it. A service is made with a published
version, the latest minor one where none is named, and is active and deployed at once.

Where the page of UpdateServicePipeline is silent: under NONE the given spec is recorded and the versions in use stay,
since they are what was deployed last; a version that was never published is deployed like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fencepost.reference.behaviour import Behaviour
from fencepost.reference.issuer import ACCOUNT, REGION, Issuer
from fencepost.reference.operation import Answer, Operation, find
from fencepost.reference.refusal import RefusedError
from fencepost.reference.rules import RULES, plain_rules
from fencepost.reference.shape import Members, Structure, strings
from fencepost.reference.shapes import PIPELINE_UPDATE, SERVICE
from fencepost.reference.situation import Situation
from fencepost.reference.state_rule import numeral

_ARN = f"arn:aws:proton:{REGION}:{ACCOUNT}"


@dataclass(slots=True)
class Template:
    """A service template: whether its services have a pipeline, and its versions by (major, minor)."""

    name: str
    piped: bool
    members: Members
    versions: dict[tuple[int, int], Members] = field(default_factory=dict)

    def latest_major(self) -> int | None:
        """The highest major version of which anything is published."""
        return max((major for major, _ in self._published()), default=None)

    def latest_minor(self, major: int) -> int | None:
        """The highest published minor version of a major one."""
        return max((minor for other, minor in self._published() if other == major), default=None)

    def next_minor(self, major: int) -> int:
        """The minor version that a new draft gets."""
        return max((minor for other, minor in self.versions if other == major), default=-1) + 1

    def _published(self) -> list[tuple[int, int]]:
        return [number for number, version in self.versions.items() if version["status"] == "PUBLISHED"]


class Proton:
    """The templates and services of one account, and the operations on them."""

    def __init__(self, issuer: Issuer) -> None:
        self._issuer = issuer
        self._templates: dict[str, Template] = {}
        self._services: dict[str, Members] = {}
        self._deleted: dict[str, Members] = {}
        version = strings("templateName", "majorVersion", "minorVersion", "status", "description")
        self.operations: Mapping[str, Operation] = {
            **self._template_operations(version),
            "CreateService": _plain(SERVICE, self._create, "name", "spec", "templateName", "templateMajorVersion"),
            "GetService": _plain(strings("name"), self._get, "name"),
            "DeleteService": _plain(strings("name"), self._delete, "name"),
            "UpdateServicePipeline": Operation(
                PIPELINE_UPDATE, self._update, RULES["proton.UpdateServicePipeline"], self._situation
            ),
        }

    def _template_operations(self, version: Structure) -> dict[str, Operation]:
        template = strings("name", "displayName", "description", "pipelineProvisioning")
        named = ("templateName", "majorVersion", "minorVersion")
        return {
            "CreateServiceTemplate": _plain(template, self._create_template, "name"),
            "CreateServiceTemplateVersion": _plain(version, self._create_version, "templateName"),
            "UpdateServiceTemplateVersion": _plain(version, self._update_version, *named),
            "GetServiceTemplateVersion": _plain(version, self._get_version, *named),
        }

    # Templates

    def _template(self, name: Any) -> Template:
        template = find(self._templates, name)
        if template is None:
            raise RefusedError("ResourceNotFoundException", "There is no service template of this name.")
        return template

    def _create_template(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        name, now = members["name"], self._issuer.now()
        if name in self._templates:
            raise RefusedError("ConflictException", "There is a service template of this name.")
        shown = {**members, "arn": f"{_ARN}:service-template/{name}", "createdAt": now, "lastModifiedAt": now}
        self._templates[name] = Template(name, members.get("pipelineProvisioning") != "CUSTOMER_MANAGED", shown)
        return Answer({"serviceTemplate": shown})

    def _create_version(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        template = self._template(members["templateName"])
        highest = max((major for major, _ in template.versions), default=0)
        major = _number(members["majorVersion"]) if "majorVersion" in members else highest + 1
        minor, now = template.next_minor(major), self._issuer.now()
        made = {
            **_given(members, "description"),
            "arn": f"{_ARN}:service-template/{template.name}:{major}.{minor}",
            "templateName": template.name,
            "majorVersion": str(major),
            "minorVersion": str(minor),
            "status": "DRAFT",
            "createdAt": now,
            "lastModifiedAt": now,
            "compatibleEnvironmentTemplates": [],
        }
        template.versions[major, minor] = made
        return Answer({"serviceTemplateVersion": made})

    def _version(self, members: Members) -> tuple[Template, tuple[int, int]]:
        template = self._template(members["templateName"])
        number = _number(members["majorVersion"]), _number(members["minorVersion"])
        if number not in template.versions:
            raise RefusedError("ResourceNotFoundException", "The template has no such version.")
        return template, number

    def _update_version(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        template, number = self._version(members)
        if members.get("status", "DRAFT") not in ("DRAFT", "PUBLISHED"):
            raise RefusedError("ValidationException", "A version can be set to DRAFT or PUBLISHED.")
        changes = _given(members, "status", "description")
        new = {**template.versions[number], **changes, "lastModifiedAt": self._issuer.now()}
        template.versions[number] = new
        return Answer({"serviceTemplateVersion": new})

    def _get_version(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        template, number = self._version(members)
        return Answer({"serviceTemplateVersion": template.versions[number]})

    # Services

    def _service(self, members: Members) -> Members:
        service = find(self._services, members.get("name"))
        if service is None:
            raise RefusedError("ResourceNotFoundException", "There is no service of this name.")
        return service

    def _create(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        name, template = members["name"], self._template(members["templateName"])
        if name in self._services:
            raise RefusedError("ConflictException", "There is a service of this name.")
        major = _number(members["templateMajorVersion"])
        latest = template.latest_minor(major)
        minor = _number(members["templateMinorVersion"]) if "templateMinorVersion" in members else latest
        if minor is None or template.versions.get((major, minor), {}).get("status") != "PUBLISHED":
            raise RefusedError("ValidationException", "No such version of the template is published.")
        service = self._made(members, template.name)
        if template.piped:
            service["pipeline"] = self._pipeline(service, str(major), str(minor))
        self._services[name] = service
        return Answer({"service": service})

    def _made(self, members: Members, template: str) -> Members:
        now = self._issuer.now()
        return {
            **_given(members, "name", "spec", "description"),
            "arn": f"{_ARN}:service/{members['name']}",
            "createdAt": now,
            "lastModifiedAt": now,
            "status": "ACTIVE",
            "templateName": template,
        }

    def _pipeline(self, service: Members, major: str, minor: str) -> Members:
        now = self._issuer.now()
        return {
            "arn": f"{service['arn']}/pipeline/{self._issuer.uuid()}",
            "createdAt": now,
            "deploymentStatus": "SUCCEEDED",
            "lastDeploymentAttemptedAt": now,
            "lastDeploymentSucceededAt": now,
            "spec": service["spec"],
            "templateMajorVersion": major,
            "templateMinorVersion": minor,
            "templateName": service["templateName"],
        }

    def _get(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        return Answer({"service": self._service(members)})

    def _delete(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        name = self._service(members)["name"]
        self._deleted[name] = self._services.pop(name)
        return Answer({"service": {**self._deleted[name], "status": "DELETE_IN_PROGRESS"}})

    # The pipeline

    def _current(self, name: Any, behaviour: Behaviour) -> Members | None:
        found = find(self._services, name)
        return found if found or behaviour.forgets_deleted else find(self._deleted, name)

    def _situation(self, members: Members, behaviour: Behaviour) -> Situation:
        service = self._current(members.get("serviceName"), behaviour)
        if service is None or "pipeline" not in service:
            return Situation(exists=False)
        return Situation(major=numeral(service["pipeline"]["templateMajorVersion"]))

    def _update(self, members: Members, behaviour: Behaviour) -> Answer:
        name = members.get("serviceName")
        service = self._current(name, behaviour) or self._made({"name": str(name), "spec": ""}, "")
        old = service.get("pipeline") or self._pipeline(service, "1", "0")
        new = {**old, "spec": members.get("spec", old["spec"]), **self._versions(old, members, behaviour)}
        if members.get("deploymentType") != "NONE" or behaviour.deploys_under_none:
            new["lastDeploymentAttemptedAt"] = new["lastDeploymentSucceededAt"] = self._issuer.now()
        kept = _without_lost(old, new, behaviour)
        self._services[service["name"]] = {**service, "pipeline": kept, "lastModifiedAt": self._issuer.now()}
        return Answer({"pipeline": new})

    def _versions(self, old: Members, members: Members, behaviour: Behaviour) -> Members:
        """The template versions that an update sets."""
        major, minor = members.get("templateMajorVersion"), members.get("templateMinorVersion")
        mode = members.get("deploymentType")
        if behaviour.replacement == "whole" and mode in ("NONE", "CURRENT_VERSION"):
            mode = "MAJOR_VERSION"
        if mode == "MAJOR_VERSION":
            major = self._latest_major(old, behaviour) if major is None else major
        elif mode == "MINOR_VERSION":
            major = old["templateMajorVersion"] if major is None else major
        else:
            return {}
        minor = self._latest_minor(old, major, behaviour) if minor is None else minor
        return {"templateMajorVersion": major, "templateMinorVersion": minor}

    def _latest_major(self, old: Members, behaviour: Behaviour) -> str:
        template = find(self._templates, old["templateName"])
        latest = template.latest_major() if template and behaviour.takes_latest else None
        return str(old["templateMajorVersion"] if latest is None else latest)

    def _latest_minor(self, old: Members, major: Any, behaviour: Behaviour) -> str:
        if not behaviour.takes_latest:
            return str(old["templateMinorVersion"])
        template, number = find(self._templates, old["templateName"]), numeral(major)
        latest = template.latest_minor(number) if template and number is not None else None
        return "0" if latest is None else str(latest)


def _plain(shape: Structure, perform: Any, *needed: str) -> Operation:
    return Operation(shape, perform, plain_rules(shape, needed, "ValidationException"))


def _given(members: Members, *names: str) -> Members:
    return {name: members[name] for name in names if name in members}


def _number(version: Any) -> int:
    number = numeral(version)
    if number is None:
        raise RefusedError("ValidationException", "A version is a whole number.")
    return number


def _without_lost(old: Members, new: Members, behaviour: Behaviour) -> Members:
    return {name: value if behaviour.keeps(name) else old[name] for name, value in new.items() if name in old}
