"""The forms in which a report can be had, by name; one place for the commands that write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from fencepost.errors import UnreadableInputError
from fencepost.reporting.html import render_html
from fencepost.reporting.junit import render_junit
from fencepost.reporting.markdown import render_markdown
from fencepost.reporting.sarif import render_sarif
from fencepost.reporting.sentences import Sentences
from fencepost.reporting.writing import whole_file


class Format(NamedTuple):
    """A form of a report: the name of its file in the folder of a run, and what makes its text."""

    file: str
    render: Callable[[Mapping[str, Any], Sentences], str]


FORMATS: Mapping[str, Format] = {
    "html": Format("report.html", render_html),
    "junit": Format("junit.xml", render_junit),
    "sarif": Format("report.sarif", render_sarif),
    "markdown": Format("report.md", render_markdown),
}


def rendered(document: Mapping[str, Any], name: str, sentences: Sentences) -> str:
    """A report in the form of this name. Raises UnreadableInputError for what only looks like a report."""
    try:
        return FORMATS[name].render(document, sentences)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        problem = f"the report is not laid out as one ({type(error).__name__}: {error})"
        raise UnreadableInputError(problem, remedy="Give a report.json as `fencepost run` wrote it.") from error


def write_format(document: Mapping[str, Any], name: str, sentences: Sentences, file: Path) -> Path:
    """Writes a report in the form of this name to a file, and gives the file.

    Raises UsageError where it can't be written, and UnreadableInputError for what only looks like a report.
    """
    text = rendered(document, name, sentences)
    with whole_file(file, f"report as {name}") as out:
        out.write(text)
    return file
