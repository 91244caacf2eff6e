"""The gate with real runs: what is new, known, fixed and no longer exercised on faulty variants of the reference."""

from __future__ import annotations

import json

import pytest

from fencepost.cli import main

FUNCTION = "cloudfront.UpdateFunction"
RUNTIME = ("FunctionConfig.Runtime", "one-of")
THREE = (("FunctionConfig.Comment", "required"), ("IfMatch", "current"), ("FunctionConfig", "typed"))
RUNTIME_ID = f"{FUNCTION}/FunctionConfig.Runtime#const/accepts-invalid"
THREE_IDS = {
    f"{FUNCTION}/FunctionConfig.Comment#required/accepts-invalid",
    f"{FUNCTION}/IfMatch#currentVersion/accepts-invalid",
    f"{FUNCTION}/FunctionConfig#type/accepts-invalid",
}
TARGET = "wsgi:a_faulty_reference:app()"


def ids(entries):
    """The ids of entries of a gate."""
    return {entry["id"] for entry in entries}


def test_one_accepted_bug_hides_none_of_three_others(variants, capsys):
    """Accept one bug, break three other rules: three are new; mend the first: one is fixed; prune it: it is forgotten.

    A target that then loses the operation has mended nothing, and the gate says so.
    """
    assert variants.run(RUNTIME) == 1
    assert variants.gate("--update") == 0
    with_baseline = ("--examples", 0, "--baseline", variants.baseline)

    assert variants.run(RUNTIME, *THREE, options=with_baseline) == 1
    gate = variants.report["baseline"]
    assert ids(gate["new"]) == THREE_IDS
    assert ids(gate["known"]) == {RUNTIME_ID}
    assert gate["fixed"] == gate["unexercised"] == gate["changed"] == []
    standings = {finding["id"]: finding["standing"] for finding in variants.report["findings"]}
    assert standings == {RUNTIME_ID: "known", **dict.fromkeys(THREE_IDS, "new")}

    assert variants.gate("--update") == 0
    assert variants.run(*THREE, options=with_baseline) == 1
    gate = variants.report["baseline"]
    assert (ids(gate["fixed"]), gate["new"], gate["passes"]) == ({RUNTIME_ID}, [], False)
    assert ids(gate["known"]) == THREE_IDS
    assert "--prune" in capsys.readouterr().out

    assert variants.gate("--prune") == 0
    accepted = json.loads(variants.baseline.read_text())["accepted"]
    assert {one["constraints"][0] for one in accepted} == {one.split("/")[1] for one in THREE_IDS}
    assert variants.run(lost=True, options=with_baseline) == 3
    gate = variants.report["baseline"]
    assert (gate["fixed"], gate["new"], ids(gate["unexercised"])) == ([], [], THREE_IDS)
    assert all("not-implemented" in entry["why"] for entry in gate["unexercised"])
    assert "no longer exercised" in capsys.readouterr().out
    assert variants.gate("--prune") == 3
    assert len(json.loads(variants.baseline.read_text())["accepted"]) == 3


def test_what_was_not_tried_is_not_fixed(variants):
    """A run over other phases, or over another constraint alone, says nothing of what was accepted."""
    variants.run(RUNTIME)
    variants.gate("--update")
    for options in (("--phase", "boundary"), ("--constraint", "FunctionConfig.Comment#required")):
        assert variants.run(options=(*options, "--examples", 0, "--baseline", variants.baseline)) == 0
        assert ids(variants.report["baseline"]["unexercised"]) == {RUNTIME_ID}


def test_below_the_threshold_nothing_fails(variants, capsys):
    """New findings under a severity or a confidence are shown, and fail nothing."""
    variants.baseline.write_text('{"format": "fencepost-baseline/1", "accepted": []}')
    assert variants.run(RUNTIME, options=("--examples", 0, "--baseline", variants.baseline, "--severity", "high")) == 0
    assert "1 below the threshold" in capsys.readouterr().out
    assert variants.gate() == 1
    assert variants.gate("--severity", "medium") == 1
    assert variants.gate("--severity", "high", "--format", "json") == 0


def test_machines_read_the_gate(variants, capsys):
    """--format json prints the part of the report alone, and Markdown what a pull request shows."""
    variants.glance(RUNTIME)
    variants.baseline.write_text('{"format": "fencepost-baseline/1", "accepted": []}')
    capsys.readouterr()
    assert variants.gate("--format", "json") == 1
    assert ids(json.loads(capsys.readouterr().out)["new"]) == {RUNTIME_ID}
    assert variants.gate("--format", "markdown") == 1
    assert f"- `{RUNTIME_ID}` on `{TARGET}`" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "no such baseline"),
        ("{", "baseline.json:1"),
        ("[]", "is no baseline"),
        ('{"format": "fencepost-report/2"}', "fencepost-report/2"),
        ('{"format": "fencepost-baseline/9", "accepted": []}', "fencepost-baseline/9"),
        ('{"format": "fencepost-baseline/1",\n"accepted": [\n{"target": "moto"}]}', "baseline.json:3"),
    ],
)
def test_what_is_no_baseline_is_an_error_with_a_remedy(text, says, tmp_path, capsys):
    """Absent, broken, another version or something else: the file is named, nothing is sent, and nothing is written."""
    baseline = tmp_path / "baseline.json"
    if text is not None:
        baseline.write_text(text)
    output = tmp_path / "out"
    assert main(["run", FUNCTION, "--target", "reference", "--output", str(output), "--baseline", str(baseline)]) == 2
    said = capsys.readouterr().err
    assert says in said
    assert "fencepost gate" in said
    assert not output.exists()


def test_a_threshold_needs_a_baseline(tmp_path, capsys):
    """Without a baseline there is no gate whose threshold could be set."""
    assert main(["run", FUNCTION, "--severity", "high", "--output", str(tmp_path)]) == 2
    assert "--baseline" in capsys.readouterr().err


def test_no_other_file_is_written_over(variants, capsys):
    """--update on a file that is no baseline leaves it as it is."""
    variants.glance(RUNTIME)
    variants.baseline.write_text('{"name": "something else"}')
    assert variants.gate("--update") == 2
    assert variants.baseline.read_text() == '{"name": "something else"}'
    assert "is no baseline" in capsys.readouterr().err
