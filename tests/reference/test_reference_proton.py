"""Proton's UpdateServicePipeline through boto3."""

from __future__ import annotations

from typing import Any

import pytest

#: (major, minor, published) of the template's versions.
VERSIONS = [(1, 0, True), (1, 1, True), (1, 2, False), (2, 0, True), (2, 1, True), (3, 0, False)]


@pytest.fixture
def service(proton: Any) -> Any:
    """A service `shop` on version 1.0 of a template that has also 1.1, 2.0 and 2.1, and unpublished 1.2 and 3.0."""
    proton.create_service_template(name="web")
    for major, minor, published in VERSIONS:
        named = {"majorVersion": str(major)} if minor else {}
        version = proton.create_service_template_version(
            templateName="web",
            compatibleEnvironmentTemplates=[{"templateName": "env", "majorVersion": "1"}],
            source={"s3": {"bucket": "a-bucket", "key": "k"}},
            **named,
        )["serviceTemplateVersion"]
        assert (version["majorVersion"], version["minorVersion"]) == (str(major), str(minor))
        if published:
            proton.update_service_template_version(
                templateName="web", majorVersion=str(major), minorVersion=str(minor), status="PUBLISHED"
            )
    proton.create_service(
        name="shop", spec="first", templateName="web", templateMajorVersion="1", templateMinorVersion="0"
    )
    return proton


def pipeline(proton: Any) -> Any:
    """The pipeline as it stands."""
    return proton.get_service(name="shop")["service"]["pipeline"]


@pytest.mark.parametrize(
    ("mode", "given", "version"),
    [
        ("NONE", {}, ("1", "0")),
        ("NONE", {"templateMajorVersion": "2"}, ("1", "0")),
        ("CURRENT_VERSION", {}, ("1", "0")),
        ("MINOR_VERSION", {}, ("1", "1")),
        ("MINOR_VERSION", {"templateMinorVersion": "0"}, ("1", "0")),
        ("MINOR_VERSION", {"templateMajorVersion": "1", "templateMinorVersion": "7"}, ("1", "7")),
        ("MAJOR_VERSION", {}, ("2", "1")),
        ("MAJOR_VERSION", {"templateMajorVersion": "2"}, ("2", "1")),
        ("MAJOR_VERSION", {"templateMajorVersion": "2", "templateMinorVersion": "0"}, ("2", "0")),
        ("MAJOR_VERSION", {"templateMinorVersion": "0"}, ("2", "0")),
        ("MAJOR_VERSION", {"templateMajorVersion": "10"}, ("10", "0")),
    ],
)
def test_updates_by_mode(service: Any, mode: str, given: dict[str, str], version: tuple[str, str]) -> None:
    """Each mode sets the versions that it documents, records the spec, and deploys unless it is NONE."""
    before = pipeline(service)
    answer = service.update_service_pipeline(deploymentType=mode, serviceName="shop", spec="second", **given)
    after = pipeline(service)
    assert answer["pipeline"] == after
    assert after["spec"] == "second"
    assert (after["templateMajorVersion"], after["templateMinorVersion"]) == version
    deployed = after["lastDeploymentAttemptedAt"] > before["lastDeploymentAttemptedAt"]
    assert deployed == (mode != "NONE")
    assert after["createdAt"] == before["createdAt"]


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("ValidationException", {"deploymentType": None}),
        ("ValidationException", {"serviceName": None}),
        ("ValidationException", {"spec": None}),
        ("ValidationException", {"spec": 1}),
        ("ValidationException", {"serviceName": ["shop"]}),
        ("ValidationException", {"deploymentType": "none"}),
        ("ValidationException", {"templateMajorVersion": "1"}),
        ("ValidationException", {"templateMinorVersion": "0"}),
        ("ValidationException", {"deploymentType": "MINOR_VERSION", "templateMajorVersion": "2"}),
        ("ValidationException", {"deploymentType": "MINOR_VERSION", "templateMinorVersion": "one"}),
        ("ValidationException", {"deploymentType": "MAJOR_VERSION", "templateMajorVersion": "1"}),
        ("ValidationException", {"deploymentType": "MAJOR_VERSION", "templateMajorVersion": "0"}),
        ("ResourceNotFoundException", {"serviceName": "shops"}),
    ],
    ids=str,
)
def test_refuses_and_changes_nothing(service: Any, refused: Any, code: str, given: dict[str, Any]) -> None:
    """What breaks one promise is refused with its error, and the service stays as it was."""
    before = service.get_service(name="shop")["service"]
    valid = {"deploymentType": "CURRENT_VERSION", "serviceName": "shop", "spec": "second"}
    arguments = {name: value for name, value in {**valid, **given}.items() if value is not None}
    with refused(code):
        service.update_service_pipeline(**arguments)
    assert service.get_service(name="shop")["service"] == before


def test_templates_and_services(service: Any, refused: Any) -> None:
    """A service needs a published version of a template that exists; a name is taken once; a deleted one is gone."""
    new = {"name": "new", "spec": "s", "templateName": "web", "templateMajorVersion": "2"}
    with refused("ResourceNotFoundException"):
        service.create_service(**{**new, "templateName": "webs"})
    with refused("ValidationException"):
        service.create_service(**{**new, "templateMajorVersion": "3"})
    with refused("ValidationException"):
        service.create_service(**new, templateMinorVersion="2")
    with refused("ConflictException"):
        service.create_service(**{**new, "name": "shop"})
    assert service.create_service(**new)["service"]["pipeline"]["templateMinorVersion"] == "1"
    service.delete_service(name="shop")
    with refused("ResourceNotFoundException"):
        service.update_service_pipeline(deploymentType="NONE", serviceName="shop", spec="s")
    with refused("ResourceNotFoundException"):
        service.get_service_template_version(templateName="web", majorVersion="9", minorVersion="0")
