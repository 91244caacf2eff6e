"""boto3's pages as Sphinx renders them, against the RST that they were made of."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from fencepost.documentation import Sentence, read, read_text
from fencepost.errors import UnreadableInputError

from .comparable import comparable
from .sphinx_pages import build

Pages = Callable[[str], dict[str, Path]]

_SERVICES = ("codedeploy", "proton")
_MORE_SERVICES = (
    *("cloudfront", "lightsail", "sqs", "dynamodb", "lambda", "s3", "iam", "ec2", "route53", "sns", "sts"),
    *("bedrock-runtime", "wafv2", "cloudformation", "logs", "rds", "lexv2-runtime", "glacier"),
)

#: A table of fields, a signature in code, and rubrics for headings.
_OLDER = """\
<dl class="method"><dt id="m"><code class="descclassname">Parcel.Client.</code><code
class="descname">move</code><span class="sig-paren">(</span><em>**kwargs</em><span
class="sig-paren">)</span><a class="headerlink">¶</a></dt><dd>
<p>Moves it.</p><p class="rubric">Request Syntax</p><div class="highlight"><pre>response = client.move(
    route={
        'to': 'here'|'there'
    }
)</pre></div><table class="docutils field-list"><tbody>
<tr class="field"><th class="field-name">Parameters:</th><td class="field-body">
<strong>route</strong> (<em>dict</em>) -- <strong>[REQUIRED]</strong><p>The way.</p>
<ul><li><p><strong>to</strong> <em>(string) --</em></p><p>Its <code class="docutils literal">end</code>.</p></li></ul>
</td></tr><tr class="field"><th class="field-name">Returns:</th><td class="field-body"><p>None</p></td></tr>
</tbody></table></dd></dl>
"""


@pytest.fixture(scope="module")
def html(pages: Pages, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[str, Path]]:
    """The HTML pages of a service, by operation, built with a theme of Sphinx."""
    pytest.importorskip("sphinx", reason="Sphinx, which builds the pages, isn't installed")

    @cache
    def make(service: str, theme: str = "basic") -> dict[str, Path]:
        return build(pages(service), tmp_path_factory.mktemp("html") / service, theme)

    return make


@pytest.mark.parametrize(
    "service", [*_SERVICES, *(pytest.param(name, marks=pytest.mark.slow) for name in _MORE_SERVICES)]
)
def test_html_says_what_the_source_says(service: str, pages: Pages, html: Pages) -> None:
    """Every operation has the same members, sentences, code spans, terms and errors, read from HTML or from RST."""
    different, spoilt = [], []
    for name, path in html(service).items():
        try:
            documented = read(path)
        except UnreadableInputError:
            spoilt.append(name)
            continue
        assert documented.source.kind == "boto3-html"
        if comparable(documented) != comparable(read(pages(service)[name])):
            different.append(name)
    assert different == []
    assert len(spoilt) <= len(pages(service)) / 500, spoilt  # a line break in a documentation string upsets the page


@pytest.mark.parametrize("theme", ["alabaster", "classic"])
def test_other_themes_read_the_same(theme: str, pages: Pages, html: Callable[..., dict[str, Path]]) -> None:
    """What a theme puts around the documentation is left out."""
    for name, path in html("sqs", theme).items():
        assert comparable(read(path)) == comparable(read(pages("sqs")[name]))


def test_a_piece_of_a_page_is_enough(pages: Pages, html: Pages) -> None:
    """The description list of the method alone, as copied from a browser's inspector, says the same."""
    text = html("codedeploy")["ContinueDeployment"].read_text(encoding="utf-8")
    piece = text[text.index('<dl class="py method">') : text.index("</section>")]
    assert comparable(read_text(piece)) == comparable(read(pages("codedeploy")["ContinueDeployment"]))


