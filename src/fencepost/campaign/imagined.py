"""The live state of an operation that nobody wrote strategies for, where there is no target to find it out on."""

from __future__ import annotations

from typing import ClassVar

from fencepost.campaign.inference.catalogue import Catalogue, Leaf, Operation, catalogue_of
from fencepost.campaign.inference.producers import sources
from fencepost.campaign.inference.words import IDENTIFYING, NAMING, alike
from fencepost.campaign.live import Live, Reading, Situation
from fencepost.campaign.symbolic import SymbolicClient
from fencepost.contracts import Contract
from fencepost.generation.places import pattern_of

#: From how much agreement of words on a member names what the operation's own name speaks of.
_SAME = 2


class Imagined(Situation):
    """Each value that names a resource is a placeholder, `live.` and its path: whoever replays a request has it."""

    operation: ClassVar[str] = ""

    def __init__(self, client: SymbolicClient, contract: Contract) -> None:
        super().__init__(client)
        self._contract, self._placeholders = contract, client.placeholders
        self._models = client.models

    def prepare(self) -> Live:
        """Nothing is made; the values that name a resource are placeholders."""
        paths = dict.fromkeys([*self._promised(), *self._named()])
        bindings = {path: self._placeholders.token(f"live.{path.replace('{}', '[]')}") for path in paths}
        return Live(bindings, optional=frozenset(bindings), naming=frozenset(bindings))

    def read(self, live: Live) -> Reading | None:
        """There is nothing to read."""
        return None

    def _promised(self) -> list[str]:
        """The members that the contract says name something that exists, or its version."""
        keywords = ("exists", "currentVersion")
        return [one.path for one in self._contract.of("request") if one.keyword in keywords and one.path]

    def _named(self) -> list[str]:
        """The required members that name what another operation of the service makes."""
        catalogue = catalogue_of(self._contract.service, self._models)
        operation = catalogue.operations.get(self._contract.operation) if catalogue else None
        if catalogue is None or operation is None:
            return []
        return [pattern_of(leaf.place) for leaf in operation.given if _names_another(leaf, operation, catalogue)]


def _names_another(leaf: Leaf, operation: Operation, catalogue: Catalogue) -> bool:
    """Whether a member names a resource that must be there before the request."""
    # `QueueUrl` identifies; so does `Bucket`, which is called as what it names.
    identifies = leaf.field in IDENTIFYING or (not leaf.field and leaf.explicit and leaf.resource in catalogue.made)
    if leaf.place[0] not in operation.required or set(leaf.place[1:]) - {0} or not identifies:
        return False
    if operation.verb in NAMING and alike(leaf.resource, operation.noun) >= _SAME and leaf.field in ("", "name"):
        return False  # the name of what the request itself makes
    return any(catalogue.operations[one.operation].makes for one in sources(catalogue, leaf, operation))
