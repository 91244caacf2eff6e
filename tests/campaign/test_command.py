"""The command line as a person meets it: exit statuses, files, resuming, and errors that say what to do."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from fencepost.cli import main

FUNCTION = "cloudfront.UpdateFunction"


def run(*arguments):
    """Runs the command in this process and returns its exit status."""
    return main([str(argument) for argument in arguments])


def normalised(path):
    """A report without its times."""

    def strip(value):
        if isinstance(value, dict):
            return {name: strip(below) for name, below in value.items() if name != "seconds"}
        return [strip(below) for below in value] if isinstance(value, list) else value

    return strip(json.loads(path.read_text()))


def test_a_run_writes_a_report(tmp_path, capsys):
    """The reference conforms: status 0, a table on the terminal, and a report on disk."""
    assert run("run", FUNCTION, "--target", "reference", "--examples", 10, "--output", tmp_path) == 0
    assert FUNCTION in capsys.readouterr().out
    document = json.loads((tmp_path / "report.json").read_text())
    assert document["findings"] == []


def test_moto_alone_is_nothing_exercised(tmp_path, capsys):
    """Where the target has nothing to exercise, the status is 3."""
    assert run("run", FUNCTION, "--target", "moto", "--output", tmp_path) == 3
    assert "not-implemented" in capsys.readouterr().out


def test_divergences_give_status_1(tmp_path, faulty, capsys):
    """A target that ignores a rule: status 1, and a finding with its script."""
    assert run("run", FUNCTION, "--target", faulty, "--examples", 0, "--output", tmp_path) == 1
    document = json.loads((tmp_path / "report.json").read_text())
    finding = document["findings"][0]
    assert finding["id"] == f"{FUNCTION}/FunctionConfig.Runtime#const/accepts-invalid"
    assert "boto3" in finding["reproduce"]
    compile(finding["reproduce"], "reproduce.py", "exec")
    assert finding["id"].split("/")[1] in capsys.readouterr().out


@pytest.fixture
def faulty(tmp_path, monkeypatch):
    """The spec of a WSGI application that ignores one rule of the reference."""
    (tmp_path / "faulty_reference.py").write_text(
        "from fencepost.reference import RULES, Reference\n"
        f"name = {FUNCTION!r}\n"
        "kept = tuple(r for r in RULES[name] if r.path != 'FunctionConfig.Runtime' or r.kind != 'one-of')\n"
        "app = Reference({**RULES, name: kept})\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    yield "wsgi:faulty_reference:app"
    sys.modules.pop("faulty_reference", None)


def test_only_the_constraint_asked_for_is_exercised(tmp_path):
    """--constraint leaves the others alone."""
    wanted = "FunctionConfig.Runtime#const"
    run("run", FUNCTION, "--target", "reference", "--constraint", wanted, "--output", tmp_path)
    document = json.loads((tmp_path / "report.json").read_text())
    tried = {c["id"] for o in document["operations"] for c in o["constraints"] if c["inside"] or c["outside"]}
    assert tried == {wanted}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["run", "cloudfront.UpdateFunktion"], "UpdateFunction"),
        (["run", FUNCTION, "--target", "nonsense"], "moto"),
        (["run", FUNCTION, "--target", "http://cloudfront.amazonaws.com"], "i-accept-real-aws"),
        (["run", FUNCTION, "--target", "wsgi:no.such.module:app"], "no.such"),
        (["run", FUNCTION, "--constraint", "nonsense"], "fencepost show"),
        (["run", FUNCTION, "--resume", "--output", "nowhere/at/all"], "without --resume"),
        (["show", "nonsense"], "nonsense"),
        (["derive", "no-such-page.txt"], "no-such-page.txt"),
    ],
)
def test_wrong_usage_says_what_to_do(arguments, says, tmp_path, monkeypatch, capsys):
    """A wrong turn: status 2, and the remedy on standard error."""
    monkeypatch.chdir(tmp_path)
    assert run(*arguments) == 2
    assert says in capsys.readouterr().err


def test_a_contract_that_breaks_its_schema_is_named_with_its_line(tmp_path, capsys):
    """An unreadable contract: status 2, the file, the line and the remedy."""
    folder = tmp_path / "contracts" / "shop"
    folder.mkdir(parents=True)
    (folder / "Buy.json").write_text('{\n  "service": "shop",\n  "operation": 7,\n  "constraints": []\n}\n')
    assert run("show", "shop.Buy", "--contracts", tmp_path / "contracts") == 2
    assert "Buy.json:3" in capsys.readouterr().err


def test_a_page_that_is_none_is_refused(tmp_path, capsys):
    """A file that is no page of documentation: status 2 and the file's name."""
    page = tmp_path / "page.txt"
    page.write_text("A shopping list: milk, bread.\n")
    assert run("derive", page) == 2
    assert "page.txt" in capsys.readouterr().err


