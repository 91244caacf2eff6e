"""What is done for engines that know no live resources: identifiers and values of a domain are put into a request.

None of it makes an invalid request valid, nor a valid one invalid.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from wsgiref.types import WSGIApplication

import jsonschema_rs

import fencepost
from benchmarks.peer.description import request_on_wire
from benchmarks.peer.outcome import Stopwatch
from fencepost.api import Resource
from fencepost.contracts import Contract
from fencepost.generation import places
from fencepost.generation.case import Place
from fencepost.targets import WsgiTarget

#: Valid requests of which examples and values of a domain are taken.
_STOCK = 16


class Help:
    """Fits the requests of one operation to a live resource, which is made anew whenever a request was accepted.

    `clock` holds what that takes, the target's time included. Raises SetupError where no resource can be made.
    """

    def __init__(self, contract: Contract, application: WSGIApplication, seed: int) -> None:
        self.clock = Stopwatch()
        self._contract = contract
        self._target = WsgiTarget(lambda: application, fresh=False)
        self._whole = jsonschema_rs.validator_for(request_on_wire(contract))
        self._resource: Resource | None = None
        self._turn = 0
        session = self._live().session
        self._stock = session.cases.requests.stock(_STOCK, seed)
        self._domains = dict(self._drawn(path) for path in session.situation.values if "[" not in path)

    def _live(self) -> Resource:
        if self._resource is None:
            self._resource = fencepost.live(self._contract, self._target)
        return self._resource

    def _drawn(self, path: str) -> tuple[Place, list[Any]]:
        """A place and the values of its domain that the stock has there."""
        place = places.tokens(path)
        found = (places.get(request, place) for request in self._stock)
        return place, [value for value in found if value is not None]

    def close(self) -> None:
        """Lets go of the target."""
        self._target.close()

    def renew(self) -> None:
        """Gives the next request a resource of its own."""
        self._resource = None

    def examples(self) -> list[dict[str, Any]]:
        """A few valid requests that were accepted; the smallest comes first."""
        found = []
        for request in [self._live().request, *self._stock]:
            fitted = self.fitted(dict(request))
            if self._live().session.client.call(self._contract.name, fitted).accepted:
                found.append(fitted)
                self.renew()
        return found

    def fitted(self, members: Any) -> Any:
        """The members with the resource's identifiers and values of a domain, wherever that leaves them as valid.

        What is no object is given back as it is.
        """
        return self.clock.timed(self._fitted, members) if isinstance(members, dict) else members

    def _fitted(self, members: dict[str, Any]) -> dict[str, Any]:
        valid = self._whole.is_valid(members)
        for place, value in self._proposals():
            there = places.get(members, place)
            if type(there) is not type(value) and not (there is None and self._may_add(place, valid=valid)):
                continue  # its type, or its absence, may be the very violation
            changed = places.with_value(members, place, value)
            members = changed if self._whole.is_valid(changed) == valid else members
        return members

    def _may_add(self, place: Place, *, valid: bool) -> bool:
        """Whether an identifier that isn't there is missing by chance."""
        return place in self._named and (valid or place[0] not in self._contract.request.get("required", ()))

    @property
    def _named(self) -> dict[Place, Any]:
        """The resource's identifiers by their places."""
        return {places.tokens(path): value for path, value in self._live().state.bindings.items()}

    def _proposals(self) -> Iterator[tuple[Place, Any]]:
        """Places and values that a target can do something with: those of the domains, and identifiers."""
        self._turn += 1
        named = self._named
        for place, values in self._domains.items():
            if values and place not in named:
                yield place, values[self._turn % len(values)]
        yield from named.items()
