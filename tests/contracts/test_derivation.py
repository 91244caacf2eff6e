"""Contracts derived from invented pages: what every family gives, whatever the operation is called."""

from __future__ import annotations

from typing import Any

import pytest

from fencepost.contracts import Contract, derive
from fencepost.documentation import DocumentedError, DocumentedOperation, Member, PageSource, Sentence
from fencepost.errors import UnreadableInputError


def said(*texts: str, term: str | None = None) -> tuple[Sentence, ...]:
    """The texts as sentences of one member."""
    return tuple(Sentence(text, number, (), term) for number, text in enumerate(texts, 1))


def contract_of(
    *members: Member,
    operation: str = "UpdateGarden",
    errors: tuple[tuple[str, str], ...] = (),
    sentences: tuple[Sentence, ...] = (),
    response: Member | None = None,
    **more: Any,
) -> Contract:
    """The contract of an invented operation with these members."""
    page = DocumentedOperation(
        service="garden",
        operation=operation,
        source=PageSource("boto3-rst", "update_garden", "0" * 64),
        request=Member("", "structure", members=members),
        response=response,
        sentences=sentences,
        errors=tuple(DocumentedError(code, said(text) if text else ()) for code, text in errors),
        **more,
    )
    return derive(page)


NAME = Member("gardenName", "string", required=True)
ETAG = Member("IfMatch", "string", sentences=said("The current version (ETag value) of the garden."))


def facts(contract: Contract, *, types: bool = False) -> dict[str, Any]:
    """The values of a contract's constraints by their ids, without types unless wanted."""
    return {c.id: c.value for c in contract.constraints if types or c.keyword != "type"}


def test_signature() -> None:
    """Types, required members and literals of all kinds of members are constraints."""
    contract = contract_of(
        Member("Tags", "map", members=(Member("{key}", "string"), Member("{}", "string", literals=("a", "b")))),
        Member(
            "Plants",
            "list",
            required=True,
            members=(Member("[]", "structure", members=(Member("Id", "string", required=True),)),),
        ),
        Member("Picture", "blob"),
        Member("Since", "timestamp"),
        Member("Share", "float"),
        Member("Anything", "document"),
    )
    assert facts(contract, types=True) == {
        "Tags#type": "object", "Tags{key}#type": "string", "Tags{}#type": "string", "Tags{}#enum": ("a", "b"),
        "Plants#type": "array", "Plants#required": True, "Plants[]#type": "object", "Plants[].Id#type": "string",
        "Plants[].Id#required": True, "Picture#type": "string", "Picture#contentEncoding": "base64",
        "Since#type": "string", "Since#format": "date-time", "Share#type": "number",
    }  # fmt: skip


def test_traits_and_prose_that_disagree_are_contested() -> None:
    """Where prose is narrower than the trait, both stay; only what breaks both must be refused."""
    member = Member("Days", "integer", traits={"min": 1, "max": 365}, sentences=said("Must be between 7 and 30."))
    contract = contract_of(member)
    wide, narrow = contract.by_id["Days#maximum:365"], contract.by_id["Days#maximum:30"]
    assert (wide.contested, narrow.contested) == ((narrow.id,), (wide.id,))
    assert (wide.expect, narrow.expect) == ("reject", "either")


def test_traits_and_prose_that_agree_are_one() -> None:
    """The same bound from two places is one constraint with two origins."""
    member = Member("Days", "integer", traits={"max": 30}, sentences=said("Must be at most 30."))
    [found] = [c for c in contract_of(member).constraints if c.keyword == "maximum"]
    assert [origin.origin for origin in found.origins] == ["signature", "prose"]


