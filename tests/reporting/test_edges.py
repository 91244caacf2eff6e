"""The documented edges, without a target: a page without scripts, a text, and lines that other programs read."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from fencepost.cli import main
from fencepost.reporting.edges import (
    edges,
    markdown_head,
    markdown_section,
    page_foot,
    page_head,
    page_section,
    vector_lines,
)
from tests.reporting.invented_events import LEND, contract, promise

HOSTILE = "</code><script>alert(1)</script>|`x``\x00\x1b[31m\u202e\ud800 @octocat\n# Heading\r\n" + "A" * 5000
OPERATION = "cloudfront.UpdateFunction"


def vector(number: int, **more: Any) -> dict[str, Any]:
    """A vector of an invented operation."""
    wire = {"host": "h", "scope": "", "method": "POST", "path": "/books", "headers": {}, "body": '{"Days": 31}'}
    facts = {
        "id": f"{LEND}/Days#maximum/outside/{number}",
        "label": "31",
        "expect": "reject",
        "errors": ["TooManyDays"],
    }
    return {**facts, "case": "violation", "wire": wire, "why": None, **more}


def document(**more: Any) -> dict[str, Any]:
    """What a rehearsal says of an invented operation: an edge with both sides, and one that can't be shown."""
    inside = vector(1, id=f"{LEND}/Days#maximum/inside/1", label="30", expect="accept", errors=[])
    rules = [
        {"id": "Days#maximum", "inside": [inside["id"]], "outside": [vector(1)["id"]], "reason": None, "detail": ""},
        {"id": "Title#maxLength", "inside": [], "outside": [], "reason": "unbounded", "detail": "no bound is named"},
        {"id": "Reader#required:false", "inside": [], "outside": [], "reason": None, "detail": ""},
    ]
    reader = promise("Reader", "required", value=True, origins=[("model", "Reader")])
    known = contract(LEND)
    facts = {"operation": LEND, "protocol": "json", "setup": None, "rules": rules, "vectors": [inside, vector(1)]}
    return {**facts, "contract": {**known, "constraints": [*known["constraints"], reader]}, **more}


def page(made: dict[str, Any]) -> str:
    """The page of one operation."""
    return "".join([page_head([made["operation"]]), *page_section(made), page_foot()])


class Tags(HTMLParser):
    """The tags of a page, and the attributes that could load or run something."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.risky: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of a tag."""
        self.tags.append(tag)
        self.risky += [name for name, _ in attrs if name.startswith("on") or name in ("src", "style", "srcset")]


def test_an_edge_has_both_sides_and_says_what_must_become_of_each() -> None:
    """The rule in words, where it stands, the value inside and the one outside, and the error."""
    edge = next(iter(edges(document())))
    assert edge.promise == "Days must be at most 30"
    assert edge.origins == "prose, Days/1"
    assert [(one.label, one.outcome) for one in edge.inside] == [("30", "accepted")]
    assert [(one.label, one.outcome) for one in edge.outside] == [("31", "refused with TooManyDays")]
    assert edge.outside[0].wire == 'POST /books {"Days": 31}'


def test_an_edge_that_cant_be_shown_says_why() -> None:
    """The reason stands where the values would."""
    shown = {edge.identity: edge.missing for edge in edges(document())}
    assert shown["Title#maxLength"] == "unbounded: no bound is named"
    assert "unbounded: no bound is named" in page(document())
    assert "unbounded: no bound is named" in "".join(markdown_section(document()))


def test_a_contradiction_is_shown_beside_the_rule() -> None:
    """Where the documentation says two things, both stand there, with their places."""
    said = {edge.identity: edge.contradictions for edge in edges(document())}
    assert said["Reader#required:false"] == ("Reader must be given (model, Reader)",)
    assert "The documentation says otherwise: Reader must be given (model, Reader)" in page(document())
    assert "**contradicted by** `Reader must be given (model, Reader)`" in "".join(markdown_section(document()))


def test_the_page_is_static_and_strict() -> None:
    """No script, nothing from elsewhere, one style whose hash the policy names, every tag closed."""
    text = page(document())
    tags = Tags(text)
    assert not {"script", "link", "img", "iframe", "form", "object"} & set(tags.tags)
    assert tags.risky == []
    style = re.search(r"(?s)<style>(.*)</style>", text)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in text
    for tag in ("details", "table", "section", "main", "ul"):
        assert text.count(f"<{tag}") == text.count(f"</{tag}>")


def test_hostile_texts_of_a_contract_are_harmless() -> None:
    """Names, labels, errors and bodies from somebody's contract neither run, nor format, nor fill the page."""
    wire = {**vector(1)["wire"], "path": HOSTILE, "body": HOSTILE}
    hostile = vector(1, id=HOSTILE, label=HOSTILE, errors=[HOSTILE], wire=wire)
    constraint = promise(HOSTILE, "pattern", HOSTILE, id=HOSTILE, errors=[HOSTILE], origins=[("prose", HOSTILE)])
    constraint["contested"] = [HOSTILE]
    rule = {"id": HOSTILE, "inside": [], "outside": [HOSTILE], "reason": HOSTILE, "detail": HOSTILE}
    made = document(
        operation=HOSTILE, protocol=HOSTILE, rules=[rule], vectors=[hostile],
        contract={**contract(LEND), "constraints": [constraint]},
    )  # fmt: skip
    text, plain = page(made), markdown_head(1) + "".join(markdown_section(made))
    assert "script" not in Tags(text).tags
    for shown in (text, plain):
        shown.encode()
        assert len(shown) < 60_000
        assert not re.search("[\x00\x1b\u202e]", shown)
        assert not re.search(r"(?m)^# Heading", shown)
    assert "@octocat" not in re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", plain)
    lines = list(vector_lines(made))
    assert len(lines) == 1
    assert lines[0].isascii()
    assert lines[0].count("\n") == 1


def test_numbers_that_json_lacks_are_texts_in_the_lines() -> None:
    """Infinity and NaN, which no other JSON reader takes, are written as the texts that AWS's protocols have."""
    made = document(vectors=[vector(1, request={"Days": float("inf"), "Share": float("nan")})])
    assert json.loads(next(vector_lines(made)))["request"] == {"Days": "Infinity", "Share": "NaN"}


def test_the_command_writes_three_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page, a text and vectors of the same operation; the number of vectors is told."""
    assert main(["edges", OPERATION, "--cases", "1", "-o", str(tmp_path / "out")]) == 0
    count = len((tmp_path / "out" / "edges.jsonl").read_text(encoding="utf-8").splitlines())
    assert f"{count - 1} vectors of 1 operation" in capsys.readouterr().out
    for name in ("edges.html", "edges.md"):
        text = (tmp_path / "out" / name).read_text(encoding="utf-8")
        assert "FunctionConfig.Runtime#const" in text
        assert "cloudfront-js-1.0" in text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["cloudfront.UpdateFunktion"], "UpdateFunction"),
        (["cloudfrunt"], "cloudfront"),
        ([OPERATION, "-o", "file"], "file"),
    ],
)
def test_a_wrong_turn_says_what_to_do(
    arguments: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unknown operation or service names the nearest one; a folder that can't be made is named. Status 2."""
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("", encoding="utf-8")
    assert main(["edges", *arguments]) == 2
    assert says in capsys.readouterr().err
    assert not Path("fencepost-edges").exists()
