"""Bounds, lengths, counts, sizes and steps in many wordings; and rules that contradict what stands beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fencepost.commands.derive import conflicts_of
from fencepost.contracts import Contract, load, mine_lines

STONES = [{"name": "Stones[]", "type": "string"}]
LABELS = [
    {"name": "Labels[]", "type": "structure"},
    {"name": "Labels[].Key", "type": "string"},
    {"name": "Labels[].Value", "type": "string"},
]
Fact = tuple[str, str, Any]


def mined(text: str, kind: str, member: str = "Depth", siblings: Any = ()) -> list[Fact]:
    """What a text gives, as paths, keywords and values."""
    question = {"text": text, "member": member, "type": kind, "siblings": list(siblings)}
    [line] = mine_lines([json.dumps(question)])
    return [(one["path"], one["keyword"], one["value"]) for one in json.loads(line)["constraints"]]


def facts(text: str, kind: str, *, stated: bool = False) -> dict[str, Any]:
    """What a text gives at its own member: values by keywords, without or `stated` with those of an untied case."""
    [line] = mine_lines([json.dumps({"text": text, "member": "Depth", "type": kind})])
    return {
        one["keyword"]: one["value"]
        for one in json.loads(line)["constraints"]
        if one["path"] == "Depth" and [c["keyword"] for c in one["when"]] == (["stated"] if stated else [])
    }


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("If you give a value, it must be between 3 and 9, inclusive.", {"minimum": 3, "maximum": 9}),
        ("If specified, it must be between 3 and 9.", {"minimum": 3, "maximum": 9}),
        ("How deep to dig, from 3 to 9.", {"minimum": 3, "maximum": 9}),
        ("How long to dig, in days (3-9), before it rains.", {"minimum": 3, "maximum": 9}),
        ("The most wells to list in a single response (3-9, default: 5).", {"minimum": 3, "maximum": 9}),
        ("You can specify between 3 and 9 seconds.", {"minimum": 3, "maximum": 9}),
        ("Range: -6 to +9 dB", {"minimum": -6, "maximum": 9}),
        ("Valid range: 3 – 9 MiB/s.", {"minimum": 3, "maximum": 9}),
        ("Valid range is 3 to 9; if omitted, one is picked.", {"minimum": 3, "maximum": 9}),
        ("The minimum possible value is 3 and the maximum is 9.", {"minimum": 3, "maximum": 9}),
        ("Min =3, Max = 9", {"minimum": 3, "maximum": 9}),
        ("The maximum that you can specify is 9.", {"maximum": 9}),
        ("The minimum value accepted is 3.", {"minimum": 3}),
        ("Constraints: A value greater than or equal to 3.", {"minimum": 3}),
        ("It must be greater than 3, otherwise you get an error.", {"exclusiveMinimum": 3}),
        ("Must be greater than or equal to zero.", {"minimum": 0}),
        ("Cannot be negative.", {"minimum": 0}),
        ("A non-negative integer that counts the wells.", {"minimum": 0}),
        ("If you specify a value greater than 9, a validation error occurs.", {"maximum": 9}),
    ],
)
def test_bounds_of_numbers(text: str, gives: dict[str, Any]) -> None:
    """A range, or one end of it, however it is said."""
    assert facts(text, "integer") == gives


@pytest.mark.parametrize(
    "text",
    [
        "If you specify a value greater than 9, 9 is taken.",
        "The most Area 51 wells to return in the response.",
        "The maximum number of Area 51 wells to list.",
        "Dug within 3-9 days (3-9), as a rule between 4 and 7.",
        "Deep wells: a minimum value of 3 if they are old.",
        "The range 3 to 9 is reserved.",
    ],
)
def test_numbers_that_bind_nothing(text: str) -> None:
    """A number in a name, a value that is replaced, and what depends on something else are no bounds."""
    assert facts(text, "integer") == {}


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Minimum length=3.", {"minLength": 3}),
        ("Length limit is 9 characters.", {"maxLength": 9}),
        ("This parameter has a limit of 9 characters.", {"maxLength": 9}),
        ("Maximum character limit of 9.", {"maxLength": 9}),
        ("Up to 9 non-whitespace characters.", {"maxLength": 9}),
        ("The depth can use a maximum of 9 letters, digits, or underscore characters.", {"maxLength": 9}),
        ("It must be at least two characters.", {"minLength": 2}),
        ("If you specify more than 9 characters, an error comes back.", {"maxLength": 9}),
        ("The depth is always a 9-character string.", {"minLength": 9, "maxLength": 9}),
        ("Must be a 3-digit number.", {"pattern": "^[0-9]{3}$"}),
        ("At most 9 characters within 33-126 are allowed.", {"maxLength": 9}),
        ("It can be up to 2 KB in size.", {"maxLength": 2048}),
        ("It must not exceed 2 MB.", {"maxLength": 2 * 1024 * 1024}),
        ("The zipped file can be up to 2 KB.", {}),
        ("It can be up to 2 KB before it is base64 encoded.", {}),
    ],
)
def test_lengths(text: str, gives: dict[str, Any]) -> None:
    """A length in characters, or a size in bytes, which no text of more characters keeps."""
    assert facts(text, "string") == gives


def test_what_a_size_is_expected_to_do() -> None:
    """What a kilobyte is stands nowhere, so that a larger text expects `either`."""
    [line] = mine_lines([json.dumps({"text": "It can be up to 2 KB.", "member": "Depth", "type": "blob"})])
    assert [one["expect"] for one in json.loads(line)["constraints"]] == ["either"]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("A list of up to 7 stones.", None, 7),
        ("You can list as many as 7 stones.", None, 7),
        ("The stones to lay (7 maximum).", None, 7),
        ("One or more stones (the maximum is 7) to lay.", None, 7),
        ("The stones to lay, up to 7.", None, 7),
        ("You can't specify more than 7 stones.", None, 7),
        ("A wall can have up to seven stones.", None, 7),
        ("You can specify up to 7 stones, and each stone can weigh a ton.", None, 7),
        ("You must specify at least one stone.", 1, None),
        ("At least one stone must be given.", 1, None),
        ("Specify exactly two stones.", 2, 2),
        ("The stones (2 minimum, 7 maximum) to lay.", 2, 7),
        ("You can list a minimum of 2 stones and a maximum of 7 stones.", 2, 7),
        ("At least one of Stones or Bricks must be given.", None, None),
        ("The stone wall can have up to two gates.", None, None),
        ("You can specify up to two red stones and one blue stone.", None, None),
        ("Up to 7 for large walls.", None, None),
        ("The stones to lay, with a maximum of 7 elements.", None, 7),
        ("Specifies the names of up to seven stones to lay.", None, 7),
        ("There must be at least one stone.", 1, None),
        ("Large stones can have up to 7 veins.", None, None),
    ],
)
def test_numbers_of_items(text: str, low: int | None, high: int | None) -> None:
    """How many items a list takes, where they are what is counted."""
    found = {keyword: value for _, keyword, value in mined(text, "list", "Stones", STONES)}
    assert found == {keyword: value for keyword, value in (("minItems", low), ("maxItems", high)) if value is not None}


@pytest.mark.parametrize(
    ("text", "values", "most"),
    [
        ("You can specify up to 7 entries, with keys up to 9 characters.", "string", 7),
        ("A maximum of one key-value pair can be given.", "string", 1),
        ("The largest number of columns is 7.", "string", None),
        ("The maximum number of columns that you can give is 7.", "list", None),
    ],
)
def test_entries_of_maps(text: str, values: str, most: int | None) -> None:
    """A map has a greatest number of entries where they are counted, unless its values are lists of their own."""
    siblings = [{"name": "Columns{key}", "type": "string"}, {"name": "Columns{}", "type": values}]
    found = {keyword: value for path, keyword, value in mined(text, "map", "Columns", siblings) if path == "Columns"}
    assert found == ({} if most is None else {"maxItems": most})


def test_items_that_a_value_asks_for() -> None:
    """The number of items that a deployment of one kind needs holds where that kind is chosen."""
    siblings = [{"name": "Kind", "type": "string", "literals": ["SMALL_WALL", "TALL_WALL"]}]
    question = {"text": "A SMALL_WALL plan requires one stone.", "member": "Stones", "type": "list"}
    [line] = mine_lines([json.dumps({**question, "siblings": siblings})])
    found = [(one["keyword"], one["when"][0]["value"]) for one in json.loads(line)["constraints"]]
    assert found == [("minItems", "SMALL_WALL"), ("maxItems", "SMALL_WALL")]


def test_one_end_always_and_the_other_in_a_case() -> None:
    """Of two ends in one sentence, only the one with a case beside it is a stated one."""
    text = "The minimum value is 2 and the maximum value for wide wells is 9."
    assert facts(text, "integer") == {"minimum": 2}
    assert facts(text, "integer", stated=True) == {"maximum": 9}


@pytest.mark.parametrize(
    ("text", "member", "kind", "siblings", "gives"),
    [
        (
            "Label keys can be up to 9 characters, and label values can be up to 99 characters.",
            "Labels", "list", LABELS, [("Labels[].Key", "maxLength", 9), ("Labels[].Value", "maxLength", 99)],
        ),
        ("Maximum key length - 9 letters", "Labels", "list", LABELS, [("Labels[].Key", "maxLength", 9)]),
        (
            "Each stone must be 3-9 characters.",
            "Stones", "list", STONES, [("Stones[]", "minLength", 3), ("Stones[]", "maxLength", 9)],
        ),
        ("Each stone must be 3-9 bytes.", "Stones", "list", STONES, [("Stones[]", "maxLength", 9)]),
        ("Each gate must be 3-9 characters.", "Stones", "list", STONES, []),
        ("Each key can be up to 9 characters.", "Stones", "list", STONES, []),
    ],
)  # fmt: skip
def test_bounds_of_parts(text: str, member: str, kind: str, siblings: Any, gives: list[Fact]) -> None:
    """What is said of items, keys or values is promised of these, and of nothing where there are none."""
    assert mined(text, kind, member, siblings) == gives


def test_a_range_of_one_case() -> None:
    """A range behind a literal of another member holds under that literal alone."""
    text = "<p>Valid depths:</p><ul><li>slow1 and slow2: 3 - 70</li><li>other: 5 - 9</li></ul>"
    kinds = [{"name": "Kind", "type": "string", "literals": ["slow1", "slow2", "fast1"]}]
    question = {"text": text, "member": "Depth", "type": "integer", "siblings": kinds}
    [line] = mine_lines([json.dumps(question)])
    bounds = [one for one in json.loads(line)["constraints"] if one["when"] and one["when"][0]["path"] == "Kind"]
    when = [{"path": "Kind", "keyword": "enum", "value": ["slow1", "slow2"]}]
    assert [(one["keyword"], one["value"], one["when"]) for one in bounds] == [
        ("minimum", 3, when), ("maximum", 70, when),
    ]  # fmt: skip


UNTIED = [
    ("Valid values: For wells with pumps, must be within the range 3-9.", "integer", {"minimum": 3, "maximum": 9}),
    ("If it rains, it must be at most 9.", "integer", {"maximum": 9}),
    ("It must be at most 9 when it rains.", "integer", {"maximum": 9}),
    ("For old wells, the minimum is 3.", "integer", {"minimum": 3}),
    ("The valid range for old wells is 3-9.", "integer", {"minimum": 3, "maximum": 9}),
    ("Valid Range for CLAY: Minimum value of 3.", "integer", {"minimum": 3}),
    ("For wells not using pumps, it can be up to 9 characters.", "string", {"maxLength": 9}),
    ("Deep Wells: Must be between 3 and 9.", "integer", {"minimum": 3, "maximum": 9}),
    ("<p>It depends on the soil:</p><ul><li><b>Clay</b>: 3 - 9</li></ul>", "integer", {"minimum": 3, "maximum": 9}),
    ("If it rains, it can be up to 9 characters.", "string", {"maxLength": 9}),
    ("For old wells, specify a value between 3 and 9.", "string", {"minimum": 3, "maximum": 9}),
]


@pytest.mark.parametrize(("text", "kind", "gives"), UNTIED)
def test_a_bound_of_a_case_that_no_request_shows(text: str, kind: str, gives: dict[str, Any]) -> None:
    """A bound under a condition that can't be tied to members is recorded with it, and binds nothing without."""
    assert facts(text, kind, stated=True) == gives
    assert facts(text, kind) == {}


