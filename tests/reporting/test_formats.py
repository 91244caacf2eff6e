"""JUnit XML, SARIF and Markdown: valid by the schemas of others, readable, and harmless whatever a target said."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import xmlschema

from fencepost.cli import main
from fencepost.reporting import FORMATS, ReportBuilder, no_sentences, rendered
from fencepost.reporting.junit import render_junit
from fencepost.reporting.markdown import render_markdown
from fencepost.reporting.sarif import render_sarif
from tests.reporting.invented_events import LEND, MEND, OTHER, TARGET, divergence, judged, run, started, unit, units

SCHEMAS = Path(__file__).with_name("schemas")
JUNIT = xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd")
SARIF = jsonschema.Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")))
#: Escapes, markup, mentions, links, bidirectional marks, a lone surrogate, what no XML can hold, and much of it.
HOSTILE = (
    "\x00\x1b[31m]]>--><script>alert(1)</script>|`x```<!-- @octocat #1 [a](http://evil.example) $(id) ${7*7}"
    "\u202e\ud800\ufffe\ufffd</pre></details>\n\n# Heading\r\n" + "A" * 10_000
)


def document(events: list[Any] | None = None) -> dict[str, Any]:
    """The report of events; of the invented run by default."""
    builder = ReportBuilder()
    for event in run() if events is None else events:
        builder.add(event)
    return builder.document()


def hostile() -> dict[str, Any]:
    """A report in which every text that a target or a caller chooses is hostile, as if someone had edited it."""
    seen = {"status": 500, "code": HOSTILE, "message": HOSTILE, "failure": HOSTILE, "detail": HOSTILE}
    found = divergence({"Title": HOSTILE}, label=HOSTILE, because=[HOSTILE], observed=seen)
    report = document([started(), *unit("boundaries", found, judged("crash", [f"#malformed:{HOSTILE}"], request={}))])
    for finding in report["findings"]:
        finding |= {"rule": HOSTILE, "label": HOSTILE, "observed": seen, "because": [HOSTILE]}
        finding["wire"] = {"method": HOSTILE, "url": HOSTILE, "headers": {}, "body": HOSTILE}
    report["operations"][1]["detail"] = HOSTILE
    return report


def with_baseline(report: dict[str, Any]) -> dict[str, Any]:
    """The report beside a baseline that knows its first finding, and remembers others."""
    report = copy.deepcopy(report)
    first, *others = report["findings"]
    first["standing"] = "known"
    for finding in others:
        finding["standing"] = "new"
    known = {"id": first["id"], "target": first["target"], "reason": "accepted <b>for now</b>", "expires": "2031-01-01"}
    gone = {"id": f"{LEND}/Gone#maximum/accepts-invalid", "target": TARGET}
    report["baseline"] = {
        "file": "base.json", "new": [], "known": [known], "fixed": [gone], "changed": [], "expired": [],
        "unexercised": [{"id": f"{LEND}/Lost#enum/crash", "target": TARGET, "why": "it vanished"}], "passes": False,
    }  # fmt: skip
    return report


def parsed(text: str) -> ET.Element:
    """The root of a text of our own."""
    return ET.fromstring(text)  # noqa: S314 - no stranger's


def cases_of(text: str) -> dict[str, ET.Element]:
    """The test cases of a JUnit file by their class and name; each name must be unique."""
    found = list(parsed(text).iter("testcase"))
    by_name = {f"{case.get('classname')}/{case.get('name')}": case for case in found}
    assert len(by_name) == len(found)
    return by_name


@pytest.mark.parametrize("make", [document, hostile, lambda: with_baseline(document())])
def test_each_form_is_valid_by_its_published_schema(make: Any) -> None:
    """JUnit by Jenkins' XSD, SARIF by OASIS' schema; whatever a target said, and with a baseline beside."""
    report = make()
    JUNIT.validate(render_junit(report))
    SARIF.validate(json.loads(render_sarif(report)))


def test_there_is_one_test_case_for_each_promise() -> None:
    """Each promise, of requests and of responses, on each operation has a test case; a finding fails its own."""
    report = document()
    cases = cases_of(render_junit(report))
    promises = {
        f"{e['operation']}/{one['id']}" for e in report["operations"] for one in [*e["constraints"], *e["response"]]
    }
    assert set(cases) == promises
    failure = cases[f"{LEND}/Days#maximum"].find("failure")
    assert failure is not None
    assert failure.get("type") in ("accepts-invalid", "wrong-error")
    assert cases[f"{LEND}/Days#required"].find("*") is None
    skipped = cases[f"{MEND}/Days#maximum"].find("skipped")
    assert skipped is not None
    assert "501 NotImplemented" in str(skipped.get("message"))


def test_a_failure_says_all_that_it_takes_to_act() -> None:
    """Rule, what was tried, expected, observed, request and how to repeat it; the message is one line of the gist."""
    report = document([started(), *unit("boundaries", divergence({"Days": 31}))])
    failure = cases_of(render_junit(report))[f"{LEND}/Days#maximum"].find("failure")
    assert failure is not None
    message = str(failure.get("message"))
    assert message.startswith("accepts-invalid: Days must be at most 30")
    assert "Tried Days = 31: expected refused with TooManyDays, observed 200" in message
    text = str(failure.text)
    for wanted in ("rule: ", "tried: ", "expected: ", "observed: ", 'request:    {"Days": 31}', "POST /books"):
        assert wanted in text
    assert f"fencepost reproduce report.json '{LEND}/Days#maximum/accepts-invalid'" in text
    assert "secret" not in text


def test_findings_about_no_promise_have_test_cases_of_their_own() -> None:
    """A crash on a malformed request fails a test case that no promise has."""
    found = judged("crash", ["#malformed:truncated"], case="malformed", request={})
    cases = cases_of(render_junit(document([started(), *unit("boundaries", found)])))
    assert cases[f"{LEND}/#malformed:truncated"].find("failure") is not None


def test_what_a_crash_stands_for_fails_as_well() -> None:
    """Crashes of one cause are one finding; every promise that it concerns has a failing test case."""
    crash = {"observed": {"status": 500, "message": "boom"}, "request": {}}
    both = [judged("crash", [one], **crash) for one in ("Days#maximum", "Days#required")]
    report = document([started(), *unit("boundaries", *both)])
    assert len(report["findings"]) == 1
    cases = cases_of(render_junit(report))
    assert all(cases[f"{LEND}/{one}"].find("failure") is not None for one in ("Days#maximum", "Days#required"))


def test_a_known_finding_is_skipped_with_its_reason() -> None:
    """What a baseline accepts doesn't fail; what it remembers and is fixed fails until it is pruned."""
    report = with_baseline(document([started(), *unit("boundaries", divergence({"Days": 31}))]))
    cases = cases_of(render_junit(report))
    skipped = cases[f"{LEND}/Days#maximum"].find("skipped")
    assert skipped is not None
    assert "accepted <b>for now</b>, until 2031-01-01" in str(skipped.get("message"))
    gone = f"baseline/{LEND}/Gone#maximum/accepts-invalid [{TARGET}]"
    text = render_junit(report)
    kinds = [(e.tag, e.get("type")) for case in parsed(text).iter("testcase") for e in case]
    assert ("failure", "fixed") in kinds
    assert ("skipped", "unexercised") in kinds
    assert gone in text.replace('classname="baseline" name="', "baseline/")


