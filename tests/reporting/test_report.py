"""The report: a fold over events, in whatever order units come, valid against its published schema."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from fencepost.campaign.events import (
    CasesTallied,
    ConstraintSkipped,
    Event,
    OperationProbed,
    OperationStarted,
    RunFinished,
    from_json,
    to_json,
)
from fencepost.errors import FencepostError, UsageError
from fencepost.reporting import ReportBuilder, schema, write_report
from tests.reporting.invented_events import (
    LEND,
    MEND,
    OTHER,
    TARGET,
    accepted,
    divergence,
    judged,
    known,
    promise,
    run,
    started,
    unit,
    units,
)


def report(events: Sequence[Event]) -> dict[str, Any]:
    """The report of these events, checked against the schema."""
    builder = ReportBuilder()
    for event in events:
        builder.add(event)
    document: dict[str, Any] = json.loads(json.dumps(builder.document(), allow_nan=False))
    error = next(iter(jsonschema_rs.Draft202012Validator(schema()).iter_errors(document)), None)
    assert error is None, str(error)
    return document


def of(events: Sequence[Event], operation: str = LEND, target: str = TARGET) -> dict[str, Any]:
    """The entry of one operation on one target."""
    return next(e for e in report(events)["operations"] if (e["operation"], e["target"]) == (operation, target))


def constraint(events: Sequence[Event], identity: str) -> dict[str, Any]:
    """The entry of one constraint of the lending operation."""
    return next(one for one in of(events)["constraints"] if one["id"] == identity)


def test_the_schema_is_one() -> None:
    """The published schema is itself valid JSON Schema 2020-12, and a second validator agrees on a report."""
    metaschema = jsonschema.Draft202012Validator(jsonschema.Draft202012Validator.META_SCHEMA)
    assert list(metaschema.iter_errors(schema())) == []
    assert list(jsonschema.Draft202012Validator(schema()).iter_errors(report(run()))) == []


def test_the_schema_refuses_what_is_no_report() -> None:
    """A field that isn't described, or a verdict that doesn't exist, is refused."""
    validator = jsonschema_rs.Draft202012Validator(schema())
    assert not validator.is_valid(report(run()) | {"surplus": 1})
    broken = report(run())
    broken["findings"][0]["verdict"] = "conforms"
    assert not validator.is_valid(broken)


def test_the_order_in_which_units_come_changes_nothing() -> None:
    """Shuffled units give the same report, to the byte."""
    whole, chooser = json.dumps(report(run())), random.Random(1)  # noqa: S311 - a shuffle that can be repeated
    for _ in range(20):
        parts = units()
        chooser.shuffle(parts)
        assert json.dumps(report(run(parts))) == whole


def test_units_of_workers_may_alternate() -> None:
    """Events of two units in turns give the report of one unit after the other."""
    first, second, *rest = units()
    mixed: list[Event] = []
    while first or second:
        mixed += [part.pop(0) for part in (first, second) if part]
    assert report(run([mixed, *rest])) == report(run())


def test_events_of_a_journal_give_the_same_report() -> None:
    """Events that went through JSON, where tuples become lists, give the report of those that didn't."""
    again = [from_json(json.loads(json.dumps(to_json(event)))) for event in run()]
    assert report(again) == report(run())


def test_the_header_says_what_was_run() -> None:
    """Seed, targets, phases and examples stand at the top, and operations in the order of the run."""
    document = report(run())
    told = {"format": "fencepost-report/2", "fencepost": "0.1.0", "seed": 7, "examples": 100, "interrupted": False}
    assert document.items() >= told.items()
    assert (document["targets"], document["phases"]) == (["moto"], ["boundaries", "state"])
    assert [entry["operation"] for entry in document["operations"]] == [LEND, MEND]
    assert document["seconds"] == 1.25


@pytest.mark.parametrize("events", [run(interrupted=True), run()[:-1]])
def test_a_run_without_its_end_is_interrupted(events: list[Event]) -> None:
    """A run that Ctrl-C ended, and one whose end is missing, both say so, with what was judged."""
    document = report(events)
    assert document["interrupted"] is True
    assert document["findings"]


def test_events_without_a_start_are_no_run() -> None:
    """A report can't be made of events that don't say what was to be done."""
    with pytest.raises(UsageError, match="whole journal"):
        ReportBuilder().document()


def test_a_second_start_changes_nothing() -> None:
    """A resumed run that tells its start again gives the same report."""
    assert report([run()[0], *run()]) == report(run())


def test_statuses_of_operations() -> None:
    """An operation is exercised or not implemented as it was probed; one that was never reached has no control."""
    document = report(run())
    assert [(e["status"], e["detail"]) for e in document["operations"]] == [
        ("exercised", ""),
        ("not-implemented", "501 NotImplemented"),
    ]
    entry = of([started()])
    assert entry["status"] == "no-control"
    assert "ended before" in entry["detail"]


