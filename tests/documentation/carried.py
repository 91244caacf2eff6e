"""What boto3's pages carry of what a model says: the same operation, without what the generator prints nowhere."""

from __future__ import annotations

from dataclasses import replace

from fencepost.documentation import DocumentedOperation, Member, Sentence

#: Types that a page prints alike.
_PRINTED = {"long": "integer", "double": "float"}


def carried(operation: DocumentedOperation, *, code: bool = True) -> DocumentedOperation:
    """The operation as its page has it.

    A page prints no minimum, maximum or pattern of a member, no literals of a map's keys, and of errors neither status
    nor description. The text that a browser copies from it loses code spans as well (`code` is False).
    """
    return replace(
        operation,
        request=_member(operation.request, code=code),
        response=_member(operation.response, code=code) if operation.response else None,
        sentences=_sentences(operation.sentences, code=code),
        errors=tuple(replace(error, status=None, sentences=()) for error in operation.errors),
    )


def _member(member: Member, *, code: bool) -> Member:
    return replace(
        member,
        type=_PRINTED.get(member.type, member.type),
        literals=() if member.name == "{key}" else member.literals,
        sentences=_sentences(member.sentences, code=code),
        members=tuple(_member(inner, code=code) for inner in member.members),
        traits={},
    )


def _sentences(sentences: tuple[Sentence, ...], *, code: bool) -> tuple[Sentence, ...]:
    return sentences if code else tuple(replace(sentence, code=()) for sentence in sentences)
