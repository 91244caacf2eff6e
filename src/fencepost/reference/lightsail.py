"""Lightsail's distributions.

Whatever can be updated is updated at once, so every operation has succeeded when it is answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fencepost.reference.behaviour import Behaviour
from fencepost.reference.issuer import ACCOUNT, REGION, Issuer
from fencepost.reference.operation import Answer, Operation, find
from fencepost.reference.refusal import RefusedError
from fencepost.reference.rule import Required
from fencepost.reference.rules import DISTRIBUTION_RULES, RULES, required, typed
from fencepost.reference.shape import STRING, Members, merge, strings, structure
from fencepost.reference.shapes import DISTRIBUTION, NEW_DISTRIBUTION
from fencepost.reference.situation import Situation

_SETTINGS = "cacheBehaviorSettings"
#: The members that an update may give, and that are read back under the same names.
_UPDATABLE = tuple(name for name in DISTRIBUTION.members if name != "distributionName")


class Lightsail:
    """The distributions of one account, and the operations on them."""

    def __init__(self, issuer: Issuer) -> None:
        self._issuer = issuer
        self._distributions: dict[str, Members] = {}
        self._deleted: dict[str, Members] = {}
        needed = required("InvalidInputException", "origin", "defaultCacheBehavior", "bundleId")
        bundle = typed(structure(bundleId=STRING), "InvalidInputException")
        self.operations: Mapping[str, Operation] = {
            "CreateDistribution": Operation(NEW_DISTRIBUTION, self._create, (*DISTRIBUTION_RULES, *needed, *bundle)),
            "GetDistributions": Operation(
                strings("distributionName"), self._get, typed(strings("distributionName"), "InvalidInputException")
            ),
            "DeleteDistribution": Operation(
                strings("distributionName"), self._delete, (Required("distributionName", "InvalidInputException"),)
            ),
            "UpdateDistribution": Operation(
                DISTRIBUTION, self._update, RULES["lightsail.UpdateDistribution"], self._situation
            ),
        }

    def _distribution(self, members: Members) -> Members:
        found = find(self._distributions, members.get("distributionName"))
        if found is None:
            raise RefusedError("NotFoundException", "There is no distribution of this name.")
        return found

    def _current(self, name: Any, behaviour: Behaviour) -> Members | None:
        found = find(self._distributions, name)
        return found if found or behaviour.forgets_deleted else find(self._deleted, name)

    def _situation(self, members: Members, behaviour: Behaviour) -> Situation:
        return Situation(exists=self._current(members.get("distributionName"), behaviour) is not None)

    def _operation(self, name: str, kind: str) -> Members:
        now = self._issuer.now()
        return {
            "id": self._issuer.uuid(),
            "resourceName": name,
            "resourceType": "Distribution",
            "createdAt": now,
            "location": _location(),
            "isTerminal": True,
            "operationDetails": "",
            "operationType": kind,
            "status": "Succeeded",
            "statusChangedAt": now,
        }

    def _made(self, name: str, bundle: str) -> Members:
        number = self._issuer.code(9).lower()
        return {
            "name": name,
            "arn": f"arn:aws:lightsail:{REGION}:{ACCOUNT}:Distribution/{self._issuer.uuid()}",
            "supportCode": f"{ACCOUNT}/{number}",
            "createdAt": self._issuer.now(),
            "location": _location(),
            "resourceType": "Distribution",
            "alternativeDomainNames": [],
            "status": "Enabled",
            "isEnabled": True,
            "domainName": f"{number}.cloudfront.net",
            "bundleId": bundle,
            "cacheBehaviors": [],
            "ableToUpdateBundle": True,
            "tags": [],
        }

    def _create(self, members: Members, behaviour: Behaviour) -> Answer:
        name = members["distributionName"]
        if name in self._distributions:
            raise RefusedError("InvalidInputException", "There is a distribution of this name.")
        made = _with(self._made(name, members["bundleId"]), members, behaviour)
        self._distributions[name] = made
        return Answer({"distribution": made, "operation": self._operation(name, "CreateDistribution")})

    def _get(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        if "distributionName" in members:
            return Answer({"distributions": [self._distribution(members)]})
        return Answer({"distributions": list(self._distributions.values())})

    def _delete(self, members: Members, behaviour: Behaviour) -> Answer:
        del behaviour
        name = self._distribution(members)["name"]
        self._deleted[name] = self._distributions.pop(name)
        return Answer({"operation": self._operation(name, "DeleteDistribution")})

    def _update(self, members: Members, behaviour: Behaviour) -> Answer:
        name = members.get("distributionName")
        # Without a rule that asks for an existing one, a test's variant makes it; a name is a string even then.
        key = name if isinstance(name, str) else ""
        old = self._current(key, behaviour) or self._made(key, "small_1_0")
        kept = {member: value for member, value in members.items() if behaviour.keeps(member)}
        self._distributions[key] = _with(old, kept, behaviour)
        return Answer({"operation": self._operation(key, "UpdateDistribution")})


def _location() -> Members:
    # The page gives the form of a zone, which a distribution has in the reference as anything else does.
    return {"availabilityZone": f"{REGION}a", "regionName": REGION}


def _with(old: Members, given: Members, behaviour: Behaviour) -> Members:
    """A distribution with the members given: settings replace those there were, an origin's members its own."""
    new = dict(old)
    for member in _UPDATABLE:
        if member in given:
            whole = member == _SETTINGS and behaviour.replacement != "partial"
            new[member] = given[member] if whole else merge(old.get(member), given[member])
    return new
