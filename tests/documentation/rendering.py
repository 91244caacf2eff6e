"""boto3's RST as a browser shows it, copied to plain text: the two layouts in which such pages are handed on.

docutils parses the RST, so that the text owes nothing to the reader under test. The method directive and the roles are
Sphinx's; here they are replaced by the little that the text needs of them.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst import roles as role_registry

_ROLES = ("doc", "ref", "class", "py:class", "py:meth", "py:attr")
_SETTINGS = {
    "report_level": 2,  # keeps the messages in the document, where the renderer passes them over
    "warning_stream": False,
    "halt_level": 5,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "line_length_limit": 10_000_000,  # a member with hundreds of literals takes one line
}
#: The generator writes no blank line behind `:returns: None` and `response = client.x()`, which does no harm.
_HARMLESS = ("Field list ends", "Literal block ends")
_SPOILT = ("Unexpected indentation", "unexpected unindent")


@dataclass(frozen=True)
class Style:
    """How a browser copies a page: the marks behind headings, the dash, the quotes, and whether lists are tight."""

    anchor: str
    dash: str
    colon: str
    curly: bool
    tight: bool
    spaced_code: bool


#: Today's theme: anchors behind headings, dashes and quotes made typographic.
MODERN = Style(anchor="#", dash="–", colon=":", curly=True, tight=False, spaced_code=False)
#: The older theme: plain dashes, a space behind each code span.
OLDER = Style(anchor="", dash="--", colon="", curly=False, tight=True, spaced_code=True)


class _Method(Directive):
    has_content = True
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        method = nodes.container("", nodes.paragraph("", "", nodes.literal("", self.arguments[0]), classes=["method"]))
        self.state.nested_parse(self.content, self.content_offset, method)
        return [method]


def _role(_name, _raw, text, _line, _inliner, _options=None, _content=()):  # type: ignore[no-untyped-def]
    title = re.sub(r"\s*<[^<>]*>$", "", text)
    return [nodes.inline("", title.lstrip(".~") if title == text else title)], []


@contextlib.contextmanager
def _sphinx() -> Iterator[None]:
    """Sphinx's directive and roles, registered with docutils for as long as a page is parsed."""
    directives.register_directive("py:method", _Method)
    for name in _ROLES:
        roles.register_local_role(name, _role)
    try:
        yield
    finally:
        directives._directives.pop("py:method")
        for name in _ROLES:
            role_registry._roles.pop(name)


class SpoiltPageError(Exception):
    """A page that doesn't render as it was meant: a line break in a documentation string upsets its indentation."""


def copied(rst: str, style: Style) -> str:
    """The text that a browser copies from the page whose RST is given. Raises SpoiltPageError."""
    with _sphinx():
        document = publish_doctree(rst, settings_overrides=_SETTINGS)
    messages = (message.astext() for message in document.findall(nodes.system_message))
    serious = [message for message in messages if not any(harmless in message for harmless in _HARMLESS)]
    if any(sign in message for message in serious for sign in _SPOILT):
        raise SpoiltPageError
    return _Copy(style).page(document)


class _Copy:
    def __init__(self, style: Style) -> None:
        self.style = style
        self.lines: list[str] = []

    def page(self, document: nodes.document) -> str:
        self.children(document, 0)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip("\n")

    def children(self, node: nodes.Element, indent: int) -> None:
        for child in node.children:
            self.block(child, indent)

    def block(self, node: nodes.Node, indent: int) -> None:
        if isinstance(node, nodes.title):
            self.put(node.astext() + self.style.anchor, indent)
        elif isinstance(node, nodes.paragraph):
            anchor = self.style.anchor if "method" in node["classes"] else ""
            self.put(self.inline(node) + anchor, indent)
        elif isinstance(node, nodes.bullet_list):
            self.bullets(node, indent)
        elif isinstance(node, nodes.literal_block):
            self.lines += [*(" " * indent + line for line in node.astext().splitlines()), ""]
        elif isinstance(node, nodes.field_list):
            self.fields(node, indent)
        elif isinstance(node, nodes.Admonition):
            self.put(type(node).__name__.capitalize(), indent)
            self.children(node, indent)
        elif isinstance(node, nodes.enumerated_list):
            for number, item in enumerate(node.children, 1):
                self.item(item, f"{number}. ", indent)
        elif isinstance(node, nodes.term):
            self.put(self.inline(node), indent)
        elif isinstance(node, nodes.Element) and not isinstance(node, (nodes.system_message, nodes.Invisible)):
            self.children(node, indent)

    def put(self, text: str, indent: int) -> None:
        self.lines += [" " * indent + text, ""]

    def bullets(self, node: nodes.bullet_list, indent: int) -> None:
        tight = self.style.tight and all(len(item.children) == 1 for item in node.children)
        for item in node.children:
            self.item(item, "• ", indent)
            if tight:
                self.lines.pop()
        if tight:
            self.lines.append("")

    def item(self, item: nodes.Element, mark: str, indent: int) -> None:
        start = len(self.lines)
        self.children(item, indent + 2)
        if len(self.lines) == start:
            self.put("", indent + 2)
        self.lines[start] = " " * indent + mark + self.lines[start].lstrip()

    def fields(self, node: nodes.field_list, indent: int) -> None:
        """Parameters as Sphinx merges them from `:type:` and `:param:`; without a bullet where there is only one."""
        bodies = {field[0].astext(): field[1] for field in node.children}
        parameters = [name.removeprefix("param ") for name in bodies if name.startswith("param ")]
        if parameters:
            self.lines.append(" " * indent + f"Parameters{self.style.colon}")
        for name in parameters:
            word = self.inline(bodies[f"type {name}"].children[0])
            mark, at = ("• ", indent + 2) if len(parameters) > 1 else ("", indent)
            self.parameter(f"{mark}{name} ({word}) {self.style.dash}", bodies[f"param {name}"], at)
        for name, title in (("rtype", "Return type"), ("returns", "Returns")):
            if name in bodies:
                self.put(title + self.style.colon, indent)
                self.children(bodies[name], indent)

    def parameter(self, head: str, body: nodes.Element, indent: int) -> None:
        if len(body.children) == 1 and isinstance(body.children[0], nodes.paragraph):
            self.put(f"{head} {self.inline(body.children[0])}", indent)
        else:
            self.put(head, indent)
            self.children(body, indent + 2)

    def inline(self, node: nodes.Node) -> str:
        parts = []
        for child in node.children:
            following = parts and isinstance(child, nodes.Text) and self.style.spaced_code and parts[-1][1]
            text = child.astext() if isinstance(child, nodes.literal) else self.typography(child.astext())
            if following and re.match(r"[.,](\s+[A-Z]|\s*$)|,\s", text):
                text = " " + text
            parts.append((text, isinstance(child, nodes.literal)))
        return " ".join("".join(text for text, _ in parts).split())

    def typography(self, text: str) -> str:
        if re.fullmatch(r"\([^()]*\) --", text) or text.strip() == "--":
            return text.replace("--", self.style.dash)
        return text.replace("'", "’") if self.style.curly else text