@pytest.mark.parametrize(
    ("code", "text", "gives"),
    [
        ("NoSuchGarden", "", {"gardenName#exists": True}),
        ("GardenNotFoundException", "", {"gardenName#exists": True}),
        ("GardenDoesNotExistException", "", {"gardenName#exists": True}),
        ("ResourceNotFoundException", "", {"gardenName#exists": True}),
        ("NotFoundException", "", {"gardenName#exists": True}),
        ("PlanetNotFoundException", "", {}),
        ("GardenNameRequiredException", "", {}),
        ("SeedRequiredException", "", {"seed#required": True, "seed#required:false": False}),
        ("GardenAlreadyClosedException", "", {"gardenName#notInState:closed": "closed"}),
        ("GardenIsNotInOpenStateException", "", {"gardenName#inState:Open": "Open"}),
        ("UnsupportedActionForGardenTypeException", "", {"gardenName#supportedType": None}),
        ("InvalidGardenStatusException", "The status can't be determined.", {"gardenName#hasStatus": True}),
        ("InvalidGardenStatusException", "", {}),
        ("InvalidGardenNameException", "Its format is not what it must be.", {"gardenName#format": None}),
        ("InvalidGardenNameException", "", {}),
        ("PictureTooLargeException", "", {"Picture#maxLength": None}),
        ("PictureSizeLimitExceeded", "", {"Picture#maxLength": None}),
        ("AccessDeniedException", "", {}),
        ("ConflictException", "", {}),
        ("LimitExceededException", "", {}),
        ("ThrottlingException", "", {}),
        ("GardenInUse", "", {}),
        ("GardenAlreadyExists", "", {}),
        ("UnsupportedOperation", "", {}),
        ("ServiceException", "", {}),
    ],
)
def test_errors(code: str, text: str, gives: dict[str, Any]) -> None:
    """An error implies what its name and description say, at the member that they mean, and nothing else."""
    members = (NAME, Member("seed", "string", required=False), Member("Picture", "blob"))
    plain, more = facts(contract_of(*members)), facts(contract_of(*members, errors=((code, text),)))
    assert {identifier: value for identifier, value in more.items() if identifier not in plain} == gives


def test_errors_are_tied_to_what_they_name() -> None:
    """The error of a member's value belongs to its enumeration; a stale version has two."""
    kind = Member("kind", "string", literals=("wild", "tidy"))
    contract = contract_of(
        NAME,
        kind,
        ETAG,
        errors=(("InvalidKindException", ""), ("PreconditionFailed", ""), ("InvalidIfMatchVersion", "")),
    )
    assert contract.by_id["kind#enum"].tied_errors == ("InvalidKindException",)
    assert contract.by_id["IfMatch#currentVersion"].tied_errors == ("PreconditionFailed", "InvalidIfMatchVersion")


def test_general_errors_stand_with_values_alone() -> None:
    """An error of validation is listed with constraints on values, but with no state and no tied constraint."""
    contract = contract_of(NAME, ETAG, errors=(("ValidationException", ""), ("NoSuchGarden", "")))
    assert contract.by_id["gardenName#required"].errors == ("ValidationException",)
    assert contract.by_id["gardenName#exists"].errors == ("NoSuchGarden",)
    assert contract.by_id["IfMatch#currentVersion"].errors == ()


def test_ambiguous_identifier_gives_nothing() -> None:
    """Two required members that could name the resource leave it open which one doesn't exist."""
    both = (Member("gardenName", "string", required=True), Member("gardenId", "string", required=True))
    assert "exists" not in {c.keyword for c in contract_of(*both, errors=(("NoSuchGarden", ""),)).constraints}


def test_configuration_of_a_literal_is_inferred() -> None:
    """Structures named after the literals of a member beside them seem to belong to these, no more."""
    contract = contract_of(
        Member("Kind", "string", literals=("Wild", "Tidy")),
        Member("WildConfig", "structure"),
        Member("TidyConfig", "structure"),
    )
    found = contract.by_id["WildConfig#required@Kind=Wild"]
    assert (found.expect, found.only_inferred) == ("either", True)


def test_empty_body() -> None:
    """Success with an empty body is a promise on the response."""
    contract = contract_of(NAME, empty_response=True)
    assert contract.by_id["#const@response"].value == {}
    assert contract.response == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "const": {},
    }


def test_response_has_no_required_members_and_no_bounds() -> None:
    """A response promises types and literals; what prose asks of callers isn't asked of the service."""
    size = Member("Size", "integer", required=True, sentences=said("Must be between 1 and 9."))
    contract = contract_of(NAME, response=Member("", "structure", members=(size,)))
    assert [c.id for c in contract.of("response")] == ["Size#type@response"]


def test_two_members_at_one_path_are_refused() -> None:
    """A page that has a member twice can't be trusted."""
    with pytest.raises(UnreadableInputError, match="two members"):
        contract_of(NAME, NAME)


def test_recursive_structures_end() -> None:
    """A member that repeats a structure around it is a type and ends there."""
    contract = contract_of(Member("Filter", "structure", members=(Member("Not", "structure", recursive=True),)))
    assert set(facts(contract, types=True)) == {"Filter#type", "Filter.Not#type"}


def test_deriving_twice_gives_the_same() -> None:
    """The order of a contract is that of the page."""
    members = (NAME, Member("Size", "integer", sentences=said("Must be between 1 and 9.")))
    assert contract_of(*members) == contract_of(*members)
    assert [c.id for c in contract_of(*members).constraints] == [
        "gardenName#type", "gardenName#required", "Size#type", "Size#minimum", "Size#maximum",
    ]  # fmt: skip