def test_markup_left_open_changes_nothing(pages: Pages, html: Pages) -> None:
    """Without the end tags that HTML lets one leave out, and with end tags that close nothing, the page is the same."""
    path = html("proton")["CreateServiceTemplateVersion"]
    text = path.read_text(encoding="utf-8")
    for tag in ("p", "li", "dt"):
        text = text.replace(f"</{tag}>", "")
    text = text.replace("<ul", "</blockquote></dt><ul")
    assert comparable(read_text(text)) == comparable(read(path))


def test_windows_line_ends_and_upper_case_tags_change_nothing(html: Pages) -> None:
    """A page that went through another program reads the same, and its entities mean what they did."""
    path = html("proton")["UpdateServicePipeline"]
    text = path.read_text(encoding="utf-8")
    changed = text.replace("<p>", "<P >").replace("</p>", "</P>").replace("’", "&rsquo;").replace("\n", "\r\n")
    assert changed != text
    assert comparable(read_text(changed)) == comparable(read(path))


def test_scripts_comments_and_buttons_are_no_documentation(html: Pages) -> None:
    """Whatever scripts, styles, comments and copy buttons contain, none of it becomes a sentence."""
    path = html("codedeploy")["ContinueDeployment"]
    text = path.read_text(encoding="utf-8")
    added = "<script>if (a<b) '</p><li>'</script><!-- <p>x</p> --><style>p > a {}</style><button>Copy</button>"
    assert comparable(read_text(text.replace("<p>", f"<p>{added}"))) == comparable(read(path))


@pytest.mark.parametrize("part", ["<strong>Request Syntax</strong>", "Returns<span", "field-list"])
def test_a_page_that_is_cut_off_is_refused(part: str, html: Pages) -> None:
    """Wherever a page stops short of its return value, the error says so, with the line."""
    text = html("codedeploy")["ContinueDeployment"].read_text(encoding="utf-8")
    with pytest.raises(UnreadableInputError, match="the page ends before") as caught:
        read_text(text[: text.index(part)])
    assert caught.value.line
    assert "whole page" in caught.value.remedy


def test_a_page_of_several_methods_is_refused(html: Pages) -> None:
    """Two methods on one page aren't read as one operation."""
    text = html("codedeploy")["ContinueDeployment"].read_text(encoding="utf-8")
    with pytest.raises(UnreadableInputError, match="documents 2 operations"):
        read_text(text + text)


def test_what_older_versions_of_sphinx_write_reads_the_same() -> None:
    """The layout of Sphinx before its version 3, with tables for lists of fields, gives the same members."""
    documented = read_text(_OLDER)
    members = dict(documented.request.walk())
    assert documented.name == "parcel.Move"
    assert documented.response is None
    assert [(path, member.type, member.required) for path, member in members.items()] == [
        ("route", "structure", True),
        ("route.to", "string", False),
    ]
    assert members["route.to"].literals == ("here", "there")
    assert members["route.to"].sentences == (Sentence("Its end.", 1, ("end",)),)
    assert [sentence.text for sentence in members["route"].sentences] == ["The way."]


def test_a_parameter_without_a_word_on_it_is_a_parameter() -> None:
    """Where the page says nothing about a parameter, Sphinx leaves out the dash behind its type."""
    described = "<strong>route</strong> (<em>dict</em>) -- <strong>[REQUIRED]</strong><p>The way.</p>"
    assert described in _OLDER
    bare = read_text(_OLDER.replace(described, "<strong>route</strong> (<em>dict</em>)"))
    assert [(path, member.type) for path, member in bare.request.walk()] == [
        ("route", "structure"),
        ("route.to", "string"),
    ]


def test_a_page_that_was_spoilt_when_it_was_rendered_is_refused() -> None:
    """Where a line break upset the page, its fields are shown by their names in RST; other formats are recommended."""
    spoilt = _OLDER.replace(">Returns:<", ">rtype:<")
    with pytest.raises(UnreadableInputError, match="spoilt when it was rendered") as caught:
        read_text(spoilt.replace("<p>None</p>", "<p>dict</p>"))
    assert "--service" in caught.value.remedy
