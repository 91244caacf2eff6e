"""AWS itself as a target: refused unless it is asked for twice, and what would be sent can be seen without it."""

from __future__ import annotations

import json
import socket

import pytest

from fencepost.cli import main
from fencepost.errors import UsageError
from fencepost.targets import open_target

OPERATION = "codedeploy.ContinueDeployment"


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Nothing in here may connect anywhere."""

    def refuse(*_):
        raise AssertionError("something connects")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_aws_is_refused_unless_it_is_accepted(tmp_path, capsys):
    """Without the flag nothing is opened, sent or written, and the remedy is said."""
    assert main(["run", OPERATION, "--target", "aws", "--profile", "p", "--output", str(tmp_path / "report")]) == 2
    said = capsys.readouterr().err
    assert "--dry-run" in said
    assert "--i-accept-real-aws" in said
    assert not (tmp_path / "report").exists()


def test_aws_wants_credentials_that_were_chosen_for_it():
    """Whatever credentials the machine has are not taken by themselves."""
    with pytest.raises(UsageError, match="--profile"):
        open_target("aws", accept_real_aws=True)


def test_a_profile_that_is_not_there_is_an_error(tmp_path, monkeypatch):
    """The name of the profile is said, and nothing is sent."""
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    with pytest.raises(UsageError, match="nobody"):
        open_target("aws", accept_real_aws=True, profile="nobody")


def test_what_would_be_sent_is_listed(capsys):
    """A dry run gives each case with its form on the wire, at AWS's own host, and holds no credentials."""
    assert main(["run", OPERATION, "--target", "aws", "--dry-run"]) == 0
    text = capsys.readouterr().out
    cases = [json.loads(line) for line in text.splitlines()]
    assert {case["case"] for case in cases} >= {"control", "boundary", "violation"}
    wires = [case["wire"] for case in cases if case.get("wire")]
    assert {wire["host"] for wire in wires} == {"codedeploy.us-east-1.amazonaws.com"}
    assert "authorization" not in text.lower()


def test_a_dry_run_lists_no_more_than_was_asked_for(capsys):
    """With fewer cases for each side of a constraint the list is shorter."""
    main(["run", OPERATION, "--dry-run"])
    every = capsys.readouterr().out.count("\n")
    main(["run", OPERATION, "--dry-run", "--cases", "1"])
    assert 0 < capsys.readouterr().out.count("\n") < every
