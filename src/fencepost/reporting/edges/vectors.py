"""Test vectors as JSON Lines, for programs in any language."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from fencepost.reporting.finding import plain


def vector_lines(document: Mapping[str, Any]) -> Iterator[str]:
    """A line for the setup of an operation, where it needs one, and one for each of its vectors."""
    for line in ([document["setup"]] if document["setup"] else []) + list(document["vectors"]):
        yield json.dumps(plain(line), ensure_ascii=True, allow_nan=False) + "\n"


def vectors_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of each line."""
    text = files("fencepost.reporting").joinpath("vectors.schema.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    return document
