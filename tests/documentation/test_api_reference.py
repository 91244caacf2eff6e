"""API Reference pages of services that don't exist, in words of our own."""

from __future__ import annotations

import pytest

from fencepost.documentation import Member, Sentence, read_text

_PAGE = """\
RenameParcel - Amazon Parcel Ledger

RenameParcel

PDF

Gives a parcel another name. Older names, e.g. those from before 2.5, stay known.

Request Syntax

PATCH /parcels/parcelId?dryRun=dryRun HTTP/1.1
Content-type: application/json

{
   "labels": {
      "string" : "string"
   },
   "name": "string",
   "route": {
      "hops": [
         {
            "port": number,
            "sealed": boolean
         }
      ],
      "stamp": blob
   },
   "tags": [ "string" ]
}

URI Request Parameters

These stand in the URI.

dryRun

Whether to only check.

parcelId

The parcel to rename.

Length Constraints: Fixed length of 12.

Pattern: p-[0-9a-f]{10}

Required: Yes

Request Body

In JSON, these are accepted.

labels

Labels of the parcel.

Examples

None yet.

Type: String to string map

Map Entries: Maximum number of 50 items.

Key Length Constraints: Minimum length of 1. Maximum length of 64.

Key Pattern: [a-z]+

Value Length Constraints: Maximum length of 256.

Required: No

name

The new name.
It is one of these:
• FIRST - The parcel goes first.
• LAST: It goes last. Nothing comes after.

Note

Names are not unique.

Type: String

Length Constraints: Minimum length of 1. Maximum length of 64.

Valid Values: FIRST | LAST

Required: Yes

route

The way to go.

Type: Route object

Required: No

tags

Marks on the parcel.

Type: Array of strings

Array Members: Minimum number of 1 item. Maximum number of 10 items.

Length Constraints: Minimum length of 2.

Valid Values: red | blue

Required: No

weight

The weight.

Type: Double

Valid Range: Minimum value of 0.5. Maximum value of 30.

Required: No

Response Syntax

HTTP/1.1 200
Content-type: application/json

{
   "renamedAt": number
}

Response Elements

Success is a 200.

In JSON, this is returned.

renamedAt

When it happened.

Type: Timestamp

Errors

The errors of every action are listed elsewhere.

ParcelGoneException

The parcel is gone. Ask for another.

HTTP Status Code: 410

ParcelLockedException

The parcel is locked.

HTTP Status Code: 409

See Also

Other languages have other pages.
"""
_PAGE = _PAGE.replace("Whether to only check.\n", "Whether to only check.\n\nRequired: No\n")


@pytest.fixture
def members() -> dict[str, Member]:
    """The members of the invented page's request, by path."""
    return dict(read_text(_PAGE).request.walk())


def test_service_and_operation_come_from_the_title() -> None:
    """A service that botocore lacks is named by its title in lower case."""
    documented = read_text(_PAGE)
    assert documented.name == "parcelledger.RenameParcel"
    assert documented.source.kind == "api-reference-text"
    assert [sentence.text for sentence in documented.sentences] == [
        "Gives a parcel another name.",
        "Older names, e.g. those from before 2.5, stay known.",
    ]


def test_types_come_from_the_facts_and_from_the_syntax(members: dict[str, Member]) -> None:
    """Listed members have the type that the page words; what is inside of them is known from the syntax."""
    assert {path: member.type for path, member in members.items()} == {
        "dryRun": "string",
        "parcelId": "string",
        "labels": "map",
        "labels{key}": "string",
        "labels{}": "string",
        "name": "string",
        "route": "structure",
        "route.hops": "list",
        "route.hops[]": "structure",
        "route.hops[].port": "float",
        "route.hops[].sealed": "boolean",
        "route.stamp": "blob",
        "tags": "list",
        "tags[]": "string",
        "weight": "double",
    }


def test_required_is_what_the_page_says(members: dict[str, Member]) -> None:
    """Listed members are required or not; of those that only the syntax shows, nothing is said."""
    assert [path for path, member in members.items() if member.required] == ["parcelId", "name"]
    assert members["dryRun"].required is False
    assert members["route.hops"].required is None