def test_promises_of_an_operation_that_is_lacking_are_neither_kept_nor_broken() -> None:
    """Every promise of an operation that the target lacks is not-implemented."""
    assert of(run(), MEND)["verdicts"] == {"not-implemented": 6}


def test_promises_without_a_control_are_inconclusive() -> None:
    """Where no valid request is accepted, nothing is claimed about any promise."""
    entry = of([started(), known(), OperationProbed(TARGET, LEND, "no-control", "the control got 403")])
    assert entry["verdicts"] == {"inconclusive": 6}
    assert entry["detail"] == "the control got 403"


def test_the_worst_case_decides_and_both_sides_are_counted() -> None:
    """One accepted violation among conforming cases makes the promise accepts-invalid."""
    found = constraint(run(), "Days#maximum")
    assert (found["verdict"], found["inside"], found["outside"]) == ("accepts-invalid", 1, 4)
    assert found["tally"] == {"accepts-invalid": 3, "wrong-error": 1, "conforms": 1}
    assert [case["label"] for case in found["cases"][:2]] == ["Days = 30", "Days = 31"]


def test_inconclusive_cases_exercise_no_side() -> None:
    """A case that shows nothing is counted in the tally, but not as exercise."""
    found = constraint(run(), "Shelf#const")
    assert (found["verdict"], found["outside"], found["tally"]) == ("inconclusive", 0, {"inconclusive": 1})


def test_a_side_that_cannot_be_shown_is_listed_with_its_reason() -> None:
    """The reason stands beside the promise once, however often it was told; a contested promise says so."""
    again = ConstraintSkipped(TARGET, LEND, "Title#maxLength", "outside", "unbounded", "no length is named")
    events = [*run()[:-1], again, run()[-1]]
    assert constraint(events, "Title#maxLength")["skipped"] == [
        {"side": "outside", "reason": "unbounded", "detail": "no length is named"}
    ]
    disputed = constraint(events, "Reader#required:false")
    assert (disputed["verdict"], disputed["contested"]) == ("contested", ["Reader#required"])


def test_counted_cases_are_exercise_too() -> None:
    """Cases that came as a count are in the tally and on their side."""
    found = constraint(run(), "Days#required")
    assert (found["inside"], found["outside"], found["verdict"]) == (40, 1, "conforms")


def test_what_concerns_no_promise_stands_apart() -> None:
    """Controls and malformed requests are tallied under names of their own."""
    assert of(run())["other"] == [
        {"id": "#control", "verdict": "conforms", "tally": {"conforms": 1}},
        {"id": "#malformed:truncated", "verdict": "conforms", "tally": {"conforms": 1}},
    ]


def test_an_id_without_a_path_is_a_promise_all_the_same() -> None:
    """A promise about the request as a whole begins with `#`, and still belongs to the contract."""
    told = OperationStarted(TARGET, LEND, {"constraints": [promise("", "updates", value=True)]})
    entry = of([started([LEND]), told, judged("lost-update", ["#updates"], phase="state", request={})])
    assert [one["verdict"] for one in entry["constraints"]] == ["lost-update"]
    assert entry["other"] == []


def test_promises_about_the_response_are_told_from_those_about_the_request() -> None:
    """A response that no case found wrong conforms once requests were accepted; one found wrong doesn't."""
    assert [(one["id"], one["verdict"]) for one in of(run())["response"]] == [("Loan.Due#format@response", "conforms")]
    wrong = judged("malformed-response", ["Loan.Due#format@response"], case="control", request={"Days": 1})
    assert of(run([*units(), unit("state", wrong)]))["response"][0]["verdict"] == "malformed-response"
    unseen = of([started(), known(), OperationProbed(TARGET, LEND, "exercised", "")])
    assert unseen["response"][0]["verdict"] == "inconclusive"


def test_findings_are_one_per_promise_and_verdict_with_the_smallest_request() -> None:
    """Three accepted violations of one promise are one finding, seen three times, with the shortest request."""
    document = report(run())
    found = next(one for one in document["findings"] if one["verdict"] == "accepts-invalid")
    assert found["id"] == "library.LendBook/Days#maximum/accepts-invalid"
    assert (found["count"], found["request"]) == (3, {"Days": 31})
    assert [one["verdict"] for one in document["findings"]] == ["accepts-invalid", "wrong-error"]


def test_counted_divergences_are_occurrences() -> None:
    """Divergences that came as a count add to the finding that they repeat."""
    more = CasesTallied(TARGET, LEND, "valid", "Days#maximum", "outside", "accepts-invalid", 9)
    assert report([*run(), more])["findings"][0]["count"] == 12


