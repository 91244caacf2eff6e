"""What is said of the members of a structure as a whole, or of those that bullets name: `dependency.members`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.mining.groups import grouped
from fencepost.contracts.mining.mentions import inside, member_meant, members_meant
from fencepost.contracts.mining.phrases import GIVE, GIVEN, GIVING, MUST, NOUN_OF_MEMBERS, binds, circumstance
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.updates import unsure_in_update
from fencepost.documentation.page import Sentence

_MOST_MEMBERS = 30
_MUST = re.compile(rf"\b{MUST}\b|\brequired\b", re.IGNORECASE)
_ONLY = re.compile(r"\bonly\b|\bmost\b|\bmore\sthan\b", re.IGNORECASE)
_EXACTLY = re.compile(r"\bexactly\b|\bone\sand\sonly\b|\bprecisely\b", re.IGNORECASE)
_LEAST = re.compile(r"\bat\sleast\b|\bone\sor\smore\b", re.IGNORECASE)


def _keyword(text: str) -> str:
    """What the words around "one of" ask for."""
    if _LEAST.search(text):
        return "anyOf"
    if _EXACTLY.search(text) or (_ONLY.search(text) and _MUST.search(text)):
        return "onlyOne"
    if _ONLY.search(text):
        return "zeroOrOne"
    return "anyOf" if _MUST.search(text) else ""


def _of_members(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    paths = [path for path, _ in inside(statement)]
    keyword = _keyword(match.group())
    if keyword and binds(match) and len(paths) <= _MOST_MEMBERS:
        made = grouped(keyword, paths, statement.place, circumstance(match, statement))
        yield from unsure_in_update(made, statement)


def _of_bullets(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    paths = [_named_by(bullet, statement) for bullet in _first_sentences(statement.bullets)]
    keyword = _keyword(match.group())
    if keyword and binds(match) and all(paths):
        made = grouped(keyword, [path or "" for path in paths], statement.place, circumstance(match, statement))
        yield from unsure_in_update(made, statement)


def _first_sentences(bullets: tuple[Sentence, ...]) -> list[Sentence]:
    """One sentence of each bullet: those under one term belong to the same."""
    found: list[Sentence] = []
    for bullet in bullets:
        if not (found and bullet.term and bullet.term == found[-1].term):
            found.append(bullet)
    return found


def _named_by(bullet: Sentence, statement: Statement) -> str | None:
    for text in (bullet.term, re.split(r"\s-\s|:\s|\.\s|\s\(", bullet.text)[0]):
        if text and (path := member_meant(text, statement)):
            return path
    return None


def _members(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """Those that the sentence lists, that bullets name, or all of the structure's."""
    if match.groupdict().get("other"):
        return _pair(statement)
    if match.groupdict().get("names"):
        return _tagged(match, statement)
    return _of_bullets(match, statement) if statement.bullets else _of_members(match, statement)


