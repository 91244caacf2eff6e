"""What it costs to put a small request on the wire, to read it back, and to read its answer."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest

from fencepost.protocols import Codec, WireResponse

#: The most that each of the three may take, in microseconds of processor time: of JSON and CBOR, of XML and forms.
LIGHT, HEAVY = 40, 80
DATE = b"2024-01-01T00:00:00Z"
CASES: list[tuple[str, str, int, dict[str, Any], bytes]] = [
    ("dynamodb", "PutItem", LIGHT, {"TableName": "t", "Item": {"a": {"S": "x"}}}, b'{"Attributes": {"a": {"S": "x"}}}'),
    ("lambda", "CreateFunction", LIGHT, {"FunctionName": "f", "Timeout": 3, "Tags": {"a": "b"}}, b'{"Timeout": 3}'),
    ("lambda", "ListFunctions", LIGHT, {"MaxItems": 3, "Marker": "x"}, b'{"Functions": [{"FunctionName": "f"}]}'),
    ("eventbridgev2", "CreateEventBus", LIGHT, {"Name": "x", "Description": "y"}, b"\xa1\x6bEventBusArn\x61a"),
    (
        "cloudfront",
        "CreateInvalidation",
        HEAVY,
        {
            "DistributionId": "d",
            "InvalidationBatch": {"Paths": {"Quantity": 1, "Items": ["/*"]}, "CallerReference": "c"},
        },
        b"<Invalidation><Id>i</Id><CreateTime>" + DATE + b"</CreateTime></Invalidation>",
    ),
    ("s3", "PutObject", HEAVY, {"Bucket": "plain-bucket", "Key": "k", "Body": "YWJj", "Metadata": {"a": "b"}}, b""),
    (
        "iam",
        "CreateRole",
        HEAVY,
        {"RoleName": "r", "AssumeRolePolicyDocument": "{}", "Tags": [{"Key": "k", "Value": "v"}]},
        b"<R><CreateRoleResult><Role><RoleName>r</RoleName></Role></CreateRoleResult></R>",
    ),
    (
        "ec2",
        "RunInstances",
        HEAVY,
        {"ImageId": "i", "MinCount": 1, "MaxCount": 2, "SecurityGroupIds": ["a", "b"]},
        b"<R><instancesSet><item><instanceId>i</instanceId></item></instancesSet></R>",
    ),
]


def cost(work: Any, argument: Any) -> float:
    """Microseconds of processor time per call, of the best of five rounds."""
    rounds = []
    for _ in range(5):
        start = process_time()
        for _ in range(400):
            work(argument)
        rounds.append((process_time() - start) / 400 * 1e6)
    return min(rounds)


@pytest.mark.slow
@pytest.mark.parametrize(("service", "operation", "most", "members", "body"), CASES, ids=lambda value: str(value)[:20])
def test_each_way_stays_within_its_budget(service, operation, most, members, body):
    """Encoding, reading back and reading the answer each take a fraction of what a case may cost in all."""
    codec = Codec.of(service, operation)
    wire, response = codec.encode(members), WireResponse(200, {}, body)
    spent = cost(codec.encode, members), cost(codec.read_request, wire), cost(codec.read_response, response)
    assert max(spent) <= most