@pytest.mark.parametrize(("text", "kind", "gives"), [
    ("Values should be between 3 and 9.", "float", {"minimum": 3, "maximum": 9}),
    ("A double between 3 and 9.", "double", {"minimum": 3, "maximum": 9}),
    ("Depth must be a whole number and has to be at least 3.", "double", {"multipleOf": 1, "minimum": 3}),
    ("Valid values for depth are 3 - 9.", "integer", {"minimum": 3, "maximum": 9}),
    ("<p>One of:</p><ul><li>-1 - Never.</li><li>A value between 3 and 9 - Later.</li></ul>", "integer", {}),
    ("Linux: between 3 and 9.", "integer", {}),
])  # fmt: skip
def test_domains(text: str, kind: str, gives: dict[str, Any]) -> None:
    """A range that a number should lie in, or that its type is said with, is its domain; one of several isn't."""
    assert facts(text, kind) == gives


def test_what_a_domain_is_expected_to_do() -> None:
    """Nothing says that a value outside a range in which it `should` lie is refused."""
    question = {"text": "It should be between 3 and 9.", "member": "Depth", "type": "integer"}
    [line] = mine_lines([json.dumps(question)])
    assert [one["expect"] for one in json.loads(line)["constraints"]] == ["either", "either"]


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("You must specify at least one stone, even if it's a small one.", [("Stones", "minItems", 1)]),
        ("It must have at least 500 rows.", []),
        ("You must provide at least 500 rows.", []),
        ("You can specify up to 5 red IDs and up to 7 blue IDs.", []),
        ("You can specify up to 7 rules.", [("Stones", "maxItems", 7)]),
    ],
)
def test_what_is_counted(text: str, gives: list[Fact]) -> None:
    """A number binds the list where it counts what the caller lists, not what the items hold."""
    assert mined(text, "list", "Stones", STONES) == gives


