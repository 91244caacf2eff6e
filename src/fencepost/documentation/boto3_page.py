"""Blocks of a boto3 page to the operation that it documents, whatever format they came in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from fencepost.documentation.block import Block
from fencepost.documentation.definition_terms import with_terms_outside
from fencepost.documentation.members import Draft, MissingMembersError, TooDeepError, drafts, from_syntax, root
from fencepost.documentation.page import DocumentedError, DocumentedOperation, Member, PageSource
from fencepost.documentation.prose import sentences
from fencepost.documentation.service import operation_name, operations, service_name
from fencepost.documentation.syntax import IncompleteSyntaxError, Syntax, parse_syntax
from fencepost.errors import UnreadableInputError

SIGNATURE = re.compile(r"(?P<client>\w+)\.Client\.(?P<method>\w+)\((?P<arguments>.*)\)\s*[#¶]?")
#: The kinds of block that may follow the title of a section.
_TITLES = {
    "Request Syntax": ("literal",),
    "Parameters": ("member", "literal"),
    "Return type": ("paragraph",),
    "Returns": ("paragraph",),
    "Response Syntax": ("literal",),
    "Response Structure": ("member", "literal"),
    "Exceptions": ("bullet",),
    "Examples": ("paragraph", "literal"),
}
#: The sections that may come next; a title that comes out of turn is a word of the prose.
_NEXT = {
    "": ("Request Syntax",),
    "Request Syntax": ("Parameters", "Return type", "Returns"),
    "Parameters": ("Return type", "Returns"),
    "Return type": ("Returns",),
    "Returns": ("Response Syntax", "Exceptions", "Examples"),
    "Response Syntax": ("Response Structure",),
    "Response Structure": ("Exceptions", "Examples"),
    "Exceptions": ("Examples",),
    "Examples": (),
}
_EXCEPTION = re.compile(r"[\w.]*\.exceptions\.(?P<code>\w+)")
#: Of the methods that every client has beside its operations, this one alone has no arguments, as some operations have.
_HELPER_WITHOUT_ARGUMENTS = "close"
_COPY_WHOLE = "Copy the whole page again, from its title to its list of exceptions."
_OTHER_FORMAT = "Give the page's RST source, or read the service's model instead with `fencepost derive --service`."
_TOO_LARGE = "too large to render"


@dataclass(slots=True)
class _Sections:
    """The blocks of a page by section; `""` is the description."""

    blocks: dict[str, list[Block]] = field(default_factory=dict)

    def of(self, title: str) -> list[Block]:
        return self.blocks.get(title, [])

    def literal(self, title: str) -> Block | None:
        return next((block for block in self.of(title) if block.kind == "literal"), None)


def boto3_operation(blocks: Sequence[Block], source: PageSource, file: str) -> DocumentedOperation:
    """The operation of a boto3 page; `source` comes without a title, `file` names the page in errors.

    Raises UnreadableInputError for pages that end too early, contradict themselves, or document no operation.
    """
    return _Page(blocks, source, file).operation()


class _Page:
    def __init__(self, blocks: Sequence[Block], source: PageSource, file: str) -> None:
        self.source, self.file = source, file
        self.last_line = blocks[-1].line if blocks else 1
        start, self.signature = _signature(blocks)
        self.signature_line = blocks[start].line
        self.sections = _split(blocks[start + 1 :])

    def operation(self) -> DocumentedOperation:
        self._check_complete()
        method = self.signature["method"]
        service = service_name(self.signature["client"], method)
        return DocumentedOperation(
            service,
            operation_name(service, method),
            PageSource(self.source.kind, method, self.source.sha256),
            self._request(),
            self._response(),
            sentences(with_terms_outside(_without_link(self.sections.of("")))),
            tuple(DocumentedError(code) for code in _codes(self.sections.of("Exceptions"))),
            omitted=self._omitted(),
        )

    def _check_complete(self) -> None:
        """Every operation's page says how it is called and what it returns."""
        if "Request Syntax" not in self.sections.blocks:
            if "Returns" in self.sections.blocks or "Return type" in self.sections.blocks or self._helper():
                self._fail(
                    f"{self.signature['method']} is no operation of the API, but a helper of boto3's client",
                    self.signature_line,
                    "Give the page of an operation: those have a section Request Syntax.",
                )
            self._fail("the page ends before its Request Syntax", self.last_line, _COPY_WHOLE)
        if "Returns" not in self.sections.blocks:
            self._check_rendered()
            self._fail("the page ends before it says what the operation returns", self.last_line, _COPY_WHOLE)

    def _check_rendered(self) -> None:
        """A line break in a documentation string can upset a page, so that fields are shown by their names in RST."""
        for blocks in self.sections.blocks.values():
            for block in blocks:
                if block.plain.rstrip(":") == "rtype":
                    self._fail("the page was spoilt when it was rendered", block.line, _OTHER_FORMAT)

    def _helper(self) -> bool:
        """Whether the method is one that boto3 adds to what the service has."""
        if self.signature["arguments"]:
            return self.signature["arguments"] != "**kwargs"
        method = self.signature["method"]
        known = operations(service_name(self.signature["client"], method))
        return method not in known if known else method == _HELPER_WITHOUT_ARGUMENTS

    def _request(self) -> Member:
        return self._structure("Request Syntax", "Parameters", self._drafts("Parameters"), request=True)

    def _response(self) -> Member | None:
        if any(block.plain == "None" for block in self.sections.of("Returns")):
            return None
        found = self._drafts("Response Structure")
        if not found and not self._left_out("Response Structure"):
            self._fail("the page ends before its Response Structure", self.last_line, _COPY_WHOLE)
        inside = found[0].inside if len(found) == 1 and not found[0].head.name else found
        return self._structure("Response Syntax", "Response Structure", inside, request=False)

    def _structure(self, title: str, section: str, found: list[Draft], *, request: bool) -> Member:
        syntax = self._syntax(title)
        if syntax and self._left_out(section):
            return Member("", "structure", False if request else None, members=from_syntax(syntax))
        try:
            return root(found, syntax, request=request)
        except MissingMembersError as missing:
            names = ", ".join(missing.names)
            self._fail(f"the {title} names {names}, but the page doesn't describe it", self.last_line, _COPY_WHOLE)

    def _syntax(self, title: str) -> Syntax | None:
        block = self.sections.literal(title)
        if not block:
            self._fail(f"the {title} is missing", self.last_line, _COPY_WHOLE)
        try:
            return parse_syntax(block.text.splitlines())
        except IncompleteSyntaxError:
            self._fail(f"the {title} that begins here isn't whole", block.line, _COPY_WHOLE)

    def _drafts(self, section: str) -> list[Draft]:
        try:
            return drafts(self.sections.of(section))
        except TooDeepError as deep:
            self._fail("members are nested deeper here than on any page of AWS", deep.line, _COPY_WHOLE)

    def _left_out(self, section: str) -> bool:
        block = self.sections.literal(section)
        return bool(block and _TOO_LARGE in block.text)

    def _omitted(self) -> tuple[str, ...]:
        return tuple(title for title in _TITLES if self._left_out(title))

    def _fail(self, problem: str, line: int, remedy: str) -> NoReturn:
        raise UnreadableInputError(problem, file=self.file, line=line, remedy=remedy)


