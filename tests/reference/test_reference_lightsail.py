"""Lightsail's UpdateDistribution through boto3."""

from __future__ import annotations

import re
from typing import Any

import pytest

SETTINGS = {"defaultTTL": 60, "minimumTTL": 1, "maximumTTL": 600, "forwardedHeaders": {"option": "none"}}


def made(lightsail: Any, **more: Any) -> Any:
    """A new distribution named `shop`."""
    return lightsail.create_distribution(
        distributionName="shop",
        bundleId="small_1_0",
        origin={"name": "web", "regionName": "eu-west-1", "protocolPolicy": "http-only"},
        defaultCacheBehavior={"behavior": "cache"},
        cacheBehaviorSettings=SETTINGS,
        **more,
    )["distribution"]


def read(lightsail: Any) -> Any:
    """The distribution as it stands."""
    (distribution,) = lightsail.get_distributions(distributionName="shop")["distributions"]
    return distribution


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"origin": {"name": "other", "regionName": "eu-north-1", "protocolPolicy": "https-only"}},
        {"defaultCacheBehavior": {"behavior": "dont-cache"}},
        {"cacheBehaviors": [{"path": "a/*", "behavior": "cache"}, {"behavior": "dont-cache"}]},
        {"isEnabled": False},
        {"cacheBehaviorSettings": {"allowedHTTPMethods": "GET,HEAD", "cachedHTTPMethods": "GET,HEAD,OPTIONS"}},
        {"cacheBehaviorSettings": {"minimumTTL": 0, "forwardedHeaders": {"option": "all"}}},
        {"cacheBehaviorSettings": {"minimumTTL": 1, "forwardedHeaders": {"option": "allow-list"}}},
        {"cacheBehaviorSettings": {"forwardedHeaders": {"option": "all", "headersAllowList": ["Host", "Referer"]}}},
        {"cacheBehaviorSettings": {"forwardedQueryStrings": {"option": True, "queryStringsAllowList": [""]}}},
    ],
    ids=str,
)
def test_updates_what_is_given(lightsail: Any, given: dict[str, Any]) -> None:
    """What is given is read back, settings as a whole, and nothing else changes."""
    made(lightsail)
    before = read(lightsail)
    lightsail.update_distribution(distributionName="shop", **given)
    assert read(lightsail) == {**before, **given}


def test_answers_with_an_operation(lightsail: Any) -> None:
    """The answer names the operation and its resource, and a zone of the documented form."""
    made(lightsail)
    operation = lightsail.update_distribution(distributionName="shop", isEnabled=True)["operation"]
    assert (operation["resourceName"], operation["resourceType"]) == ("shop", "Distribution")
    assert (operation["operationType"], operation["status"]) == ("UpdateDistribution", "Succeeded")
    assert operation["isTerminal"] is True
    assert re.fullmatch(r"[a-z]{2}-[a-z]+-\d[a-z]", operation["location"]["availabilityZone"])
    assert operation["createdAt"].year > 2000


def headers(value: Any) -> dict[str, Any]:
    """Settings with these forwarded headers."""
    return {"cacheBehaviorSettings": {"forwardedHeaders": value}}


@pytest.mark.parametrize(
    "given",
    [
        {"origin": {"regionName": "eu-west-9"}},
        {"origin": {"regionName": "EU-WEST-1"}},
        {"origin": {"protocolPolicy": "http"}},
        {"origin": {"name": 1}},
        {"defaultCacheBehavior": {"behavior": "Cache"}},
        {"cacheBehaviors": [{"behavior": "no-cache"}]},
        {"isEnabled": "true"},
        {"cacheBehaviorSettings": {"defaultTTL": 1.5}},
        {"cacheBehaviorSettings": {"defaultTTL": "1"}},
        {"cacheBehaviorSettings": {"allowedHTTPMethods": "HEAD,GET"}},
        {"cacheBehaviorSettings": {"cachedHTTPMethods": "GET,HEAD,OPTIONS,PUT,PATCH,POST,DELETE"}},
        {"cacheBehaviorSettings": {"forwardedCookies": {"option": "some"}}},
        {"cacheBehaviorSettings": {"forwardedQueryStrings": {"option": 1}}},
        headers({"option": "allow_list"}),
        headers({"headersAllowList": ["Host", "host"]}),
        headers({"headersAllowList": "Host"}),
        {"cacheBehaviorSettings": {"minimumTTL": 1, "forwardedHeaders": {"option": "all"}}},
    ],
    ids=str,
)
def test_refuses_and_changes_nothing(lightsail: Any, refused: Any, given: dict[str, Any]) -> None:
    """What breaks one promise is refused as invalid input, and the distribution stays as it was."""
    made(lightsail)
    before = read(lightsail)
    with refused("InvalidInputException"):
        lightsail.update_distribution(distributionName="shop", **given)
    assert read(lightsail) == before


def test_names_of_distributions(lightsail: Any, refused: Any) -> None:
    """A name is required, must be that of a distribution, belongs to one, and is free after its deletion."""
    made(lightsail)
    with refused("InvalidInputException"):
        made(lightsail)
    with refused("InvalidInputException"):
        lightsail.update_distribution(isEnabled=True)
    with refused("NotFoundException"):
        lightsail.update_distribution(distributionName="shops")
    assert lightsail.delete_distribution(distributionName="shop")["operation"]["operationType"] == "DeleteDistribution"
    with refused("NotFoundException"):
        lightsail.update_distribution(distributionName="shop")
    assert lightsail.get_distributions()["distributions"] == []
