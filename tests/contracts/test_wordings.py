"""One promise in many wordings, and many wordings that promise nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fencepost.contracts import mine_lines

BETWEEN = {"minimum": 1, "maximum": 64}
LENGTH = {"minLength": 1, "maxLength": 64}


def mined(text: str, kind: str, **more: Any) -> dict[str, Any]:
    """What a text gives at its own member: values by keywords."""
    [line] = mine_lines([json.dumps({"text": text, "member": "Depth", "type": kind, **more})])
    return {one["keyword"]: one["value"] for one in json.loads(line)["constraints"] if one["path"] == "Depth"}


@pytest.mark.parametrize(
    "text",
    [
        "Must be between 1 and 64.",
        "The depth must be between 1 and 64.",
        "Depth must be between 1 and 64, inclusive.",
        "A number between 1 and 64.",
        "An integer from 1 to 64.",
        "Valid values are 1 to 64.",
        "Valid values: 1-64",
        "Valid values: 1–64.",
        "Valid values range from 1 to 64.",
        "Valid range: 1 - 64",
        "Valid Range: Minimum value of 1. Maximum value of 64.",
        "The valid range is from 1 through 64.",
        "Allowed values: 1 to 64.",
        "The allowed range is 1–64.",
        "Constraints: 1-64",
        "Constraints: Must be a value from 1 to 64.",
        "Minimum value of 1 and maximum of 64.",
        "The minimum value is 1 and the maximum value is 64.",
        "The minimum is 1, and the maximum is 64.",
        "Minimum: 1. Maximum: 64.",
        "Minimum 1, maximum 64.",
        "Must be at least 1 and at most 64.",
        "Must be at least 1 and no more than 64.",
        "The value must be greater than or equal to 1 and less than or equal to 64.",
        "Must be no less than 1 and no greater than 64.",
        "The default is 10. Must be between 1 and 64.",
        "The value can range from 1 to 64.",
        "You can specify a value between 1 and 64.",
        "Specify a number from 1 to 64.",
        "The value must be in the range 1 to 64.",
        "Must be in the range of 1-64.",
        "Accepts values between 1 and 64.",
        "This value must be an integer between 1 and 64 (inclusive).",
        "<p>The depth of the well. Valid values are between <code>1</code> and <code>64</code>.</p>",
        "1 <= Depth <= 64",
        "It must be ≥ 1 and ≤ 64.",
    ],
)
def test_ranges_of_numbers(text: str) -> None:
    """A number from 1 to 64, however it is said."""
    assert mined(text, "integer") == BETWEEN


@pytest.mark.parametrize(
    "text",
    [
        "Must be 1-64 characters long.",
        "Must be between 1 and 64 characters.",
        "From 1 to 64 characters.",
        "The name can be from 1 to 64 characters in length.",
        "The depth must contain 1 to 64 characters.",
        "Must contain between 1 and 64 characters.",
        "Length Constraints: Minimum length of 1. Maximum length of 64.",
        "Minimum length is 1. Maximum length is 64.",
        "The minimum length is 1 character and the maximum length is 64 characters.",
        "The value must have a length between 1 and 64.",
        "Must be at least 1 character and no more than 64 characters.",
        "A string of 1 to 64 characters.",
        "The length must be between 1 and 64 characters.",
        "It can be up to 64 characters long, and must have at least 1 character.",
        "1–64 characters.",
        "A label (1-64 characters).",
        "The string length must be from 1 to 64.",
    ],
)
def test_lengths(text: str) -> None:
    """A string of 1 to 64 characters, however it is said."""
    assert mined(text, "string") == LENGTH


@pytest.mark.parametrize(
    ("text", "kind", "gives"),
    [
        ("Up to 255 characters.", "string", {"maxLength": 255}),
        ("The maximum length is 255 characters.", "string", {"maxLength": 255}),
        ("Cannot exceed 128 characters.", "string", {"maxLength": 128}),
        ("Must not exceed 128 characters.", "string", {"maxLength": 128}),
        ("The value can't be longer than 128 characters.", "string", {"maxLength": 128}),
        ("Must not be more than 128 characters.", "string", {"maxLength": 128}),
        ("Must be no longer than 128 characters.", "string", {"maxLength": 128}),
        ("Limited to 128 characters.", "string", {"maxLength": 128}),
        ("Must be 128 characters or fewer.", "string", {"maxLength": 128}),
        ("Maximum of 128 characters.", "string", {"maxLength": 128}),
        ("Must be at least 8 characters.", "string", {"minLength": 8}),
        ("Must contain a minimum of 8 characters.", "string", {"minLength": 8}),
        ("Must be 12 characters long.", "string", {"minLength": 12, "maxLength": 12}),
        ("At least 8 characters long.", "string", {"minLength": 8}),
        ("The value can't exceed 900.", "integer", {"maximum": 900}),
        ("Cannot exceed 128.", "integer", {"maximum": 128}),
        ("The maximum is 900.", "integer", {"maximum": 900}),
        ("Maximum value: 900", "integer", {"maximum": 900}),
        ("Must be 900 or less.", "integer", {"maximum": 900}),
        ("Must be at least 8.", "integer", {"minimum": 8}),
        ("Must be 8 or greater.", "integer", {"minimum": 8}),
        ("Must not be less than 8.", "integer", {"minimum": 8}),
        ("The minimum value is 8.", "long", {"minimum": 8}),
        ("Must be less than 50.", "integer", {"exclusiveMaximum": 50}),
        ("The value must be greater than 0.", "double", {"exclusiveMinimum": 0}),
        ("Must be greater than zero.", "integer", {"exclusiveMinimum": 0}),
        ("Must be greater than 0 and less than 50.", "integer", {"exclusiveMinimum": 0, "exclusiveMaximum": 50}),
        ("Must be a multiple of 64.", "integer", {"multipleOf": 64}),
        ("The value must be divisible by 64.", "integer", {"multipleOf": 64}),
        ("Specify it in increments of 60.", "integer", {"multipleOf": 60}),
        ("In 60-second increments.", "integer", {"multipleOf": 60}),
        ("You can specify up to 5 hosts.", "list", {"maxItems": 5}),
        ("A maximum of 5 items is allowed.", "list", {"maxItems": 5}),
        ("Maximum of 5 items.", "list", {"maxItems": 5}),
        ("Must contain at least 2 items.", "list", {"minItems": 2}),
        ("Array Members: Minimum number of 1 item. Maximum number of 5 items.", "list", {"minItems": 1, "maxItems": 5}),
        ("You can specify between 1 and 5 hosts.", "list", {"minItems": 1, "maxItems": 5}),
        ("The hosts must be unique.", "list", {"uniqueItems": True}),
        ("Must not contain duplicates.", "list", {"uniqueItems": True}),
        ("Duplicate values aren't allowed.", "list", {"uniqueItems": True}),
        ("Can contain only letters, numbers and hyphens.", "string", {"pattern": r"^[a-zA-Z0-9\-]*$"}),
        ("Must contain only lowercase letters, digits, or underscores (_).", "string", {"pattern": "^[a-z0-9_]*$"}),
        ("Only alphanumeric characters and hyphens are allowed.", "string", {"pattern": r"^[a-zA-Z0-9\-]*$"}),
        ("Valid characters: a-z, A-Z, 0-9, and - (hyphen).", "string", {"pattern": r"^[a-zA-Z0-9\-]*$"}),
        ("Must begin with a letter.", "string", {"pattern": "^[a-zA-Z]"}),
        ("Must start with a letter or a number.", "string", {"pattern": "^[a-zA-Z0-9]"}),
        ("Must start with `deep-`.", "string", {"pattern": "^deep-"}),
        ('The value must begin with "deep:".', "string", {"pattern": "^deep:"}),
        ("The first character must be a letter.", "string", {"pattern": "^[a-zA-Z]"}),
        ("Can't end with a hyphen.", "string", {"pattern": r"(?:^|[^\-])$"}),
        ("Cannot end with a period.", "string", {"pattern": r"(?:^|[^.])$"}),
        ("Must end with `.deep`.", "string", {"pattern": r"\.deep$"}),
        ("Can't begin with `aws:`.", "string", {"pattern": "^(?!aws:)"}),
        ("Valid values: dark | light", "string", {"enum": ["dark", "light"]}),
        ("Valid values are `dark`, `light`, and `none`.", "string", {"enum": ["dark", "light", "none"]}),
        ("Valid Values: DARK | LIGHT", "string", {"enum": ["DARK", "LIGHT"]}),
        ("Allowed values: true, false", "string", {"enum": ["true", "false"]}),
        ("Possible values: dark, light", "string", {"enum": ["dark", "light"]}),
        ("Must be one of the following: DARK, LIGHT, NONE.", "string", {"enum": ["DARK", "LIGHT", "NONE"]}),
        ("One of the following values: `DARK`, `LIGHT`.", "string", {"enum": ["DARK", "LIGHT"]}),
        ("Must be either `DARK` or `LIGHT`.", "string", {"enum": ["DARK", "LIGHT"]}),
        ("Can be `DARK` or `LIGHT`.", "string", {"enum": ["DARK", "LIGHT"]}),
        ("Specify either DARK or LIGHT.", "string", {"enum": ["DARK", "LIGHT"]}),
        ("Supported values are 1, 5, and 10.", "integer", {"enum": [1, 5, 10]}),
        ("The only valid value is `DARK`.", "string", {"const": "DARK"}),
        ("Currently, the only supported value is DARK.", "string", {"const": "DARK"}),
        ("This must be set to `true`.", "boolean", {"const": True}),
        ("Valid value: DARK", "string", {"const": "DARK"}),
        ("Must be a valid ARN.", "string", {"format": "arn"}),
        ("Must be a positive integer.", "integer", {"exclusiveMinimum": 0}),
        ("This field is required.", "string", {"required": True}),
    ],
)
def test_one_sided_and_others(text: str, kind: str, gives: dict[str, Any]) -> None:
    """Bounds on one side, steps, items, characters, affixes, enumerations and single values."""
    assert mined(text, kind) == gives


SIBLINGS = [
    {"name": "Floor", "type": "integer"},
    {"name": "Mode", "type": "string"},
    {"name": "Sealed", "type": "boolean"},
]


def related(text: str, **more: Any) -> list[tuple[Any, ...]]:
    """What a text gives at any member, with conditions."""
    question = {"text": text, "member": "Depth", "type": "integer", "siblings": SIBLINGS, **more}
    [line] = mine_lines([json.dumps(question)])
    found = json.loads(line)["constraints"]
    return [(one["path"], one["keyword"], one["value"], [tuple(c.values()) for c in one["when"]]) for one in found]


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Must be less than or equal to Floor.", ("Depth", "lessOrEqual", "Floor", [])),
        ("Must not exceed the value of `Floor`.", ("Depth", "lessOrEqual", "Floor", [])),
        ("Cannot be greater than Floor.", ("Depth", "lessOrEqual", "Floor", [])),
        ("Must be greater than `Floor`.", ("Floor", "lessThan", "Depth", [])),
        ("The value must be at least Floor.", ("Floor", "lessOrEqual", "Depth", [])),
        ("Depth must be less than Floor.", ("Depth", "lessThan", "Floor", [])),
        ("You must specify either Depth or Mode, but not both.", ("Depth", "onlyOne", ["Mode"], [])),
        ("You can specify Depth or Mode, but not both.", ("Depth", "zeroOrOne", ["Mode"], [])),
        ("You can't specify both Depth and Mode.", ("Depth", "zeroOrOne", ["Mode"], [])),
        ("Can't be used together with Mode.", ("Depth", "zeroOrOne", ["Mode"], [])),
        ("This parameter cannot be specified with `Mode`.", ("Depth", "zeroOrOne", ["Mode"], [])),
        ("You must specify at least one of Depth or Mode.", ("Depth", "anyOf", ["Mode"], [])),
        ("If you specify Depth, you must also specify Mode.", ("Depth", "requires", ["Mode"], [])),
        ("Required if Mode is DARK.", ("Depth", "required", True, [("Mode", "const", "DARK")])),
        ("Required when `Mode` is set to `DARK`.", ("Depth", "required", True, [("Mode", "const", "DARK")])),
        ("This parameter is required if Sealed is true.", ("Depth", "required", True, [("Sealed", "const", True)])),
        ("If Mode is DARK, this parameter is required.", ("Depth", "required", True, [("Mode", "const", "DARK")])),
        (
            "You must specify this parameter if Mode is DARK or DIM.",
            ("Depth", "required", True, [("Mode", "enum", ["DARK", "DIM"])]),
        ),
        ("Don't specify this parameter if Mode is DARK.", ("Depth", "absent", True, [("Mode", "const", "DARK")])),
        ("Don't specify if Mode is DARK.", ("Depth", "absent", True, [("Mode", "const", "DARK")])),
        ("Can't be specified when Sealed is true.", ("Depth", "absent", True, [("Sealed", "const", True)])),
        ("Must be set to 0 if Sealed is true.", ("Depth", "const", 0, [("Sealed", "const", True)])),
        ("If Mode is DARK, Depth must be 0.", ("Depth", "const", 0, [("Mode", "const", "DARK")])),
    ],
)
def test_between_members(text: str, gives: tuple[Any, ...]) -> None:
    """Comparisons, dependencies and conditions that name another member."""
    assert related(text) == [gives]


def test_range_under_a_condition() -> None:
    """A range that holds under a condition carries it; one whose condition is unclear is left out."""
    when = [("Mode", "const", "DARK")]
    assert related("If Mode is DARK, the value must be between 1 and 5.") == [
        ("Depth", "minimum", 1, when), ("Depth", "maximum", 5, when),
    ]  # fmt: skip
    assert related("If it rains, the value must be between 1 and 5.") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We suggest 1 to 64.", "integer"),
        ("The recommended range is 1 to 64.", "integer"),
        ("A value between 1 and 64 is usually enough.", "integer"),
        ("Defaults to a value between 1 and 64.", "integer"),
        ("For example, 1-64.", "integer"),
        ("You can create up to 64 wells per account.", "integer"),
        ("By default, you can have 64 wells in a Region.", "integer"),
        ("There is a quota of 64 wells.", "integer"),
        ("The depth in minutes (1 minute = 60 seconds).", "integer"),
        ("Each key can be 1 to 64 characters.", "map"),
        ("Tag keys can be up to 128 characters.", "map"),
        ("The keys must be between 1 and 64 characters long.", "map"),
        ("The response includes up to 64 wells.", "integer"),
        ("ListWells returns between 1 and 64 wells.", "integer"),
        ("Filling takes between 1 and 64 minutes.", "integer"),
        ("The value isn't limited to 64.", "integer"),
        ("Does not need to be between 1 and 64.", "integer"),
        ("Wells dug between 2001 and 2020.", "integer"),
        ("The cost is between 1 and 64 USD.", "double"),
        ("Specify one or more wells.", "list"),
        ("One or more characters.", "string"),
        ("For valid values, see the table of depths.", "string"),
        ("Valid values are described in the guide.", "string"),
        ("The format of the name depends on the well.", "string"),
        ("A well has between 1 and 64 rungs.", "string"),
        ("The name of the bucket that must be in the same Region.", "string"),
        ("Either a name or an identifier.", "string"),
        ("Wells must be unique in your account.", "string"),
        ("This parameter is not required.", "string"),
        ("You don't need to specify this parameter.", "string"),
        ("The time when the well was dug, between 1 and 64 days ago.", "timestamp"),
        ("If you don't specify a value, 64 is used.", "integer"),
        ("Version 1.2 to 1.4 of the tool.", "string"),
        ("Port 80 to 443 is open by default.", "integer"),
        ("When the value is between 1 and 64, the well is shallow.", "integer"),
        ("Values greater than 64 are rounded down.", "integer"),
        ("A value of 0 means that there is no limit.", "integer"),
    ],
)
def test_what_promises_nothing(text: str, kind: str) -> None:
    """Sentences that look like promises and bind nobody, or somebody else."""
    assert mined(text, kind) == {}
