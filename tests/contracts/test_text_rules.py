"""What texts may hold, how they begin and end, their formats and their values, in many wordings."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from fencepost.contracts import mine_lines
from fencepost.contracts.formats import PATTERNS, matcher
from fencepost.contracts.mining.alphabets import class_of
from fencepost.contracts.mining.clauses import clauses


def mined(text: str, kind: str = "string", member: str = "Label", **more: Any) -> list[tuple[str, str, Any]]:
    """What a text gives: paths, keywords and values."""
    [line] = mine_lines([json.dumps({"text": text, "member": member, "type": kind, **more})])
    return [(one["path"], one["keyword"], one["value"]) for one in json.loads(line)["constraints"]]


def patterns(text: str, **more: Any) -> list[str]:
    """The patterns that a text gives for its own member."""
    return [value for path, keyword, value in mined(text, **more) if (path, keyword) == ("Label", "pattern")]


def accepts(text: str, value: str, **more: Any) -> bool:
    """Whether a value fits all patterns that a text gives; there must be some."""
    found = patterns(text, **more)
    assert found
    return all(re.search(one, value) for one in found)


@pytest.mark.parametrize(
    ("phrase", "inside"),
    [
        ("letters, numbers, and hyphens (-)", "a-zA-Z0-9\\-"),
        ("lowercase letters, digits, or underscores", "a-z0-9_"),
        ("upper- and lowercase letters", "a-zA-Z"),
        ("the characters [a-z], [0-9], and dot (.)", "a-z0-9."),
        ("a-z, A-Z, 0-9, spaces, and ._-:/#", "a-zA-Z0-9 ._\\-:/#"),
        ("ASCII letters and the following characters: +=,@", "a-zA-Z+=@,"),
        ("letters and the symbols _ . : /", "a-zA-Z_.:/"),
        ("from 2 to 40 alphanumeric characters or plus signs", "a-zA-Z0-9+"),
        ("digits, parentheses (()), and forward slashes", "0-9()/"),
        ("Unicode letters, white space, digits, and any of the symbols: _ -", "\\p{L}\\p{Z}\\s\\p{N}_\\-"),
        ("letters, as well as the # character", "a-zA-Z#"),
    ],
)
def test_a_set_of_characters_is_read_off_its_list(phrase: str, inside: str) -> None:
    """Kinds, ranges, named symbols and symbols themselves are put into one class."""
    assert class_of(phrase) == inside


@pytest.mark.parametrize(
    "phrase",
    ["letters and special characters", "Greek letters", "letters, except x", "certain symbols", "letters and so on"],
)
def test_a_set_with_an_unknown_part_is_no_set(phrase: str) -> None:
    """Where one part of a list isn't known, nothing is claimed of the whole."""
    assert class_of(phrase) is None


@pytest.mark.parametrize(
    ("text", "good", "bad"),
    [
        ("Must begin with a letter and can't end with a hyphen.", ["a", "a-b"], ["1a", "a-"]),
        ("Can't end with a dot or contain two consecutive dots.", ["a.b"], ["ab.", "a..b"]),
        ("The label can contain only letters and must not start with x-.", ["ab"], ["a1", "x-a"]),
        (
            "The label must contain 1 to 9 letters or digits, and its first character must be a capital letter.",
            ["A1"],
            ["1a"],
        ),
        ("First character must be a letter.", ["a1"], ["1a"]),
        ("You can't have a dash as the first or last character.", ["a-b"], ["-a", "a-"]),
        ("The label can't begin or end with an underscore.", ["a_b"], ["_a", "a_"]),
        ("Alphanumeric characters only.", ["a1"], ["a-"]),
        ("Only lowercase letters and digits.", ["a1"], ["A1"]),
        ("Spaces are not allowed.", ["ab"], ["a b"]),
        ("Only letters are allowed; spaces are not permitted.", ["ab"], ["a b", "1"]),
        ("The label cannot contain a colon (:) or a slash (/).", ["ab"], ["a:b", "a/b"]),
        ("Don't use spaces.", ["ab"], ["a b"]),
        ("The label cannot start with well: or deep:.", ["a"], ["well:a", "deep:a"]),
        ("The label can't be prefixed with `well-` (case-insensitive).", ["a"], ["well-1", "WELL-1"]),
        ("Must end in .deep or .flat.", ["a.deep", "a.flat"], ["a"]),
        ("The label must have the suffix `.deep`.", ["a.deep"], ["a"]),
        ("The label can't be `$main`.", ["$mains"], ["$main"]),
        ("Must not contain the string `--`.", ["a-b"], ["a--b"]),
        ("The label must be lowercase.", ["ab-1"], ["Ab"]),
        ("Must contain at least one uppercase letter and one digit.", ["aA1"], ["a1", "aA"]),
        ("Labels that begin with `well/` are reserved.", ["a"], ["well/a"]),
        ("The label must be unique across your account and may contain only letters.", ["a"], ["1"]),
    ],
)
def test_clauses_on_characters_and_edges(text: str, good: list[str], bad: list[str]) -> None:
    """Each clause of a sentence says its own of what a text contains, begins and ends with."""
    assert all(accepts(text.replace("Labels that", "Names that"), value) for value in good)
    assert not any(accepts(text.replace("Labels that", "Names that"), value) for value in bad)


