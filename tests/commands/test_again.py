"""What a report found, once more: `replay` sends it again, `run --failed-from` exercises it again."""

from __future__ import annotations

import json

import pytest

FUNCTION = "cloudfront.UpdateFunction"
RUNTIME, CURRENT = ("FunctionConfig.Runtime", "one-of"), ("IfMatch", "current")
RUNTIME_ID = f"{FUNCTION}/FunctionConfig.Runtime#const/accepts-invalid"
STAGE = "FunctionSummary.FunctionMetadata.Stage"
CURRENT_ID = f"{FUNCTION}/IfMatch#currentVersion/accepts-invalid"


def test_what_is_mended_is_not_shown_any_more(variants, capsys):
    """Each finding is told by itself: shown again, then gone; the status says whether any is left."""
    assert variants.run(RUNTIME, CURRENT) == 1
    again = ("replay", variants.output, "--target", variants.target)
    capsys.readouterr()
    assert variants.fencepost(*again) == 1
    told = capsys.readouterr().out.splitlines()
    assert {tuple(line.split()[:3]) for line in told[:2]} == {
        ("shown", "again", RUNTIME_ID),
        ("shown", "again", CURRENT_ID),
    }
    assert told[-1] == "2 shown again, 0 not shown any more, 0 can't be repeated"
    variants.become(CURRENT)
    assert variants.fencepost(*again) == 1
    assert f"not shown any more  {RUNTIME_ID}" in capsys.readouterr().out
    assert variants.fencepost(*again[:2], RUNTIME_ID, *again[2:]) == 0
    told = capsys.readouterr().out
    assert CURRENT_ID not in told
    assert "400 InvalidArgument" in told


@pytest.mark.parametrize(
    ("behaviour", "options", "verdict"),
    [
        (
            {"applies_refused": True},
            ("--phase", "violation", "--constraint", "FunctionConfig.Runtime#const"),
            "state-leak",
        ),
        ({"loses": frozenset({"FunctionConfig"})}, ("--phase", "state", "--constraint", "#updates"), "lost-update"),
        ({"answers": ((STAGE, "BETA"),)}, ("--phase", "control"), "malformed-response"),
        ({"failure": "status-500", "only": FUNCTION}, ("--phase", "control"), "crash"),
    ],
)
def test_each_kind_of_finding_is_told_from_its_mending(variants, behaviour, options, verdict, capsys):
    """By the state that is read before and after, by the response's contract, or by the answer itself."""
    variants.become(**behaviour)
    assert variants.once(*options) == 1 or verdict == "crash"
    assert {finding["verdict"] for finding in variants.report["findings"]} == {verdict}
    again = ("replay", variants.output, "--target", variants.target)
    capsys.readouterr()
    assert variants.fencepost(*again) == 1
    variants.become()
    assert variants.fencepost(*again) == 0
    assert "0 shown again" in capsys.readouterr().out.splitlines()[-1]


def test_what_led_there_must_succeed_again(variants, capsys):
    """Where a step before the finding fails, an acceptance shows nothing."""
    variants.glance(RUNTIME)
    document = variants.report
    (finding,) = document["findings"]
    finding["steps"][-1:-1] = [{"operation": "cloudfront.DeleteFunction", "members": {"Name": "no-such-function"}}]
    (variants.output / "report.json").write_text(json.dumps(document))
    assert variants.fencepost("replay", variants.output, "--target", variants.target) == 3
    assert "DeleteFunction, was answered" in capsys.readouterr().out


def test_what_has_lost_the_operation_shows_nothing(variants, capsys):
    """A target without the operation neither shows a finding nor has mended it."""
    variants.glance(RUNTIME)
    variants.become(lost=True)
    assert variants.fencepost("replay", variants.output, "--target", variants.target) == 3
    assert "can't be repeated" in capsys.readouterr().out.splitlines()[-2]


def test_names_are_new_where_nothing_can_be_emptied(variants, capsys):
    """On a target that keeps its state, what a finding makes has another name each time, so that it can be made."""
    variants.glance(RUNTIME)
    for _ in range(2):
        assert variants.fencepost("replay", variants.output, "--target", "wsgi:a_faulty_reference:shared") == 1
        assert "1 shown again" in capsys.readouterr().out


@pytest.mark.parametrize("wanted", ["Runtime", "nonsense"])
def test_an_unknown_finding_is_an_error(variants, wanted, capsys):
    """An id that no finding has, and the nearest one."""
    variants.glance(RUNTIME)
    assert variants.fencepost("replay", variants.output, f"{FUNCTION}/FunctionConfig.{wanted}#const/accepts-valid") == 2
    assert RUNTIME_ID in capsys.readouterr().err


