"""The page itself: its parts put together under a policy that lets nothing else run or load."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from fencepost.reporting.harmless import harmless
from fencepost.reporting.html.blocks import packed
from fencepost.reporting.html.index import condensed
from fencepost.reporting.sentences import Sentences

#: The parts of the script, in the order in which they are joined; each uses only what stands before it.
_SCRIPTS = ("elements", "data", "route", "matrix", "overview", "findings", "details", "operations", "main")
_ASSETS = files("fencepost.reporting.html").joinpath("assets")


def render_html(document: Mapping[str, Any], sentences: Sentences) -> str:
    """A report (as `report.schema.json` describes it) as one HTML page.

    The page works from disk: its content-security policy names its one script and its one style by their hashes and
    forbids everything else. Details lie compressed in it and are unpacked when they are looked at. What a target said
    is only ever shown as text. `sentences` gives the documentation's sentences as far as they are at hand.
    """
    data = condensed(document, sentences)
    style = _asset("style.css")
    script = _script()
    title = f"Fencepost report: {', '.join(map(harmless, document['targets']))}"
    parts = {
        "policy": _policy(script, style),
        "title": html.escape(title),
        "style": style,
        "plain": "".join(_plain(document)),
        "index": packed(data.index),
        "blocks": "\n".join(f'<script type="text/plain" class="block">{text}</script>' for text in data.blocks),
        "script": script,
    }
    return "".join(_filled(_asset("page.html"), parts))


def _filled(template: str, parts: Mapping[str, str]) -> Iterator[str]:
    """The template with its `{{name}}` replaced; what is put in is not looked at again."""
    for number, piece in enumerate(template.split("{{")):
        name, _, rest = piece.partition("}}") if number else ("", "", piece)
        yield parts[name] if name else ""
        yield rest


def _asset(name: str) -> str:
    return _ASSETS.joinpath(name).read_text(encoding="utf-8")


def _script() -> str:
    """The page's one script: its parts in one scope of their own."""
    parts = "\n".join(_asset(f"script/{name}.js") for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}\n}})();\n'


def _policy(script: str, style: str) -> str:
    """Nothing but the one script, the one style and the icon; no text becomes markup by way of the script."""
    return "; ".join([
        "default-src 'none'",
        f"script-src {_hash(script)}",
        f"style-src {_hash(style)}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ])  # fmt: skip


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _plain(document: Mapping[str, Any]) -> Iterator[str]:
    """The rows of the table that is shown where scripts don't run: coverage beside divergence, target by target."""
    for target in document["targets"]:
        coverage, divergence = document["coverage"][target], document["divergence"][target]
        kinds = ", ".join(f"{count} {verdict}" for verdict, count in divergence["verdicts"].items()) or "none"
        cells = (
            harmless(target),
            f"{coverage['exercised']} of {coverage['operations']}",
            f"{coverage['constraints_exercised']} of {coverage['constraints']}",
            str(divergence["total"]),
            kinds,
        )
        yield f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in cells)}</tr>"
