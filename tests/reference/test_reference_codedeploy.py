"""CodeDeploy's ContinueDeployment through boto3, and through the CBOR protocol of its model."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.model import ServiceModel
from botocore.parsers import create_parser
from botocore.serialize import create_serializer

#: The settings of a group whose deployments are Ready.
READY = {
    "deploymentStyle": {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"},
    "blueGreenDeploymentConfiguration": {"deploymentReadyOption": {"actionOnTimeout": "STOP_DEPLOYMENT"}},
}
WAITING = {
    **READY,
    "blueGreenDeploymentConfiguration": {
        "deploymentReadyOption": {"actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": 1}
    },
}
BY_ITSELF = {"deploymentStyle": READY["deploymentStyle"]}


def made(codedeploy: Any, group: dict[str, Any]) -> Any:
    """The id of a new deployment of a new group with these settings."""
    codedeploy.create_application(applicationName="shop")
    names = {"applicationName": "shop", "deploymentGroupName": "fleet"}
    codedeploy.create_deployment_group(**names, serviceRoleArn="arn:aws:iam::123456789012:role/r", **group)
    return codedeploy.create_deployment(**names)["deploymentId"]


def status(codedeploy: Any, deployment: str) -> Any:
    """The status as GetDeployment says it."""
    return codedeploy.get_deployment(deploymentId=deployment)["deploymentInfo"].get("status")


@pytest.mark.parametrize("wait", [{}, {"deploymentWaitType": "READY_WAIT"}, {"deploymentWaitType": "TERMINATION_WAIT"}])
def test_continues_a_ready_deployment(codedeploy: Any, refused: Any, wait: dict[str, str]) -> None:
    """A Ready deployment is continued with an empty body, and is complete afterwards."""
    deployment = made(codedeploy, READY)
    assert status(codedeploy, deployment) == "Ready"
    answer = codedeploy.continue_deployment(deploymentId=deployment, **wait)
    assert answer["ResponseMetadata"]["HTTPHeaders"]["content-length"] == "0"
    assert status(codedeploy, deployment) == "Succeeded"
    with refused("DeploymentAlreadyCompletedException"):
        codedeploy.continue_deployment(deploymentId=deployment, **wait)


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        ("DeploymentIdRequiredException", {}),
        ("InvalidDeploymentIdException", {"deploymentId": "d-ABCDEFGH"}),
        ("InvalidDeploymentIdException", {"deploymentId": "d-abcdefghi"}),
        ("InvalidDeploymentIdException", {"deploymentId": ""}),
        ("SerializationException", {"deploymentId": 1}),
        ("DeploymentDoesNotExistException", {"deploymentId": "d-000000000"}),
    ],
)
def test_refuses_ids(codedeploy: Any, refused: Any, code: str, arguments: dict[str, Any]) -> None:
    """An absent, malformed or unknown id has each its own error."""
    with refused(code):
        codedeploy.continue_deployment(**arguments)


@pytest.mark.parametrize(
    ("code", "group", "before"),
    [
        ("DeploymentIsNotInReadyStateException", WAITING, "InProgress"),
        ("DeploymentAlreadyCompletedException", BY_ITSELF, "Succeeded"),
        ("UnsupportedActionForDeploymentTypeException", {}, "InProgress"),
    ],
)
def test_refuses_statuses(codedeploy: Any, refused: Any, code: str, group: dict[str, Any], before: str) -> None:
    """A deployment that is not ready, complete, or of another type is refused with its error and stays so."""
    deployment = made(codedeploy, group)
    assert status(codedeploy, deployment) == before
    with refused(code):
        codedeploy.continue_deployment(deploymentId=deployment)
    assert status(codedeploy, deployment) == before


def test_refuses_a_wait_type(codedeploy: Any, refused: Any) -> None:
    """A wait type that is not listed is refused, and the deployment stays Ready."""
    deployment = made(codedeploy, READY)
    with refused("InvalidDeploymentWaitTypeException"):
        codedeploy.continue_deployment(deploymentId=deployment, deploymentWaitType="ready_wait")
    assert status(codedeploy, deployment) == "Ready"


def test_a_status_that_is_not_known(codedeploy: Any, refused: Any) -> None:
    """The status of a deployment whose group was deleted can't be determined."""
    deployment = made(codedeploy, READY)
    codedeploy.delete_deployment_group(applicationName="shop", deploymentGroupName="fleet")
    assert status(codedeploy, deployment) is None
    with refused("InvalidDeploymentStatusException"):
        codedeploy.continue_deployment(deploymentId=deployment)


def test_a_stopped_deployment_is_complete(codedeploy: Any, refused: Any) -> None:
    """A deployment that was stopped can be neither continued nor stopped again."""
    deployment = made(codedeploy, READY)
    assert codedeploy.stop_deployment(deploymentId=deployment)["status"] == "Succeeded"
    with refused("DeploymentAlreadyCompletedException"):
        codedeploy.continue_deployment(deploymentId=deployment)
    with refused("DeploymentAlreadyCompletedException"):
        codedeploy.stop_deployment(deploymentId=deployment)


def over_cbor(send: Any, reference: Any, model: ServiceModel, name: str, members: dict[str, Any]) -> Any:
    """What botocore's own CBOR serialiser and parser make of a call, members or an error."""
    operation = model.operation_model(name)
    request = create_serializer("smithy-rpc-v2-cbor").serialize_to_request(members, operation)
    code, headers, body = send(reference, request["method"], request["url_path"], request["body"], request["headers"])
    response = {"status_code": code, "headers": headers, "body": body}
    return create_parser("smithy-rpc-v2-cbor").parse(response, operation.output_shape)


def test_speaks_cbor(codedeploy: Any, reference: Any, send: Any) -> None:
    """The same operations answer in the CBOR protocol, errors and times included."""
    deployment = made(codedeploy, READY)
    model = codedeploy.meta.service_model
    read = over_cbor(send, reference, model, "GetDeployment", {"deploymentId": deployment})
    assert read["deploymentInfo"] == codedeploy.get_deployment(deploymentId=deployment)["deploymentInfo"]
    done = over_cbor(send, reference, model, "ContinueDeployment", {"deploymentId": deployment})
    assert done["ResponseMetadata"]["HTTPStatusCode"] == 200
    again = over_cbor(send, reference, model, "ContinueDeployment", {"deploymentId": deployment})
    assert again["Error"]["Code"] == "DeploymentAlreadyCompletedException"
