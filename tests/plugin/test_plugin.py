"""The pytest plugin, as a project of somebody else's uses it."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
from types import SimpleNamespace

import pytest

import fencepost
from fencepost.cli import main

FUNCTION, FAULTY = "cloudfront.UpdateFunction", "wsgi:faulty_reference:app"
RUNTIME, COMMENT = "FunctionConfig.Runtime#const", "FunctionConfig.Comment#required"
KNOWN_RUNTIME = f"{FUNCTION}/{RUNTIME}/accepts-invalid"


def on(target, *names):
    """The arguments for a target and names."""
    named = (word for name in names or (FUNCTION,) for word in ("--fencepost", name))
    return ["--fencepost-target", target, *named]


def test_each_promise_is_a_test_with_a_readable_id(project):
    """The tests of an operation are its promises in their order, and what every operation is held to."""
    result = project(*on("reference"), "--collect-only", "-q")
    ids = [line for line in result.outlines if line.startswith(FUNCTION)]
    contract = fencepost.load(FUNCTION)
    promises = [c.id for message in ("request", "response") for c in contract.of(message)]
    assert ids == [f"{FUNCTION}::{name}" for name in ("#control", *promises, "#response", "#malformed")]
    assert f"{FUNCTION}::{COMMENT}" in ids


def test_without_the_option_nothing_is_collected(project):
    """A project that has the plugin installed and doesn't use it has no tests more."""
    assert project("--collect-only", "-q").ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_a_divergence_is_told_as_a_chain_of_because(project):
    """A broken promise fails alone: the rule, the reasons, the request, the command that repeats it; no traceback."""
    result = project(*on(FAULTY))
    result.assert_outcomes(failed=2, passed=35, skipped=1)
    text = result.stdout.str()
    for label in ("rule", "tried", "expected  refused", "observed  200", "because", "request", "repeat"):
        assert f"  {label}" in text
    assert KNOWN_RUNTIME in text
    assert f"{FUNCTION}::{COMMENT}" in text
    assert "Traceback" not in text
    assert ".py:" not in text


def test_the_command_that_is_told_repeats_the_finding(project, tmp_path, capsys):
    """The last line of a failure is a command that finds the same."""
    result = project(*on(FAULTY), "--fencepost-seed", 3, "-k", "Runtime and const")
    # Where CI is set, pytest says all of it once more in its summary.
    [line] = {line for line in result.outlines if line.startswith("  repeat")}
    command = shlex.split(line.removeprefix("  repeat"))
    assert command[0] == "fencepost"
    assert main([*command[1:], "--output", str(tmp_path / "again")]) == 1
    document = json.loads((tmp_path / "again" / "report.json").read_text())
    assert [finding["id"] for finding in document["findings"]] == [KNOWN_RUNTIME]
    assert document["seed"] == 3


def test_one_promise_alone_is_selected_by_its_id(project):
    """`OPERATION::CONSTRAINT` is one test, and nothing of the others is sent."""
    result = project(*on(FAULTY, f"{FUNCTION}::{RUNTIME}", f"{FUNCTION}::Name#required"), "-v")
    result.assert_outcomes(failed=1, passed=1)
    result.stdout.fnmatch_lines([f"{FUNCTION}::{RUNTIME} FAILED*"])


def test_tests_of_ones_own_run_beside(project, pytester):
    """The project's tests are collected as well, and `-m fencepost` leaves them out."""
    pytester.makepyfile(test_own="def test_own(): pass")
    arguments = on("reference", f"{FUNCTION}::Name#required")
    project(*arguments).assert_outcomes(passed=2)
    project(*arguments, "-m", "fencepost").assert_outcomes(passed=1, deselected=1)


def test_what_shows_nothing_is_skipped_with_the_reason(project):
    """A target that lacks the operation: every test is skipped, none passes."""
    result = project(*on("wsgi:faulty_reference:nothing"), "-rs")
    assert result.parseoutcomes().keys() == {"skipped"}
    result.stdout.fnmatch_lines(["SKIPPED*not-implemented: a plain request was answered so"])


