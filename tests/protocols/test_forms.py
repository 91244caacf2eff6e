"""The forms of the query protocols: exactly the given values, and what a lenient server reads from them."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fencepost.protocols import Codec, Inexpressible, UnreadableWireError, WireResponse

ROLE, INSTANCES = Codec.of("iam", "CreateRole"), Codec.of("ec2", "RunInstances")
#: An operation that has nothing to say but that it was done.
DELETE = Codec.of("iam", "DeleteRole")


def fields(codec: Codec, **members):
    """The fields of a request's form beside those that name the operation."""
    found = dict(parse_qsl(codec.encode(members).body.decode("ascii"), keep_blank_values=True))
    assert found.pop("Action") == codec.operation
    assert found.pop("Version") == codec.operation_model.metadata["apiVersion"]
    return found


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"RoleName": "a b&c"}, {"RoleName": "a b&c"}),
        ({"RoleName": 5}, {"RoleName": "5"}),
        ({"RoleName": True}, {"RoleName": "true"}),
        ({"RoleName": ["x", "y"]}, {"RoleName.1": "x", "RoleName.2": "y"}),
        ({"RoleName": {"x": {"y": 1}}}, {"RoleName.x.y": "1"}),
        ({"Tags": "text"}, {"Tags": "text"}),
        ({"Tags": []}, {"Tags": ""}),
        ({"Tags": [{"Key": "k", "Value": ""}]}, {"Tags.member.1.Key": "k", "Tags.member.1.Value": ""}),
        ({"Tags": ["text"]}, {"Tags.member.1": "text"}),
        ({"Unknown": {"x": ["y"]}}, {"Unknown.x.1": "y"}),
        ({"MaxSessionDuration": 10**30}, {"MaxSessionDuration": "1" + "0" * 30}),
    ],
)
def test_any_value_is_a_field_or_several(members, expected):
    """What no client would send is sent all the same: wrong types, unknown members, numbers beyond all types."""
    assert fields(ROLE, **members) == expected


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"SecurityGroupIds": ["a", "b"]}, {"SecurityGroupId.1": "a", "SecurityGroupId.2": "b"}),
        ({"Placement": {"AvailabilityZone": "z"}}, {"Placement.AvailabilityZone": "z"}),
        ({"DryRun": False}, {"DryRun": "false"}),
        ({"SecurityGroupIds": "a"}, {"SecurityGroupId": "a"}),
    ],
)
def test_ec2_names_and_numbers_fields_in_its_own_way(members, expected):
    """EC2's names begin with a capital, and a number follows a list's name at once."""
    assert fields(INSTANCES, **members) == expected
    assert INSTANCES.read_request(INSTANCES.encode(members)) == members


@pytest.mark.parametrize(
    ("codec", "members", "reason"),
    [
        (ROLE, {"RoleName": None}, "null"),
        (ROLE, {"Tags": [{}]}, "empty"),
        (ROLE, {"Tags": [None]}, "null"),
        (ROLE, {"Action": "Other"}, "own fields"),
        (ROLE, {"RoleName": "\ud800"}, "surrogate"),
        (INSTANCES, {"SecurityGroupIds": []}, "empty"),
        (INSTANCES, {"Placement": {}}, "empty"),
        (Codec.of("autoscaling", "DescribeAccountLimits"), {"x": 1}, "no input"),
    ],
)
def test_what_has_no_field_is_inexpressible(codec, members, reason):
    """Null, an empty object and an empty list of EC2's are no field; the form's own names are taken."""
    with pytest.raises(Inexpressible) as refused:
        codec.encode(members)
    assert reason in refused.value.reason


