"""How Lightsail's operations are exercised: a distribution of the run's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from hypothesis import strategies as st

from fencepost.campaign import Live, Reading, Situation, look, made

_NAMES = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", min_size=2, max_size=12)
_SECONDS = st.integers(0, 31_536_000)
_SETTINGS = "cacheBehaviorSettings"
#: What an update may give, and GetDistributions shows under the same names.
_MEMBERS = ("origin", "defaultCacheBehavior", _SETTINGS, "cacheBehaviors", "isEnabled")
_ORIGIN = ("name", "regionName", "protocolPolicy")


class UpdateDistribution(Situation):
    """A distribution in front of an instance."""

    operation = "UpdateDistribution"
    echoes: ClassVar[Mapping[str, str]] = {"operation.resourceName": "distributionName"}
    values: ClassVar[Mapping[str, st.SearchStrategy[Any]]] = {
        "distributionName": _NAMES,
        "origin.name": _NAMES,
        f"{_SETTINGS}.defaultTTL": _SECONDS,
        f"{_SETTINGS}.minimumTTL": _SECONDS,
        f"{_SETTINGS}.maximumTTL": _SECONDS,
        f"{_SETTINGS}.forwardedCookies.cookiesAllowList[]": _NAMES,
        f"{_SETTINGS}.forwardedQueryStrings.queryStringsAllowList[]": _NAMES,
        "cacheBehaviors[].path": _NAMES.map(lambda name: f"{name}/*"),
    }

    def prepare(self) -> Live:
        """Makes a distribution."""
        name = self.client.names.new()
        members = {
            "distributionName": name,
            "origin": {"name": "fencepost-origin", "regionName": "us-east-1", "protocolPolicy": "http-only"},
            "defaultCacheBehavior": {"behavior": "cache"},
            "bundleId": "small_1_0",
        }
        made(self.client, "lightsail.CreateDistribution", members)
        return Live({"distributionName": name})

    def read(self, live: Live) -> Reading | None:
        """Reads the distribution."""
        found = look(self.client, "lightsail.GetDistributions", live.bindings)
        distributions = (found or {}).get("distributions") or []
        if not distributions:
            return None
        shown = distributions[0]
        members = {name: shown.get(name) for name in _MEMBERS}
        if isinstance(members.get("origin"), dict):
            # The reading also shows what the service itself knows of the origin.
            members["origin"] = {name: value for name, value in members["origin"].items() if name in _ORIGIN}
        return Reading(members)

    def remove(self, live: Live) -> bool:
        """Deletes the distribution."""
        return self.client.call("lightsail.DeleteDistribution", live.bindings).accepted