def _contract(folder: Path, text: str, **shape: Any) -> Contract:
    member = {"shape": "Depth", "documentation": f"<p>{text}</p>"}
    shapes = {"Depth": {"type": "integer", **shape}, "Request": {"type": "structure", "members": {"Depth": member}}}
    file = folder / "wells" / "2020-01-01" / "service-2.json"
    file.parent.mkdir(parents=True)
    operations = {"Dig": {"name": "Dig", "input": {"shape": "Request"}}}
    file.write_text(json.dumps({"operations": operations, "shapes": shapes}), encoding="utf-8")
    return load("wells.Dig", models=folder)


def _conflicts(contract: Contract) -> list[set[tuple[str, Any]]]:
    return [{(one.keyword, one.value) for one in pair} for pair in conflicts_of(contract)]


def test_prose_against_the_model(tmp_path: Path) -> None:
    """Both ranges stand, the narrower one expects `either`, and each end is a conflict."""
    contract = _contract(tmp_path, "If you include a value, it must be between 7 and 30, inclusive.", min=1, max=365)
    assert _conflicts(contract) == [{("minimum", 1), ("minimum", 7)}, {("maximum", 30), ("maximum", 365)}]
    assert contract.by_id["Depth#minimum:7"].expect == contract.by_id["Depth#maximum:30"].expect == "either"
    assert contract.by_id["Depth#maximum:365"].expect == "reject"