def test_two_targets_have_test_cases_of_their_own() -> None:
    """GitLab drops the second of two test cases of one name, so each name tells its target."""
    report = document([started(targets=[TARGET, OTHER]), *units()[0]])
    cases = cases_of(render_junit(report))
    assert f"{LEND}/Days#maximum [{TARGET}]" in cases
    assert f"{LEND}/Days#maximum [{OTHER}]" in cases


def test_what_would_be_too_large_is_folded_and_says_so() -> None:
    """Below the limit each promise has a test case; above it others than failures are counted in one."""
    report = document()
    whole = render_junit(report)
    smaller = render_junit(report, limit=len(whole.encode()) - 1)
    folded = cases_of(smaller)[f"{MEND}/(folded)"].find("skipped")
    assert folded is not None
    assert "7 promises in one" in str(folded.get("message"))
    smallest = cases_of(render_junit(report, limit=10))
    assert smallest[f"{LEND}/Days#maximum"].find("failure") is not None
    assert len(smallest) < len(cases_of(smaller))
    assert {str(one.text) for case in smallest.values() for one in case.iter("failure")} == {
        "more in report.json: with the rest of each failure this file would be too large"
    }
    JUNIT.validate(smaller)


def test_a_result_of_sarif_has_our_identity() -> None:
    """The rule is verdict and keyword, the level follows severity, the fingerprint the finding's id on its target."""
    report = document([started(targets=[TARGET, OTHER]), *unit("boundaries", divergence({"Days": 31})),
                       *unit("boundaries", divergence({"Days": 31}, target=OTHER), target=OTHER)])  # fmt: skip
    log = json.loads(render_sarif(report))
    first, second = (one["results"][0] for one in log["runs"])
    assert first["ruleId"] == "accepts-invalid/maximum"
    assert log["runs"][0]["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"]
    assert first["level"] == {"high": "error", "medium": "warning", "low": "note"}[report["findings"][0]["severity"]]
    assert first["partialFingerprints"]["fencepostFinding/v1"] == f"{LEND}/Days#maximum/accepts-invalid"
    hashes = {one["partialFingerprints"]["primaryLocationLineHash"] for one in (first, second)}
    assert len(hashes) == 2
    names = [one["fullyQualifiedName"] for one in first["locations"][0]["logicalLocations"]]
    assert names == [LEND, f"{LEND}/Days"]
    assert "baselineState" not in first
    assert len({one["automationDetails"]["id"] for one in log["runs"]}) == 2


