"""The shapes of a service model to members, each subtree built once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from botocore.docs.bcdoc.restdoc import DocumentStructure
from botocore.docs.method import document_model_driven_method
from botocore.docs.params import RequestParamsDocumenter, ResponseParamsDocumenter

from fencepost.documentation.block import Block
from fencepost.documentation.markup import html_blocks
from fencepost.documentation.model_files import ModelFile
from fencepost.documentation.page import Member, Sentence
from fencepost.documentation.prose import sentences
from fencepost.documentation.rst import rst_blocks
from fencepost.documentation.syntax import DEEPEST
from fencepost.errors import UnreadableInputError

#: Types that only some models write, in botocore's usual words.
_WORDS = {
    "character": "string", "short": "integer", "byte": "integer", "biginteger": "long", "bigdecimal": "double"
}  # fmt: skip
_TRAITS = ("min", "max", "pattern")
#: AWS's largest operation has some 55,000 members; more than this only costs time and memory.
_MOST_MEMBERS = 400_000
_GENERATED = Block("paragraph", "This field is autopopulated if not provided.", 0, 0)


class ModelMembers:
    """Members of one service's messages, with a memory of what was built before."""

    def __init__(self, file: ModelFile) -> None:
        self._file = file
        self._shapes = file.shapes
        self._recurring = _recurring(file.shapes)
        self._below: dict[tuple[str, frozenset[str], bool], tuple[tuple[Member, ...], int]] = {}
        self._sentences: dict[str, tuple[Sentence, ...]] = {}
        self._noted: dict[tuple[str, tuple[str, ...], bool], tuple[Sentence, ...]] = {}

    def sentences(self, documentation: str) -> tuple[Sentence, ...]:
        """The sentences of a documentation string."""
        found = self._sentences.get(documentation)
        if found is None:
            found = self._sentences[documentation] = sentences(html_blocks(documentation))
        return found

    def below(self, shape: str, around: frozenset[str], *, request: bool) -> tuple[Member, ...]:
        """The members inside a shape, `around` being the shapes that enclose it. Raises UnreadableInputError."""
        return self._built(shape, around, request, 0)[0]

    def _built(self, shape: str, around: frozenset[str], request: bool, depth: int) -> tuple[tuple[Member, ...], int]:  # noqa: FBT001
        key = (shape, around, request)
        if key not in self._below:
            if depth > DEEPEST:
                self._refuse(f"shapes are nested deeper than {DEEPEST} levels below {shape}")
            inside = around | {shape} if shape in self._recurring else around
            found = [self._member(*one, inside, request, depth) for one in self._inside(shape, request=request)]
            size = sum(count for _, count in found)
            if size > _MOST_MEMBERS:
                self._refuse(f"{shape} holds more than {_MOST_MEMBERS:,} members")
            self._below[key] = (tuple(member for member, _ in found), size)
        return self._below[key]

    def _inside(self, name: str, *, request: bool) -> Iterator[tuple[str, Mapping[str, Any], bool | None]]:
        """Name, reference and required flag of each member of a shape."""
        shape = self._shapes[name]
        kind = _type(shape)
        optional = False if request else None
        if kind == "structure" or (kind == "eventstream" and not request):
            required = set(shape.get("required", ()))
            for member, reference in shape.get("members", {}).items():
                yield member, reference, member in required if request else None
        elif kind == "list":
            yield "[]", shape["member"], optional
        elif kind == "map":
            yield "{key}", shape["key"], optional
            yield "{}", shape["value"], optional

    def _member(
        self,
        name: str,
        reference: Mapping[str, Any],
        required: bool | None,  # noqa: FBT001
        around: frozenset[str],
        request: bool,  # noqa: FBT001
        depth: int,
    ) -> tuple[Member, int]:
        target = reference["shape"]
        shape = {**self._shapes[target], **reference}
        kind = _type(shape)
        recursive = target in around
        inside: tuple[Member, ...] = ()
        size = 0
        if not recursive and kind in ("structure", "list", "map", "eventstream"):
            inside, size = self._built(target, around, request, depth + 1)
        traits = {trait: shape[trait] for trait in _TRAITS if trait in shape}
        literals = tuple(shape.get("enum", ())) if kind == "string" and not recursive else ()
        said = self._said(shape, request=request)
        return Member(name, kind, required, literals, said, inside, traits, recursive), size + 1

    def _said(self, shape: Mapping[str, Any], *, request: bool) -> tuple[Sentence, ...]:
        """The sentences on a member, with what boto3 adds for unions and for tokens that it fills in by itself."""
        text = shape.get("documentation") or ""
        if not text:
            return ()
        union = bool(shape.get("union"))
        if not union and not (request and shape.get("idempotencyToken")):
            return self.sentences(text)
        names = tuple(shape.get("members", {})) if union else ()
        key = (text, names, request)
        if key not in self._noted:
            note = _union(names, request=request) if union else (_GENERATED,)
            self._noted[key] = sentences([*html_blocks(text), *note])
        return self._noted[key]

    def _refuse(self, problem: str) -> None:
        remedy = "Take the model anew from where it was published."
        raise UnreadableInputError(problem, file=self._file.path, remedy=remedy)


