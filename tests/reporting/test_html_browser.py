"""The HTML report as people use it: filters, search, links, keys, wide and narrow screens, whatever a target said."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from fencepost.reporting import no_sentences, render_html
from tests.reporting.browser import Page, browser
from tests.reporting.invented_reports import hostile, small, two_targets

FINDING = "#/finding/moto/library.LendBook%2FDays%23maximum%2Faccepts-invalid"


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """One browser for the module."""
    with browser(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a report of two targets, beside a baseline and errata."""
    file = tmp_path_factory.mktemp("report") / "report.html"
    sentence = {"Days/1": "A book is lent for 30 days at most."}
    text = render_html(
        two_targets(), lambda _, places: {place: sentence[place] for place in places if place in sentence}
    )
    file.write_text(text, encoding="utf-8")
    return file


def listed(page: Page) -> list[str]:
    """The rules of the findings that are listed."""
    return page.texts(".finding .rule")


def choose(page: Page, value: str) -> None:
    """Tick or untick a filter."""
    page.run("document.querySelector(`.filters input[value='${arguments[0]}']`).click()", value)


def test_the_first_screen_says_both_numbers(chromium: Page, report: Path) -> None:
    """Each target shows how much was exercised beside how much diverges, and a matrix of operations and kinds."""
    chromium.open(report)
    for number, target in enumerate(("moto", "http://127.0.0.1:4566")):
        section = chromium.text(f"section[aria-labelledby=target-{number}]")
        assert target in section
        assert re.search(r"1 of 2 exercised", section)
        assert re.search(r"of 12 tried on both sides", section)
        assert re.search(r"[12] findings?\b", section)
    cell = chromium.run("return document.querySelector('.matrix a.cell.is-medium').ariaLabel")
    numbers = "1 rule: 1 divergent, worst accepts-invalid, 0 conforming, 1 tried on both sides; 1 finding"
    assert cell == f"library.LendBook, range: {numbers}"
    assert chromium.logged() == []
    assert chromium.requested() == []


def test_filters_and_search(chromium: Page, report: Path) -> None:
    """Filters of one kind add up, those of several narrow, and the search narrows on; the address keeps all of it."""
    chromium.open(report, "#/findings")
    assert chromium.text("#found") == "3 findings"
    choose(chromium, "accepts-invalid")
    assert chromium.text("#found") == "2 of 3 findings"
    choose(chromium, "moto")
    assert len(listed(chromium)) == 1
    choose(chromium, "state-leak")
    assert len(listed(chromium)) == 2
    assert chromium.run("return location.hash") == "#/findings?verdict=accepts-invalid%2Cstate-leak&target=moto"
    chromium.press("/")
    chromium.press("without days")
    chromium.wait("return document.querySelectorAll('.finding').length === 1")
    assert "state-leak" in chromium.text(".finding")
    assert chromium.text("#said") == "1 of 3 findings"
    address = chromium.run("return location.href")
    chromium.open(report, "#/" + address.partition("#/")[2])
    assert chromium.text("#found") == "1 of 3 findings"
    chromium.run("document.querySelector('.filtered a').click()")
    chromium.wait("return document.querySelectorAll('.finding').length === 3")


def test_a_baseline_can_be_filtered(chromium: Page, report: Path) -> None:
    """New and known findings are told apart, and what was fixed or not exercised is listed when it is asked for."""
    chromium.open(report)
    gate = chromium.text("section[aria-labelledby=baseline]")
    assert "Gate: fails" in gate
    assert "1 new finding, 2 known, 1 fixed, 1 no longer exercised" in gate
    assert "another seed" in gate
    chromium.go("#/findings?standing=new")
    assert chromium.text("#found") == "1 of 3 findings"
    chromium.open(report, "#/findings")
    choose(chromium, "fixed")
    assert "library.LendBook/Title#maxLength/crash" in chromium.text("#list")
    assert chromium.run("return document.querySelectorAll('a[href^=javascript]').length") == 0


