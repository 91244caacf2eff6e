"""The documented edges of operations, without any target: a page, a text, and test vectors for other programs."""

from __future__ import annotations

from fencepost.reporting.edges.account import Edge, Tried, edges
from fencepost.reporting.edges.markdown import markdown_head, markdown_section
from fencepost.reporting.edges.page import page_foot, page_head, page_section
from fencepost.reporting.edges.vectors import vector_lines, vectors_schema

__all__ = [
    "Edge",
    "Tried",
    "edges",
    "markdown_head",
    "markdown_section",
    "page_foot",
    "page_head",
    "page_section",
    "vector_lines",
    "vectors_schema",
]
