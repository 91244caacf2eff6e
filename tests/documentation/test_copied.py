"""Pages copied from a browser against the RST that they were made of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fencepost.documentation import read, read_text

from .comparable import comparable
from .rendering import MODERN, OLDER, SpoiltPageError, Style, copied

Pages = Callable[[str], dict[str, Path]]

_SERVICES = ("codedeploy", "lightsail", "proton", "sqs")
_MORE_SERVICES = (
    *("cloudfront", "dynamodb", "lambda", "s3", "iam", "ec2", "route53", "sns"),
    *("bedrock-runtime", "wafv2", "cloudformation", "logs", "rds"),
)


@pytest.mark.parametrize("style", [pytest.param(MODERN, id="modern"), pytest.param(OLDER, id="older")])
@pytest.mark.parametrize(
    "service", [*_SERVICES, *(pytest.param(name, marks=pytest.mark.slow) for name in _MORE_SERVICES)]
)
def test_text_says_what_the_source_says(service: str, style: Style, pages: Pages) -> None:
    """Members, types, literals, required flags and sentences are the same, whether read from RST or from its text."""
    different, spoilt = [], []
    for path in pages(service).values():
        source = path.read_text(encoding="utf-8")
        try:
            text = copied(source, style)
        except SpoiltPageError:
            spoilt.append(path.name)
            continue
        if comparable(read_text(text), code=False) != comparable(read_text(source), code=False):
            different.append(path.name)
    assert different == []
    assert len(spoilt) < len(pages(service)) / 50


@pytest.mark.slow
def test_the_largest_of_the_services_reads_the_same(pages: Pages) -> None:
    """CloudFront's pages, in one of the layouts: that of the page of CloudFront that was given."""
    for path in pages("cloudfront").values():
        source = path.read_text(encoding="utf-8")
        assert comparable(read_text(copied(source, OLDER)), code=False) == comparable(read_text(source), code=False)


def test_both_layouts_are_recognised(pages: Pages) -> None:
    """The kind of a page follows from what it contains."""
    path = pages("proton")["UpdateServicePipeline"]
    source = path.read_text(encoding="utf-8")
    assert read(path).source.kind == "boto3-rst"
    assert read_text(copied(source, MODERN)).source.kind == "boto3-text"
    assert read_text(copied(source, OLDER)).source.kind == "boto3-text"


def test_windows_line_ends_and_trailing_spaces_change_nothing(pages: Pages) -> None:
    """A copy that went through another editor reads the same."""
    text = copied(pages("proton")["UpdateServicePipeline"].read_text(encoding="utf-8"), OLDER)
    edited = "\r\n".join(line + "  " for line in text.splitlines())
    assert comparable(read_text(edited)) == comparable(read_text(text))


def test_a_parameter_without_a_word_on_it_is_a_parameter() -> None:
    """Where the page says nothing about a parameter, the dash behind its type is missing; a list may look alike."""
    call = "response = client.move(\n    a='string',\n    b='string'\n)\n"
    head = f"Parcel.Client.move(**kwargs)\n\nRequest Syntax\n\n{call}"
    tail = "Return type:\n\ndict\n\nReturns:\n\nNone\n"
    page = f"{head}\nParameters:\n\n  • a (string)\n\n  • b (string) –\n\n    One of:\n\n    • c (string)\n\n{tail}"
    request = read_text(page).request
    assert [(member.name, len(member.sentences)) for member in request.members] == [("a", 0), ("b", 2)]