@pytest.mark.parametrize("target", ["https://example.com", "http://10.0.0.1:4566", "wsgi:os:abort()", "aws", "file:x"])
def test_a_report_sends_nothing_away_by_itself(variants, target, capsys):
    """Where a report says that it was made is no place that its reader has named."""
    variants.glance(RUNTIME)
    document = variants.report | {"targets": [target]}
    for finding in document["findings"]:
        finding["target"] = target
    (variants.output / "report.json").write_text(json.dumps(document))
    for command in (("replay", variants.output), ("run", "--failed-from", variants.output)):
        assert variants.fencepost(*command) == 2
        assert "--target" in capsys.readouterr().err
    assert variants.fencepost("replay", variants.output, "--target", "https://s3.amazonaws.com") == 2
    assert "--i-accept-real-aws" in capsys.readouterr().err


def test_only_what_failed_is_exercised_again(variants, capsys):
    """One promise failed: a run from that report tries it alone, with its seed, and tells when it is mended."""
    variants.run(RUNTIME, options=("--examples", 3, "--seed", 5))
    again = ("--failed-from", variants.output, "--target", variants.target, "--output", variants.folder / "again")
    assert variants.fencepost("run", *again) == 1
    document = json.loads((variants.folder / "again" / "report.json").read_text())
    (entry,) = document["operations"]
    tried = {one["id"] for one in entry["constraints"] if one["inside"] or one["outside"]}
    assert (tried, document["seed"], document["examples"]) == ({"FunctionConfig.Runtime#const"}, 5, 3)
    variants.become()
    assert variants.fencepost("run", *again) == 0
    again = ("--failed-from", variants.folder / "again", "--target", variants.target, "--output", variants.folder / "x")
    capsys.readouterr()
    assert variants.fencepost("run", *again) == 2
    assert "nothing failed" in capsys.readouterr().err


def test_a_constraint_may_name_its_operation(variants, capsys):
    """`OPERATION/ID` is one operation's constraint; what is unknown is told with the nearest."""
    wanted = "FunctionConfig.Runtime#const"
    assert variants.run(RUNTIME, options=("--constraint", f"{FUNCTION}/{wanted}", "--examples", 0)) == 1
    assert [finding["id"] for finding in variants.report["findings"]] == [RUNTIME_ID]
    assert variants.run(RUNTIME, options=("--constraint", "FunctionConfig.Runtime#cons")) == 2
    assert f"Did you mean {wanted}?" in capsys.readouterr().err


def test_errata_take_a_promise_back(variants, capsys):
    """A promise that is wrong gives no finding; the report says so, a baseline doesn't take it for mended."""
    variants.run(RUNTIME, CURRENT)
    variants.gate("--update")
    errata = variants.folder / "errata.toml"
    text = '[[errata]]\noperation = "{}"\nconstraint = "{}"\nwrong = true\nevidence = "the console takes <it>"\n'
    wrong, missed = "FunctionConfig.Runtime#const", "FunctionConfig.Runtime#cons"
    errata.write_text(text.format(FUNCTION, wrong) + text.format(FUNCTION, missed))
    capsys.readouterr()
    options = ("--examples", 0, "--errata", errata, "--baseline", variants.baseline)
    assert variants.run(RUNTIME, CURRENT, options=options) == 0
    told = capsys.readouterr().out
    assert "1 promise changed by errata" in told
    assert f"did you mean {wrong}?" in " ".join(told.split())
    report = variants.report
    assert [one["constraint"] for one in report["errata"]] == [wrong]
    assert [(one["constraint"], one["nearest"]) for one in report["errata_unmatched"]] == [(missed, wrong)]
    shown = next(one for one in report["operations"][0]["constraints"] if one["id"] == wrong)
    assert (shown["verdict"], shown["erratum"]["says"]) == ("contested", "wrong")
    (entry,) = report["baseline"]["unexercised"]
    assert (entry["id"], "erratum" in entry["why"]) == (RUNTIME_ID, True)
    assert [one["id"] for one in report["baseline"]["known"]] == [CURRENT_ID]
    assert variants.run(RUNTIME, options=("--examples", 0, "--resume")) == 2
    assert variants.fencepost("show", FUNCTION, "--errata", errata) == 0
    said = capsys.readouterr()
    assert "wrong by an erratum" in " ".join(said.out.split())
    assert missed in said.err
