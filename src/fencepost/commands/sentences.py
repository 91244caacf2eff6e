"""The documentation's sentences for reports, looked up when they are wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import botocore

from fencepost.documentation.models import read_operation, sentences_by_place
from fencepost.errors import UnreadableInputError
from fencepost.reporting import Sentences, no_sentences

#: The kind of page that is always at hand: botocore's own models, and those of `--models`.
_AT_HAND = "botocore"


def sentences_of(document: Mapping[str, Any], models: Path | None = None) -> Sentences:
    """The sentences for the findings of a report document, from the service models that are installed.

    A report says from which kind of page each finding's promises came. Pages of other kinds aren't at hand, so there
    are no sentences of theirs; nor are there for an operation that the models don't have, or where the report names
    another version of botocore, in which the places may be others.
    """
    version = document.get("versions", {}).get(_AT_HAND, botocore.__version__)
    if version != botocore.__version__ and models is None:
        return no_sentences
    at_hand = {one["operation"] for one in document["findings"] if one["source"]["kind"] == _AT_HAND}

    @lru_cache(maxsize=64)
    def every(operation: str) -> Mapping[str, str]:
        service, _, name = operation.partition(".")
        try:
            return sentences_by_place(read_operation(service, name, models=models))
        except UnreadableInputError:
            return {}

    def found(operation: str, places: Sequence[str]) -> Mapping[str, str]:
        known = every(operation) if operation in at_hand else {}
        return {place: known[place] for place in places if place in known}

    return found