@pytest.mark.parametrize(
    "text",
    [
        "The label can start with a digit.",
        "The label can contain hyphens.",
        "Labels should begin with a letter.",
        "The bucket's owner can't contain spaces.",
        "The label can contain only letters, or be `$main`.",
        "The label can contain only digits, and can end with an asterisk (*).",
        "The label can contain letters and special characters.",
        "Returns only labels that begin with the given prefix.",
        "Must start with the name of the well.",
        "It can be up to 20 letters long.",
        "Do not include spaces between the numbers of a pair.",
    ],
)
def test_what_binds_no_text(text: str) -> None:
    """Permission, advice, other subjects, single cases, and sets that aren't complete give no pattern."""
    assert patterns(text) == []


def test_a_set_grows_by_what_the_next_sentence_adds() -> None:
    """A set to which the sentence after it adds more is the sum of both, or nothing where the rest is unknown."""
    [found] = patterns("Can contain only letters. It can also include these symbols: +=")
    assert found == "^[a-zA-Z+=]*$"
    assert patterns("Can contain only letters. You can also include other symbols.") == []


@pytest.mark.parametrize(
    ("kind", "more", "text", "path"),
    [
        ("list", {"items": "string"}, "Each name must begin with a letter.", "Label[]"),
        ("map", {}, "Keys must begin with a letter.", "Label{key}"),
    ],
)
def test_clauses_are_shared_out(kind: str, more: dict[str, Any], text: str, path: str) -> None:
    """The subject and the modal of a clause hold for the next one that has none."""
    first, second = clauses(text.replace(".", " and end with a digit."))
    assert (first.subject, first.mood, first.verb) == (second.subject, "must", "begin")
    assert second.verb == "end"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The time, in ISO 8601 format.", "date-time"),
        ("The day, in the format YYYY-MM-DD.", "date"),
        ("The date of the dig, in ISO 8601 format, such as 2031-01-01.", "date"),
        ("Write it in the format YYYY-MM-DDTHH:MM:SSZ", "date-time"),
        ("The hour, in the format HH:MM.", "time"),
        ("This must be a valid ARN.", "arn"),
        ("Must be a valid email address.", "email"),
        ("The value must be specified as a UUID.", "uuid"),
        ("The identifier of the well, in UUID format.", "uuid"),
        ("Must be an IPv4 address.", "ipv4"),
        ("The label must be either an IPv4 or IPv6 address.", "ip"),
        ("Specify the range in CIDR notation.", "cidr"),
        ("A valid JSON string.", "json"),
        ("The rules of the well, in JSON format.", "json"),
        ("Must be a valid HTTPS URL.", "uri"),
        ("The label must be a fully qualified domain name.", "hostname"),
        ("The label must be a cron expression that has six fields.", "cron"),
        ("The value must be base64-encoded.", "base64"),
        ("The BCP 47 language code of the text.", "language-tag"),
        ("The country, in ISO 3166-1 alpha-2 format.", "country-code"),
        ("The ISO 4217 currency code of the price.", "currency-code"),
        ("The zone, as an IANA time zone identifier.", "timezone"),
        ("The number to call, in E.164 format.", "phone-number"),
        ("Must be a valid MAC address.", "mac-address"),
        ("Must be a 12-digit account ID.", "account-id"),
    ],
)
def test_formats_that_are_demanded_or_stated(text: str, name: str) -> None:
    """A format is read where the sentence demands it, or says in what form the value is."""
    assert ("Label", "format", name) in mined(text)


@pytest.mark.parametrize(
    "text",
    [
        "The ARN of the well.",
        "The email address of the owner.",
        "The duration, in ISO 8601 format.",
        "The name of the file with the rules in JSON format.",
        "A time in ISO 8601 format or seconds since 1970.",
        "If the well is deep, use the format YYYY-MM-DD.",
        "Returns the times in ISO 8601 format.",
        "For example, a number in E.164 format.",
        "Must be a valid ARN or name.",
        "In the format name:colour.",
    ],
)
def test_what_is_no_format(text: str) -> None:
    """A description, an example, another thing, or one of several forms promises no format."""
    assert [found for found in mined(text) if found[1] == "format"] == []


