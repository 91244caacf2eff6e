"""Test vectors: complete, valid by their schema, and replayed elsewhere with the verdicts that Fencepost comes to."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import jsonschema_rs
import pytest

from fencepost.campaign import Options, edges_of
from fencepost.cli import main
from fencepost.contracts import load
from fencepost.reference import RULES, AtMost, BeginsWith, OneOf, Reference, serve
from fencepost.reporting.edges import vector_lines, vectors_schema

SCRIPT = Path(__file__).resolve().parents[2] / "examples" / "replay_vectors.py"
POLICY, FUNCTION, DEPLOYMENT = (
    "cloudfront.UpdateContinuousDeploymentPolicy",
    "cloudfront.UpdateFunction",
    "codedeploy.ContinueDeployment",
)


@cache
def lines_of(operation, cases=None):
    """The lines of an operation's vectors, read back."""
    return [json.loads(line) for line in vector_lines(edges_of(load(operation), Options(cases=cases)))]


class Breaking(OneOf):
    """Breaks down on what it should refuse."""

    def refuses(self, value):
        """Never says so."""
        if super().refuses(value):
            raise RuntimeError
        return False


def faulty(operation):
    """A reference with four faults in an operation: a bound not kept, one too low, a wrong error, and a crash."""
    rules = []
    for rule in RULES[operation]:
        if isinstance(rule, AtMost):
            if rule.path.endswith("Weight"):
                continue
            if rule.path.endswith("MaximumTTL"):
                rule = replace(rule, bound=rule.bound - 1)  # noqa: PLW2901
        if isinstance(rule, BeginsWith):
            rule = replace(rule, error="PreconditionFailed")  # noqa: PLW2901
        if isinstance(rule, OneOf) and rule.path.endswith("Type"):
            rule = Breaking(*(getattr(rule, name) for name in ("path", "error", "values")), when=rule.when)  # noqa: PLW2901
        rules.append(rule)
    return Reference({**RULES, operation: tuple(rules)})


def replayed(file, server, *given):
    """What the stand-alone script says of each vector, by its id; it sees nothing of this project."""
    command = [sys.executable, "-I", str(SCRIPT), str(file), server.url.removeprefix("http://"), *given]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=file.parent, timeout=300)
    return {one["id"]: one["verdict"] for one in map(json.loads, done.stdout.splitlines())}


def judged(operation, server, folder):
    """What Fencepost says of each case of an operation on the same target, by constraint, kind and label."""
    phases = ["--phase", "boundary", "--phase", "violation"]
    main(["run", operation, "--target", server.url, *phases, "--examples", "0", "--output", str(folder)])
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    found = {}
    for constraint in report["operations"][0]["constraints"]:
        for case in constraint["cases"]:
            found.setdefault((constraint["id"], case["case"], case["label"]), set()).add(case["verdict"])
    return found


def compared(operation, application, folder, monkeypatch):
    """The verdicts of the script, after it was seen that Fencepost comes to the same where both tried the same."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    assert main(["edges", operation, "-o", str(folder)]) == 0
    file = folder / "edges.jsonl"
    lines = [one for one in map(json.loads, file.read_text(encoding="utf-8").splitlines()) if one["case"] != "setup"]
    with serve(application=application()) as server:
        ours = judged(operation, server, folder / "run")
    with serve(application=application()) as server:
        theirs = replayed(file, server)
    assert theirs.keys() == {one["id"] for one in lines}
    shared = 0
    for one in lines:
        known = ours.get((one["constraint"], one["case"], one["label"]), set())
        if len(known) == 1:
            shared += 1
            assert {theirs[one["id"]]} == known, one["id"]
    assert shared > 0.9 * len([one for one in lines if one["case"] != "control"])
    return Counter(theirs.values())


def test_the_script_is_short_and_knows_nothing_of_us():
    """Under sixty lines, and the standard library alone."""
    text = SCRIPT.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 60
    names = [node for node in ast.walk(ast.parse(text)) if isinstance(node, (ast.Import, ast.ImportFrom))]
    modules = {alias.name for node in names if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module for node in names if isinstance(node, ast.ImportFrom)}
    assert {module.partition(".")[0] for module in modules} <= sys.stdlib_module_names


@pytest.mark.parametrize("operation", [FUNCTION, DEPLOYMENT])
def test_a_replay_comes_to_the_same_verdicts(operation, tmp_path, monkeypatch):
    """The reference keeps what is documented, by the script as by Fencepost; its resources the script makes itself."""
    assert compared(operation, Reference, tmp_path, monkeypatch).keys() <= {"conforms", "contested"}


@pytest.mark.slow
@pytest.mark.parametrize("operation", [POLICY, "proton.UpdateServicePipeline", "lightsail.UpdateDistribution"])
def test_a_long_replay_comes_to_the_same_verdicts(operation, tmp_path, monkeypatch):
    """The same on the operations with hundreds of vectors, or with a long setup."""
    assert compared(operation, Reference, tmp_path, monkeypatch).keys() <= {"conforms", "contested"}


def test_a_replay_finds_the_same_faults(tmp_path, monkeypatch):
    """A bound not kept, one too low, a wrong error and a crash: each vector has Fencepost's own verdict."""
    found = compared(POLICY, lambda: faulty(POLICY), tmp_path, monkeypatch)
    assert found.keys() >= {"accepts-invalid", "rejects-valid", "wrong-error", "crash", "conforms"}