@pytest.fixture
def baseline(pytester):
    """Writes a baseline for the faulty target."""

    def write(*identities, target=FAULTY):
        accepted = []
        for identity in identities:
            constraint, verdict = identity.removeprefix(f"{FUNCTION}/").rsplit("/", 1)
            one = {"target": target, "operation": FUNCTION, "constraints": [constraint], "verdict": verdict}
            accepted.append(one | {"reason": "we know"})
        document = {"format": "fencepost-baseline/1", "accepted": accepted}
        return pytester.makefile(".json", baseline=json.dumps(document))

    return write


def test_a_known_finding_is_expected_and_hides_no_other(project, baseline):
    """What the baseline lists fails as expected, with its reason; another broken rule of the operation fails."""
    known = baseline(KNOWN_RUNTIME)
    result = project(*on(FAULTY), "--fencepost-baseline", known, "-rfx")
    result.assert_outcomes(xfailed=1, failed=1, passed=35, skipped=1)
    result.stdout.fnmatch_lines([f"FAILED {FUNCTION}::{COMMENT}*", f"XFAIL {FUNCTION}::{RUNTIME} - we know"])


def test_a_known_finding_of_another_verdict_is_new(project, baseline):
    """The baseline accepts a verdict of a constraint, not whatever becomes of it."""
    known = baseline(f"{FUNCTION}/{RUNTIME}/crash")
    result = project(*on(FAULTY, f"{FUNCTION}::{RUNTIME}"), "--fencepost-baseline", known)
    result.assert_outcomes(failed=1)
    assert KNOWN_RUNTIME in result.stdout.str()


def test_a_finding_that_is_gone_fails_until_it_is_taken_out(project, baseline):
    """A known finding that no longer shows is a strict xfail that passed."""
    fixed = "wsgi:faulty_reference:fixed"
    known = baseline(KNOWN_RUNTIME, target=fixed)
    result = project(*on(fixed, f"{FUNCTION}::{RUNTIME}"), "--fencepost-baseline", known)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f"*XPASS(strict)*{KNOWN_RUNTIME}*"])


def test_what_is_not_exercised_is_not_gone(project, baseline):
    """A target that lost the operation fixed nothing: the known finding is skipped."""
    lost = "wsgi:faulty_reference:nothing"
    known = baseline(KNOWN_RUNTIME, target=lost)
    project(*on(lost, f"{FUNCTION}::{RUNTIME}"), "--fencepost-baseline", known).assert_outcomes(skipped=1)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--fencepost", FUNCTION], "--fencepost-target http"),
        (on("reference", "cloudfrond"), "Did you mean cloudfront?"),
        (on("reference", f"{FUNCTION}::Name#requird"), "Did you mean Name#required?"),
        (on("reference", "configured"), "operations = "),
        (on("nonsense"), "wsgi:package.module:app"),
        (on("http://127.0.0.1:1"), "mend the host and the port"),
        ([*on("reference"), "--fencepost-cases", 0], "--fencepost-cases must be at least 1"),
        ([*on("reference"), "--fencepost-strategies", "nowhere"], "must name a folder that is there"),
        ([*on("reference"), "--fencepost-baseline", "nowhere.json"], "nowhere.json"),
    ],
)
def test_wrong_usage_is_one_error_with_its_remedy(arguments, says, project):
    """A wrong turn ends the session with what to do, before anything is tested."""
    result = project(*arguments)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert says in result.stderr.str()
    assert "Traceback" not in result.stderr.str() + result.stdout.str()


def test_the_project_s_configuration_is_taken(project, pytester):
    """Target, operations and the rest come from pyproject.toml where the command line says nothing."""
    pytester.makepyprojecttoml(
        f'[tool.fencepost]\ntargets = ["{FAULTY}"]\noperations = ["{FUNCTION}"]\ncases = 1\nexamples = 0\n'
    )
    chosen = ["--fencepost", "configured", "-k", "Runtime and const and not response"]
    project(*chosen).assert_outcomes(failed=1, deselected=37)
    project(*chosen, "--fencepost-target", "reference").assert_outcomes(passed=1, deselected=37)


