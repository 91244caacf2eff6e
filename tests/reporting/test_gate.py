"""What a gate makes of reports and baselines: identity, causes of crashes, dates, versions, and what says nothing."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from fencepost.campaign.events import ConstraintSkipped, OperationProbed, OperationStarted, RunFinished
from fencepost.reporting import (
    Baseline,
    Entry,
    Gate,
    ReportBuilder,
    Threshold,
    accepted,
    baseline_schema,
    gate_lines,
    gate_markdown,
    gated,
    read_baseline,
    schema,
    with_standing,
    write_baseline,
)
from tests.reporting.invented_events import (
    CONSTRAINTS,
    LEND,
    TARGET,
    contract,
    divergence,
    judged,
    promise,
    started,
)
from tests.reporting.invented_events import (
    accepted as kept,
)

DAYS = f"{LEND}/Days#maximum/accepts-invalid"
TODAY = dt.date(2026, 11, 20)
REFUSED = judged("conforms", label="Days = 31", observed={"status": 400, "code": "TooManyDays"})


def report(*events: Any, constraints: list[dict[str, Any]] | None = None, done: bool = True) -> dict[str, Any]:
    """The report of a run with these events on the lending operation."""
    builder = ReportBuilder()
    known = contract(LEND) | ({"constraints": constraints} if constraints else {})
    probe = OperationProbed(TARGET, LEND, "exercised", "", {"status": 200})
    probes = [] if any(isinstance(event, OperationProbed) for event in events) else [probe]
    for event in (started([LEND]), OperationStarted(TARGET, LEND, known), *probes, *events):
        builder.add(event)
    if done:
        builder.add(RunFinished(interrupted=False, seconds=1.0))
    return builder.document()


def crash(constraint: str, said: str, kind: str = "exception", **more: Any) -> Any:
    """A crash on a constraint that says something."""
    seen = {"status": None, "code": None, "failure": kind, "detail": said}
    return judged("crash", [constraint], request={"Days": 1}, observed=seen, **more)


def baseline_of(document: dict[str, Any], before: Baseline | None = None) -> Baseline:
    """The baseline that accepts all of a report."""
    old = before or Baseline()
    return accepted(document, old, held(document, old), update=True, prune=False)


def held(document: dict[str, Any], baseline: Baseline, **more: Any) -> Gate:
    """The report beside the baseline, which keeps the report's schema."""
    gate = gated(document, baseline, file="baseline.json", today=TODAY, **more)
    standing = with_standing(document, gate)
    assert [error.message for error in jsonschema_rs.Draft202012Validator(schema()).iter_errors(standing)] == []
    assert list(gate_lines(standing))
    assert list(gate_markdown(standing))
    return gate


def entry(**more: Any) -> Entry:
    """The entry that accepts a violation of `Days`."""
    return Entry(TARGET, LEND, ("Days#maximum",), "accepts-invalid", **more)


def ids(matches: Any) -> list[str]:
    """The ids of findings."""
    return [match.finding["id"] for match in matches]


OTHER_TERMS = [one | {"value": 60} if one["id"] == "Days#maximum" else one for one in CONSTRAINTS]
WITHOUT = [one for one in CONSTRAINTS if one["id"] != "Days#maximum"]
RENAMED = [*WITHOUT, promise("Days", "maximum", 30, id="Days#maximum:30")]
ERRONEOUS = [
    one | {"erratum": {"says": "wrong", "evidence": "seen"}} if one["id"] == "Days#maximum" else one
    for one in CONSTRAINTS
]


@pytest.mark.parametrize(
    ("events", "constraints", "why"),
    [
        ([OperationProbed(TARGET, LEND, "not-implemented", "501 it is")], None, "not-implemented: 501 it is"),
        ([OperationProbed(TARGET, LEND, "no-control", "all refused", reason="refused")], None, "all refused"),
        ([judged("inconclusive")], None, "inconclusive"),
        ([judged("contested")], None, "contested"),
        ([kept()], None, "nothing was tried outside it"),
        ([kept(), ConstraintSkipped(TARGET, LEND, "Days#maximum", "outside", "unbounded", "x")], None, "unbounded (x)"),
        ([kept()], WITHOUT, "the contract has no constraint Days#maximum any more"),
        ([kept()], RENAMED, "the nearest is Days#maximum:30"),
        ([REFUSED], ERRONEOUS, "an erratum says that the promise is wrong"),
    ],
)
def test_what_was_not_shown_is_not_fixed(events: list[Any], constraints: Any, why: str) -> None:
    """Whatever keeps a promise from being shown is said, and is never taken for a fix."""
    gate = held(report(*events, constraints=constraints), Baseline((entry(),)))
    assert (gate.fixed, gate.passes) == ([], True)
    assert [absence.state for _, absence in gate.gone] == ["unexercised"]
    assert why in gate.gone[0][1].why


