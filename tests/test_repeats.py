"""Long texts as what they repeat."""

from __future__ import annotations

import base64
import json

import pytest

from fencepost.repeats import LONG, compact, whole


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "{" + "0" * 5000 + "}",
        base64.b64encode(bytes(3000)).decode(),
        "ab" * 900 + "tail",
        "short",
        "",
        "".join(chr(0x100 + number % 7919) for number in range(2 * LONG)),
    ],
    ids=["one letter", "in brackets", "base64", "two letters", "short", "empty", "without repeats"],
)
def test_a_text_comes_back_whole(text: str) -> None:
    """Whatever the text, its compact form stands for it, survives JSON, and is no longer than it."""
    made = compact(text)
    assert whole(json.loads(json.dumps(made))) == text
    assert len(json.dumps(made)) <= len(json.dumps(text))


def test_ten_megabytes_take_a_line() -> None:
    """A value at a limit of ten million characters is a few dozen of them in a report."""
    assert len(json.dumps(compact("fencepost" + "0" * 10_485_760))) < 60


def test_texts_inside_a_structure_come_back() -> None:
    """Members, items and their other values are as they were."""
    value = {"Name": compact("x" * 4096), "Tags": [{"Key": compact("y" * 2000)}], "Count": 3}
    assert whole(value) == {"Name": "x" * 4096, "Tags": [{"Key": "y" * 2000}], "Count": 3}
