"""The HTML report as a text: its policy, what it holds, and how large it gets. The browser's view is tested beside."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from fencepost.cli import main
from fencepost.commands.sentences import sentences_of
from fencepost.contracts import KEYWORDS
from fencepost.reporting import no_sentences, render_html
from fencepost.reporting.html import KINDS, kind_of
from fencepost.reporting.html.limits import shortened
from tests.reporting.invented_reports import hostile, small, two_targets


def data(page: str) -> tuple[dict[str, Any], list[list[Any]]]:
    """What lies compressed in a page: its index, and its blocks of details."""
    index = re.search(r'<script type="text/plain" id="index">(.*?)</script>', page)
    assert index is not None
    blocks = re.findall(r'<script type="text/plain" class="block">(.*?)</script>', page)
    unpacked = [json.loads(gzip.decompress(base64.b64decode(text))) for text in (index[1], *blocks)]
    return unpacked[0], unpacked[1:]


def details(page: str) -> list[dict[str, Any]]:
    """The details of the findings of a page, in the order of the report."""
    index, blocks = data(page)
    *_, block, place = index["findings"]
    return [blocks[at][where] for at, where in zip(block, place, strict=True)]


def test_the_policy_names_the_script_and_the_style() -> None:
    """Exactly one script and one style run, those whose hashes the policy gives; everything else is forbidden."""
    page = render_html(small(), no_sentences)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; ")
    assert "unsafe" not in policy[1]
    for tag in ("script", "style"):
        (source,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]


def test_nothing_is_loaded() -> None:
    """The page names no address but data of its own, and no handler stands in its markup."""
    page = render_html(small(), no_sentences)
    markup = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", page, flags=re.DOTALL)
    assert [one for one in re.findall(r'(?:href|src)="([^"]*)"', markup) if not one.startswith(("#", "data:"))] == []
    assert not re.search(r"\son[a-z]+=|style=", markup)


def test_the_same_report_is_the_same_page() -> None:
    """Rendering adds nothing of its own, no time and no chance."""
    assert render_html(two_targets(), no_sentences) == render_html(two_targets(), no_sentences)


def test_without_scripts_there_are_the_numbers() -> None:
    """Where scripts don't run, a table shows coverage beside divergence for every target."""
    page = render_html(two_targets(), no_sentences)
    noscript = re.search(r"<noscript>(.*?)</noscript>", page, re.DOTALL)
    assert noscript is not None
    assert re.findall(r"<tr>(?:<td>.*?</td>)+</tr>", noscript[1]) == [
        "<tr><td>moto</td><td>1 of 2</td><td>1 of 12</td><td>2</td><td>1 state-leak, 1 accepts-invalid</td></tr>",
        "<tr><td>http://127.0.0.1:4566</td><td>1 of 2</td><td>0 of 12</td><td>1</td><td>1 accepts-invalid</td></tr>",
    ]


def test_what_a_target_says_is_no_markup() -> None:
    """Nothing that a target said is markup in the page, and ten million characters make no large page."""
    page = render_html(hostile(), no_sentences)
    assert page.count("<script>") == 1
    assert "<img" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert len(page) < 300_000


@pytest.mark.parametrize("keyword", sorted(KEYWORDS))
def test_every_keyword_has_a_kind(keyword: str) -> None:
    """No keyword of the contracts falls among what has no column of its own."""
    assert KINDS[kind_of(keyword)] not in ("general", "response")


def test_long_requests_keep_their_beginning() -> None:
    """Texts, lists, members and depths over the limit are cut, and it says how much was there."""
    deep: Any = "bottom"
    for _ in range(100):
        deep = {"Below": deep}
    value = {"Text": "a" * 5000, "Repeats": {"$repeats": [["ab", 4000]]}, "List": list(range(100_000)), "Deep": deep}
    shown = shortened(value)
    assert shown["Text"].endswith("… (5000 characters)")
    assert "(8,000 characters: 'ab' 4,000 times)" in shown["Repeats"]
    assert shown["List"][:3] == [0, 1, 2]
    assert re.fullmatch(r"… \d+ more items", shown["List"][-1])
    assert len(json.dumps(shown)) < 60_000
    assert "more members" in json.dumps(shortened({"Deep": deep}), ensure_ascii=False)


def test_short_requests_stay_as_they_are() -> None:
    """A request of ordinary size is shown in full, with numbers that JavaScript would round as texts."""
    value = {"Name": "n" * 1000, "Flag": True, "None": None, "Items": [1, 2.5, {"A": []}]}
    assert shortened(value) == value
    assert shortened({"Large": 2**60}) == {"Large": str(2**60)}


def test_sentences_stand_beside_what_they_promise() -> None:
    """The page asks for the places that a finding's origins name, and holds what it gets."""
    asked: list[tuple[str, list[str]]] = []

    def sentences(operation: str, places: Sequence[str]) -> Mapping[str, str]:
        asked.append((operation, list(places)))
        return {place: f"what stands at {place}" for place in places if place.startswith("Days")}

    found = [detail.get("sentences", []) for detail in details(render_html(small(), sentences))]
    assert ("library.LendBook", ["Days/1"]) in asked
    assert [["Days/1", "what stands at Days/1"]] in found


def test_places_of_a_response_are_named_so() -> None:
    """A promise about the response is looked up at the response's place."""
    document = small()
    finding = document["findings"][0]
    finding["constraints"] = ["Loan.Due#format@response"]
    finding["source"]["origins"] = [
        {"constraint": "Loan.Due#format@response", "origin": "prose", "rule": None, "at": "Loan.Due/1"}
    ]
    asked: list[str] = []
    render_html(document, lambda _, places: asked.extend(places) or {})
    assert "Loan.Due/1@response" in asked


def test_sentences_come_from_the_installed_models() -> None:
    """The sentence of a botocore model is found; none for pages that aren't at hand, nor for another botocore."""
    source = {"kind": "botocore", "title": "", "origins": []}
    document: dict[str, Any] = {"findings": [{"operation": "sqs.CreateQueue", "source": source}]}
    assert sentences_of(document)("sqs.CreateQueue", ["QueueName/1", "Nothing/1"]).keys() == {"QueueName/1"}
    assert sentences_of(document)("sqs.DeleteQueue", ["QueueUrl/1"]) == {}
    assert sentences_of(document | {"versions": {"botocore": "0"}})("sqs.CreateQueue", ["QueueName/1"]) == {}
    source["kind"] = "boto3-rst"
    assert sentences_of(document)("sqs.CreateQueue", ["QueueName/1"]) == {}


def test_a_run_writes_its_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`fencepost run` writes report.html beside report.json, says where, and both hold the same findings."""
    options = ["--target", "moto", "--phase", "violation", "--cases", "1", "--output", str(tmp_path)]
    assert main(["run", "sqs.CreateQueue", *options]) == 1
    assert f"to be read in a browser: {tmp_path / 'report.html'}" in " ".join(capsys.readouterr().out.split())
    document = json.loads((tmp_path / "report.json").read_bytes())
    found = details((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert [one["constraints"] for one in found] == [one["constraints"] for one in document["findings"]]
    assert len(found) > 0
