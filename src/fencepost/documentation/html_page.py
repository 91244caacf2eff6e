"""HTML pages to blocks, by the kind of page that they turn out to be."""

from __future__ import annotations

import re

from fencepost.documentation.api_page import SECTIONS, TITLE
from fencepost.documentation.block import Block
from fencepost.documentation.boto3_page import SIGNATURE
from fencepost.documentation.html_layout import html_page

#: What an HTML page, or a piece of one, begins with.
_BEGINNING = re.compile(r"\s*<[!?A-Za-z]")


def is_html(text: str) -> bool:
    """Whether a page is HTML."""
    return bool(_BEGINNING.match(text))


def html_blocks(text: str) -> list[tuple[str, list[Block]]]:
    """Every piece of documentation on an HTML page: its kind (`boto3-html`, `api-reference-html`) and its blocks.

    boto3's pages are known by the signature of a client's method that Sphinx documents, those of the API Reference by
    their title and the sections of their main column.
    """
    page = html_page(text)
    title = Block("paragraph", page.title, 0, 1)
    found: list[tuple[str, list[Block]]] = []
    for region in page.regions:
        blocks = region.blocks
        if region.kind == "method" and blocks and SIGNATURE.fullmatch(blocks[0].plain):
            found.append(("boto3-html", blocks))
        elif region.kind == "main" and TITLE.fullmatch(page.title) and any(block.text in SECTIONS for block in blocks):
            found.append(("api-reference-html", [title, *blocks]))
    return found
