"""HTML that is broken, enormous or malicious: read as browsers read it or refused, and always in bounded time."""

from __future__ import annotations

import time

import pytest

from fencepost.documentation import read_text
from fencepost.documentation.html_tokens import tokens
from fencepost.errors import UnreadableInputError

from .parcels_html import PAGE

_SIZE = 100_000
_METHOD = (
    '<dl class="py method"><dt class="sig">Parcel.Client.move(<em>**kwargs</em>)</dt><dd><p>{prose}</p>'
    "<p><strong>Request Syntax</strong></p><pre>response = client.move(\n    a='string'\n)</pre>"
    '<dl class="field-list"><dt>Parameters:</dt><dd><p><strong>a</strong> (<em>string</em>) – It.</p></dd>'
    "<dt>Returns:</dt><dd><p>None</p></dd></dl></dd></dl>"
)
_OPENERS = (
    *("<!--", "<![CDATA[", "<a ", '<a x="', "<a x='>", "</", "</a ", "<!", "<?", "<", "&", "&#", "&#x", "&amp"),
    *("<script>", "</script", "<title>", "<textarea>", "<a =", "<a x = ", "<a/", '<a "">', "<![if >", "<p x y z "),
    *("<div>", "<ul><li>", "<dl><dt>", "<dl><dd>", "<li>", "<table><td>", "</div>", "<div></p>", "<ul><div><li></li>"),
    *("<code>", "<b>", "</code>", "<svg>", "<button>", "<pre>", "<p class='admonition-title'>", "<x-y>", "<ol><li>x"),
    *('<dl class="py method">', '<h1 class="topictitle">', '<div id="main-col-body">', "&nbsp;", "<br>", "\x0e\x0f"),
)


def test_the_page_that_the_others_spoil_is_readable() -> None:
    """Without what the next tests add, the page is read."""
    documented = read_text(_METHOD.format(prose="Moves it."))
    assert [path for path, _ in documented.request.walk()] == ["a"]
    assert [sentence.text for sentence in documented.sentences] == ["Moves it."]


@pytest.mark.parametrize("opener", _OPENERS)
@pytest.mark.parametrize("page", [_METHOD, PAGE.replace("Whether to only check.", "{prose}")], ids=["boto3", "api"])
def test_markup_repeated_without_end_takes_bounded_time(page: str, opener: str) -> None:
    """A hundred thousand characters of any markup end in a reading or in a clear error, within seconds."""
    text = page.replace("{prose}", opener * (_SIZE // len(opener)))
    start = time.process_time()
    try:
        read_text(text)
    except UnreadableInputError as error:
        assert error.remedy  # noqa: PT017 - either end is right
    assert time.process_time() - start < 2


def test_members_nested_beyond_any_page_are_refused() -> None:
    """Thousands of members within members end in an error with a line."""
    item = "\n<ul><li><p><strong>m</strong> <em>(dict) –</em></p>"
    with pytest.raises(UnreadableInputError, match="nested deeper") as caught:
        read_text(_METHOD.format(prose="x").replace("It.</p>", f"It.</p>{item * 5000}"))
    assert caught.value.line


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("a &#38; b &#x26; c", "a & b & c"),
        ("a &#99999999999; b", "a \ufffd b"),
        (f"a &#{'1' * 10_000}; b", "a \ufffd b"),
        ("a &nbsp; b &unknown; c", "a b &unknown; c"),
        ("a < b and c <3", "a < b and c <3"),
        ("a <b title='x > y' class=z>b</b> c", "a b c"),
        ("a <!-- <p>b</p> -- > --> c", "a c"),
        ("a<br/>b<br>c", "a b c"),
        ("a <i>b</p>c</i>", "a b c"),
        ("a<a class=headerlink>#</p><p>b", "a b"),
        ("<p class=admonition-title>Note<p>a thing<ul><li>b", "a thing b"),
    ],
)
def test_text_is_what_a_browser_shows(source: str, text: str) -> None:
    """References, comments, and signs that begin no tag read as they look."""
    documented = read_text(_METHOD.format(prose=source))
    assert " ".join(sentence.text for sentence in documented.sentences) == text


def test_marks_of_code_spans_can_not_be_smuggled_in() -> None:
    """The control characters that mark code spans inside Fencepost mean nothing on a page."""
    sentences = read_text(_METHOD.format(prose="A &#14;b&#15; <code>c</code> d \x0e.")).sentences
    assert [sentence.code for sentence in sentences] == [("c",)]


def test_other_html_is_refused() -> None:
    """A page without a method or the sections of an API Reference is refused with the list of what can be read."""
    for page in ("<p>Hello</p>", "<!DOCTYPE html>", PAGE.replace("<h2", "<p").replace("RenameParcel -", "x")):
        with pytest.raises(UnreadableInputError, match="no page") as caught:
            read_text(page)
        assert "HTML" in caught.value.remedy


def test_tokens_know_their_lines() -> None:
    """Lines count from 1, whatever stands between two tokens."""
    page = "<p\nid=x>a\n<!-- \n -->\n</p><script>\n</script>"
    found = [(token.kind, token.value, token.line) for token in tokens(page)]
    assert [entry for entry in found if entry[1].strip()] == [
        ("start", "p", 1),
        ("text", "a\n", 2),
        ("end", "p", 5),
        ("start", "script", 5),
        ("end", "script", 6),
    ]
