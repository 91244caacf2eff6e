"""The text of an AWS API Reference page, as a browser copies it, to the operation that it documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NoReturn

from fencepost.documentation.api_syntax import parse_json_syntax
from fencepost.documentation.api_types import constrained, typed
from fencepost.documentation.block import Block
from fencepost.documentation.page import DocumentedError, DocumentedOperation, Member, PageSource
from fencepost.documentation.prose import sentences
from fencepost.documentation.service import service_name
from fencepost.documentation.syntax import IncompleteSyntaxError, Syntax
from fencepost.errors import UnreadableInputError

TITLE = re.compile(r"(?P<operation>[A-Z]\w+) - (?P<service>\S.*)")
SECTIONS = (
    "Request Syntax",
    "URI Request Parameters",
    "Request Headers",
    "Request Parameters",
    "Request Body",
    "Response Syntax",
    "Response Headers",
    "Response Elements",
    "Errors",
    "Examples",
    "See Also",
)
_REQUEST = ("URI Request Parameters", "Request Headers", "Request Parameters", "Request Body")
_RESPONSE = ("Response Headers", "Response Elements")
_FACT = re.compile(
    r"(?P<label>Type|Required|(?:(?:Key|Value) )?(?:Valid Values|Length Constraints|Pattern|Valid Range)"
    r"|Array Members|Map Entries):\s*(?P<value>.*)",
)
_NAME = re.compile(r"(?P<name>[A-Za-z][\w-]*)(?:\.member)?(?:\.N)?")
_STATUS = re.compile(r"HTTP Status Code:\s*(?P<status>\d{3})")
_EMPTY_BODY = "empty HTTP body"
#: What stands beside the title of a page in a browser.
_BUTTONS = frozenset(("PDF", "RSS", "Focus mode"))
_COPY_WHOLE = "Copy the whole page again, from its title to its errors and See Also."


@dataclass(slots=True)
class _Entry:
    """A name with the prose and the facts below it."""

    name: str
    line: int
    prose: list[Block] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)


def api_operation(blocks: Sequence[Block], source: PageSource, file: str) -> DocumentedOperation:
    """The operation of an API Reference page; `source` comes without a title, `file` names the page in errors.

    Raises UnreadableInputError for pages that end too early.
    """
    return _Page(blocks, source, file).operation()


class _Page:
    def __init__(self, blocks: Sequence[Block], source: PageSource, file: str) -> None:
        start = next(index for index, block in enumerate(blocks) if TITLE.fullmatch(block.plain))
        self.title, self.source, self.file = blocks[start].text, source, file
        self.last_line = blocks[-1].line
        self.sections = _split(blocks[start + 1 :])

    def operation(self) -> DocumentedOperation:
        if "Errors" not in self.sections:
            self._fail("the page ends before its Errors", self.last_line)
        title = TITLE.fullmatch(self.title)
        operation, service = (title["operation"], title["service"]) if title else ("", "")
        empty = any(_EMPTY_BODY in block.plain for name in _SPOKEN for block in self.sections.get(name, []))
        return DocumentedOperation(
            service_name(service, operation),
            operation,
            PageSource(self.source.kind, self.title, self.source.sha256),
            Member("", "structure", False, members=self._members(_REQUEST, "Request Syntax")),  # noqa: FBT003
            self._response(),
            sentences(block for block in self.sections[""] if block.plain not in {operation, *_BUTTONS}),
            self._errors(),
            empty,
        )

    def _response(self) -> Member | None:
        members = self._members(_RESPONSE, "Response Syntax")
        return Member("", "structure", members=members) if members else None

    def _members(self, names: Sequence[str], syntax_section: str) -> tuple[Member, ...]:
        syntax = self._syntax(syntax_section)
        required = syntax_section == "Request Syntax"
        entries = [entry for name in names for entry in _entries(self.sections.get(name, []))]
        for entry in entries:
            if not entry.facts:
                self._fail(f"nothing says the type of {entry.name}", entry.line)
        return tuple(_member(entry, syntax, request=required) for entry in entries)

    def _syntax(self, section: str) -> Syntax | None:
        blocks = self.sections.get(section, [])
        try:
            return parse_json_syntax("\n".join(block.text for block in blocks))
        except IncompleteSyntaxError:
            self._fail(f"the {section} that begins here isn't whole", blocks[0].line)

    def _errors(self) -> tuple[DocumentedError, ...]:
        blocks = self.sections["Errors"]
        marked = any(block.kind == "member" for block in blocks)
        stated = any(_STATUS.fullmatch(block.plain) for block in blocks)
        found: list[_Entry] = []
        begins = True
        for block in blocks:
            if status := _STATUS.fullmatch(block.plain):
                begins = True
                if found:
                    found[-1].facts["status"] = status["status"]
            elif block.kind == "member":
                found.append(_Entry(block.name, block.line))
            elif not marked and (begins or not stated) and _NAME.fullmatch(block.text):
                found.append(_Entry(block.text, block.line))
                begins = False
            elif found:
                found[-1].prose.append(block)
        return tuple(_error(entry) for entry in found)

    def _fail(self, problem: str, line: int) -> NoReturn:
        raise UnreadableInputError(problem, file=self.file, line=line, remedy=_COPY_WHOLE)


_SPOKEN = ("Response Elements", "Response Syntax", "Response Headers")


def _split(blocks: Sequence[Block]) -> dict[str, list[Block]]:
    """Blocks by section, `""` being the description; a title that comes out of turn is a word of the prose."""
    sections: dict[str, list[Block]] = {"": []}
    current = ""
    for block in blocks:
        if block.kind == "paragraph" and block.text in SECTIONS and _in_turn(block.text, current):
            current = block.text
            sections[current] = []
        else:
            sections[current].append(block)
    return sections


def _in_turn(title: str, current: str) -> bool:
    """Whether a section may follow another: they have one order, and only behind Errors come the last ones."""
    position, wanted = SECTIONS.index(current) if current else -1, SECTIONS.index(title)
    errors = SECTIONS.index("Errors")
    return wanted > position and (wanted <= errors or position >= errors)


def _entries(blocks: Sequence[Block]) -> list[_Entry]:
    """The members of a section: a name, prose, then facts.

    HTML says which names are members; in a text, only behind facts may the next name come.
    """
    found: list[_Entry] = []
    marked = any(block.kind == "member" for block in blocks)
    for block in blocks:
        fact = _FACT.fullmatch(block.plain) if block.kind == "paragraph" else None
        if fact and found:
            found[-1].facts[fact["label"]] = fact["value"].strip()
        elif name := _begun(block, free=not marked and (not found or bool(found[-1].facts))):
            found.append(_Entry(name, block.line))
        elif found:
            found[-1].prose.append(block)
    return found


def _begun(block: Block, *, free: bool) -> str | None:
    """The name of the member that a block begins; `free` says that one may begin where nothing marks it."""
    if block.kind == "member":
        found = _NAME.fullmatch(block.name)
        return found["name"] if found else block.name
    found = _NAME.fullmatch(block.text) if free and block.kind == "paragraph" else None
    return found["name"] if found else None


def _member(entry: _Entry, syntax: Syntax | None, *, request: bool) -> Member:
    place = syntax.child(entry.name) if syntax else None
    member = constrained(typed(entry.facts.get("Type", "String"), entry.name, place), entry.facts)
    required = entry.facts.get("Required", "No").startswith("Yes") if request else None
    return replace(member, required=required, sentences=sentences(entry.prose))


def _error(entry: _Entry) -> DocumentedError:
    status = entry.facts.get("status")
    return DocumentedError(entry.name, sentences(entry.prose), int(status) if status else None)