def test_a_known_finding_is_suppressed_in_sarif() -> None:
    """Known and new are told apart, and the reason stands beside; all results have suppressions or none has."""
    results = json.loads(render_sarif(with_baseline(document())))["runs"][0]["results"]
    states = {one["properties"]["id"]: (one["baselineState"], one["suppressions"]) for one in results}
    assert sorted(state for state, _ in states.values()) == ["new", "unchanged"]
    for state, suppressions in states.values():
        assert bool(suppressions) == (state == "unchanged")
    assert "accepted <b>for now</b>" in json.dumps(states)


def test_sarif_points_at_the_line_of_a_contract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the working directory holds the contract, a finding has the line of its promise; else the path alone."""
    report = document([started(), *unit("boundaries", divergence({"Days": 31}))])
    monkeypatch.chdir(tmp_path)

    def place() -> Mapping[str, Any]:
        found: Mapping[str, Any] = json.loads(render_sarif(report))["runs"][0]["results"][0]["locations"][0]
        return found["physicalLocation"]  # type: ignore[no-any-return]

    path = {"uri": "contracts/library/LendBook.json"}
    assert place() == {"artifactLocation": path, "region": {"startLine": 1}}
    contract = tmp_path / path["uri"]
    contract.parent.mkdir(parents=True)
    contract.write_text('{\n"constraints": [\n{"id": "Days#minimum"},\n{"id": "Days#maximum"}]}\n', encoding="utf-8")
    assert place()["region"] == {"startLine": 4}


def test_of_too_many_results_the_gravest_are_kept_and_the_rest_is_counted() -> None:
    """GitHub refuses a run with more results than its limit: a notification says how many are left out."""
    events = [divergence({"Days": 31}, operation=f"library.Op{number}") for number in range(5)]
    crash = judged("crash", ["#control"], operation="library.Op4", request={})
    report = document([started([f"library.Op{number}" for number in range(5)]), *events, crash])
    made = json.loads(render_sarif(report, limit=2))
    assert made["runs"][0]["results"][0]["level"] == "error"
    assert len(made["runs"][0]["results"]) == 2
    notes = made["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert "4 of 6 findings are left out" in notes[0]["message"]["text"]
    SARIF.validate(made)


def test_the_summary_begins_with_numbers_and_tells_new_before_known() -> None:
    """The targets' table, coverage and divergence, then what is new, then what is known, each folded."""
    text = render_markdown(with_baseline(document()))
    assert text.startswith("## Fencepost: 1 new finding, 1 known\n")
    assert "| `moto` | 1 of 2 | 2 of 12 | 2 | 2 |" in text
    assert "run **fails**" in text
    assert text.index("### Findings") < text.index("### Known findings") < text.index("accepted &lt;b&gt;for now")
    assert text.count("<details>") == text.count("</details>") == 4


def test_a_finding_below_the_threshold_fails_no_test_case() -> None:
    """A gate that lets it pass is not contradicted by the test report, and the summary says why."""
    report = with_baseline(document([started(), *unit("boundaries", judged("crash", ["#control"], request={}))]))
    del report["findings"][0]["standing"]
    below = {"id": report["findings"][0]["id"], "target": TARGET, "below": True}
    report["baseline"] |= {"known": [], "new": [below]}
    skipped = cases_of(render_junit(report))[f"{LEND}/#control"].find("skipped")
    assert skipped is not None
    assert "below the threshold" in str(skipped.get("message"))
    assert "new, but below the threshold" in render_markdown(report)


def test_errata_are_shown_in_each_form() -> None:
    """What the user's errata change is said with its evidence beside the findings; a wrong promise is skipped."""
    report = document()
    erratum = {"says": "wrong", "evidence": "seen <i>otherwise</i>", "link": "https://example.com/1"}
    report["errata"] = [{"operation": LEND, "constraint": "Shelf#const", **erratum}]
    for entry in report["operations"]:
        for one in entry["constraints"]:
            if one["id"] == "Shelf#const":
                one["erratum"] = erratum
    skipped = cases_of(render_junit(report))[f"{LEND}/Shelf#const"].find("skipped")
    assert skipped is not None
    assert "seen <i>otherwise</i>" in str(skipped.get("message"))
    assert "promises changed by errata: 1" in render_markdown(report)
    assert "seen &lt;i&gt;otherwise" in render_markdown(report)
    assert "seen <i>otherwise</i>" in json.loads(render_sarif(report))["runs"][0]["properties"]["errata"][0]


