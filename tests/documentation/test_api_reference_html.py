"""API Reference pages as saved from a browser, of services that don't exist, in words of our own."""

from __future__ import annotations

import pytest

from fencepost.documentation import Member, read_text
from fencepost.errors import UnreadableInputError

from .comparable import comparable
from .parcels_html import PAGE
from .test_api_reference import _PAGE as TEXT


def test_html_says_what_its_text_says() -> None:
    """The page says the same as HTML and as the text that a browser copies from it, code spans aside."""
    assert comparable(read_text(PAGE), code=False) == comparable(read_text(TEXT), code=False)
    assert read_text(PAGE).source.kind == "api-reference-html"


def test_code_spans_are_kept_in_prose_alone() -> None:
    """A sentence has its code spans; patterns, values and names are bare."""
    marked = PAGE.replace("The weight.", 'No more than <code class="code">maximum</code> weighs.')
    members = _members(marked)
    assert [(sentence.text, sentence.code) for sentence in members["weight"].sentences] == [
        ("No more than maximum weighs.", ("maximum",)),
    ]
    assert members["parcelId"].traits["pattern"] == "p-[0-9a-f]{10}"
    assert members["name"].literals == ("FIRST", "LAST")


def test_structures_that_only_a_link_describes_have_no_members() -> None:
    """Where the syntax is XML, or missing, a member that links to a data type stays a structure without members."""
    start, end = PAGE.index('{\n   "'), PAGE.index("}</code></pre>")
    xml = "&lt;RenameParcelRequest&gt;\n   &lt;name&gt;string&lt;/name&gt;\n&lt;/RenameParcelRequest&gt;"
    members = _members(PAGE[:start] + xml + PAGE[end + 1 :])
    assert (members["route"].type, members["route"].members) == ("structure", ())
    assert members["tags[]"].type == "string"


def test_a_name_in_prose_is_no_member() -> None:
    """A paragraph of one word, and a list of terms inside a description, are prose of the member around them."""
    terms = "<p>tags</p><dl><dt><code>speed</code></dt><dd><p>How fast.</p><p>Very.</p></dd></dl>"
    members = _members(PAGE.replace("<p>The weight.</p>", f"<p>The weight.</p>{terms}"))
    assert "speed" not in members
    assert [(s.text, s.term) for s in members["weight"].sentences] == [
        ("The weight.", None),
        ("speed", "speed"),
        ("How fast.", "speed"),
        ("Very.", "speed"),
    ]


def test_errors_may_have_lists_of_their_own() -> None:
    """The members of an error, which some pages list, are no errors."""
    inner = '<div class="variablelist"><dl><dt><code>reason</code></dt><dd><p>Why.</p></dd></dl></div>'
    errors = read_text(PAGE.replace("<p>The parcel is locked.</p>", f"<p>The parcel is locked.</p>{inner}")).errors
    assert [(error.code, error.status) for error in errors] == [
        ("ParcelGoneException", 410),
        ("ParcelLockedException", 409),
    ]


def test_an_empty_body_is_no_response() -> None:
    """A page that says that the body is empty has no response structure."""
    start, end = PAGE.index('<h2 id="API_RenameParcel_ResponseS'), PAGE.index('<h2 id="API_RenameParcel_Errors">')
    said = "<h2>Response Elements</h2><p>Success is a 204 with an <i>empty</i> HTTP body.</p>"
    documented = read_text(PAGE[:start] + said + PAGE[end:])
    assert documented.empty_response
    assert documented.response is None


def test_the_title_alone_begins_the_page_too() -> None:
    """Pages saved without the wrapper of the main column begin at their heading."""
    bare = PAGE.replace(' id="main-col-body"', "")
    assert comparable(read_text(bare)) == comparable(read_text(PAGE))


@pytest.mark.parametrize("cut", ["_RequestSyntax", "_RequestBody", "P-weight", "_Errors"])
def test_a_page_that_is_cut_off_is_refused(cut: str) -> None:
    """Wherever a page stops before its errors, it isn't read."""
    with pytest.raises(UnreadableInputError) as caught:
        read_text(PAGE[: PAGE.rindex(cut)])
    assert caught.value.remedy


def _members(page: str) -> dict[str, Member]:
    return dict(read_text(page).request.walk())
