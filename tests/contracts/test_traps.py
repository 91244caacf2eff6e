"""Sentences with a number or a list that promise nothing about the member they stand on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fencepost.contracts import mine_lines

SIBLINGS = [{"name": "MaxDepth", "type": "integer"}, {"name": "Label", "type": "string"}]
KEYWORDS = "<ul><li><code>id</code></li><li><code>uri</code></li></ul>"
ENGINES = (
    "<p>The label of the well.</p>{heading}<p>How it is called there.</p><p>Constraints:</p>"
    "<ul><li><p>Must contain 1 to 64 letters.</p></li><li><p>Can't be longer than 8 characters.</p></li></ul>"
)


def mined(text: str, kind: str, member: str = "Depth", siblings: Any = SIBLINGS) -> list[tuple[str, Any]]:
    """What a text gives at its own member, as pairs of keyword and value."""
    [line] = mine_lines([json.dumps({"text": text, "member": member, "type": kind, "siblings": siblings})])
    return [(one["keyword"], one["value"]) for one in json.loads(line)["constraints"] if one["path"] == member]


def bounds_of_each(text: str) -> list[list[str]]:
    """The keywords of the conditions of each bound that a text gives at a name."""
    [line] = mine_lines([json.dumps({"text": text, "member": "Name", "type": "string", "siblings": SIBLINGS})])
    return [[condition["keyword"] for condition in one["when"]] for one in json.loads(line)["constraints"]]


@pytest.mark.parametrize(
    "text",
    [
        "A depth between 3 and 9 {no} valid.",
        "Values from 3 to 9 {no} supported.",
        "Values between 3 and 9, inclusive, {no} accepted.",
        "A value of at most 9 {no} allowed.",
        "A depth of 3-9 {no} permitted.",
    ],
)
@pytest.mark.parametrize("no", ["isn't", "aren't", "is not", "are not", "can't be", "cannot be"])
def test_a_range_that_is_refused(text: str, no: str) -> None:
    """A range with a negated predicate after it isn't one of permitted values."""
    assert mined(text.format(no=no), "integer") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The value of MaxDepth must be less than 50.", "integer"),
        ("MaxDepth must be at most 50.", "integer"),
        ("The value of MaxDepth must be greater than zero.", "integer"),
        ("The number of characters in Label must be between 3 and 9.", "string"),
        ("The length of Label must be 9 characters.", "string"),
        ("The sum of Depth and MaxDepth must be less than 50.", "integer"),
        ("The product of the values must be at most 50.", "integer"),
        ("Tag values can be up to 50 characters.", "string"),
        ("Tag keys must be at least 5 characters.", "string"),
        ("Each description can be up to 50 characters.", "string"),
    ],
)
def test_a_bound_of_something_else(text: str, kind: str) -> None:
    """A bound of another member, of several together, or of another thing says nothing of this member."""
    assert mined(text, kind) == []


@pytest.mark.parametrize(
    "text",
    [
        "The service rounds values to a multiple of 5.",
        "Must be 1, 2, or any multiple of 5.",
        "Must be 1 or a multiple of 5.",
        "Must not be a multiple of 5.",
        "The value must be rounded to a multiple of 5.",
    ],
)
def test_a_multiple_that_is_not_asked_for(text: str) -> None:
    """What the service makes of a value, and one possibility of several, are no steps."""
    assert mined(text, "integer") == []


@pytest.mark.parametrize("end", ["exclusive", "(exclusive)", ", exclusive", "exclusively"])
def test_an_open_range(end: str) -> None:
    """A range without its ends has exclusive bounds."""
    assert mined(f"Must be between 0.5 and 2.5 {end}.", "float") == [
        ("exclusiveMinimum", 0.5), ("exclusiveMaximum", 2.5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("The maximum is 5 GB (5,120 MB).", []),
        ("Must not be longer than 10 minutes.", []),
        ("Must be between 1 and 10 hours.", []),
        ("How long to dig, in minutes. Must not be longer than 10 minutes.", [("maximum", 10)]),
        ("Allowed values are 240–2,400 seconds (4–40 minutes).", [("minimum", 240), ("maximum", 2400)]),
        ("The valid range is 1 to 35 days.", [("minimum", 1), ("maximum", 35)]),
        ("The maximum value is 600 seconds.", [("maximum", 600)]),
    ],
)
def test_a_quantity_and_a_value(text: str, gives: list[tuple[str, int]]) -> None:
    """A quantity with a unit is a bound only where the member is known to be counted in it, or values are spoken of."""
    assert mined(text, "integer") == gives


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("The number of wells in the list.", [("countOf", "Items")]),
        ("The number of wells that were filled.", []),
        ("The number of wells returned.", []),
        ("The number of wells processed so far.", []),
    ],
)
def test_a_count_of_results(text: str, gives: list[tuple[str, str]]) -> None:
    """Only a count of what is listed goes with the list."""
    assert mined(text, "integer", "Quantity", [{"name": "Items", "type": "list"}]) == gives


@pytest.mark.parametrize(
    "text",
    [
        "Format: dd:hh-dd:hh. Valid values: Mon, Tue, Wed",
        "Valid days: Mon | Tue | Wed",
        "Valid weekday types: Mon | Tue | Wed",
        "Must not be set to one of the following: Mon, Tue, Wed.",
        "For example, valid values are Mon and Tue.",
        f"<p>A <code>key=value</code> pair, where the key is one of the following:</p>{KEYWORDS}",
        f'<p>Such as <code>id="7", uri="x"</code>.</p><p>Choose one of the following:</p>{KEYWORDS}',
    ],
)
def test_a_list_of_parts(text: str) -> None:
    """Parts of a format, keywords of a syntax, refused values and examples are no enumeration."""
    assert mined(text, "string", "Window") == []


@pytest.mark.parametrize("engine", ["Deep Wells", "Deep", "Amazon Deep Wells for SQL", "Deep Wells (Old)"])
def test_rules_of_one_case(engine: str) -> None:
    """What stands under a heading that is neither neutral nor about the member holds for that case alone."""
    found = bounds_of_each(ENGINES.format(heading=f"<p><b>{engine}</b></p>"))
    assert all(one == ["stated"] for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "Deep: Must contain 1 to 8 letters.",
        "Deep Wells for SQL: Must contain 1 to 8 letters.",
        "<p><b>Deep Wells</b> - Must be at most 8 characters.</p>",
        "<p>Deep constraints:</p><ul><li>Can't be longer than 8 characters.</li></ul>",
        "<p>Constraints for Deep:</p><ul><li>Can't be longer than 8 characters.</li></ul>",
    ],
)
def test_a_label_of_one_case(text: str) -> None:
    """A label before a sentence, or in the line above a list, that names a case limits what follows to it."""
    assert all(one == ["stated"] for one in bounds_of_each(text))


@pytest.mark.parametrize("heading", ["", "<p><b>Naming Constraints</b></p>", "<p><b>Name Length</b></p>"])
def test_rules_under_a_neutral_heading(heading: str) -> None:
    """Without a heading, or under one of the member itself, the same text binds."""
    assert ("maxLength", 8) in mined(ENGINES.format(heading=heading), "string", "Name")
