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
        "Must be between {a} and {b}.",
        "The depth must be between {a} and {b}.",
        "Depth must be between {a} and {b}, inclusive.",
        "A number between {a} and {b}.",
        "An integer from {a} to {b}.",
        "Valid values are {a} to {b}.",
        "Valid values: {a}-{b}",
        "Valid values: {a}–{b}.",
        "Valid values range from {a} to {b}.",
        "Valid range: {a} - {b}",
        "Valid Range: Minimum value of {a}. Maximum value of {b}.",
        "The valid range is from {a} through {b}.",
        "Allowed values: {a} to {b}.",
        "The allowed range is {a}–{b}.",
        "Constraints: {a}-{b}",
        "Constraints: Must be a value from {a} to {b}.",
        "Minimum value of {a} and maximum of {b}.",
        "The minimum value is {a} and the maximum value is {b}.",
        "The minimum is {a}, and the maximum is {b}.",
        "Minimum: {a}. Maximum: {b}.",
        "Minimum {a}, maximum {b}.",
        "Must be at least {a} and at most {b}.",
        "Must be at least {a} and no more than {b}.",
        "Its value must be greater than or equal to {a} and less than or equal to {b}.",
        "Must be no less than {a} and no greater than {b}.",
        "The default is 10. Must be between {a} and {b}.",
        "The value can range from {a} to {b}.",
        "You can specify a value between {a} and {b}.",
        "Specify a number from {a} to {b}.",
        "The value must be in the range {a} to {b}.",
        "Must be in the range of {a}-{b}.",
        "Accepts values between {a} and {b}.",
        "This value must be an integer between {a} and {b} (inclusive).",
        "<p>The depth of the well. Valid values are between <code>{a}</code> and <code>{b}</code>.</p>",
        "{a} <= Depth <= {b}",
        "It must be ≥ {a} and ≤ {b}.",
    ],
)
def test_ranges_of_numbers(text: str) -> None:
    """A number from 1 to 64, however it is said."""
    assert mined(text.format(a=1, b=64), "integer") == BETWEEN


@pytest.mark.parametrize(
    "text",
    [
        "Must be {a}-{b} characters long.",
        "Must be between {a} and {b} characters.",
        "From {a} to {b} characters.",
        "The name can be from {a} to {b} characters in length.",
        "The depth must contain {a} to {b} characters.",
        "Must contain between {a} and {b} characters.",
        "Length Constraints: Minimum length of {a}. Maximum length of {b}.",
        "Minimum length is {a}. Maximum length is {b}.",
        "The minimum length is {a} character and the maximum length is {b} characters.",
        "The value must have a length between {a} and {b}.",
        "Must be at least {a} character and no more than {b} characters.",
        "A string of {a} to {b} characters.",
        "The length must be between {a} and {b} characters.",
        "It can be up to {b} characters long, and must have at least {a} character.",
        "{a}–{b} characters.",
        "A label ({a}-{b} characters).",
        "The string length must be from {a} to {b}.",
    ],
)
def test_lengths(text: str) -> None:
    """A string of 1 to 64 characters, however it is said."""
    assert mined(text.format(a=1, b=64), "string") == LENGTH


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
        ("Array Members: Minimum number of 2 items. Maximum number of 5.", "list", {"minItems": 2, "maxItems": 5}),
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
    """A range that holds under a condition carries it; one whose condition is unclear is recorded so."""
    when = [("Mode", "const", "DARK")]
    assert related("If Mode is DARK, the value must be between 1 and 5.") == [
        ("Depth", "minimum", 1, when), ("Depth", "maximum", 5, when),
    ]  # fmt: skip
    stated = [("", "stated", "Depth/1")]
    assert related("If it rains, the value must be between 1 and 5.") == [
        ("Depth", "minimum", 1, stated), ("Depth", "maximum", 5, stated),
    ]  # fmt: skip


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