def test_an_interrupted_run_fixes_nothing() -> None:
    """What a run conformed to before it was broken off may still be shown to diverge after it."""
    assert held(report(REFUSED), Baseline((entry(),))).fixed == [entry()]
    assert held(report(REFUSED, done=False), Baseline((entry(),))).fixed == []


def test_less_was_tried_than_when_it_was_accepted() -> None:
    """Fewer random examples fix nothing, but where the very case that showed it conforms."""
    baseline = Baseline((entry(label="Days = 99"),), tried={"phases": [], "examples": 5000, "cases": None})
    assert "fewer cases" in held(report(REFUSED), baseline).gone[0][1].why
    same = Baseline((entry(label="Days = 31"),), tried=baseline.tried)
    assert held(report(REFUSED), same).fixed


def test_another_target_is_another_identity() -> None:
    """What one target is accepted to do, no other is."""
    elsewhere = Entry("http://127.0.0.1:4566", LEND, ("Days#maximum",), "accepts-invalid")
    gate = held(report(divergence({"Days": 31})), Baseline((elsewhere,)))
    assert ids(gate.new) == [DAYS]
    assert "the report has no target http://127.0.0.1:4566; it has moto" in gate.gone[0][1].why


def test_a_set_of_constraints_has_no_order() -> None:
    """A contract that lists two promises the other way round changes no identity."""
    pair = ["Loan.Days#lessOrEqual:Limit", "Days#maximum"]
    document = report(judged("wrong-error", pair, request={}))
    both = Entry(TARGET, LEND, tuple(pair), "wrong-error")
    assert document["findings"][0]["constraints"] != pair
    assert not held(document, Baseline((both,))).new


def test_another_promise_is_not_what_was_accepted() -> None:
    """The same constraint with another value: the finding is new, and the gate tells both promises."""
    baseline = baseline_of(report(divergence({"Days": 31})))
    gate = held(report(divergence({"Days": 61}), constraints=OTHER_TERMS), baseline)
    assert ids(gate.new) == [DAYS]
    assert "at most 30" in gate.changed[0][1]
    assert "at most 60" in gate.changed[0][1]
    after = accepted(
        report(divergence({"Days": 61}), constraints=OTHER_TERMS), baseline, gate, update=True, prune=False
    )
    assert [one.rule for one in after.entries] == ["Days must be at most 60"]


def test_another_edition_of_a_page_changes_nothing() -> None:
    """The sentence moved, and other versions made the baseline: what is unchanged still matches, and that is said."""
    moved = [one | {"origins": [{"origin": "model", "rule": "r", "at": "Days/9"}]} for one in CONSTRAINTS]
    old = baseline_of(report(divergence({"Days": 31})))
    baseline = Baseline(old.entries, "0.0.9", {"moto": "4.0"}, old.tried)
    document = report(divergence({"Days": 31}), constraints=moved) | {"versions": {"moto": "5.2"}}
    gate = held(document, baseline)
    assert (ids(gate.known), gate.new, gate.changed) == ([DAYS], (), ())
    assert "moto 4.0, the report with 5.2" in " ".join(gate.notes)


def test_something_else_in_its_place_is_no_fix() -> None:
    """A promise that was ignored and crashes now is not mended; one that is refused with a wrong error isn't either."""
    for verdict in ("crash", "wrong-error"):
        gate = held(report(judged(verdict, request={})), Baseline((entry(),)))
        assert (gate.fixed, gate.passes) == ([], False)
        assert [absence.state for _, absence in gate.gone] == ["changed"]
        assert verdict in gate.gone[0][1].why


def test_an_acceptance_ends() -> None:
    """On the day itself an entry counts, a day later it doesn't; an update leaves the date to people."""
    document = report(divergence({"Days": 31}))
    assert held(document, Baseline((entry(expires="2026-11-20"),))).passes
    over = Baseline((entry(expires="2026-11-19", reason="soon"),))
    gate = held(document, over)
    assert (ids(gate.new), gate.expired, gate.passes) == ([DAYS], over.entries, False)
    assert "ended on 2026-11-19" in gate.new[0].why
    after = accepted(document, over, gate, update=True, prune=False)
    assert [(one.expires, one.reason) for one in after.entries] == [("2026-11-19", "soon")]