@pytest.mark.parametrize(
    "text",
    [
        "The maximum is 4. The default is 5.",
        "The maximum is 4. Default: 5",
        "The maximum is 4. If you don't specify a depth, it defaults to 5.",
    ],
)
def test_a_rule_that_forbids_the_default(tmp_path: Path, text: str) -> None:
    """A rule that the documented default breaks is a conflict with it, and expects `either`."""
    contract = _contract(tmp_path, text)
    assert _conflicts(contract) == [{("maximum", 4), ("defaultsTo", 5)}]
    assert {one.expect for one in contract.constraints if one.contested} == {"either"}


@pytest.mark.parametrize(
    "text",
    [
        "The maximum is 4. The default is 3.",
        "The maximum is 4. The default is 5 for old wells.",
        "The maximum is 4. The default is 5 minutes.",
        "The maximum is 4. The default is 5% of the width.",
        "The maximum is 4. Default: 5. Default: 6.",
    ],
)
def test_a_default_that_contradicts_nothing(tmp_path: Path, text: str) -> None:
    """A default within the bounds, of one case, in another unit, or not the only one, contradicts nothing."""
    assert _conflicts(_contract(tmp_path, text)) == []


def test_bounds_that_leave_nothing(tmp_path: Path) -> None:
    """A lower bound above the upper one contradicts it, and stands in prose alone, so that it expects `either`."""
    contract = _contract(tmp_path, "The minimum is 9.", max=4)
    assert _conflicts(contract) == [{("minimum", 9), ("maximum", 4)}]
    assert contract.by_id["Depth#minimum"].expect == "either"
    assert contract.by_id["Depth#maximum"].expect == "reject"


