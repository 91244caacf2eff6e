"""The miner by itself: JSON lines in, JSON lines out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fencepost.contracts import mine_lines
from fencepost.errors import UnreadableInputError


def mined(text: str, member: str = "Size", kind: str = "integer", **more: Any) -> list[tuple[Any, ...]]:
    """Path, keyword and value of what one line of text gives."""
    [line] = mine_lines([json.dumps({"text": text, "member": member, "type": kind, **more})])
    return [(one["path"], one["keyword"], one["value"]) for one in json.loads(line)["constraints"]]


def test_line_has_all_that_the_design_names() -> None:
    """A constraint on a line has its path, keyword, value, condition, expectation, rule and sentence."""
    [line] = mine_lines([json.dumps({"text": "A size. Must be between 1 and 9.", "member": "Size", "type": "integer"})])
    assert json.loads(line)["constraints"][0] == {
        "path": "Size", "keyword": "minimum", "value": 1, "when": [], "expect": "reject",
        "rule": "range.between", "sentence": 2,
    }  # fmt: skip


def test_typing_decides() -> None:
    """The same words are a length on a string, a range on an integer, a number of items on a list."""
    text = "Must have between 2 and 5 entries."
    assert mined(text, kind="list") == [("Size", "minItems", 2), ("Size", "maxItems", 5)]
    assert mined("From 2 to 5 characters.", kind="string") == [("Size", "minLength", 2), ("Size", "maxLength", 5)]
    assert mined("Valid range: 2-5", kind="integer") == [("Size", "minimum", 2), ("Size", "maximum", 5)]


def test_types_in_all_words() -> None:
    """boto3's words for types mean the same as botocore's."""
    assert (
        mined("Must be at least 3.", kind="int")
        == mined("Must be at least 3.", kind="long")
        == [("Size", "minimum", 3)]
    )
    assert mined("Must be at least 3.", kind="dict") == []


def test_html_and_typography() -> None:
    """HTML's tags, entities and lists are read; curly quotes, dashes and thin spaces are plain ones."""
    text = (
        "<p>Valid&nbsp;values:</p> <ul> <li> <p> <code>A</code> </p> </li> <li> <p> <code>B_C</code> </p> </li> </ul>"
    )
    assert mined(text, kind="string") == [("Size", "enum", ["A", "B_C"])]
    assert mined("<p>The size can\u2019t exceed 1,024.</p>") == [("Size", "maximum", 1024)]


def test_siblings_as_names_or_objects() -> None:
    """A relation to a sibling is found whether the sibling is given as a name or with its type."""
    for siblings in (["Size", "Limit"], [{"name": "Limit", "type": "integer"}]):
        assert mined("Must be less than or equal to Limit.", siblings=siblings) == [("Size", "lessOrEqual", "Limit")]
    assert mined("Must be less than or equal to Limit.") == []


def test_heading_as_context() -> None:
    """What stands under a heading holds under the value that the heading names."""
    [line] = mine_lines(
        [
            json.dumps(
                {
                    "text": "Don't include inner or outer colour parameters when you use this mode.",
                    "member": "mode",
                    "type": "string",
                    "siblings": ["boxInnerColour", "boxOuterColour"],
                    "context": "PLAIN",
                }
            )
        ]
    )
    found = json.loads(line)["constraints"]
    assert [(one["path"], one["keyword"], one["when"]) for one in found] == [
        (name, "absent", [{"path": "mode", "keyword": "const", "value": "PLAIN"}])
        for name in ("boxInnerColour", "boxOuterColour")
    ]


def test_response_speaks_only_of_what_it_holds() -> None:
    """In a response a range asks nothing of the service; an enumeration does."""
    assert mined("Must be between 1 and 9.", context="response") == []
    assert mined("The side, either LEFT_SIDE or RIGHT_SIDE.", kind="string", context="response") != []


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "5",
        '{"member": "A"}',
        '{"text": 5}',
        '{"text": "a", "siblings": "b"}',
        '{"text": "a", "siblings": [5]}',
    ],
)
def test_broken_line_is_named(line: str) -> None:
    """A line that can't be read is an error that names the line and shows what a line looks like."""
    with pytest.raises(UnreadableInputError, match=":2:") as caught:
        list(mine_lines(['{"text": "Fine."}', line]))
    assert caught.value.exit_status == 2
    assert "siblings" in caught.value.remedy


def test_lines_are_answered_one_by_one() -> None:
    """Each line has its answer before the next is read, and blank lines have none."""
    answers = mine_lines(iter(['{"text": "Nothing."}', "", '{"text": "Nothing either."}']))
    assert [json.loads(answer) for answer in answers] == [{"constraints": []}] * 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We recommend a value between 1 and 10.", "integer"),
        ("The default is 30 seconds.", "integer"),
        ("For example, 1 to 5.", "integer"),
        ("You can create up to 20 per account.", "integer"),
        ("The size of the disk in GiB (1 GiB = 1024 MiB).", "integer"),
        ("Each key must be 1 to 128 characters long.", "map"),
        ("OtherThing must be between 1 and 10.", "integer"),
        ("The response contains up to 50 entries.", "integer"),
        ("The value is not limited to 100.", "integer"),
        ("Use a date between 2020-01-01 and 2021-01-01.", "string"),
        ("Between $1 and $5.", "double"),
        ("Specify one or more hosts.", "list"),
        ("For the valid values, see the guide.", "string"),
        ("", "string"),
        ("<p></p>", "string"),
        ("Requests time out after 30 to 60 seconds.", "integer"),
        ("ListThings returns at most 100 things.", "integer"),
    ],
)
def test_traps_yield_nothing(text: str, kind: str) -> None:
    """Advice, defaults, examples, quotas, conversions, keys, others, responses and negations bind nobody."""
    assert mined(text, kind=kind) == []
