"""What two readings of one operation can be compared by."""

from __future__ import annotations

from dataclasses import replace

from fencepost.documentation import DocumentedOperation, Member, Sentence

#: What Sphinx makes of plain quotes, dashes and dots.
_TYPOGRAPHY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "–": "--", "—": "---"})


def comparable(operation: DocumentedOperation, *, code: bool = True) -> DocumentedOperation:
    """The operation without its bytes and its kind, quotes and dashes made plain; without code spans if not `code`."""
    return replace(
        operation,
        source=replace(operation.source, kind="", sha256=""),
        request=_member(operation.request, code=code),
        response=_member(operation.response, code=code) if operation.response else None,
        sentences=tuple(_sentence(sentence, code=code) for sentence in operation.sentences),
        errors=tuple(
            replace(error, sentences=tuple(_sentence(sentence, code=code) for sentence in error.sentences))
            for error in operation.errors
        ),
    )


def _member(member: Member, *, code: bool) -> Member:
    return replace(
        member,
        sentences=tuple(_sentence(sentence, code=code) for sentence in member.sentences),
        members=tuple(_member(inner, code=code) for inner in member.members),
    )


def _sentence(sentence: Sentence, *, code: bool) -> Sentence:
    spans = tuple(map(_plain, sentence.code)) if code else ()
    return replace(sentence, text=_plain(sentence.text), code=spans, term=sentence.term and _plain(sentence.term))


def _plain(text: str) -> str:
    return text.translate(_TYPOGRAPHY)