def test_templates_become_patterns() -> None:
    """A template that no format stands for is a pattern of its parts."""
    assert accepts("The hours, in the format hh24:mi-hh24:mi.", "23:10-23:40")
    assert not accepts("The days, in the format ddd:hh24:mi-ddd:hh24:mi.", "23:10-23:40")
    assert patterns("Must be in the format dd:hh-dd:hh.") == []


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("time", ["09:30", "23:59:59", "10:00:00Z"], ["9h30", "25:00"]),
        ("ip", ["10.0.0.1", "::1", "2001:db8::5"], ["10.0.0", "well"]),
        ("hostname", ["a.example.com", "*.example.com", "localhost"], ["a b", "-a.com"]),
        ("cron", ["cron(0 12 * * ? *)", "0 12 * * ?"], ["0 12", "noon"]),
        ("base64", ["QUJD", "QQ=="], ["%"]),
        ("language-tag", ["en", "en-GB", "zh-Hant-TW"], ["e", "en GB"]),
        ("timezone", ["Europe/Paris", "UTC", "+01:00"], ["?", "Mars Time"]),
        ("phone-number", ["+14155550100"], ["4155550100", "+0"]),
        ("mac-address", ["00:1A:2b:3c:4d:5e"], ["00:1A"]),
        ("json", ["{}", "[1]", '"a"'], ["{", "well"]),
    ],
)
def test_matchers_of_formats(name: str, good: list[str], bad: list[str]) -> None:
    """A named format holds what AWS documents under the name, and not what nobody would take for it."""
    holds = matcher(name)
    assert holds
    assert [value for value in good if not holds(value)] == []
    assert [value for value in bad if holds(value)] == []


def test_every_format_has_a_pattern_in_the_dialect() -> None:
    """Each pattern of a format compiles."""
    assert [name for name in PATTERNS if matcher(name) is None] == []


BULLETS = "<ul><li><code>RED</code> - Warm.</li><li><code>BLUE</code> - Cold.</li></ul>"
RED_BLUE = [("Label", "enum", ["RED", "BLUE"])]


@pytest.mark.parametrize(
    "text",
    [
        "Valid values: RED | BLUE",
        "Valid values are RED and BLUE.",
        "The possible values are RED (warm) and BLUE (cold).",
        "Valid values are `RED` for warm walls and `BLUE` for cold ones.",
        "Must be either RED | BLUE.",
        "Must be one of: RED, BLUE.",
        "Can be one of the following values: RED or BLUE.",
        "The colour, either RED or BLUE.",
        "The possible values are RED and BLUE, with the default being BLUE.",
        "RED and BLUE are the only valid values.",
        "For Label, valid values are RED and BLUE.",
        f"<p>The possible values are as follows:</p>{BULLETS}",
        f"<p>This can be one of the following values.</p>{BULLETS}",
        f"<p>Must be one of:</p>{BULLETS}",
    ],
)
def test_lists_of_values(text: str) -> None:
    """A complete list of values is read in whatever way it is written."""
    assert mined(text) == RED_BLUE


@pytest.mark.parametrize(
    "text",
    [
        "Valid values include red and blue.",
        "Valid values: RED, BLUE, ...",
        "Valid values are RED, BLUE, and numbers.",
        "Valid values are `RED`, `BLUE`, and numbers.",
        "Valid values: RED, BLUE, etc.",
        "Valid values for deep wells: RED | BLUE",
        "Valid values: see the guide to RED and BLUE.",
        "For example, valid values are RED and BLUE.",
        "The maximum valid value is 12.",
        "Another possible value is RED.",
        "Valid values: colour:NAME | RED",
        'Valid values: "colour:NAME" | "RED"',
        "The state changes from PASSED to either RED or BLUE.",
        "The size of the door is either RED or BLUE.",
        f"<p>Valid values on deep wells are as follows:</p>{BULLETS}",
    ],
)
def test_lists_that_are_not_complete(text: str) -> None:
    """Open lists, other things' values, placeholders and single cases give no values."""
    assert [found for found in mined(text) if found[1] in ("enum", "const")] == []


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Currently, only RED is supported.", "string", "RED"),
        ("RED is the only valid value.", "string", "RED"),
        ("Currently, the only supported value is `red`, which is warm.", "string", "red"),
        ("Valid value: `red`", "string", "red"),
        ("Must be set to `red`.", "string", "red"),
        ("You must set this parameter to DARK_RED.", "string", "DARK_RED"),
        ("The only supported value is 24 hours.", "integer", 24),
        ("This must be set to true.", "boolean", True),
    ],
)
def test_only_values(text: str, kind: str, value: Any) -> None:
    """One value that is the only one, or is demanded, is a constant."""
    assert mined(text, kind) == [("Label", "const", value)]


