"""Sentences: where they end, their spacing, their code spans, and the terms they stand under."""

from __future__ import annotations

import pytest

from fencepost.documentation import Sentence
from fencepost.documentation.block import CLOSE, OPEN, Block
from fencepost.documentation.definition_terms import with_terms_outside
from fencepost.documentation.inline import plain
from fencepost.documentation.prose import passage, sentences, term_of
from fencepost.documentation.sentence_ends import sentence_ends


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One thing. Another thing.", 2),
        ("Is it so? It is!", 2),
        ("Values from 0.1 to 0.15. Others fail.", 2),
        ("Some, e.g. Paris, i.e. there.", 1),
        ("Kept in Amazon S3. The bucket is yours.", 2),
        ("Kept in the U.S. East region.", 1),
        ("Files such as *.html and .css files.", 1),
        ("Nothing (see below. Or above) ends here. So it does.", 2),
        ("(All of it is. Really.) Then more.", 2),
        ('He said "go." Then went.', 2),
        ("It is off. minimumTTL counts then.", 2),
        ("It is off. not_before counts then.", 2),
        ("The root of a server. var/www/html/", 1),
        ("Choose No. 5 of them. No more.", 2),
        ("1. Take one.", 1),
        ("It costs a lot, etc. Then more.", 2),
        ("An unclosed ( bracket. And on.", 2),
        ("Ends without a stop", 1),
        ("Letters, digits, and . or - work.", 1),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    """Stops end sentences, but not in numbers, names, brackets and abbreviations."""
    assert len(sentence_ends(text)) + 1 == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("version ( ETag value) of it", "version (ETag value) of it"),
        ("you can use ListThings .", "you can use ListThings."),
        ("use A , B , and C . Then D", "use A, B, and C. Then D"),
        ("only the .html files", "only the .html files"),
        ("a  b\n c", "a b c"),
        ("wait ... then", "wait ... then"),
        ("the : character", "the : character"),
        ("it is slow . fast is better", "it is slow. fast is better"),
        ("it is slow . read-only is better", "it is slow. read-only is better"),
        ("digits, _ and . or - alone", "digits, _ and . or - alone"),
        ("letters, . and _ alone", "letters, . and _ alone"),
    ],
)
def test_spaces_that_rendering_adds_are_taken_out(text: str, expected: str) -> None:
    """No space stands inside a bracket or before a stop, but file names and lone characters keep theirs."""
    assert passage(text).text == expected


@pytest.mark.parametrize(
    ("source", "text", "code"),
    [
        ("must be ``a.b``, ``c``.", "must be a.b, c.", ("a.b", "c")),
        ("( ``ETag`` value)", "(ETag value)", ("ETag",)),
        ("**bold** and *slanted*", "bold and slanted", ()),
        ("see `the guide <https://example.org>`__ first", "see the guide first", ()),
        ("see `<https://example.org>`__", "see https://example.org", ()),
        (":py:class:`.Stream` of :doc:`Parcel <../parcel>`", "Stream of Parcel", ()),
        ("2 * 3 * 4 and ** and ``", "2 * 3 * 4 and ** and ``", ()),
        ("*.html, *jpg", "*.html, *jpg", ()),
        (r"a \* b \n", "a * b n", ()),
        ("(*)", "(*)", ()),
    ],
)
def test_markup_is_taken_off(source: str, text: str, code: tuple[str, ...]) -> None:
    """Inline markup gives the text that the rendered page shows, and what isn't markup stays."""
    found = passage(plain(source))
    assert found.text == text
    assert tuple(found.text[start:end] for start, end in found.spans) == code


@pytest.mark.parametrize(
    ("bullet", "term", "rest"),
    [
        ("cache - This is kept.", "cache", "This is kept."),
        ("dont-cache – This isn't.", "dont-cache", "This isn't."),
        ("GET,HEAD — Two.", "GET,HEAD", "Two."),
        ("EQ : Equal to it.", "EQ", "Equal to it."),
        ("status: The state.", "status", "The state."),
        ("General purpose buckets - Those.", "General purpose buckets", "Those."),
        ("READY_WAIT", "READY_WAIT", "READY_WAIT"),
        ("The first one - or the second.", None, "The first one - or the second."),
        ("Minimum capacity - 1", None, "Minimum capacity - 1"),
        ("Default: 5", None, "Default: 5"),
        ("Use this one. It works - mostly.", None, "Use this one. It works - mostly."),
        ("https://example.org/", None, "https://example.org/"),
        ("1-5 items", None, "1-5 items"),
    ],
)
def test_bullets_have_terms(bullet: str, term: str | None, rest: str) -> None:
    """What stands before a dash or a colon is a term when it names something; a lone identifier is one too."""
    found, length = term_of(bullet)
    assert (found, bullet[length:]) == (term, rest)


