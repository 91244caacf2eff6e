"""How the miner is measured: what counts as the same promise, and what the labels may hold."""

from __future__ import annotations

import json

import pytest

from benchmarks.mining.atoms import atoms, found
from benchmarks.mining.population import SEEN, digest, is_set_aside
from benchmarks.mining.scoring import LABELS, judge, totals
from fencepost.contracts import KEYWORDS
from fencepost.contracts.mining import Place
from fencepost.documentation.page import Member, Sentence

_MEMBERS = {
    "Mode": Member("Mode", "string", literals=("FAST", "SLOW", "MID")),
    "Size": Member("Size", "integer"),
    "Flag": Member("Flag", "boolean"),
    "Free": Member("Free", "string"),
}
_CONDITIONS = {"const", "enum", "present", "absent", "unless", "stated"}


def _promise(path, keyword, value=True, *when):  # noqa: FBT002 - a value among others
    return {"path": path, "keyword": keyword, "value": value, "when": [dict(one) for one in when]}


def _when(path, keyword, value=None):
    return {"path": path, "keyword": keyword, "value": value}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_promise("Mode", "requires", ["Size"]), _promise("Size", "required", True, _when("Mode", "present"))),
        (_promise("Mode", "anyOf", ["Size"]), _promise("Size", "required", True, _when("Mode", "absent"))),
        (_promise("Mode", "zeroOrOne", ["Size"]), _promise("Size", "absent", True, _when("Mode", "present"))),
        (_promise("Mode", "const", "FAST"), _promise("Mode", "enum", ["FAST"])),
        (_promise("Box", "requires", ["Box.Lid"]), _promise("Box.Lid", "required")),
        (_promise("Size", "exclusiveMinimum", 0), _promise("Size", "minimum", 1)),
        (
            _promise("Size", "absent", True, _when("Mode", "unless", "FAST")),
            _promise("Size", "absent", True, _when("Mode", "enum", ["SLOW", "MID"])),
        ),
        (
            _promise("Size", "absent", True, _when("Flag", "unless", True)),
            _promise("Size", "absent", True, _when("Flag", "const", False)),
        ),
        (
            _promise("Size", "absent", True, _when("Free", "unless", "x")),
            _promise("Size", "absent", True, {"keyword": "stated", "path": "", "value": "Size/3"}),
        ),
    ],
)
def test_two_ways_to_say_the_same_are_equal(one, other):
    """A promise written in either form has the same parts."""
    assert atoms(one, _MEMBERS) == atoms(other, _MEMBERS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_promise("Mode", "requires", ["Size"]), _promise("Size", "requires", ["Mode"])),
        (_promise("Mode", "anyOf", ["Size"]), _promise("Mode", "zeroOrOne", ["Size"])),
        (_promise("Size", "maximum", 9), _promise("Size", "maximum", 10)),
        (_promise("Size", "required"), _promise("Size", "required", True, _when("Mode", "const", "FAST"))),
    ],
)
def test_different_promises_have_different_parts(one, other):
    """A promise that says something else isn't found among the parts of another."""
    assert not any(found(part, atoms(other, _MEMBERS)) for part in atoms(one, _MEMBERS))


@pytest.mark.parametrize(
    ("pattern", "among", "expected"),
    [
        ("^[a-z0-9-]*$", ["^[0-9a-z\\-]+$"], True),
        ("^[a-z0-9-]+$", ["^[0-9a-z\\-]*$"], False),  # the empty text is told apart
        ("^[a-z0-9-]*$", ["^[0-9a-z\\-]*$"], True),
        ("^[a-z]", ["^[a-z][a-z0-9]*$"], True),
        ("^[a-z0-9]*$", ["^[a-z]", "^[a-z0-9-]*$"], False),
        ("^(?!aws:)", ["^(?!aws:).*"], True),
        ("^(?!aws:)", ["^(?!amz:)"], False),
        ("(?<!-)$", ["[^-]$|^$"], True),
    ],
)
def test_patterns_are_the_same_where_they_refuse_the_same(pattern, among, expected):
    """Patterns are compared by what they accept, not by how they are written."""
    [part] = atoms(_promise("Free", "pattern", pattern), _MEMBERS)
    others = {one for text in among for one in atoms(_promise("Free", "pattern", text), _MEMBERS)}
    assert found(part, others) is expected


def _place(text):
    member = Member("Size", "integer", sentences=(Sentence(text, 1),))
    return Place("Size", member, {**_MEMBERS, "Size": member})


def _label(*constraints):
    return {"stratum": "range", "of": 10, "constraints": list(constraints)}


def test_a_wrong_bound_counts_as_wrong_and_as_missed():
    """What is mined is held against the label in both directions, and what is optional counts in neither."""
    place = _place("Must be between 1 and 9.")
    judged = judge(_label(_promise("Size", "minimum", 1), _promise("Size", "maximum", 10)), place, 1)
    assert [len(one) for one in (judged.right, judged.wrong, judged.found, judged.missed)] == [1, 1, 1, 1]
    bounds = (_promise("Size", "minimum", 1), _promise("Size", "maximum", 9))
    lenient = judge(_label(*({**one, "optional": True} for one in bounds)), place, 1)
    assert [len(one) for one in (lenient.right, lenient.wrong, lenient.found, lenient.missed)] == [0, 0, 0, 0]
    figures = totals([judged])
    assert figures["sample"]["precision"] == figures["sample"]["recall"] == 50
    assert figures["population"]["wrong"] == 10


def test_the_labels_hold_facts_of_services_set_aside():
    """Every label is of a service that no rule was written on, in the vocabulary of contracts, without a sentence."""
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    assert len(labels) >= 600
    for label in labels:
        assert is_set_aside(label["service"])
        assert label["service"] not in SEEN
        assert set(label) == {"service", "operation", "path", "sentence", "sha256", "stratum", "of", "constraints"}
        for one in label["constraints"]:
            assert one["keyword"] in KEYWORDS
            assert {c["keyword"] for c in one.get("when", ())} <= {
                "const",
                "enum",
                "present",
                "absent",
                "unless",
                "stated",
            }
    assert len(digest("x")) == len(labels[0]["sha256"])
