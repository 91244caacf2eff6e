"""Contracts as files: by hand, broken, found in folders."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fencepost.contracts import Checker, known_contracts, load, read_contract, save
from fencepost.contracts.pointer import line_of
from fencepost.errors import UnreadableInputError

BY_HAND = {
    "service": "shop",
    "operation": "UpdateShop",
    "request": {
        "type": "object",
        "required": ["Id"],
        "properties": {"Id": {"type": "string", "maxLength": 3}, "Size": {"type": "integer", "minimum": 1}},
    },
}


def test_contract_by_hand_gives_its_keywords_as_constraints() -> None:
    """A contract of a service, an operation and a schema has one constraint per keyword, and checks with them."""
    contract = read_contract(json.dumps(BY_HAND))
    assert set(contract.by_id) == {"Id#required", "Id#type", "Id#maxLength", "Size#type", "Size#minimum"}
    assert Checker(contract).broken({"Id": "long", "Size": 0}) == {"Id#maxLength", "Size#minimum"}
    assert read_contract(save(contract)).constraints == contract.constraints


def test_own_folder_comes_first(tmp_path: Path) -> None:
    """An operation's contract is taken from the user's folder before the one that came with Fencepost."""
    own = tmp_path / "cloudfront" / "UpdateFunction.json"
    own.parent.mkdir()
    own.write_text(json.dumps({**BY_HAND, "service": "cloudfront", "operation": "UpdateFunction"}), encoding="utf-8")
    assert "Size#type" in load("cloudfront.UpdateFunction", [tmp_path]).by_id
    assert "Size#type" not in load("cloudfront.UpdateFunction").by_id
    assert load(own).operation == "UpdateFunction"


def test_known_contracts_are_listed(tmp_path: Path) -> None:
    """The five committed contracts are known, and those of one's own folder beside them."""
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "UpdateShop.json").write_text(json.dumps(BY_HAND), encoding="utf-8")
    assert {"codedeploy.ContinueDeployment", "shop.UpdateShop"} <= set(known_contracts([tmp_path]))


CONSTRAINT = {"id": "A#minimum", "path": "A", "keyword": "minimum", "value": 1, "expect": "reject"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"keyword": "smallest"}, "constraints/0/keyword"),
        ({"value": "one"}, "constraints/0/value"),
        ({"expect": "maybe"}, "constraints/0/expect"),
        ({"contested": ["B#minimum"]}, "which isn't there"),
        ({"keyword": "pattern", "value": "("}, "can't be read"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_broken_constraint_is_named_with_its_line(change: dict[str, object], says: str) -> None:
    """What a contract may not hold is refused with the file, the line, the place and a remedy."""
    document = {"service": "shop", "operation": "Sell", "constraints": [{**CONSTRAINT, **change}]}
    text = json.dumps(document, indent=1)
    with pytest.raises(UnreadableInputError, match=says) as caught:
        read_contract(text, file="shop.json")
    assert caught.value.exit_status == 2
    assert (caught.value.line or 0) >= 4
    assert str(caught.value).startswith("shop.json:")
    assert "derive" in caught.value.remedy


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"service": "shop"}', "[" * 100_000])
def test_what_is_no_contract_is_refused(text: str) -> None:
    """Empty, truncated, foreign and endlessly nested files give a clear error."""
    with pytest.raises(UnreadableInputError):
        read_contract(text)


def test_two_constraints_of_one_id_are_refused() -> None:
    """An id names one promise."""
    document = {"service": "shop", "operation": "Sell", "constraints": [CONSTRAINT, CONSTRAINT]}
    with pytest.raises(UnreadableInputError, match="two constraints"):
        read_contract(json.dumps(document))


def test_keyword_outside_the_subset_is_refused() -> None:
    """A keyword that nobody would check is an error rather than silence."""
    document = {**BY_HAND, "request": {"properties": {"A": {"minProperties": 1}}}}
    with pytest.raises(UnreadableInputError, match="minProperties"):
        read_contract(json.dumps(document))


def test_missing_contract_says_what_there_is() -> None:
    """An unknown service is said to be none, and an operation that is nearly known is suggested."""
    with pytest.raises(UnreadableInputError, match=r"no service is called 'shop'"):
        load("shop.Nothing")
    with pytest.raises(UnreadableInputError, match=r"proton\.UpdateServicePipeline"):
        load("proton.UpdateServicePipelin")
    with pytest.raises(UnreadableInputError, match="nowhere"):
        load("nowhere.json")


def test_line_of_a_pointer() -> None:
    """A pointer into a JSON text is found on its line, through nested lists and strings that look like structure."""
    text = '{\n "a": "}{",\n "b": [1,\n  {"c": [\n   true]}]\n}'
    assert [line_of(text, p) for p in ([], ["a"], ["b"], ["b", 0], ["b", 1, "c"], ["b", 1, "c", 0])] == [
        1,
        2,
        3,
        3,
        4,
        5,
    ]
    assert line_of(text, ["b", 9]) == 3
