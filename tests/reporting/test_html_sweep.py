"""The HTML report of a sweep: thousands of operations, tens of thousands of findings, and still quick."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from selenium.webdriver.common.keys import Keys

from fencepost.reporting import no_sentences, render_html, schema
from tests.reporting.browser import Page, browser
from tests.reporting.invented_reports import sweep

pytestmark = pytest.mark.slow

OPERATIONS, FINDINGS = 3600, 40_000
#: Milliseconds from asking for the page to its first screen, and from a key to a filtered list.
OPENS, ANSWERS = 2000, 500


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """A report of 3,600 operations that were exercised, as many that the target lacks, and 40,000 findings."""
    return sweep(OPERATIONS, FINDINGS)


@pytest.fixture(scope="module")
def report(document: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its page."""
    file = tmp_path_factory.mktemp("sweep") / "report.html"
    file.write_text(render_html(document, no_sentences), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """One browser for the module."""
    with browser(tmp_path_factory.mktemp("profile")) as page:
        yield page


def test_the_invented_sweep_is_a_report() -> None:
    """What the other tests open is a report as its schema describes it."""
    assert jsonschema_rs.Draft202012Validator(schema()).is_valid(sweep(40, 400))


def test_rendering_takes_seconds_and_little_memory(document: dict[str, Any]) -> None:
    """A sweep's page is written in under 30 seconds of processor time, in memory of a few times the page's own size."""
    begin = time.process_time()
    page = render_html(document, no_sentences)
    took = time.process_time() - begin
    assert took < 30
    assert len(page) < 30_000_000
    tracemalloc.start()
    try:
        render_html(sweep(400, 4000), no_sentences)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 60_000_000


@pytest.mark.parametrize("width", [390, 1280])
def test_a_sweep_opens_in_two_seconds(chromium: Page, report: Path, width: int) -> None:
    """The first screen is there in under two seconds, the best of three, and no wider than the screen."""
    times = []
    for _ in range(3):
        chromium.open(report, width=width)
        times.append(int(chromium.run("return document.documentElement.dataset.ready")))
    assert min(times) < OPENS, times
    assert chromium.run("return document.documentElement.scrollWidth <= innerWidth")
    assert chromium.run("return document.querySelectorAll('.matrix tbody tr').length") == 40
    chromium.run("document.querySelector('button.more').click()")
    assert chromium.run("return document.querySelectorAll('.matrix tbody tr').length") == 160
    assert chromium.logged() == []
    assert chromium.requested() == []


def test_a_sweep_stays_fluid(chromium: Page, report: Path) -> None:
    """A search, a filter and a page of 40,000 findings each take under half a second."""
    chromium.open(report, "#/findings")
    assert chromium.text("#found") == "40,000 findings"
    actions = [
        "document.querySelector(`.filters input[value='crash']`).click()",
        "const s = document.querySelector('select'); s.value = 'service007'; s.dispatchEvent(new Event('change'))",
    ]
    for action in actions:
        timed = (
            f"const begin = performance.now(); {action}; document.body.offsetHeight; return performance.now() - begin"
        )
        times = [chromium.run(timed) for _ in range(3)]
        assert min(times) < ANSWERS, (action, times)
    chromium.open(report, "#/findings?q=warm")
    begin = time.monotonic()
    chromium.run(
        "const q = document.getElementById('query'); q.value = 'operation0123 member3'; q.form.requestSubmit()"
    )
    chromium.wait("return document.querySelectorAll('.finding').length === 1")
    assert time.monotonic() - begin < 2 * ANSWERS / 1000


def test_pages_and_details_of_a_sweep(chromium: Page, report: Path) -> None:
    """Fifty findings stand on a page, j goes on to the next page, and a finding's details and command are found."""
    chromium.open(report, "#/findings?verdict=wrong-error")
    assert chromium.text("#found") == "10,000 of 40,000 findings"
    assert chromium.run("return document.querySelectorAll('.finding').length") == 50
    chromium.press("k")
    chromium.press("j")
    chromium.wait("return document.querySelector('.pager').innerText.includes('page 2 of 200')")
    chromium.press("j" + Keys.ENTER)
    chromium.wait("return document.querySelector('#outcome')")
    assert "fencepost reproduce report.json 'service" in chromium.text()
    assert "1 call before it" in chromium.text()
    chromium.press(Keys.ESCAPE)
    chromium.wait("return document.querySelector('.pager')?.innerText.includes('page 2 of 200')")