def test_a_set_of_promises_has_one_finding_whichever_was_aimed_at() -> None:
    """Promises that can only be broken together are named in the contract's order, joined in the id."""
    one = judged("accepts-invalid", ["Loan.Days#lessOrEqual:Limit", "Days#maximum"], request={"Days": 99})
    two = judged("accepts-invalid", ["Days#maximum", "Loan.Days#lessOrEqual:Limit"], request={"Days": 9})
    (found,) = report([started(), *unit("boundaries", one, two)])["findings"]
    assert found["id"] == "library.LendBook/Days#maximum+Loan.Days#lessOrEqual:Limit/accepts-invalid"
    assert (found["constraint"], found["count"], found["request"]) == ("Days#maximum", 2, {"Days": 9})


def test_a_finding_says_what_was_promised_and_what_happened() -> None:
    """Rule, expectation, observation, reasons, source and severity are all in the finding."""
    found = report(run())["findings"][0]
    assert found["rule"] == "Days must be at most 30 (prose, Days/1)"
    assert found["expected"] == {"outcome": "reject", "errors": ["TooManyDays"]}
    assert found["observed"] == {"status": 200, "code": None, "message": None, "failure": None, "detail": None}
    assert found["because"] == ["Days = 31 is more than 30", "the answer was 200"]
    assert (found["severity"], found["confidence"]) == ("medium", "high")
    assert found["source"]["title"] == "LendBook"
    assert found["source"]["origins"] == [
        {"constraint": "Days#maximum", "origin": "prose", "rule": "rule.maximum", "at": "Days/1"}
    ]


@pytest.mark.parametrize(
    ("identity", "verdict", "confidence"),
    [
        ("Days#required", "accepts-invalid", "high"),
        ("Title#maxLength", "accepts-invalid", "medium"),
        ("Shelf#const", "accepts-invalid", "low"),
        ("Shelf#const", "crash", "high"),
        ("#control", "crash", "high"),
        ("#malformed:truncated", "state-leak", "high"),
    ],
)
def test_confidence_follows_the_origins(identity: str, verdict: str, confidence: str) -> None:
    """Signature and prose make sure, an error less, an inference least; a crash needs no promise at all."""
    (found,) = report([started(), *unit("boundaries", judged(verdict, [identity], request={}))])["findings"]
    assert found["confidence"] == confidence


def test_findings_come_target_by_target_the_worst_first() -> None:
    """With two targets each has its own findings, coverage and divergence."""
    events = [
        started([LEND], [TARGET, OTHER]),
        *unit(
            "boundaries",
            divergence({"Days": 31}, target=OTHER),
            judged("crash", target=OTHER, request={}),
            target=OTHER,
        ),
        *unit("boundaries", divergence({"Days": 31})),
    ]
    document = report(events)
    assert [(one["target"], one["verdict"]) for one in document["findings"]] == [
        (TARGET, "accepts-invalid"),
        (OTHER, "crash"),
        (OTHER, "accepts-invalid"),
    ]
    assert document["divergence"][OTHER] == {"total": 2, "verdicts": {"crash": 1, "accepts-invalid": 1}}
    assert document["coverage"][TARGET]["cases"] == 1


def test_coverage_counts_what_was_exercised_and_what_was_not() -> None:
    """The numbers of coverage add up to the promises made."""
    found = report(run())["coverage"]["moto"]
    assert found == {
        "operations": 2,
        "exercised": 1,
        "not_implemented": 1,
        "no_control": 0,
        "constraints": 12,
        "constraints_exercised": 2,
        "one_side": 2,
        "not_exercised": 8,
        "unaccounted": 2,
        "skipped": {"contested": 1, "unbounded": 1},
        "inconclusive": 1,
        "cases": 50,
        "dropped": 4,
        "controls": {
            "implemented": 1,
            "reached": 1,
            "substantial": 0,
            "substantial_reached": 0,
            "unreached": {},
        },
    }


def test_cases_beyond_the_limit_are_counted_and_not_listed() -> None:
    """A promise with hundreds of cases lists some and says how many it left out, the same ones in any order."""
    boundaries = unit("boundaries", *(accepted(label=f"b{n}") for n in range(300)))
    state = unit("state", *(accepted(label=f"s{n}", phase="state") for n in range(300)))
    found = constraint(run([boundaries, state]), "Days#maximum")
    assert (len(found["cases"]), found["cases_omitted"], found["inside"]) == (200, 400, 600)
    assert found["cases"][0]["label"] == "b0"
    assert constraint(run([state, boundaries]), "Days#maximum") == found


