"""Bodies that break XML, or that say something with it which no client of AWS says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

#: Deeper than recursive readers follow, yet no more than a few hundred kilobytes.
DEPTH = 10_000
_DIGITS = 400
#: Texts that are of few types.
_TEXTS: Mapping[str, bytes] = {
    "nan": b"NaN",
    "huge-exponent": b"1e999",
    "huge-integer": b"9" * _DIGITS,
    "hexadecimal": b"0x1f",
    "bad-date": b"2024-13-41T25:61:61Z",
    "bad-base64": b"%%%",
    "empty": b"",
    "element": b"<FencepostUnknown>x</FencepostUnknown>",
}
_LEAF = re.compile(rb"<([A-Za-z_][\w.:-]*)>[^<]*</\1>")
_ROOT = re.compile(rb"<([A-Za-z_][\w.:-]*)([^<>]*?)(/?)>")
_PROLOG = re.compile(rb"\s*<\?xml[^>]*\?>\s*")


def xml_bodies(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Variants of a document, each with its label; none of what isn't one."""
    document = body[prolog.end() :] if (prolog := _PROLOG.match(body)) else body
    root = _ROOT.match(document)
    if root is None:
        return
    name, attributes = root.group(1), root.group(2)
    inside = b"" if root.group(3) else document[root.end() : document.rindex(b"</")]

    def made(content: bytes, *, tag: bytes = name, attrs: bytes = attributes) -> bytes:
        return b"<" + tag + attrs + b">" + content + b"</" + tag + b">"

    yield "xml-wrong-root", made(inside, tag=b"FencepostUnknown")
    yield "xml-no-namespace", made(inside, attrs=b"")
    yield "xml-wrong-namespace", made(inside, attrs=b' xmlns="http://example.com/fencepost/"')
    yield "xml-unbound-prefix", made(inside, tag=b"unbound:" + name)
    yield "xml-mismatched-end", b"<" + name + attributes + b">" + inside + b"</FencepostUnknown>"
    yield "xml-two-roots", document + document
    yield "xml-text-before-root", b"text" + document
    yield "xml-unknown-member", made(inside + b"<FencepostUnknown>x</FencepostUnknown>")
    yield "xml-members-twice", made(inside + inside)
    yield "xml-empty-root", made(b"")
    yield "xml-text-for-members", made(b"text")
    yield "xml-unescaped-ampersand", made(inside + b"&")
    yield "xml-comment", made(b"<!-- a comment -->" + inside)
    yield "xml-processing-instruction", made(b"<?fencepost instruction?>" + inside)
    yield "xml-character-data-section", made(b"<![CDATA[text]]>" + inside)
    yield "xml-unclosed-section", made(b"<![CDATA[text" + inside)
    yield "xml-deep", made(inside + b"<a>" * DEPTH + b"</a>" * DEPTH)
    yield "xml-declared-utf-16", b"<?xml version='1.0' encoding='utf-16'?>" + document
    yield "xml-declared-unknown-encoding", b"<?xml version='1.0' encoding='fencepost'?>" + document
    yield "xml-version-9", b"<?xml version='9.0'?>" + document
    yield "xml-json", b"{}"
    yield "xml-lone-surrogate", made(inside + b"<FencepostUnknown>&#xD800;</FencepostUnknown>")
    yield "xml-character-zero", made(inside + b"<FencepostUnknown>&#0;</FencepostUnknown>")
    yield "xml-attribute-twice", made(inside, attrs=attributes + b' fencepost="1" fencepost="2"')
    yield from _entities(name, made, inside)
    for leaf in dict.fromkeys(match.group(1) for match in _LEAF.finditer(document)):
        yield from _leaf(document, leaf)


def _entities(name: bytes, made: Any, inside: bytes) -> Iterator[tuple[str, bytes]]:
    """Declared entities: one that expands a thousandfold, one that refers outside, to a file that isn't there."""
    layers = b"".join(b'<!ENTITY e%d "%s">' % (depth, b"&e%d;" % (depth - 1) * 10) for depth in range(1, 4))
    expanding = b"<!DOCTYPE " + name + b' [<!ENTITY e0 "x">' + layers + b"]>"
    yield "xml-entity-expansion", expanding + made(inside + b"<FencepostUnknown>&e3;</FencepostUnknown>")
    external = b"<!DOCTYPE " + name + b' [<!ENTITY outside SYSTEM "file:///nonexistent/fencepost">]>'
    yield "xml-external-entity", external + made(inside + b"<FencepostUnknown>&outside;</FencepostUnknown>")
    yield "xml-undeclared-entity", made(inside + b"&fencepost;")
    yield "xml-document-type", b"<!DOCTYPE " + name + b">" + made(inside)


def _leaf(document: bytes, name: bytes) -> Iterator[tuple[str, bytes]]:
    """The first element of a name with a text that its type may not have, and that element twice."""
    match = re.search(rb"<%b>[^<]*</%b>" % (re.escape(name), re.escape(name)), document)
    if match is None:
        return
    before, element, after = document[: match.start()], match.group(), document[match.end() :]
    for label, text in _TEXTS.items():
        yield f"xml-{label}:{name.decode()}", before + b"<%b>%b</%b>" % (name, text, name) + after
    yield f"xml-member-twice:{name.decode()}", before + element * 2 + after