@pytest.mark.parametrize("operation", [POLICY, FUNCTION, DEPLOYMENT, "sqs.SendMessage", "s3.CreateBucket"])
def test_each_line_is_valid_and_its_control_comes_before_it(operation):
    """Lines keep the published schema; ids are unique; setups and controls stand before what refers to them."""
    validator = jsonschema_rs.validator_for(vectors_schema())
    seen = set()
    for line in lines_of(operation, None if operation == POLICY else 2):
        problem = next(iter(validator.iter_errors(line)), None)
        assert problem is None, problem
        assert line["id"] not in seen
        assert {line.get("control"), line.get("setup")} - {None} <= seen
        seen.add(line["id"])
    assert seen


def test_placeholders_are_all_that_is_left_open():
    """Every placeholder in a request on the wire is listed, and given by the setup; no token is left in it."""
    setup, *vectors = lines_of(POLICY)
    given = {name for step in setup["steps"] for name in step["gives"]}
    assert given == {"1.ContinuousDeploymentPolicy.Id", "1.ETag"}
    for vector in vectors:
        assert {name.rstrip("~") for name in vector["placeholders"]} <= given | {"run"}
        assert all(f"${{{name}}}" in json.dumps(vector["wire"]) for name in vector["placeholders"])
    assert any("1.ETag~" in vector["placeholders"] for vector in vectors)
    assert "zqv" not in json.dumps([setup, vectors])


def test_a_replay_leaves_out_what_it_has_no_value_for(tmp_path):
    """Without a queue's URL only the vectors that name none are sent; with one, all are."""
    file = tmp_path / "edges.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines_of("sqs.SendMessage", 2)), encoding="utf-8")
    with serve() as server:
        few, every = replayed(file, server), replayed(file, server, "live.QueueUrl=http://h/q", "live.QueueUrl~=x")
    assert 0 < len(few) < len(every) == len(lines_of("sqs.SendMessage", 2))


def test_a_binary_body_has_no_placeholders():
    """Where a body in CBOR would hold a live value, the vector has no form on the wire, and says why."""
    vectors = lines_of("eventbridgev2.DeleteEventBus", 1)
    assert any(one["wire"] is None and "binary" in one["why"] for one in vectors)
    assert all(one["wire"] is None or not one["placeholders"] for one in vectors)


def test_what_only_a_live_target_has_is_a_placeholder():
    """A queue's URL is nobody's but the target's; the name of a queue to be made is the request's own."""
    assert all(one["placeholders"] in (["live.QueueUrl"], []) for one in lines_of("sqs.SendMessage", 2))
    assert any(one["placeholders"] for one in lines_of("sqs.SendMessage", 2))
    assert not any(one["placeholders"] for one in lines_of("sqs.CreateQueue", 2))


def test_a_violation_tells_which_errors_are_wrong():
    """Where the documentation ties an error to a rule, any other is wrong; else only one that is another rule's."""
    vectors = [line for line in lines_of(POLICY) if line.get("case") == "violation" and line["expect"] == "reject"]
    tied = next(one for one in vectors if one["constraint"].endswith("Quantity#countOf:Items"))["verdicts"]
    assert (tied["accepted"], tied["refused"]) == ("accepts-invalid", "wrong-error")
    assert tied["codes"]["InconsistentQuantities"] == "conforms"
    free = next(one for one in vectors if one["constraint"].endswith("Weight#maximum"))["verdicts"]
    assert (free["accepted"], free["refused"]) == ("accepts-invalid", "conforms")
    assert free["codes"]["PreconditionFailed"] == "wrong-error"