_OWN_TESTS = f"""
def test_a_live_resource(fencepost_target, fencepost_live):
    function = fencepost_live({FUNCTION!r})
    other = fencepost_live({FUNCTION!r})
    assert function.members.keys() == {{"Name", "IfMatch"}}
    assert function.members["Name"] != other.members["Name"]
    assert function.request["Name"] == function.members["Name"]
    assert function.read()["FunctionConfig"]["Runtime"] == "cloudfront-js-1.0"


def test_an_operation_that_nobody_knows(fencepost_live):
    fencepost_live("cloudfront.UpdateFunktion")
"""


def test_fixtures_serve_tests_of_ones_own(project, pytester):
    """A target and live resources for anybody's tests; what can't be had fails in a line or two."""
    pytester.makepyfile(test_own=_OWN_TESTS)
    result = project("--fencepost-target", "reference")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*Did you mean UpdateFunction?*"])
    assert "another exception" not in result.stdout.str()


_DRAWN = f"""
import fencepost
from hypothesis import given, settings

contract = fencepost.load({FUNCTION!r})


@settings(deadline=None, database=None)
@given(trial=fencepost.violations(contract))
def test_refuses_what_the_documentation_forbids(fencepost_target, trial):
    assert not trial.send(fencepost_target).judge().verdict.divergence
"""


@pytest.mark.slow
def test_drawn_violations_are_sent_and_judged(project, pytester):
    """`@given(fencepost.violations(…))` passes on the reference, and shows the request that a fault lets by."""
    pytester.makepyfile(test_drawn=_DRAWN)
    project("--fencepost-target", "reference", apart=True).assert_outcomes(passed=1)
    bad = project("--fencepost-target", FAULTY, apart=True)
    bad.assert_outcomes(failed=1)
    bad.stdout.fnmatch_lines(["*trial = <cloudfront.UpdateFunction violation FunctionConfig.*"])


def test_a_target_must_be_named_for_the_fixtures(project, pytester):
    """Without a target a test that wants one ends in an error that says how to name it."""
    pytester.makepyfile(test_own="def test_own(fencepost_target): pass")
    result = project()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*--fencepost-target http*"])


def test_an_unused_plugin_loads_nothing(tmp_path):
    """What pytest imports of Fencepost in every run is its own few modules, and nothing that they stand on."""
    code = (
        "import sys, pytest; before = set(sys.modules)\n"
        "import fencepost.pytest_plugin, fencepost.pytest_plugin.options\n"
        "print(*sorted({name.partition('.')[0] for name in set(sys.modules) - before}))\n"
        "print(len([name for name in sys.modules if name.startswith('fencepost')]))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    packages, count = ran.stdout.splitlines()
    assert packages == "fencepost"
    assert int(count) < 10


def test_workers_compile_no_contract(monkeypatch, pytester):
    """A worker of pytest-xdist has the tests that it was handed, and the contracts as they were compiled once."""
    from fencepost.pytest_plugin import suite

    options = {"fencepost": [FUNCTION], "fencepost_target": "reference"}
    config = SimpleNamespace(
        getoption=options.get, invocation_params=SimpleNamespace(dir=pytester.path), rootpath=pytester.path
    )
    first = suite.suite_of(config)
    monkeypatch.setattr(suite, "load", None)
    config.workerinput = {"fencepost": json.loads(json.dumps(first.handed()))}
    second = suite.suite_of(config)
    assert second.tests == first.tests
    assert second.contract(FUNCTION) == fencepost.load(FUNCTION)
    second.close()
    assert first.folder.is_dir()
    first.close()
    assert not first.folder.exists()
    assert str(first.folder).startswith(tempfile.gettempdir())


@pytest.mark.slow
def test_an_operation_stays_on_one_worker(project, pytester):
    """With pytest-xdist each operation's tests run on one worker, with the same ids and outcomes as without."""
    names = on(FAULTY, FUNCTION, "lightsail.UpdateDistribution", "codedeploy.ContinueDeployment")
    alone = project(*names, "-v", apart=True)
    spread = project(*names, "-v", "-n", 2, apart=True)
    assert spread.parseoutcomes() == alone.parseoutcomes()
    lines = [line.split() for line in spread.outlines if line.startswith("[gw") and "::" in line]
    workers = {}
    for worker, _, _, _, name, *_ in (line for line in lines if len(line) >= 5):
        workers.setdefault(name.partition("::")[0], set()).add(worker)
    assert len(workers) == 3
    assert {len(each) for each in workers.values()} == {1}