@pytest.mark.parametrize(
    "text",
    [
        "Must be URL-encoded.",
        "The state of the well must be ACTIVE.",
        "The runtime value must be DARK_RED.",
        "A tall ladder is the only supported type.",
        "If the state of the well must be `red`, this is too.",
        "Must be unique.",
    ],
)
def test_what_is_no_only_value(text: str) -> None:
    """Words that describe, other subjects and single cases are no constants."""
    assert [found for found in mined(text) if found[1] == "const"] == []


@pytest.mark.parametrize(
    ("before", "expect"),
    [("For deep wells, take care.", "either"), ("For more information, ask.", "reject"), ("Wells are deep.", "reject")],
)
@pytest.mark.parametrize("rule", ["The possible values are RED and BLUE.", "The label must start with `well/`."])
def test_a_sentence_that_may_go_on_with_a_case(before: str, expect: str, rule: str) -> None:
    """What follows a sentence on one kind of thing may be about that kind alone, and so isn't sure."""
    [line] = mine_lines(
        [json.dumps({"text": f"<p>{before} {rule.replace('`', '')}</p>", "member": "Label", "type": "string"})]
    )
    assert [one["expect"] for one in json.loads(line)["constraints"]] == [expect]


def test_a_case_that_cannot_be_tied_is_recorded() -> None:
    """Values, an ending and a form that hold in a named case alone are kept with that case, and never for certain."""
    texts = (
        "For deep wells, valid values are RED and BLUE.",
        "For deep wells, the label must end with .deep",
        "To reach a deep well, you must use an ARN.",
    )
    for text in texts:
        [line] = mine_lines([json.dumps({"text": text, "member": "Label", "type": "string"})])
        [one] = json.loads(line)["constraints"]
        assert (one["expect"], one["when"][0]["keyword"]) == ("either", "stated")


@pytest.mark.parametrize(
    "text",
    [
        "The colour of the label (RED or BLUE).",
        "Shows the label as either RED or BLUE.",
        "Options are RED (warm) and BLUE (cold).",
        "Valid values include RED and BLUE.",
        "Specify either RED or BLUE.",
    ],
)
def test_values_that_are_told_by_the_way(text: str) -> None:
    """Constants in brackets behind the member's name, behind `as either`, or after `include` are its values."""
    assert mined(text) == RED_BLUE


@pytest.mark.parametrize(
    ("text", "good", "bad"),
    [
        ("A label in a string of up to 20 ASCII characters.", "a~", "é"),
        ("Must begin with s3://BUCKET-NAME/", "s3://x", "x"),
    ],
)
def test_alphabets_and_beginnings_with_a_part_to_fill_in(text: str, good: str, bad: str) -> None:
    """ASCII is a set of characters, and of a beginning with a placeholder what stands before it is meant."""
    assert accepts(text, good)
    assert not accepts(text, bad)


PAIRS = [
    {"name": "Label[]", "type": "structure"},
    {"name": "Label[].Key", "type": "string"},
    {"name": "Label[].Value", "type": "string"},
]


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Don't use `zz:` as a prefix for keys.", [("Label[].Key", "pattern", "^(?!zz:)")]),
        (
            "Do not use zz:, ZZ:, or any upper or lowercase combination of such as a prefix for either keys or values.",
            [("Label[].Key", "pattern", "^(?![zZ][zZ]:)"), ("Label[].Value", "pattern", "^(?![zZ][zZ]:)")],
        ),
        (
            "Label keys and values can contain only letters and dots.",
            [("Label[].Key", "pattern", "^[a-zA-Z.]*$"), ("Label[].Value", "pattern", "^[a-zA-Z.]*$")],
        ),
        ("Door keys can contain only letters.", []),
    ],
)
def test_rules_on_keys_and_values_hold_for_the_parts_of_each_pair(text: str, given: list[Any]) -> None:
    """What is said of keys and values on a list of pairs is tied to the members inside."""
    assert mined(text, "list", siblings=PAIRS) == given