def test_constraints_belong_to_what_they_speak_of(members: dict[str, Member]) -> None:
    """Constraints on a list's items, a map's keys and its values don't end up on the list or the map."""
    traits = {path: dict(member.traits) for path, member in members.items() if member.traits}
    assert traits == {
        "parcelId": {"min": 12, "max": 12, "pattern": "p-[0-9a-f]{10}"},
        "labels": {"max": 50},
        "labels{key}": {"min": 1, "max": 64, "pattern": "[a-z]+"},
        "labels{}": {"max": 256},
        "name": {"min": 1, "max": 64},
        "tags": {"min": 1, "max": 10},
        "tags[]": {"min": 2},
        "weight": {"min": 0.5, "max": 30},
    }
    literals = {path: member.literals for path, member in members.items() if member.literals}
    assert literals == {"name": ("FIRST", "LAST"), "tags[]": ("red", "blue")}


def test_prose_has_terms_and_notes(members: dict[str, Member]) -> None:
    """Bullets have terms whether a dash or a colon follows, and the title of a note is dropped."""
    assert members["name"].sentences == (
        Sentence("The new name.", 1),
        Sentence("It is one of these:", 2),
        Sentence("The parcel goes first.", 3, (), "FIRST", bullet=True),
        Sentence("It goes last.", 4, (), "LAST", bullet=True),
        Sentence("Nothing comes after.", 5, (), "LAST", bullet=True),
        Sentence("Names are not unique.", 6),
    )


def test_errors_have_descriptions_and_statuses() -> None:
    """Each error has its sentences and its own status."""
    errors = read_text(_PAGE).errors
    assert [(error.code, error.status, len(error.sentences)) for error in errors] == [
        ("ParcelGoneException", 410, 2),
        ("ParcelLockedException", 409, 1),
    ]


def test_a_response_has_members() -> None:
    """The response's members are read like the request's, without required flags."""
    documented = read_text(_PAGE)
    assert documented.response is not None
    assert [(path, member.type, member.required) for path, member in documented.response.walk()] == [
        ("renamedAt", "timestamp", None),
    ]
    assert not documented.empty_response


def test_an_empty_body_is_no_response() -> None:
    """A page that says that the body is empty has no response structure."""
    start, end = _PAGE.index("Response Syntax"), _PAGE.index("Errors\n")
    said = "Response Elements\n\nSuccess is a 204 with an empty HTTP body.\n\n"
    documented = read_text(_PAGE[:start] + said + _PAGE[end:])
    assert documented.empty_response
    assert documented.response is None


def test_blank_lines_make_no_difference() -> None:
    """A copy without blank lines says the same."""
    tight = "\n".join(line for line in _PAGE.splitlines() if line.strip())
    loose, read = read_text(_PAGE), read_text(tight)
    assert (read.request, read.response, read.errors) == (loose.request, loose.response, loose.errors)


@pytest.mark.parametrize(
    ("words", "types"),
    [
        ("Array of Route objects", {"x": "list", "x[]": "structure"}),
        ("Array of arrays of strings", {"x": "list", "x[]": "list", "x[][]": "string"}),
        ("Array of integers", {"x": "list", "x[]": "integer"}),
        ("String to Route object map", {"x": "map", "x{key}": "string", "x{}": "structure"}),
        ("String to array of strings map", {"x": "map", "x{key}": "string", "x{}": "list", "x{}[]": "string"}),
        ("Base64-encoded binary data object", {"x": "blob"}),
        ("Array of Base64-encoded binary data objects", {"x": "list", "x[]": "blob"}),
        ("JSON value", {"x": "document"}),
        ("Long", {"x": "long"}),
    ],
)
def test_types_are_read_as_the_reference_words_them(words: str, types: dict[str, str]) -> None:
    """Every wording of a type gives the same tree as a structure of that type would."""
    page = f"Move - Parcels\n\nRequest Parameters\n\nx\n\nA thing.\n\nType: {words}\n\nRequired: No\n\nErrors\n"
    assert {path: member.type for path, member in read_text(page).request.walk()} == types


def test_known_services_are_named_as_botocore_names_them() -> None:
    """A full name, as titles have it, leads to botocore's name of the service."""
    page = "AssumeRole - AWS Security Token Service\n\nRequest Parameters\n\nErrors\n"
    assert read_text(page).name == "sts.AssumeRole"