def test_a_link_leads_to_one_finding(chromium: Page, report: Path) -> None:
    """The address of a finding, pasted anew, shows its sentence, both sides, the smallest request and its script."""
    chromium.open(report, FINDING)
    shown = chromium.text()
    assert "A book is lent for 30 days at most." in shown
    assert "wontfix" in shown
    assert '"Days": 31' in shown
    assert "import boto3" in shown
    assert "the value is 31" in shown
    sides = [row.split("\t")[0].strip() for row in chromium.texts(".cases tbody tr")]
    assert sides == ["● inside", "○ outside"]
    assert chromium.run("return document.title").startswith("Days must be at most 30")
    assert chromium.run("return [...document.querySelectorAll('.copy')].map(e => e.textContent)")[:2] == [
        "Copy link",
        "Copy as Markdown",
    ]
    chromium.go("#/finding/moto/no%2Fsuch")
    assert "No such finding" in chromium.text("h1")
    assert chromium.logged() == []


def test_the_keyboard_is_enough(chromium: Page, report: Path) -> None:
    """J and k move, Enter opens, Esc goes back to the row that was left, and the heading is read out on every page."""
    chromium.open(report, "#/findings")
    chromium.press("jj")
    second = chromium.run("return document.activeElement.getAttribute('href')")
    chromium.press("k")
    first = chromium.run("return document.activeElement.getAttribute('href')")
    assert first != second
    chromium.press("j" + Keys.ENTER)
    chromium.wait("return document.querySelector('#outcome')")
    assert chromium.run("return location.hash") == second
    assert chromium.run("return document.activeElement.tagName") == "H1"
    chromium.press("k")
    chromium.wait(f"return location.hash === '{first}' && document.querySelector('#outcome')")
    chromium.press(Keys.ESCAPE)
    chromium.wait("return document.querySelector('#list')")
    assert chromium.run("return document.activeElement.getAttribute('href')") == first
    chromium.press("/x" + Keys.ESCAPE)
    assert chromium.run("return document.activeElement.id") == "main"


def test_arrows_move_through_the_matrix(chromium: Page, report: Path) -> None:
    """From an operation's name arrows lead through its cells, which are no stops of the Tab key."""
    chromium.open(report)
    chromium.run("document.querySelector('.matrix tbody th a').focus()")
    chromium.press(Keys.ARROW_RIGHT)
    assert "library.LendBook, required:" in chromium.run("return document.activeElement.ariaLabel")
    chromium.press(Keys.ARROW_LEFT)
    assert chromium.run("return document.activeElement.textContent") == "library.LendBook"
    assert chromium.run("return document.querySelectorAll('.matrix td a:not([tabindex=\"-1\"])').length") == 0


@pytest.mark.slow
def test_there_is_structure_for_screen_readers(chromium: Page, report: Path) -> None:
    """Landmarks, one heading of the first level, levels without gaps, headed tables, and names on every control."""
    for hash_ in ("#/", "#/findings", FINDING, "#/operation/moto/library.LendBook", "#/operations"):
        chromium.open(report, hash_)
        levels = chromium.run("return [...document.querySelectorAll('h1,h2,h3,h4')].map(e => Number(e.tagName[1]))")
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
        assert chromium.run("return ['header', 'nav', 'main', 'footer'].every(e => document.querySelector(e))")
        assert chromium.run(
            "return [...document.querySelectorAll('table')].every(e => e.caption && e.querySelector('th[scope]'))"
        )
        nameless = """
            const unnamed = (e) => !(e.labels?.length || e.ariaLabel || e.textContent);
            return [...document.querySelectorAll('input, select, button')].filter(unnamed).length
        """
        assert chromium.run(nameless) == 0
        assert chromium.run(
            "const ids = [...document.querySelectorAll('[id]')].map(e => e.id); return ids.length === new Set(ids).size"
        )


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_screen(chromium: Page, report: Path, width: int) -> None:
    """At a phone's width and a desktop's no view scrolls sideways."""
    for hash_ in (
        "#/",
        "#/findings",
        FINDING,
        "#/operation/moto/library.LendBook",
        "#/operations",
        "#/service/moto/library",
    ):
        chromium.open(report, hash_, width=width)
        assert chromium.run("return document.documentElement.scrollWidth <= innerWidth"), hash_


