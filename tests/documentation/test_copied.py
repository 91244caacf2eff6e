"""Pages copied from a browser against the RST that they were made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from fencepost.documentation import DocumentedOperation, Member, Sentence, read, read_text

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
        if _comparable(read_text(text, name=str(path))) != _comparable(read_text(source, name=str(path))):
            different.append(path.name)
    assert different == []
    assert len(spoilt) < len(pages(service)) / 50


def test_the_largest_of_the_services_reads_the_same(pages: Pages) -> None:
    """CloudFront's pages, in one of the layouts: that of the page of CloudFront that was given."""
    for path in pages("cloudfront").values():
        source = path.read_text(encoding="utf-8")
        assert _comparable(read_text(copied(source, OLDER))) == _comparable(read_text(source))


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
    assert _comparable(read_text(edited)) == _comparable(read_text(text))


def _comparable(operation: DocumentedOperation) -> DocumentedOperation:
    """The operation without what only one of the formats has: code spans, curly quotes, and its own bytes."""
    return replace(
        operation,
        source=replace(operation.source, kind="", sha256=""),
        request=_plain_member(operation.request),
        response=_plain_member(operation.response) if operation.response else None,
        sentences=tuple(map(_plain_sentence, operation.sentences)),
    )


def _plain_member(member: Member) -> Member:
    return replace(
        member,
        sentences=tuple(map(_plain_sentence, member.sentences)),
        members=tuple(map(_plain_member, member.members)),
    )


def _plain_sentence(sentence: Sentence) -> Sentence:
    term = sentence.term.replace("’", "'") if sentence.term else None
    return replace(sentence, text=sentence.text.replace("’", "'"), code=(), term=term)