def test_a_summary_keeps_within_its_limit_and_says_what_is_missing() -> None:
    """With room for some findings only, the others are counted."""
    names = [f"library.Op{number}" for number in range(40)]
    report = document([started(names), *(divergence({"Days": 31}, operation=name) for name in names)])
    text = render_markdown(report, limit=6000)
    assert len(text.encode()) <= 6000
    shown = text.count("<details>")
    assert 0 < shown < 40
    assert f"… and {40 - shown} more findings" in text


def test_hostile_texts_are_inert_in_a_summary() -> None:
    """Markup, mentions and links stand in code; no line of a target's own begins, and nothing leaves its block."""
    text = render_markdown(hostile())
    assert "<script" not in text
    assert "</pre></details>" not in text.replace("</pre>\n</details>", "")
    assert text.count("<pre>") == text.count("</pre>") == text.count("<details>")
    assert not re.search(r"(?m)^# Heading", text)
    assert not any(character in text for character in "\x00\x1b\u202e\ufffe\r")
    outside = re.sub(r"(?s)<pre>.*?</pre>|<code>.*?</code>", "", text)
    assert "@octocat" not in outside
    assert len(text) < 40_000
    text.encode()


def test_a_targets_name_stays_in_its_cell() -> None:
    """A name with bars and backticks neither ends the cell nor the code."""
    report = document([started(targets=["wsgi:a|b`c"])])
    row = next(line for line in render_markdown(report).splitlines() if "wsgi" in line)
    assert row.startswith("| `` wsgi:a\\|b`c `` | 0 of 2 |")


def test_hostile_texts_are_short_and_escaped_in_junit_and_sarif() -> None:
    """What XML can't hold is shown escaped; links of SARIF's messages are none; ten thousand letters become few."""
    report = hostile()
    junit, sarif = render_junit(report), render_sarif(report)
    failure = next(parsed(junit).iter("failure"))
    assert "\\x00\\x1b[31m]]>--><script>" in str(failure.get("message"))
    assert "A" * 2000 not in junit
    assert "A" * 2000 not in sarif
    message = json.loads(sarif)["runs"][0]["results"][0]["message"]["text"]
    assert "](" not in message


def test_a_report_is_exported_by_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Beside the report, to a file, or to standard output; each is the same text."""
    report = document()
    (tmp_path / "report.json").write_text(json.dumps(report), encoding="utf-8")
    for name, made in FORMATS.items():
        assert main(["export", str(tmp_path), "--format", name]) == 0
        assert capsys.readouterr().out.strip() == str(tmp_path / made.file)
        text = (tmp_path / made.file).read_text(encoding="utf-8")
        assert text == rendered(report, name, no_sentences)
        assert main(["export", str(tmp_path), "--format", name, "-o", "-"]) == 0
        assert capsys.readouterr().out == text


def test_what_only_looks_like_a_report_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A report without its parts, and a file that can't be written: status 2, a remedy, no traceback."""
    broken = tmp_path / "report.json"
    broken.write_text('{"format": "fencepost-report/2", "targets": ["moto"]}', encoding="utf-8")
    for name in FORMATS:
        assert main(["export", str(broken), "--format", name]) == 2
        assert "fencepost run" in capsys.readouterr().err
    broken.write_text(json.dumps(document()), encoding="utf-8")
    assert main(["export", str(broken), "--format", "junit", "-o", str(broken / "x.xml")]) == 2
    assert "can't be written" in capsys.readouterr().err


def test_a_run_writes_the_forms_that_were_asked_for(tmp_path: Path) -> None:
    """`run --format`, given twice, leaves both files beside the report, made of that report."""
    asked = ["--format", "junit", "--format", "sarif"]
    common = ["--target", "reference", "--phase", "control", "--output", str(tmp_path)]
    assert main(["run", "codedeploy.ContinueDeployment", *common, *asked]) == 0
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (tmp_path / "junit.xml").read_text(encoding="utf-8") == rendered(report, "junit", no_sentences)
    assert (tmp_path / "report.sarif").read_text(encoding="utf-8") == rendered(report, "sarif", no_sentences)
    assert not (tmp_path / "report.md").exists()
