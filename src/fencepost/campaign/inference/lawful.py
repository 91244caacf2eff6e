"""Requests held against the contract: what is accepted counts only if the documentation permits it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fencepost.campaign.inference.recipe import Fresh, From, Place, sources
from fencepost.campaign.inference.scalars import FORMS, SAMPLE
from fencepost.contracts import Contract
from fencepost.generation import Requests, UnsatisfiableError, places


class Law:
    """What one contract says of requests: whether one is permitted, and the nearest that is."""

    def __init__(self, contract: Contract) -> None:
        self._requests = Requests(contract)
        self._firm = frozenset(c.id for c in contract.of("request") if c.expect == "reject")

    def broken(self, request: Mapping[str, Any]) -> frozenset[str]:
        """The firm promises that a request breaks."""
        return self._requests.checker.broken(request) & self._firm

    def mended(self, template: Mapping[str, Any], request: Mapping[str, Any]) -> tuple[Any, Any]:
        """The template and its request, changed as little as the contract asks for; as they are where it can't be.

        What names a live resource stays, even where the target issued a value that the contract refuses.
        """
        template, request = self._renamed(template, request)
        if not self.broken(request):
            return template, request
        try:
            lawful: Any = self._requests.mended(request)
        except UnsatisfiableError:
            return template, request
        mended: Any = lawful
        for place, source in sources(template):
            value, now = places.get(request, place), places.get(lawful, place)
            if now is None or value == now:
                if now is not None:
                    mended = places.with_value(mended, place, source)
                continue
            if isinstance(source, From):
                lawful, mended = (places.with_value(lawful, place, value), places.with_value(mended, place, source))
                continue
            form = next((f for f in FORMS if self._allows(lawful, place, f)), None)
            if form is not None:
                lawful = places.with_value(lawful, place, Fresh(form).named(SAMPLE))
                mended = places.with_value(mended, place, Fresh(form))
        return mended, lawful

    def _renamed(self, template: Mapping[str, Any], request: Mapping[str, Any]) -> tuple[Any, Any]:
        """The same with new names in forms that break less: a contract may know of more than botocore's traits."""
        changed: Any = request
        mended: Any = template
        left = self.broken(request)
        for place, source in sources(template) if left else ():
            if not isinstance(source, Fresh):
                continue
            for form in FORMS:
                other = places.with_value(changed, place, Fresh(form).named(SAMPLE))
                if self.broken(other) < left:
                    changed, mended, left = other, places.with_value(mended, place, Fresh(form)), self.broken(other)
                    break
        return mended, changed

    def _allows(self, lawful: Mapping[str, Any], place: Place, form: str) -> bool:
        return not self.broken(places.with_value(lawful, place, Fresh(form).named(SAMPLE)))