@pytest.mark.slow
def test_dark_and_printed(chromium: Page, report: Path) -> None:
    """The page follows the system to dark colours; on paper it is light and has no controls."""
    colours = "const s = getComputedStyle(document.body); return [s.backgroundColor, s.color]"
    chromium.open(report, "#/findings")
    light = chromium.run(colours)
    chromium.open(report, "#/findings", dark=True)
    dark = chromium.run(colours)
    assert light[0] == "rgb(255, 255, 255)"
    assert sum(map(int, re.findall(r"\d+", dark[0])[:3])) < 150
    assert sum(map(int, re.findall(r"\d+", dark[1])[:3])) > 600
    chromium.command(
        "Emulation.setEmulatedMedia", media="print", features=[{"name": "prefers-color-scheme", "value": "dark"}]
    )
    assert chromium.run(colours)[0] == light[0]
    hidden = """
        const shown = (e) => getComputedStyle(document.querySelector(e)).display !== 'none';
        return !['.top nav', '#search', '.filters'].some(shown)
    """
    assert chromium.run(hidden)


def test_hostile_answers_stay_texts(chromium: Page, tmp_path: Path) -> None:
    """Markup, scripts, control characters, turned writing and ten million characters change nothing in any view."""
    file = tmp_path / "report.html"
    file.write_text(
        render_html(hostile(), lambda _, places: dict.fromkeys(places, hostile()["targets"][0])), encoding="utf-8"
    )
    chromium.open(file, "#/findings")
    links = chromium.run("return [...document.querySelectorAll('.finding')].map(e => e.getAttribute('href'))")
    for hash_ in (
        "#/",
        *links,
        "#/operations",
        "#/findings?q=%3Cimg%20src%3Dx%3E",
        "#/<img src=x onerror=window.hacked=1>",
    ):
        chromium.open(file, hash_, width=390)
        assert chromium.run("return window.hacked === undefined")
        assert chromium.run("return document.querySelectorAll('main img, main script').length") == 0
        assert not set(chromium.run("return document.body.innerText")) & {"\x1b", "\u202e", "\x00"}
        assert chromium.run("return document.documentElement.scrollWidth <= innerWidth"), hash_
    chromium.open(file, links[0])
    shown = chromium.text()
    assert "</script><script>window.hacked=1" in shown
    assert "\\u202egnp.exe" in shown
    assert "(10,000,000 characters: 'ab' 5,000,000 times)" in shown
    assert chromium.logged() == []
    assert chromium.requested() == []


def test_the_policy_is_kept(chromium: Page, tmp_path: Path) -> None:
    """A script, a handler, a style and an image that are put into the file neither run nor load."""
    evil = (
        "<script>window.injected = 1</script><img src='http://127.0.0.1:9/x.png' onerror='window.injected = 1'>"
        "<p id='styled' style='position: fixed'>x</p><script src='http://127.0.0.1:9/x.js'></script>"
    )
    file = tmp_path / "report.html"
    file.write_text(render_html(small(), no_sentences).replace("<footer", f"{evil}<footer"), encoding="utf-8")
    chromium.open(file)
    assert chromium.run("return window.injected === undefined")
    assert chromium.run("return getComputedStyle(document.querySelector('#styled')).position") == "static"
    refused = "\n".join(chromium.logged())
    assert refused.count("Content Security Policy") >= 4
    sent = chromium.requested()
    assert not [url for url in sent if not url.startswith("http://127.0.0.1:9/")]
    written = "try { document.body.innerHTML = '<b>x</b>'; return 'written' } catch (error) { return error.name }"
    assert chromium.run(written) == "TypeError"


def test_without_scripts_the_table_is_shown(chromium: Page, report: Path) -> None:
    """With scripting off the page shows its numbers as a table."""
    chromium.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        chromium.driver.get(report.as_uri())
        root = chromium.command("DOM.getDocument")["root"]["nodeId"]
        table = chromium.command("DOM.querySelector", nodeId=root, selector="noscript table td")["nodeId"]
        assert "moto" in chromium.command("DOM.getOuterHTML", nodeId=table)["outerHTML"]
    finally:
        chromium.command("Emulation.setScriptExecutionDisabled", value=False)