def _tagged(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    paths = members_meant(match["names"].replace(", ", " or "), statement)
    held = [path for path, _ in inside(statement)]
    yield from grouped("zeroOrOne", paths if paths and set(paths) <= set(held) else None, statement.place)


def _pair(statement: Statement) -> Iterable[Promise]:
    """The two members of a structure that go together."""
    held = [path for path, member in inside(statement) if member.type not in ("list", "map")]
    if len(held) == 2:  # noqa: PLR2004
        yield Promise("allOrNone", (held[1],), held[0])


_COUNT = r"(?:at\sleast|exactly|precisely|only|at\smost|no\smore\sthan|one\sand\sonly)"
_ONE = rf"(?:{_COUNT}\s)?one(?:\sor\smore)?\s(?:{NOUN_OF_MEMBERS}\s)?"
_OF_THESE = (
    rf"(?:of\s(?:(?:the|these)\s(?:following|two|three|available|possible|contained|nested)|these|its|the)"
    rf"\s(?:\w+\s)?{NOUN_OF_MEMBERS}|of\sthe\sfollowing|of\sthem)"
)
_IN_THIS = (
    r"\s(?:in|for|of|on|within|inside|from)\s(?:this|the|each|a)\s(?:\w+\s)?(?:structure|object|type|union|element)"
)
_SINGLE = r"(?:member|field|parameter|property)"
_BE = rf"(?:(?:can|must|may|has\sto)\s(?:only\s)?be\s{GIVEN}|is\s{GIVEN}|(?:is|are)\s(?:required|allowed|permitted))"
_STOP = r"(?=\W*$|[,;]|\.\s|:\W*$|\s(?:in|for|when|if|per|at)\b)"
_AB = {"A1": "string", "B1": "string", "C1": "string"}
MEMBERS = Rule(
    name="dependency.members",
    patterns=(
        pattern(r"^only\sone\sof\sthe\sfollowing\stop\slevel\skeys\s(?:can|may)\sbe\sset:\s(?P<names>.+?)\.?$"),
        pattern(
            rf"(?:\b(?:{MUST}|can|may)\s(?:only\s)?|(?:^|[:;.]\s)(?:only\s)?){GIVE}\s(?:a\svalue\sfor\s)?{_ONE}of\s(?:the|these)\b"
            r"[^.:]{0,60}:?\W*$"
        ),
        pattern(rf"(?:^|[:;.,]\s){_ONE}of\s(?:the|these)\b[^.:]{{0,40}}\s{_BE}\b[^.:]{{0,30}}:?\W*$"),
        pattern(
            rf"(?:\b(?:{MUST}|can|may)\s(?:only\s)?|(?:^|[:;.]\s)(?:only\s)?){GIVE}\s(?:a\svalue\sfor\s)?{_ONE}{_OF_THESE}{_STOP}"
        ),
        pattern(rf"\b{GIVING}\s(?:exactly|at\sleast)\sone\s{_OF_THESE}{_STOP}"),
        pattern(rf"(?:^|[:;.,]\s|\bso\s){_ONE}{_OF_THESE}(?:{_IN_THIS})?\s{_BE}\b"),
        pattern(rf"(?:\b(?:{MUST}|can|may)\s|(?:^|[:;.]\s)){GIVE}\s{_COUNT}\sone\s{_SINGLE}(?:{_IN_THIS}|\W*$)"),
        pattern(rf"(?:^|[:;.,]\s){_COUNT}\sone\s{_SINGLE}(?:{_IN_THIS})?\s{_BE}\b"),
        pattern(
            rf"\bif\s(?:you\s)?{GIVE}\s(?:a\svalue\sfor\s)?one\sof\sthem,\syou\smust\s(?:also\s)?{GIVE}\s(?:a\svalue\sfor\s)?"
            r"(?P<other>the\sother)\b"
        ),
    ),
    build=_members,
    examples=(
        Example(
            "<p>You must specify at least one of the following:</p><ul><li><code>A1</code></li>"
            "<li><code>B1</code></li></ul>",
            (("A1", "anyOf", ("B1",)),),
            "A1",
            siblings=_AB,
        ),
        Example(
            "<p>Only one of the following can be given:</p><ul><li><code>A1</code></li><li><code>B1</code></li></ul>",
            (("A1", "zeroOrOne", ("B1",)),),
            "A1",
            siblings=_AB,
        ),
    ),
    refuses=(
        Example("Only one of its members can be set.", (), "A1", siblings={"B1": "string"}),
        Example("You can use one of these options.", (), "A1", siblings={"B1": "string"}),
        Example("Only one of the following top level keys can be set: A1, B1.", (), "Z1", siblings=_AB),
        Example(
            "<p>You must specify one of the following:</p><ul><li><code>RED</code></li><li><code>B1</code></li></ul>",
            (),
            "A1",
            siblings=_AB,
        ),
        Example(
            "<p>You can specify one of the following:</p><ul><li><code>A1</code></li><li><code>B1</code></li></ul>",
            (),
            "A1",
            siblings=_AB,
        ),
    ),
    reads="sentence",
    operations=True,
)
RULES = (MEMBERS,)