def test_credentials_are_in_no_report() -> None:
    """Headers that hold credentials, a URL's user and a signed query are left out, wherever they stand."""
    target = "http://user:hunter2@127.0.0.1:4566"
    wire = {"method": "GET", "path": "/b?X-Amz-Signature=hunter2&X-Amz-Security-Token=hunter2&q=1",
            "headers": {"AUTHORIZATION": "hunter2", "x-amz-security-token": "hunter2", "Cookie": "hunter2", "A": "b"},
            "body": ""}  # fmt: skip
    found = divergence({"Days": 31}, target=target, wire=wire, steps=[{"operation": LEND, "wire": wire}])
    document = report([started([LEND], [target]), *unit("boundaries", found, target=target)])
    assert "hunter2" not in json.dumps(document)
    assert document["targets"] == ["http://127.0.0.1:4566"]
    (shown,) = (one["wire"] for one in document["findings"])
    assert (shown["url"], shown["headers"]) == (
        "http://127.0.0.1:4566/b?X-Amz-Signature=-&X-Amz-Security-Token=-&q=1",
        {"A": "b"},
    )


def test_values_that_the_target_issued_do_not_stand_in_a_finding() -> None:
    """Where steps refer to an earlier answer, neither request, wire nor message show the value itself."""
    found = divergence(
        {"Id": "e9f/1-77", "Days": 31},
        steps=[
            {"operation": "library.MakeCard", "members": {}},
            {"operation": LEND, "members": {"Id": {"$from": [1, "Card.Id"]}, "Days": 31}},
        ],
        wire={"method": "PUT", "path": "/c/e9f%2F1-77", "headers": {"If-Match": "e9f/1-77"}, "body": "<I>e9f/1-77</I>"},
        observed={"status": 200, "message": "card e9f/1-77 lent"},
        because=["e9f/1-77 was accepted"],
    )
    (shown,) = report([started(), *unit("boundaries", found)])["findings"]
    assert "e9f" not in json.dumps(shown)
    assert shown["wire"]["url"] == "/c/${1.Card.Id}"
    assert shown["request"] == {"Id": {"$from": [1, "Card.Id"]}, "Days": 31}
    assert shown["observed"]["message"] == "card ${1.Card.Id} lent"


def test_what_a_target_says_is_bounded_and_escaped() -> None:
    """Ten megabytes, control characters and marks that turn the direction of writing become a short, plain text."""
    hostile = "\x1b[2J\r\n</script>\u202e\u2066 \ud800" + "A" * 10_000_000
    seen = {"status": 500, "code": hostile, "message": hostile, "failure": "exception", "detail": hostile}
    found = judged("crash", request={"Days": 1}, observed=seen, label=hostile, because=[hostile])
    (shown,) = report([started(), *unit("boundaries", found)])["findings"]
    for text in (shown["observed"]["message"], shown["observed"]["code"], shown["label"], shown["because"][0]):
        assert len(text) <= 500
        assert text.isprintable()
        assert text.startswith("\\x1b[2J\\r\\n</script>\\u202e\\u2066 \\ud800AAA")
        assert text.endswith("characters)")


def test_numbers_that_json_lacks_are_texts() -> None:
    """Infinities and NaN in a request don't make the report unreadable."""
    (shown,) = report([started(), *unit("boundaries", divergence({"A": float("nan"), "B": [float("-inf")]}))])[
        "findings"
    ]
    assert shown["request"] == {"A": "NaN", "B": ["-Infinity"]}


def test_a_body_that_is_no_text_stands_in_base64() -> None:
    """Bytes that can't be shown are given so that they can be sent again."""
    wire = {"method": "POST", "path": "/", "headers": {}, "body_base64": "/w=="}
    (shown,) = report([started(), *unit("boundaries", divergence({"Days": 31}, wire=wire))])["findings"]
    assert shown["wire"]["body"] == {"base64": "/w=="}


def test_a_report_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """The file holds the report in ASCII; on a full disk the old file stands, and the error says what to do."""
    path = write_report(report(run()), tmp_path / "deep" / "report.json")
    assert json.loads(path.read_text("ascii")) == report(run())
    before = path.read_bytes()
    path.with_name("report.json.part").symlink_to("/dev/full")
    with pytest.raises(FencepostError, match=r"report can't be written: No space[^\n]*\n +Free some space"):
        write_report(report(run()), path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["report.json"]


def test_a_path_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A file where a folder should be gives an error of Fencepost's own."""
    (tmp_path / "file").write_text("")
    with pytest.raises(FencepostError, match="report can't be written"):
        write_report(report(run()), tmp_path / "file" / "report.json")


def test_memory_grows_with_findings_and_not_with_cases() -> None:
    """A hundred thousand counted cases and twenty thousand listed ones leave a report of bounded size."""
    builder = ReportBuilder()
    builder.add(started())
    builder.add(RunFinished(interrupted=False, seconds=1))
    for number in range(20_000):
        builder.add(divergence({"Days": number}))
    builder.add(CasesTallied(TARGET, LEND, "valid", "Days#maximum", "inside", "conforms", 100_000))
    document = builder.document()
    assert len(json.dumps(document)) < 100_000
    assert document["operations"][0]["cases"] == 120_000
