"""The little that a script must know of botocore's models: which members are bytes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from botocore.exceptions import BotoCoreError
from botocore.loaders import create_loader


class Shape:
    """A member's shape in a service model, or one of which nothing is known."""

    def __init__(self, shapes: Mapping[str, Any], name: str | None) -> None:
        self._shapes = shapes
        self._facts: Mapping[str, Any] = shapes.get(name, {}) if name else {}

    @property
    def is_bytes(self) -> bool:
        """Whether boto3 wants bytes here, where a contract holds base64."""
        return bool(self._facts.get("type") == "blob")

    def member(self, name: str) -> Shape:
        """The shape of a structure's member, or of a map's values."""
        found = self._facts.get("members", {}).get(name) or self._facts.get("value") or {}
        return Shape(self._shapes, found.get("shape"))

    @property
    def item(self) -> Shape:
        """The shape of a list's items."""
        return Shape(self._shapes, self._facts.get("member", {}).get("shape"))


def input_shape(service: str, operation: str) -> Shape:
    """The shape of an operation's request; one that knows nothing where botocore has no such operation."""
    model = _model(service, os.environ.get("AWS_DATA_PATH"))
    name = model.get("operations", {}).get(operation, {}).get("input", {}).get("shape")
    return Shape(model.get("shapes", {}), name)


# Findings are written service by service, so two models are enough; the largest takes tens of megabytes.
@lru_cache(maxsize=2)
def _model(service: str, search_path: str | None) -> Mapping[str, Any]:
    try:
        model: Mapping[str, Any] = create_loader(search_path).load_service_model(service, "service-2")
    except (BotoCoreError, ValueError):
        return {}
    return model
