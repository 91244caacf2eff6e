"""The calls that lead to a finding, as a report holds them: what the target made up is taken from its answers."""

from __future__ import annotations

import pytest

from fencepost.campaign.client import Call, steps
from fencepost.protocols import Answer


def listed(answer, members):
    """The second of two calls, the first of which gave an answer."""
    calls = [
        Call("shop.Make", {"Name": "fencepost-violation-1"}, Answer(200, members=answer)),
        Call("shop.Use", members, Answer(200)),
    ]
    return steps(calls)[0][1]["members"]


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ({"Id": "x-12345"}, "x-12345"),
        ({"id": "fkhbthsrps"}, "fkhbthsrps"),
        ({"Thing": {"ThingId": "abcdefgh"}}, "abcdefgh"),
    ],
)
def test_what_the_target_issued_is_a_reference(answer, value):
    """An identifier with digits anywhere, or of letters alone where an answer calls it one."""
    assert "$from" in listed(answer, {"Which": value})["Which"]


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ({"Status": "available"}, "available"),
        ({"Things": [{"Name": "fencepost-violation-9"}]}, "fencepost-violation-9"),
        ({"id": "short"}, "short"),
        ({"Name": "fencepost-violation-1"}, "fencepost-violation-1"),
    ],
)
def test_words_and_names_of_ours_stay_what_they_are(answer, value):
    """A word is a word; what an earlier case made may be listed, and is no value that this one got from there."""
    assert listed(answer, {"Which": value})["Which"] == value


def test_a_name_inside_a_longer_value_is_left_whole():
    """The name that an earlier case gave doesn't cut a longer one in two."""
    members = listed({"Things": [{"Name": "fencepost-violation-9"}]}, {"Which": "fencepost-violation-90"})
    assert members == {"Which": "fencepost-violation-90"}


def test_an_arn_that_holds_a_name_of_ours_is_the_targets():
    """The target made it of a name, an account and a region."""
    arn = "arn:aws:shop:us-east-1:123456789012:thing/fencepost-violation-1"
    assert listed({"Arn": arn}, {"Which": arn})["Which"] == {"$from": [1, "Arn"]}