def test_an_update_keeps_what_people_wrote_and_what_was_not_exercised() -> None:
    """Reasons and links stay, and so does what another run is about; only --prune takes out what is fixed."""
    elsewhere = Entry(TARGET, "library.Shelve", ("X#maximum",), "accepts-invalid")
    mended = Entry(TARGET, LEND, ("Days#required",), "accepts-invalid")
    ours = entry(reason="known to upstream", link="https://example.com/1")
    before = Baseline((ours, elsewhere, mended))
    document = report(divergence({"Days": 31}), judged("conforms", ["Days#required"]))
    gate = held(document, before)
    assert gate.fixed == [mended]
    updated = accepted(document, before, gate, update=True, prune=False)
    assert [one.id for one in updated.entries] == [one.id for one in before.entries]
    assert (updated.entries[0].reason, updated.entries[0].link) == (ours.reason, ours.link)
    assert updated.entries[0].rule == "Days must be at most 30"
    pruned = accepted(document, before, gate, update=False, prune=True)
    assert list(pruned.entries) == [ours, elsewhere]


def test_below_the_threshold_is_shown_and_not_accepted() -> None:
    """A medium finding under a high threshold fails nothing, and an update leaves it out."""
    document = report(divergence({"Days": 31}))
    gate = held(document, Baseline(), threshold=Threshold(severity="high"))
    assert (ids(gate.new), gate.passes) == ([DAYS], True)
    assert gate.document()["new"][0]["below"] is True
    assert accepted(document, Baseline(), gate, update=True, prune=False).entries == ()


# Crashes of one cause


def test_whoever_leads_a_group_of_crashes_it_is_the_same() -> None:
    """A run that sees only the second of two crashes with one cause finds what was accepted, under its other name."""
    baseline = baseline_of(report(crash("Days#required", "KeyError: 'a'"), crash("Days#maximum", "KeyError: 'b'")))
    assert len(baseline.entries) == 1
    for events in ([crash("Days#maximum", "KeyError: 'c'")], [crash("Title#maxLength", "KeyError: 'd'")]):
        gate = held(report(*events), baseline)
        assert (gate.new, len(gate.known), gate.gone) == ((), 1, ())
        assert gate.document()["known"][0]["accepted_as"] == f"{LEND}/Days#required/crash"


def test_an_accepted_crash_hides_no_other_cause() -> None:
    """A second crash in the same operation is new, even on a constraint that crashed with the accepted one."""
    baseline = baseline_of(report(crash("Days#required", "KeyError: 'a'"), crash("Days#maximum", "KeyError: 'b'")))
    gate = held(report(crash("Days#required", "KeyError: 'a'"), crash("Days#maximum", "TypeError: no")), baseline)
    assert ids(gate.known) == [f"{LEND}/Days#required/crash"]
    assert ids(gate.new) == [f"{LEND}/Days#maximum/crash"]
    gate = held(report(crash("Days#required", "TypeError: no")), baseline)
    assert ids(gate.new) == [f"{LEND}/Days#required/crash"]
    assert "KeyError" in gate.new[0].why
    assert not gate.fixed


def test_a_crash_in_other_words_of_the_same_kind_is_known_and_said() -> None:
    """Another message of the same exception on the same constraint is the same finding; a second such one isn't."""
    baseline = baseline_of(
        report(crash("Days#required", "ValueError: bad date"), crash("Days#maximum", "TypeError: x"))
    )
    now = report(crash("Days#required", "ValueError: the date is bad"), crash("Days#maximum", "TypeError: x"))
    gate = held(now, baseline)
    assert (gate.new, len(gate.known)) == ((), 2)
    assert "the date is bad" in gate.changed[0][1]
    after = accepted(now, baseline, gate, update=True, prune=False)
    assert held(now, after).changed == ()


@pytest.mark.parametrize("said", [("timeout", "no answer within 10 s"), ("dropped", "closed")])
def test_a_crash_without_a_word_is_known_only_where_it_was_accepted(said: tuple[str, str]) -> None:
    """Nothing tells whether two silent crashes are one, so a silent crash in a new place is new."""
    kind, detail = said
    baseline = baseline_of(report(crash("Days#required", detail, kind)))
    assert held(report(crash("Days#required", detail, kind)), baseline).passes
    gate = held(report(crash("Days#required", detail, kind), crash("Days#maximum", detail, kind)), baseline)
    assert not gate.passes
    assert "Days#maximum crashes too" in gate.new[0].why