FILTERS = [
    {"name": "Label[]", "type": "structure"},
    {"name": "Label[].Name", "type": "string"},
    {"name": "Label[].Values", "type": "list"},
    {"name": "Label[].Values[]", "type": "string"},
]


def test_the_values_of_one_filter_hold_where_its_name_is_given() -> None:
    """A list of values under a filter's heading limits that filter's values alone."""
    text = "<ul><li><code>mood</code> - The mood. Valid values: glad | sad</li></ul>"
    [line] = mine_lines([json.dumps({"text": text, "member": "Label", "type": "list", "siblings": FILTERS})])
    [one] = json.loads(line)["constraints"]
    assert (one["path"], one["keyword"], one["value"]) == ("Label[].Values[]", "enum", ["glad", "sad"])
    assert [(case["path"], case["value"]) for case in one["when"]] == [("Label[].Name", "mood")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("<p>Valid values include:</p><ul><li><p>warm</p></li><li><p>cold</p></li></ul>", ["warm", "cold"]),
        ("Possible values are: WARM, it glows; and, COLD, it freezes.", ["WARM", "COLD"]),
        ("You can paint only the following label types: WARM | COLD", ["WARM", "COLD"]),
        ("You can paint the following door types only: WARM | COLD", None),
        ("Valid values include warm and cold.", None),
    ],
)
def test_values_are_read_from_bullets_heads_and_limited_lists(text: str, values: list[str] | None) -> None:
    """A list that is complete by its form gives an enumeration; one of something else, or an open one, gives none."""
    assert mined(text) == ([("Label", "enum", values)] if values else [])


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("The label must include a trailing slash.", "[/]$"),
        ("The label must have a leading hyphen.", "^[\\-]"),
        ("Must be given in full. FROZEN_SOLID isn't supported.", "^(?!FROZEN_SOLID$)"),
    ],
)
def test_what_leads_and_trails_is_an_edge_and_what_is_unsupported_a_value(text: str, pattern: str) -> None:
    """Leading and trailing characters are edges; a constant that isn't supported is a whole value."""
    assert patterns(text) == [pattern]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("If the label is far away then you must use the full Amazon Resource Name(ARN).", "arn"),
        ("You must use an ARN if the label is far away.", "arn"),
        ("Label ISO 8601 format", "date-time"),
        ("The IPv4 or IPv6 range, in CIDR notation.", "cidr"),
        ("A valid JSON label string to be hung on the door.", "json"),
        ("Rope ISO 8601 format", None),
        ("The file or range, in CIDR notation.", None),
    ],
)
def test_formats_in_short_and_late_wordings(text: str, name: str | None) -> None:
    """A format is read where it stands behind the member's own words, or before its condition."""
    assert mined(text) == ([("Label", "format", name)] if name else [])


def test_the_only_kind_of_resource_is_no_value_of_its_arn() -> None:
    """What an ARN may stand for isn't what the ARN may be."""
    assert mined("The only supported label type is old-door", member="LabelArn") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Can't use a hyphen as the first or last character, or immediately after another hyphen.", 3),
        ("Valid characters are letters, digits, and _ . / = +", 1),
        ("A word for the label.The label can contain only letters (A-Z, a-z), with maximum length 9.", 1),
        ("Must match the pattern some-where.", 0),
    ],
)
def test_sets_and_edges_in_loose_wordings(text: str, expected: int) -> None:
    """Symbols with spaces between them, two sentences run together, and a repetition by the way are all read."""
    assert len(patterns(text)) == expected


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("This must be IPV4 or IPV6, of the newest kind.", None),
        ("The type of label: deep | dry | tall.", ["deep", "dry", "tall"]),
        ("If specified, must be one of the following: RED_ONE, BLUE_ONE", ["RED_ONE", "BLUE_ONE"]),
    ],
)
def test_values_with_bars_or_behind_an_empty_condition_are_read(text: str, values: list[str] | None) -> None:
    """Values with bars, or behind a condition that is none, are read; words about an address are none."""
    assert mined(text) == ([("Label", "enum", values)] if values else [])


def test_families_of_addresses_are_no_values() -> None:
    """An address of either family has the format of an address, and isn't the family's name."""
    assert mined("This must be either IPV4 or IPV6.") == [("Label", "format", "ip")]


def test_text_in_an_encoding_and_an_arn_that_is_needed() -> None:
    """Encoded text is a format; that an ARN is needed in a case says nothing new of a member called one."""
    assert mined("Must be base64-encoded text.") == [("Label", "format", "base64")]
    arn = mined("If the label is far away, you must specify the ARN of the label.", member="LabelArn")
    assert not [one for one in arn if one[1] == "format"]