@pytest.mark.parametrize(("least", "conflicts"), [(1, 0), (0, 1)])
def test_positive_beside_a_minimum(tmp_path: Path, least: int, conflicts: int) -> None:
    """An integer over zero is at least one: the same promise as a minimum of one, another than that of zero."""
    assert len(_conflicts(_contract(tmp_path, "Must be a positive integer.", min=least))) == conflicts


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The max value is 10^9.", "double"),
        ("The maximum length is 99 characters, excluding white space.", "string"),
        ("If this parameter isn't specified, the limit is 9.", "integer"),
        ("Red stones have a range of 3 to 9 per wall.", "integer"),
    ],
)
def test_numbers_that_say_something_else(text: str, kind: str) -> None:
    """A power, a length that not every character counts in, and what is taken where nothing is given, bind nothing."""
    assert facts(text, kind) == {}


@pytest.mark.parametrize("text", ["Must be between 3 and 9 bytes.", "It must be 9 bytes long.", "Up to 9 bytes."])
def test_a_length_in_bytes(text: str) -> None:
    """A text of more characters than bytes are allowed is too long; one of few characters may have enough bytes."""
    assert facts(text, "string") == {"maxLength": 9}


def test_the_narrower_of_two_ends_gives_way(tmp_path: Path) -> None:
    """Where prose says more than zero and the model at least nine, what lies between is contested."""
    contract = _contract(tmp_path, "Must be greater than zero.", min=9)
    assert _conflicts(contract) == [{("minimum", 9), ("exclusiveMinimum", 0)}]
    assert contract.by_id["Depth#minimum"].expect == "either"
    assert contract.by_id["Depth#exclusiveMinimum"].expect == "reject"


def test_equal_numbers_are_one_promise(tmp_path: Path) -> None:
    """A bound that the model writes with a decimal point is the one that prose writes without."""
    contract = _contract(tmp_path, "It must be between 7 and 30.", type="double", min=7.0, max=30.0)
    assert _conflicts(contract) == []
    assert len(contract.by_id["Depth#maximum"].origins) == 2


@pytest.mark.parametrize(
    ("kind", "end", "promised"),
    [
        ("integer", 2**31 - 1, False),
        ("long", 2**63 - 1, False),
        ("long", 2**31 - 1, True),
        ("string", 2**31 - 1, False),
        ("string", 2**31, True),
    ],
)
def test_the_end_of_a_type_is_no_bound(tmp_path: Path, kind: str, end: int, promised: bool) -> None:
    """A trait that is only the largest number of a type promises nothing, so that prose is firm beside it."""
    contract = _contract(tmp_path, "Its depth.", type=kind, max=end)
    keyword = "maxLength" if kind == "string" else "maximum"
    assert (f"Depth#{keyword}" in contract.by_id) == promised
