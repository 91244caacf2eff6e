"""ministack, started for real and reached over loopback."""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
import time

import pytest

from fencepost.protocols import Codec
from fencepost.targets import open_target

FUNCTION = {"Comment": "first", "Runtime": "cloudfront-js-1.0"}


@pytest.fixture(scope="module")
def ministack(tmp_path_factory):
    """A target at a ministack of this module's own, on a free port of loopback."""
    if importlib.util.find_spec("ministack") is None:
        pytest.skip("ministack is not installed")
    folder = tmp_path_factory.mktemp("ministack")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LOG_LEVEL": "ERROR",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    command = [sys.executable, "-m", "ministack"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        wait_for(port, process)
        with open_target(f"http://127.0.0.1:{port}") as target:
            yield target
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


def wait_for(port, process):
    """Waits until something listens."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail("ministack ended at once")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("ministack didn't start within a minute")


def asked(target, operation, members, service="cloudfront"):
    """The answer to a request, and whether it says that the operation is missing."""
    codec = Codec.of(service, operation)
    response = target.send(codec.encode(members))
    answer = codec.read_response(response)
    return answer, target.not_implemented(response, answer)


def test_update_function_makes_its_round_trip(ministack):
    """A function is made, updated with its version, and read back through codec, endpoint and emulator."""
    created, _ = asked(
        ministack, "CreateFunction", {"Name": "trip", "FunctionConfig": FUNCTION, "FunctionCode": "b25l"}
    )
    assert created.accepted, created
    version = created.members["ETag"]
    changed = {"Comment": "second <&> ä", "Runtime": "cloudfront-js-1.0"}
    update = {"Name": "trip", "IfMatch": version, "FunctionConfig": changed, "FunctionCode": "dHdv"}
    updated, missing = asked(ministack, "UpdateFunction", update)
    assert updated.accepted, updated
    assert not missing
    assert updated.problem is None
    described, _ = asked(ministack, "DescribeFunction", {"Name": "trip", "Stage": "DEVELOPMENT"})
    assert described.accepted, described
    assert described.members["FunctionSummary"]["FunctionConfig"]["Comment"] == changed["Comment"]
    code, _ = asked(ministack, "GetFunction", {"Name": "trip", "Stage": "DEVELOPMENT"})
    assert code.members["FunctionCode"] == "dHdv"


def test_an_unknown_function_is_no_missing_operation(ministack):
    """A 404 that names the resource is an answer of the operation."""
    update = {"Name": "none", "IfMatch": "E", "FunctionConfig": FUNCTION, "FunctionCode": "b25l"}
    answer, missing = asked(ministack, "UpdateFunction", update)
    assert (answer.status, answer.code, missing) == (404, "NoSuchFunctionExists", False)


@pytest.mark.parametrize(
    ("service", "operation", "members"),
    [
        (
            "cloudfront",
            "UpdateContinuousDeploymentPolicy",
            {"Id": "p", "ContinuousDeploymentPolicyConfig": {"Enabled": True}},
        ),
        ("lightsail", "UpdateDistribution", {"distributionName": "d"}),
        ("proton", "UpdateServicePipeline", {"serviceName": "s", "spec": "x", "deploymentType": "NONE"}),
        ("codedeploy", "ContinueDeployment", {"deploymentId": "d-1"}),
        ("ssm", "ListNodes", {}),
        ("logs", "ListAnomalies", {}),
        ("route53", "ListCidrCollections", {}),
    ],
)
def test_what_ministack_lacks_is_recognised(ministack, service, operation, members):
    """Its ways of saying so, for a service that it lacks and for an operation of one that it has, are recognised."""
    answer, missing = asked(ministack, operation, members, service)
    assert missing, answer
