"""Where on the wire a member of a response stands, for those who read it without botocore."""

from __future__ import annotations

import re
from typing import Any

from fencepost.protocols.codec import Codec

_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_REST = ("rest-json", "rest-xml")
_JSON = ("json", "rest-json")
_XML = ("rest-xml", "query", "ec2")


def response_place(codec: Codec, path: str) -> dict[str, Any] | None:
    """Where the answer to an operation holds the member at a path such as `Items[0].Id`.

    `in` is `header`, `json` or `xml`; `at` is the header's name, or the steps below the root of the body: keys, with
    items by number, or elements by local name, the first of each. None where it stands nowhere.
    """
    steps: list[str | int] = [int(number) if number else name for number, name in _STEP.findall(path)]
    shape = codec.operation_model.output_shape
    if shape is None or not steps:
        return None
    if codec.protocol in _REST:
        first = shape.members[steps[0]]
        if first.serialization.get("location") == "header":
            return {"in": "header", "at": [first.serialization.get("name", steps[0])]}
        if shape.serialization.get("payload") == steps[0]:
            # The member is the whole body.
            shape, steps = first, steps[1:]
    if codec.protocol in _JSON:
        return {"in": "json", "at": _json_steps(shape, steps)}
    if codec.protocol in _XML:
        wrapper = shape.serialization.get("resultWrapper")
        return {"in": "xml", "at": ([wrapper] if wrapper else []) + _xml_steps(shape, steps)}
    return None


def _json_steps(shape: Any, steps: list[str | int]) -> list[str | int]:
    found: list[str | int] = []
    for step in steps:
        if isinstance(step, int):
            shape = shape.member
            found.append(step)
        else:
            shape = shape.members[step]
            found.append(shape.serialization.get("name", step))
    return found


def _xml_steps(shape: Any, steps: list[str | int]) -> list[str]:
    found: list[str] = []
    for step in steps:
        if isinstance(step, int):
            flat = shape.serialization.get("flattened")
            shape = shape.member
            # The items of a flattened list bear the list's own name, or theirs where they have one.
            if not flat:
                found.append(shape.serialization.get("name", "member"))
        else:
            shape = shape.members[step]
            found.append(shape.serialization.get("name", step))
    return found
