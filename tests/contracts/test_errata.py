"""Errata: what a user knows better is applied to contracts, and what it misses or can't mean is said."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from fencepost.contracts import Contracts, contract_json, errata_schema, load, read_errata
from fencepost.errors import UnreadableInputError

POLICY = "cloudfront.UpdateContinuousDeploymentPolicy"
WEIGHT = "ContinuousDeploymentPolicyConfig.TrafficConfig.SingleWeightConfig.Weight"
HEAD = f'[[errata]]\noperation = "{POLICY}"\nevidence = "seen on the service"\n'


def errata(tmp_path: Path, text: str, name: str = "errata.toml"):
    """The errata of a file with this text."""
    (tmp_path / name).write_text(text)
    return read_errata([tmp_path / name])


def corrected(tmp_path: Path, more: str):
    """The contract as one erratum has it."""
    return load(POLICY, errata=errata(tmp_path, HEAD + more))


def test_a_value_is_corrected_everywhere(tmp_path):
    """The constraint, the compiled schema and the contract's JSON have the new value, and the id stays."""
    before = load(POLICY)
    after = corrected(tmp_path, f'constraint = "{WEIGHT}#maximum"\nvalue = 0.5\nlink = "https://example.com"\n')
    constraint = after.by_id[f"{WEIGHT}#maximum"]
    assert (constraint.value, constraint.expect) == (0.5, "reject")
    assert json.dumps(after.request) == json.dumps(before.request).replace('"maximum": 0.15', '"maximum": 0.5')
    shown = next(one for one in contract_json(after)["constraints"] if one["id"] == constraint.id)
    said = {"says": "value", "value": 0.5, "evidence": "seen on the service", "link": "https://example.com"}
    assert shown["erratum"] == said
    assert list(before.by_id) == list(after.by_id)


def test_a_wrong_promise_is_withdrawn_and_shown(tmp_path):
    """Nothing is held to it, no schema has it, and the contract's JSON still lists it, with the evidence."""
    after = corrected(tmp_path, f'constraint = "{WEIGHT}#maximum"\nwrong = true\n')
    assert f"{WEIGHT}#maximum" not in after.by_id
    assert '"maximum": 0.15' not in json.dumps(after.request)
    shown = next(one for one in contract_json(after)["constraints"] if one["id"] == f"{WEIGHT}#maximum")
    assert shown["erratum"] == {"says": "wrong", "evidence": "seen on the service"}


def test_a_wrong_type_leaves_the_member(tmp_path):
    """A request is built of types: a wrong one claims nothing, and the member stays."""
    after = corrected(tmp_path, f'constraint = "{WEIGHT}#type"\nwrong = true\n')
    assert after.by_id[f"{WEIGHT}#type"].expect == "either"


def test_what_is_wrong_contests_nothing(tmp_path):
    """Of two promises that contradict each other the other one is alone once one is called wrong."""
    contract = load("codedeploy.ContinueDeployment")
    contested = next(one for one in contract.constraints if one.contested)
    rival = contested.contested[0]
    text = f'[[errata]]\noperation = "{contract.name}"\nevidence = "e"\nconstraint = "{rival}"\nwrong = true\n'
    after = load(contract.name, errata=errata(tmp_path, text))
    assert rival not in after.by_id[contested.id].contested


def test_json_says_the_same(tmp_path):
    """The same errata as TOML and as JSON give the same contract; the schema describes both."""
    facts = {"operation": POLICY, "constraint": f"{WEIGHT}#maximum", "value": 0.5, "evidence": "seen on the service"}
    document = {"errata": [facts]}
    jsonschema.Draft202012Validator(errata_schema()).validate(document)
    toml = corrected(tmp_path, f'constraint = "{WEIGHT}#maximum"\nvalue = 0.5\n')
    assert load(POLICY, errata=errata(tmp_path, json.dumps(document), "errata.json")) == toml


def test_without_errata_nothing_changes(tmp_path):
    """Errata about another operation leave a contract as it was."""
    assert corrected(tmp_path, 'constraint = "No#such"\nwrong = true\n') == load(POLICY)


def test_what_they_miss_is_told_with_the_nearest(tmp_path):
    """A promise, or an operation, that isn't there is named; an operation that is just not looked at isn't."""
    each = [(POLICY, f"{WEIGHT}#maximum"), (POLICY, f"{WEIGHT}#maximun"), ("cloudfront.UpdateFunktion", "Name#type")]
    each += [("cloudfront.UpdateFunction", "Name#type"), ("klaudfront.UpdateFunction", "Name#type")]
    text = "".join(
        f'[[errata]]\noperation = "{operation}"\nconstraint = "{constraint}"\nwrong = true\nevidence = "e"\n'
        for operation, constraint in each
    )
    applied, unmatched = Contracts([POLICY], errata=errata(tmp_path, text)).sorted_errata()
    assert [one["constraint"] for one in applied] == [f"{WEIGHT}#maximum"]
    assert [(one["operation"], one.get("nearest")) for one in unmatched] == [
        (POLICY, f"{WEIGHT}#maximum"),
        ("cloudfront.UpdateFunktion", "cloudfront.UpdateFunction"),
        ("klaudfront.UpdateFunction", None),
    ]


def test_the_basis_of_a_run_changes_with_what_errata_say(tmp_path):
    """Another value is another basis, so that no run goes on with another's journal; another reason is not."""
    line = f'constraint = "{WEIGHT}#maximum"\nvalue = '
    bases = [
        Contracts([POLICY], errata=errata(tmp_path, HEAD.replace("seen", seen) + line + value)).basis
        for value, seen in (("0.5", "seen"), ("0.6", "seen"), ("0.5", "found"))
    ]
    assert bases[0] != bases[1]
    assert bases[0] == bases[2] != Contracts([POLICY]).basis
    other = errata(tmp_path, HEAD.replace(POLICY, "a.B") + line + "0.5")
    assert Contracts([POLICY], errata=other).basis == Contracts([POLICY]).basis


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("errata = [", "neither TOML nor JSON"),
        ('{"errata": [}', "neither TOML nor JSON"),
        (HEAD + f'constraint = "{WEIGHT}#maximum"\n', "errata/0"),
        (HEAD + f'constraint = "{WEIGHT}#maximum"\nwrong = true\nvalue = 3\n', "errata/0"),
        (HEAD.replace("seen on the service", " ") + f'constraint = "{WEIGHT}#maximum"\nwrong = true\n', "evidence"),
        (HEAD + f'constraint = "{WEIGHT}#maximum"\nvalue = "high"\n', "the erratum about"),
        ((HEAD + f'constraint = "{WEIGHT}#maximum"\nwrong = true\n') * 2, "two errata"),
    ],
)
def test_a_broken_file_is_named(text, says, tmp_path):
    """What is no erratum, or gives a promise a value that it can't have, is an error that says what to write."""
    with pytest.raises(UnreadableInputError, match=says):
        load(POLICY, errata=errata(tmp_path, text))


def test_a_relation_names_members_that_are_there(tmp_path):
    """A relation can't be corrected to a member that nobody knows, nor a pattern to one that can't be read."""
    contract = load(POLICY)
    relation = next(one for one in contract.constraints if one.keyword == "lessOrEqual")
    with pytest.raises(UnreadableInputError, match="no member 'Nowhere'"):
        corrected(tmp_path, f'constraint = "{relation.id}"\nvalue = "Nowhere"\n')
    pattern = next(one for one in contract.constraints if one.keyword == "pattern")
    with pytest.raises(UnreadableInputError, match="can't be read"):
        corrected(tmp_path, f'constraint = "{pattern.id}"\nvalue = "("\n')