def test_headings_hold_until_the_next() -> None:
    """Paragraphs and bullets stand under the last heading; a heading with nothing under it is kept by itself."""
    blocks = [
        _paragraph("Pick one."),
        _paragraph("FIRST"),
        _paragraph("It is first. Always."),
        Block("bullet", "Nothing before it.", 2, 1),
        _paragraph("Note"),
        _paragraph("Mind that."),
        _paragraph("SECOND"),
        _paragraph("THIRD"),
    ]
    assert sentences(blocks) == (
        Sentence("Pick one.", 1),
        Sentence("It is first.", 2, (), "FIRST"),
        Sentence("Always.", 3, (), "FIRST"),
        Sentence("Nothing before it.", 4, (), "FIRST", bullet=True),
        Sentence("Mind that.", 5, (), "FIRST"),
        Sentence("SECOND", 6, (), "SECOND"),
        Sentence("THIRD", 7, (), "THIRD"),
    )


def test_paragraphs_inside_of_a_bullet_belong_to_it() -> None:
    """What is indented below a bullet stands under the bullet's term, and what isn't doesn't."""
    blocks = [
        Block("bullet", "fast - Quick.", 2, 1),
        Block("paragraph", "Very quick.", 4, 2),
        Block("bullet", "faster - Quicker.", 4, 3),
        Block("paragraph", "Really.", 4, 4),
        Block("paragraph", "Over.", 2, 5),
        Block("bullet", "", 2, 6),
        Block("paragraph", "slow - Later.", 4, 7),
    ]
    assert [(sentence.text, sentence.term, sentence.bullet) for sentence in sentences(blocks)] == [
        ("Quick.", "fast", True),
        ("Very quick.", "fast", True),
        ("Quicker.", "faster", True),
        ("Really.", "fast", True),
        ("Over.", None, False),
        ("Later.", "slow", True),
    ]


def test_code_spans_stay_with_their_sentence() -> None:
    """Each sentence has the code spans that begin in it, also behind a bullet's term."""
    block = Block("bullet", plain("``a`` - Uses ``b``. Then ``c``."), 2, 1)
    assert [(sentence.text, sentence.code) for sentence in sentences([block])] == [
        ("Uses b.", ("b",)),
        ("Then c.", ("c",)),
    ]


def _paragraph(text: str) -> Block:
    return Block("paragraph", text, 0, 1)


def test_what_sphinx_and_the_generator_spoil_reads_as_it_was_meant() -> None:
    """Three dots are three dots, and a code span that begins with a space is a code span."""
    assert passage("1, 2, 3…").text == "1, 2, 3..."
    found = passage(plain("letters, `` + - = `` and (`` U+1``)."))
    assert found.text == "letters, + - = and (U+1)."
    assert [found.text[start:end] for start, end in found.spans] == ["+ - =", "U+1"]
    found = passage(plain("``a``s and ``b``"))
    assert found.text == "as and b"
    assert [found.text[start:end] for start, end in found.spans] == ["a", "b"]


def test_what_is_far_longer_than_a_sentence_is_left_out() -> None:
    """Ten thousand characters without a stop are no sentence; those around them keep their numbers."""
    found = sentences([Block("paragraph", f"Short. {'So ' * 5000}. Also short.", 0, 1)])
    assert [(sentence.number, sentence.text) for sentence in found] == [(1, "Short."), (2, "Also short.")]


def test_a_term_that_strayed_into_a_list_heads_what_follows() -> None:
    """The second term of a definition list stands in the last bullet of the first; it is moved out of it."""
    blocks = [
        Block("paragraph", "LARGE", 0, 1),
        Block("bullet", "Cores: 8", 0, 2),
        Block("bullet", "Disks", 2, 3),
        Block("paragraph", "SMALL", 2, 4),
        Block("bullet", "Cores: 4", 0, 5),
        Block("paragraph", "It is slow.", 2, 6),
        Block("bullet", "", 0, 7),
        Block("paragraph", "FIRST", 2, 8),
    ]
    found = [(sentence.text, sentence.term, sentence.bullet) for sentence in sentences(with_terms_outside(blocks))]
    assert found == [
        ("8", "Cores", True),
        ("Disks", "Disks", True),
        ("4", "Cores", True),
        ("It is slow.", "Cores", True),
        ("FIRST", "FIRST", True),
    ]
    assert [block.column for block in with_terms_outside(blocks)] == [0, 0, 2, 0, 0, 2, 0, 2]


@pytest.mark.parametrize(
    "left",
    [
        f"the zone ( `` ab:cd {OPEN}). Use one sign ( ``*{CLOSE}), such as {OPEN}12*{CLOSE}.",
        "the zone ( `` ab:cd ). Use one sign ( ``*), such as 12*.",
        "the zone ( `` ab:cd ``). Use one sign ( ``*``), such as ``12*``.",
    ],
)
def test_code_spans_that_markup_paired_wrongly_leave_no_mark(left: str) -> None:
    """However back-ticks are left behind by a span that begins with a space, the text is the same, and without them."""
    assert passage(left).text == "the zone (ab:cd). Use one sign (*), such as 12*."


def test_a_back_tick_alone_stays() -> None:
    """Where there is no second one, back-ticks are text, as they are on the rendered page."""
    assert passage("the mark `` is text").text == "the mark `` is text"