@pytest.mark.parametrize(
    ("form", "members"),
    [
        (b"", {}),
        (b"Action=CreateRole&Version=2010-05-08&RoleName=", {"RoleName": ""}),
        (b"MaxSessionDuration=3600", {"MaxSessionDuration": 3600}),
        (b"MaxSessionDuration=1h", {"MaxSessionDuration": "1h"}),
        (b"MaxSessionDuration.x=1", {"MaxSessionDuration": {"x": "1"}}),
        (b"RoleName=a&RoleName=b", {"RoleName": "b"}),
        (b"Tags.member.7.Key=late&Tags.member.2.Key=early", {"Tags": [{"Key": "early"}, {"Key": "late"}]}),
        (b"Tags.member.x.Key=a", {"Tags": {"member": {"x": {"Key": "a"}}}}),
        (b"Tags=text", {"Tags": "text"}),
        (b"Unknown.1=a&Unknown.2=b", {"Unknown": ["a", "b"]}),
    ],
)
def test_forms_are_read_leniently(form, members):
    """Text becomes what its type makes of it and else stays text; numbers order items; unknown fields stay."""
    assert ROLE.read_request(replace(ROLE.encode({}), body=form)) == members


@pytest.mark.parametrize("form", [b"RoleName=%C3%28", b"\xff\xfe=1", b"RoleName=%ED%A0%80"])
def test_a_form_that_is_no_text_is_unreadable(form):
    """Bytes that are no UTF-8 raise the one error for that."""
    with pytest.raises(UnreadableWireError):
        ROLE.read_request(replace(ROLE.encode({}), body=form))


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None, database=None)
@given(JSON_VALUES)
def test_a_form_holds_any_value_or_says_why_not(value):
    """No JSON value whatever makes the encoder fail in another way than by saying what can't be expressed."""
    for codec, member in ((ROLE, "Tags"), (ROLE, "RoleName"), (INSTANCES, "Placement")):
        try:
            wire = codec.encode({member: value})
        except Inexpressible:
            continue
        assert isinstance(codec.read_request(wire), dict)


def test_flattened_lists_and_maps_have_no_name_between():
    """A flattened list's items stand under the item's name, where it has one, and are read back."""
    codec = Codec.of("sdb", "PutAttributes")
    members = {"DomainName": "d", "ItemName": "i", "Attributes": [{"Name": "n", "Value": "v"}]}
    assert fields(codec, **members)["Attribute.1.Name"] == "n"
    assert codec.read_request(codec.encode(members)) == members
    attributes = {"PlatformApplicationArn": "a", "Token": "t", "Attributes": {"k": "v"}}
    endpoint = Codec.of("sns", "CreatePlatformEndpoint")
    assert fields(endpoint, **attributes)["Attributes.entry.1.key"] == "k"
    assert endpoint.read_request(endpoint.encode(attributes)) == attributes


@pytest.mark.parametrize(
    ("codec", "body", "members", "problem"),
    [
        (ROLE, b"<R><CreateRoleResult><Role><RoleName>r</RoleName></Role></CreateRoleResult></R>", True, False),
        (ROLE, b"<R><Role><RoleName>r</RoleName></Role></R>", False, True),
        (ROLE, b"not XML", False, True),
        (
            Codec.of("iam", "DeleteRole"),
            b"<R><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></R>",
            False,
            False,
        ),
        (DELETE, b"oops", False, True),
    ],
)
def test_answers_stand_in_a_wrapper(codec, body, members, problem):
    """Members stand within the result's element, without which no client could read them; a bare envelope has none."""
    answer = codec.read_response(WireResponse(200, {}, body))
    assert answer.members == ({"Role": {"RoleName": "r"}} if members else {})
    assert (answer.problem is not None) is problem


def test_ec2_answers_have_no_wrapper():
    """EC2's members stand in the root, and its errors within two elements, also under a 200."""
    body = b"<R><instancesSet><item><instanceId>i</instanceId></item></instancesSet><requestId>1</requestId></R>"
    assert INSTANCES.read_response(WireResponse(200, {}, body)).members == {"Instances": [{"InstanceId": "i"}]}
    error = b"<Response><Errors><Error><Code>Bad</Code><Message>m</Message></Error></Errors></Response>"
    for status in (400, 200):
        answer = INSTANCES.read_response(WireResponse(status, {}, error))
        assert (answer.code, answer.message, answer.refused) == ("Bad", "m", True)