def _type(shape: Mapping[str, Any]) -> str:
    if shape.get("document") or (shape.get("jsonvalue") and shape.get("location") == "header"):
        return "document"  # JSON outside of a header is a string that the caller writes, for botocore too
    if shape.get("eventstream"):
        return "eventstream"
    kind = str(shape["type"])
    return _WORDS.get(kind, kind)


def _recurring(shapes: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """The shapes that may enclose themselves, and some that lie between two such: what neither ends nor begins."""
    targets = {name: set(_targets(shape)) for name, shape in shapes.items()}
    sources: dict[str, set[str]] = {name: set() for name in shapes}
    for name, found in targets.items():
        for target in found:
            sources[target].add(name)
    left = set(shapes)
    for forward, backward in ((targets, sources), (sources, targets)):
        count = {name: len(forward[name]) for name in shapes}
        ending = [name for name in shapes if not count[name]]
        while ending:
            name = ending.pop()
            left.discard(name)
            for other in backward[name]:
                count[other] -= 1
                if not count[other]:
                    ending.append(other)
    return frozenset(left)


def _targets(shape: Mapping[str, Any]) -> Iterator[str]:
    yield from (reference["shape"] for reference in shape.get("members", {}).values())
    yield from (shape[part]["shape"] for part in ("member", "key", "value") if part in shape)


@cache
def _union(names: tuple[str, ...], *, request: bool) -> tuple[Block, ...]:
    """The note that boto3 puts behind the documentation of a structure of which only one member may be given."""
    documenter = (RequestParamsDocumenter if request else ResponseParamsDocumenter)("", "", None)
    section = DocumentStructure("union", target="html")
    documenter._add_member_documentation(section, _Union(names), name="union")  # noqa: SLF001 - boto3's own words
    return _paragraphs(section)[1:]


@cache
def deprecation() -> tuple[Block, ...]:
    """The note that boto3 puts behind the description of an operation that is deprecated."""
    section = DocumentStructure("operation", target="html")
    document_model_driven_method(section, "", _Deprecated(), None, include_signature=False, example_prefix="")
    return _paragraphs(section.get_section("method-intro"))


def _paragraphs(section: DocumentStructure) -> tuple[Block, ...]:
    blocks = rst_blocks(section.flush_structure().decode().splitlines())
    return tuple(replace(block, column=0) for block in blocks if block.kind == "paragraph")


class _Union:
    """As much of a shape as botocore's documenter looks at."""

    type_name = "structure"
    documentation = "<p>Union</p>"
    is_tagged_union = True

    def __init__(self, names: tuple[str, ...]) -> None:
        self.members = dict.fromkeys(names)
        self.metadata: dict[str, Any] = {}
        self.serialization: dict[str, Any] = {}


class _Deprecated:
    """As much of an operation as botocore's documenter looks at."""

    name = ""
    deprecated = True
    input_shape = output_shape = None

    def __init__(self) -> None:
        self.service_model = self
        self.metadata: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        """Whichever stream it is asked for, there is none."""
        return lambda: None