def test_two_accepted_crashes_that_became_one_are_not_fixed() -> None:
    """Where two groups crash in the same words now, neither entry is mended."""
    baseline = baseline_of(report(crash("Days#required", "KeyError: 'a'"), crash("Days#maximum", "TypeError: x")))
    gate = held(report(crash("Days#required", "KeyError: 'a'"), crash("Days#maximum", "KeyError: 'a'")), baseline)
    assert (gate.passes, gate.fixed, len(gate.known)) == (True, [], 1)
    assert gate.gone[0][1].state == "changed"


def test_a_group_of_crashes_is_fixed_when_all_of_it_conforms() -> None:
    """One member of a group that wasn't tried again leaves open whether the cause is gone."""
    baseline = baseline_of(report(crash("Days#required", "KeyError: 'a'"), crash("Days#maximum", "KeyError: 'b'")))
    fine = [judged("conforms", [one], label="x") for one in ("Days#required", "Days#maximum")]
    sides = [kept(constraints=[one]) for one in ("Days#required", "Days#maximum")]
    assert held(report(*fine, *sides), baseline).fixed == list(baseline.entries)
    assert held(report(fine[0], sides[0]), baseline).fixed == []


# The file


def test_the_file_is_read_back_as_it_was(tmp_path: Path) -> None:
    """Whatever stands in an entry survives the file, which keeps its schema and doesn't depend on the order."""
    nasty = entry(reason='a "quoted"\nline \u202e \ud800', link="https://example.com/?a=1&b=2", also=("x", "y"))
    entries = (nasty, Entry("a", "b.C", ("D#e",), "crash", cause="exception: KeyError: …"))
    for number, order in enumerate((entries, entries[::-1])):
        write_baseline(Baseline(order, "0.1.0", {"moto": "5"}, {"examples": 3}), tmp_path / f"{number}.json")
    text = (tmp_path / "0.json").read_text(encoding="utf-8")
    assert text == (tmp_path / "1.json").read_text(encoding="utf-8")
    assert jsonschema_rs.Draft202012Validator(baseline_schema()).is_valid(json.loads(text.replace("\\ud800", "")))
    read = read_baseline(tmp_path / "0.json")
    assert set(read.entries) == set(entries)
    assert (read.fencepost, read.versions, read.tried) == ("0.1.0", {"moto": "5"}, {"examples": 3})
    assert "\u202e" not in text


def test_one_more_finding_is_a_few_lines_of_a_diff(tmp_path: Path) -> None:
    """A new entry adds lines and changes none of the other entries' facts."""
    first, second = entry(rule="r"), Entry(TARGET, LEND, ("Title#maxLength",), "accepts-invalid", rule="s")
    write_baseline(Baseline((first,)), tmp_path / "one.json")
    write_baseline(Baseline((first, second)), tmp_path / "two.json")
    one, two = ((tmp_path / name).read_text().splitlines() for name in ("one.json", "two.json"))
    assert len(set(one) - set(two)) <= 1  # the comma after what was the last entry
    assert len(two) - len(one) == 2


def test_an_entry_by_hand_needs_its_identity_alone(tmp_path: Path) -> None:
    """Target, operation, constraints and verdict accept a finding, a crash too."""
    path = tmp_path / "baseline.json"
    own = {"target": TARGET, "operation": LEND, "constraints": ["Days#maximum"], "verdict": "crash"}
    path.write_text(json.dumps({"format": "fencepost-baseline/1", "accepted": [own]}))
    assert held(report(crash("Days#maximum", "KeyError: 'a'")), read_baseline(path)).passes


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ([{"expires": "2026-13-01"}], "2026-13-01"),
        ([{}, {}], "stands there twice"),
        ([{"verdict": "conforms"}], "accepted/0/verdict"),
        ([{"surplus": 1}], "accepted/0"),
    ],
)
def test_a_wrong_entry_is_named(entries: list[dict[str, Any]], says: str, tmp_path: Path) -> None:
    """A date that is none, a finding that is accepted twice, an unknown verdict or key: the file and what is wrong."""
    own = {"target": TARGET, "operation": LEND, "constraints": ["Days#maximum"], "verdict": "crash"}
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps({"format": "fencepost-baseline/1", "accepted": [own | one for one in entries]}))
    with pytest.raises(Exception, match=r"baseline\.json:1: .*" + says):
        read_baseline(path)


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    """What can't be written whole is not written at all."""
    path = tmp_path / "baseline.json"
    write_baseline(Baseline((entry(),)), path)
    before = path.read_text()
    (tmp_path / "baseline.json.part").mkdir()
    with pytest.raises(Exception, match="can't be written"):
        write_baseline(Baseline(), path)
    assert path.read_text() == before
