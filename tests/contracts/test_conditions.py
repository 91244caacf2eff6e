"""Promises under a condition: required, forbidden, applicable, and what only looks like one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fencepost.contracts import mine_lines

SIBLINGS = [
    {"name": "Mode", "type": "string", "literals": ["FAST", "SLOW", "OFF_PEAK"]},
    {"name": "Lid", "type": "string"},
    {"name": "Rope", "type": "string"},
    {"name": "Sealed", "type": "boolean"},
]
FAST = [("Mode", "const", "FAST")]
NOT_FAST = [("Mode", "enum", ["SLOW", "OFF_PEAK"])]
STATED = [("", "stated", "Depth/1")]


def mined(text: str, **more: Any) -> list[tuple[Any, ...]]:
    """What a text on `Depth` gives: path, keyword, value, conditions, expectation."""
    question = {"text": text, "member": "Depth", "type": "integer", "siblings": SIBLINGS, **more}
    [line] = mine_lines([json.dumps(question)])
    return [
        (
            one["path"],
            one["keyword"],
            one["value"],
            [(c["path"], c["keyword"], c.get("value")) for c in one["when"]],
            one["expect"],
        )
        for one in json.loads(line)["constraints"]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Required if Mode is FAST.",
        "Required for FAST mode.",
        "Required for the FAST Mode.",
        "Required when using the fast mode.",
        "This is a required field when the mode is set to `FAST`.",
        "Conditional: required if Mode = FAST.",
        "If you choose FAST, you must also specify this parameter.",
        "If Mode is FAST then this parameter is required.",
        "If you specify FAST for Mode, you must specify a depth.",
        "You must provide a value for Depth when you set Mode to FAST.",
        "For FAST mode, this parameter is required.",
        "You must specify this parameter unless Mode is SLOW or OFF_PEAK.",
        "Must be specified for wells with a Mode of FAST.",
        "The depth is only required when Mode is FAST.",
    ],
)
def test_required_under_a_value(text: str) -> None:
    """A member that must be given for one value of another, in many wordings."""
    assert mined(text) == [("Depth", "required", True, FAST, "reject")]


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("If Mode is FAST, you must specify Lid and Rope.", [("Lid", FAST), ("Rope", FAST)]),
        ("If Mode is FAST and Sealed is true, this is required.", [("Depth", [*FAST, ("Sealed", "const", True)])]),
        ("Required if Mode is FAST or Sealed is true.", [("Depth", FAST), ("Depth", [("Sealed", "const", True)])]),
        ("Required if Mode is FAST or isn't specified.", [("Depth", FAST), ("Depth", [("Mode", "absent", None)])]),
        ("Required when Mode isn't FAST.", [("Depth", NOT_FAST)]),
        ("Required if Mode is anything other than FAST.", [("Depth", NOT_FAST)]),
        ("Required when Sealed is enabled.", [("Depth", [("Sealed", "const", True)])]),
        (
            "Required if neither Lid nor Rope is given.",
            [("Depth", [("Lid", "absent", None), ("Rope", "absent", None)])],
        ),
    ],
)
def test_required_under_several_conditions(text: str, gives: list[Any]) -> None:
    """Alternatives are promises of their own, a conjunction is one, and a negation is what the other values are."""
    assert mined(text) == [(path, "required", True, when, "reject") for path, when in gives]


@pytest.mark.parametrize(
    "text",
    [
        "Required if you want the water to be cold.",
        "Required for wells in the desert.",
        "To dig in the desert, you must specify a depth.",
        "This value is required when digging in sand.",
        "If the well is in the desert, this parameter is required.",
    ],
)
def test_required_under_what_no_request_shows(text: str) -> None:
    """A condition that can't be tied to members is recorded, and can't be checked from outside."""
    assert mined(text) == [("Depth", "required", True, STATED, "either")]


def test_half_of_a_condition_is_tied() -> None:
    """Of a condition that can be tied to members in part, both parts are recorded; it can't be checked from outside."""
    [found] = mined("Required if Mode is FAST and the moon is full.")
    assert found == ("Depth", "required", True, [("Mode", "const", "FAST"), *STATED], "either")