def test_a_full_disk_is_an_error_and_no_traceback(capsys):
    """A place that can't be written: status 2 and what to do."""
    assert run("run", FUNCTION, "--target", "reference", "--output", "/dev/full/report") == 2
    assert "--output" in capsys.readouterr().err


def test_what_was_judged_before_an_interrupt_is_kept(tmp_path):
    """Ctrl-C in the middle, then --resume: the report is the same as without the interruption."""
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    command = ["run", "--target", "reference", "--seed", "5", "--examples", "400"]
    assert run(*command, "--output", whole) == 0
    process = subprocess.Popen(
        [sys.executable, "-m", "fencepost.cli", *command, "--output", str(broken)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
    journal = broken / "journal.jsonl"
    _wait_until(lambda: journal.is_file() and journal.read_text().count("unit-finished") >= 4)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"--resume" in said
    assert b"Traceback" not in said
    judged = journal.read_text().count("unit-finished")
    assert judged >= 4
    assert json.loads((broken / "report.json").read_text())["interrupted"] is True
    assert run(*command, "--output", broken, "--resume") == 0
    assert normalised(broken / "report.json") == normalised(whole / "report.json")


def _wait_until(condition):
    for _ in range(600):
        if condition():
            return
        time.sleep(0.02)
    pytest.fail("the run did not get that far")


def test_a_killed_run_can_be_resumed(tmp_path):
    """A run that was killed leaves a journal to go on from, even if its last line is cut short."""
    command = ["run", FUNCTION, "--target", "reference", "--seed", "5", "--examples", "50", "--output", tmp_path]
    assert run(*command) == 0
    before = normalised(tmp_path / "report.json")
    journal = tmp_path / "journal.jsonl"
    text = journal.read_text()
    journal.write_text(text[: len(text) * 2 // 3])
    assert run(*command, "--resume") == 0
    assert normalised(tmp_path / "report.json") == before


def test_resuming_another_run_is_refused(tmp_path, capsys):
    """A journal of another seed is not gone on with."""
    run("run", FUNCTION, "--target", "reference", "--examples", 0, "--output", tmp_path)
    assert run("run", FUNCTION, "--target", "reference", "--seed", 9, "--output", tmp_path, "--resume") == 2
    assert "without --resume" in capsys.readouterr().err


def test_time_is_a_bound(tmp_path):
    """--time stops a long run, and what was judged is in the report."""
    began = time.monotonic()
    run("run", FUNCTION, "--target", "reference", "--examples", 1_000_000, "--time", 2, "--output", tmp_path)
    assert time.monotonic() - began < 20
    assert json.loads((tmp_path / "report.json").read_text())["interrupted"] is True


def test_show_prints_the_constraints(capsys):
    """A contract can be read by people, and by machines as one JSON list."""
    assert run("show", FUNCTION) == 0
    assert "Runtime" in capsys.readouterr().out
    assert run("show", FUNCTION, "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert any(c["id"] == "FunctionConfig.Runtime#const" for c in listed)


def test_mine_reads_sentences(capsys, monkeypatch):
    """Sentences as JSON lines give constraints as JSON lines."""
    import io

    line = json.dumps({"text": "The value must be between 3 and 7.", "member": "Depth", "type": "integer"})
    monkeypatch.setattr(sys, "stdin", io.StringIO(line + "\n"))
    assert run("mine") == 0
    found = json.loads(capsys.readouterr().out)["constraints"]
    assert {(c["path"], c["keyword"], c["value"]) for c in found} == {("Depth", "minimum", 3), ("Depth", "maximum", 7)}


def test_a_name_of_a_service_stands_for_its_operations(tmp_path):
    """`cloudfront` means both of its operations."""
    run("run", "cloudfront", "--target", "reference", "--phase", "control", "--output", tmp_path)
    document = json.loads((tmp_path / "report.json").read_text())
    assert {o["operation"].partition(".")[0] for o in document["operations"]} == {"cloudfront"}
    assert len(document["operations"]) == 2