def _signature(blocks: Sequence[Block]) -> tuple[int, re.Match[str]]:
    for index, block in enumerate(blocks):
        if found := SIGNATURE.fullmatch(block.plain):
            return index, found
    raise AssertionError  # the format was recognised by it


def _split(blocks: Sequence[Block]) -> _Sections:
    """Blocks by section. Behind the first member of a section, a title stands no further right than that member."""
    sections, title = _Sections({"": []}), ""
    edge: int | None = None
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if block.kind == "member" and title == "Request Syntax":
            title = "Parameters"
        elif _is_title(block, following, title) and (edge is None or block.column <= edge):
            title, edge = block.plain.rstrip(":"), None
            sections.blocks.setdefault(title, [])
            continue
        if block.kind == "member" and edge is None:
            edge = max(block.column, 0)
        sections.blocks.setdefault(title, []).append(block)
    return sections


def _is_title(block: Block, following: Block | None, current: str) -> bool:
    title = block.plain.rstrip(":")
    if block.kind != "paragraph" or following is None or title not in _NEXT[current]:
        return False
    if title == "Exceptions":
        return bool(_EXCEPTION.fullmatch(following.plain))
    return following.kind in _TITLES[title]


def _without_link(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if not block.plain.startswith("See also: AWS API Documentation")]


def _codes(blocks: list[Block]) -> list[str]:
    found = (_EXCEPTION.fullmatch(block.plain) for block in blocks)
    return list(dict.fromkeys(match["code"] for match in found if match))
