"""A report as one HTML page that works from disk, loads nothing, and runs no script but its own."""

from __future__ import annotations

from fencepost.reporting.html.kinds import KINDS, kind_of
from fencepost.reporting.html.page import render_html

__all__ = ["KINDS", "kind_of", "render_html"]