@pytest.mark.parametrize(
    ("text", "when", "expect"),
    [
        ("Don't specify this parameter if Mode is FAST.", FAST, "reject"),
        ("You can't specify Depth for FAST mode.", FAST, "reject"),
        ("If Mode is FAST, this parameter isn't supported.", FAST, "reject"),
        ("Not allowed when Mode is FAST.", FAST, "reject"),
        ("Not applicable to `FAST` mode.", FAST, "either"),
        ("This setting doesn't apply when Mode is FAST.", FAST, "either"),
        ("This parameter is ignored if Mode is FAST.", FAST, "either"),
        ("If Mode is FAST, the depth has no effect.", FAST, "either"),
        ("Valid only for FAST mode.", NOT_FAST, "either"),
        ("This parameter applies only to the FAST mode.", NOT_FAST, "either"),
        ("Applicable only if Mode is FAST.", NOT_FAST, "either"),
        ("Used only when Mode is FAST.", NOT_FAST, "either"),
        ("Ignored unless Mode is FAST.", NOT_FAST, "either"),
        ("You can specify this parameter only if Mode is FAST.", NOT_FAST, "reject"),
        ("Depth can only be specified when Mode is FAST.", NOT_FAST, "reject"),
        ("(FAST mode only) The depth of the well.", NOT_FAST, "either"),
        ("Supported only for wells in the desert.", STATED, "either"),
        ("This parameter isn't valid for wells in the desert.", STATED, "either"),
        ("[Desert wells only] The depth of the well.", STATED, "either"),
        ("Specify this parameter only if you're digging in sand.", STATED, "either"),
    ],
)
def test_forbidden_or_applicable(text: str, when: list[Any], expect: str) -> None:
    """A member that must not, or need not, be given: where it is said to mean something, the other values are it."""
    assert mined(text) == [("Depth", "absent", True, when, expect)]


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Required if Lid is specified.", ("Lid", "requires", ["Depth"], [], "reject")),
        ("If you specify this parameter, Lid is required.", ("Depth", "requires", ["Lid"], [], "reject")),
        ("Not supported if Lid is specified.", ("Depth", "zeroOrOne", ["Lid"], [], "reject")),
        (
            "This parameter is ignored if Lid is specified.",
            ("Depth", "absent", True, [("Lid", "present", None)], "either"),
        ),
        ("Used only when Lid is specified.", ("Depth", "requires", ["Lid"], [], "either")),
    ],
)
def test_dependencies_in_their_normal_form(text: str, gives: tuple[Any, ...]) -> None:
    """A condition that another member is given is a dependency between the two."""
    assert mined(text) == [gives]


def test_bullets_go_on_with_a_condition() -> None:
    """Bullets that are literals of one member say of which values the sentence before them speaks."""
    text = "<p>Required for wells of the following kinds:</p><ul><li>Fast</li><li>Slow</li></ul>"
    assert mined(text) == [("Depth", "required", True, [("Mode", "enum", ["FAST", "SLOW"])], "reject")]


@pytest.mark.parametrize(
    ("text", "when", "expect"),
    [
        ("Your setting for this parameter is ignored if Mode is FAST.", FAST, "either"),
        ("Required if Mode is SLOW; must be omitted if Mode is FAST.", FAST, "reject"),
        ("Not applicable to wells in v2.0 deserts. Don't specify it.", STATED, "either"),
        ("For wells of version 7.x, don't specify a depth.", STATED, "reject"),
    ],
)
def test_forbidden_in_other_words(text: str, when: list[Any], expect: str) -> None:
    """What is omitted, set aside or not to be specified is absent."""
    found = [one for one in mined(text) if one[1] == "absent"]
    assert found[-1][3][0][:2] == when[0][:2]
    assert found[-1][4] == ("either" if when is STATED else expect)


def test_both_sides_of_a_condition() -> None:
    """What is required in one case and refused otherwise gives two promises."""
    assert mined("Required when Mode is FAST; must not be provided otherwise.") == [
        ("Depth", "required", True, FAST, "reject"),
        ("Depth", "absent", True, NOT_FAST, "reject"),
    ]


def test_bounds_for_a_literal() -> None:
    """A bound may hold for a literal that is named alone, where one member lists it."""
    assert mined("For FAST mode, the maximum is 10.") == [("Depth", "maximum", 10, FAST, "reject")]


@pytest.mark.parametrize(
    "text",
    [
        "Not required if Mode is FAST.",
        "Optional when Mode is FAST.",
        "You don't need to specify this parameter if Mode is FAST.",
        "If you don't specify a depth, the well is shallow.",
        "The rope that is required for wells in the desert.",
        "The tools required by the diggers.",
        "Required for this operation.",
        "This parameter is required for the DigWell operation.",
        "This setting applies to all wells.",
        "The rules that apply to the well.",
        "You can use this parameter to dig in sand.",
        "You can't use this parameter to fill a well.",
        "If a rope is too short, it is ignored.",
        "Ladders aren't supported for wells in the desert.",
        "(Optional) The depth of the well.",
        "[Deprecated] The depth of the well.",
        "You can specify only one depth for a well.",
        "If you want the default, don't specify this parameter.",
        "This option isn't available in the console.",
        "The lid might be required when digging in sand.",
    ],
)
def test_no_condition_on_the_parameter(text: str) -> None:
    """Negations, permissions, purposes, other subjects and other operations promise nothing."""
    assert [one for one in mined(text, operation="DigWell") if one[1] in ("required", "absent")] == []
