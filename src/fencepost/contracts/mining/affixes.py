"""Affixes: what a string must, or must not, begin or end with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from fencepost.contracts.constraint import STATED
from fencepost.contracts.mining.clauses import Clause, Verb, continues, demanded_before, said, targets
from fencepost.contracts.mining.edges import edge
from fencepost.contracts.mining.rule import Builder, Example, Promise, Rule, pattern
from fencepost.contracts.mining.setaside import asserted
from fencepost.contracts.mining.statement import Statement

#: What no sentence of a rule is without; the words choose what is looked at, the clauses say what it promises.
_CUES = {
    "begin": pattern(
        r"^.*?(?:(?:begin|start)\w*\s(?:with|the\s)|prefix|leading\s|first\scharacter|(?:beginning|start)\sof)"
    ),
    "end": pattern(
        r"^.*?(?:\bends?\s(?:with|in)\s|ending\s(?:with|in)\s|finish|suffix|trailing\s|last\scharacter|end\sof)"
    ),
    "edges": pattern(
        r"^.*?(?:(?:begin|start)\w*\s(?:with\s)?(?:or|and|nor)\s|first\s(?:or|and)\s(?:the\s)?last|leading\W)"
    ),
}
_NEGATED = re.compile(r"n't|\bnot\b|\bcannot\b|\bnor\b|\bno\b", re.IGNORECASE)
#: A part of the words that stands for something else ("must end with /v1, where v1 is the version").
_STANDS_FOR = re.compile(r",\swhere\s\S+\s(?:represents?|is|are|stands?|denotes?)\b", re.IGNORECASE)
#: `use the prefix x-`, `have the suffix .fifo`, `contain x- as a prefix`.
_AFFIX_NOUN = re.compile(
    r"^(?:the|a)\s(?P<end>prefix|suffix)\s(?:of\s)?(?P<what>.+)$|^(?:the\s|an?\s)?(?P<what2>\S+)\s(?P<end2>prefix|suffix)$"
    r"|^(?P<what3>\S+|.+?(?=(?:,\s|\s)or\sany\s))(?:,?\sor\sany\s(?:\w+\s){0,6}(?:of\s)?(?:such|this|it|these|them))?"
    r"\sas\s(?:an?|the|its)\s(?:\w+\s)?(?P<end3>prefix|suffix)(?:\s(?:for|in|of|to)\s(?:either\s|both\s)?(?:your\s|the\s|a\s)?"
    r"(?P<of>(?:tag\s)?(?:keys?|values?|names?)(?:\s(?:or|and)\s(?:tag\s)?values?)?))?$",
    re.IGNORECASE,
)


#: `include a trailing slash`, `contain leading or trailing spaces`.
_STANDING = re.compile(
    r"^(?:(?:the|an?|any|either)\s)?(?P<end>leading|trailing)(?P<both>\s?(?:or|and|and/or|/)\s?(?:a\s)?(?:leading|trailing))?\s(?P<what>.+)$",
    re.IGNORECASE,
)


def _affixed(verb: str, *, negated: bool) -> Builder:
    def build(_match: re.Match[str], statement: Statement) -> Iterable[Promise]:
        if statement.place.member.type not in ("string", "list", "map", "structure"):
            return
        for clause in map(_by_noun, said(statement)):
            if clause.verb != verb or clause.negated != negated or not _demands(clause):
                continue
            found = edge(clause.object, statement.text)
            for path in targets(clause, statement.place) if found else ():
                if found and (found[1] or clause.mood != "plain"):
                    stands_for = _STANDS_FOR.search(statement.text)
                    sure = clause.mood == "must" and (found[1] or not (continues(statement) or stands_for))
                    when = (STATED,) if demanded_before(statement) else ()
                    for promise in _promises(found, verb, path, negated=clause.negated, sure=sure):
                        yield replace(promise, when=when)

    return build


def _by_noun(clause: Clause) -> Clause:
    """A clause that names the edge by a noun ("must have the prefix `x-`"), as one with a verb."""
    if clause.verb == "contain" and (stands := _STANDING.match(clause.object)):
        verb: Verb = "edges" if stands["both"] else "end" if stands["end"].lower() == "trailing" else "begin"
        return Clause(clause.subject, verb, stands["what"], clause.negated, clause.only, clause.mood)
    found = _AFFIX_NOUN.match(clause.object) if clause.verb in ("contain", "be") else None
    if not found:
        return clause
    noun = (found["end"] or found["end2"] or found["end3"]).lower()
    what = found["what"] or found["what2"] or found["what3"]
    return Clause(
        found["of"] or clause.subject,
        "end" if noun == "suffix" else "begin",
        what,
        clause.negated,
        clause.only,
        clause.mood,
    )


def _demands(clause: Clause) -> bool:
    return clause.mood == "must" or (clause.mood == "plain" and not clause.negated)


def _promises(what: tuple[str, bool], verb: str, path: str, *, negated: bool, sure: bool) -> Iterable[Promise]:
    for end in (False, True) if verb == "edges" else (verb == "end",):
        yield Promise(
            "pattern", edge_pattern(what, end=end, negated=negated), path, expect="reject" if sure else "either"
        )


def edge_pattern(what: tuple[str, bool], *, end: bool, negated: bool) -> str:
    """The pattern of a string that begins, or ends, with what `edge` read, or doesn't."""
    text, single = what
    if not negated:
        return f"{text}$" if end else f"^{text}"
    if single:
        inverse = f"[^{text[1:]}"
        return f"(?:^|{inverse})$" if end else f"^(?:{inverse}|$)"
    return f"^(?!.*{text}$)" if end else f"^(?!{text})"


def _reserved(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    before = match.string[: match.start()]
    if (
        place.member.type != "string"
        or place.name.lower() == "value"
        or re.search(r"\b(?:if|when|for|tags?)\b", before)
    ):
        return
    if statement.sentence.term or (before.strip() and asserted(before) is None):
        return
    found = edge(match["what"], statement.text)
    if found and not found[1]:
        yield Promise("pattern", f"^(?!{found[0]})", expect="either")


def _rule(name: str, verb: str, examples: tuple[Example, ...], refuses: tuple[Example, ...], *, negated: bool) -> Rule:
    build: Callable[[re.Match[str], Statement], Iterable[Promise]] = _affixed(verb, negated=negated)
    return Rule(name, (_CUES[verb],), build, examples, refuses, cue=_NEGATED if negated else None)


PREFIX = _rule(
    "affix.prefix",
    "begin",
    (
        Example("The header must contain the prefix `x-demo-`.", (("Header", "pattern", "^x-demo-"),), member="Header"),
        Example("The name must begin with a letter.", (("Name", "pattern", "^[a-zA-Z]"),), member="Name"),
        Example("Must start with 'arn:'.", (("Value", "pattern", "^arn:"),)),
        Example("First character must be a letter.", (("Value", "pattern", "^[a-zA-Z]"),)),
    ),
    (
        Example("The name of a special queue must start with `x-`."),
        Example("If it is a FIFO queue, the name must start with `x-`."),
        Example("Must start with the name of the bucket."),
        Example("The name should start with `x-`."),
        Example("The name can start with a digit."),
    ),
    negated=False,
)
SUFFIX = _rule(
    "affix.suffix",
    "end",
    (Example("The name must end with `.fifo`.", (("Name", "pattern", "\\.fifo$"),), member="Name"),),
    (Example("The name of a FIFO queue must end with the `.fifo` suffix."),),
    negated=False,
)
NO_PREFIX = _rule(
    "affix.no-prefix",
    "begin",
    (
        Example("The name can't start with `aws:`.", (("Name", "pattern", "^(?!aws:)"),), member="Name"),
        Example("The name can't begin with a hyphen.", (("Name", "pattern", "^(?:[^\\-]|$)"),), member="Name"),
        Example("Must not begin with sc-.", (("Value", "pattern", "^(?!sc-)"),)),
        Example("Can't begin with aws or amzn.", (("Value", "pattern", "^(?!(?:aws|amzn))"),)),
        Example("Can't begin with /.", (("Value", "pattern", "^(?!/)"),)),
    ),
    (Example("Tag keys can't start with `aws:`."),),
    negated=True,
)
NO_SUFFIX = _rule(
    "affix.no-suffix",
    "end",
    (
        Example("Can't end with a hyphen.", (("Value", "pattern", "(?:^|[^\\-])$"),)),
        Example("Must begin with a letter and can't end with a hyphen.", (("Value", "pattern", "(?:^|[^\\-])$"),)),
    ),
    (Example("The request can't end with an error."),),
    negated=True,
)
NEITHER = _rule(
    "affix.both",
    "edges",
    (
        Example(
            "The name can't start or end with a hyphen.",
            (("Name", "pattern", "^(?:[^\\-]|$)"), ("Name", "pattern", "(?:^|[^\\-])$")),
            member="Name",
        ),
    ),
    (Example("The day can't start or end with a meeting."),),
    negated=True,
)
EDGES = _rule(
    "affix.edges",
    "edges",
    (
        Example(
            "The name must begin and end with a letter.",
            (("Name", "pattern", "^[a-zA-Z]"), ("Name", "pattern", "[a-zA-Z]$")),
            member="Name",
        ),
    ),
    (Example("The day must start and end with a meeting."),),
    negated=False,
)
RESERVED = Rule(
    name="affix.reserved",
    patterns=(
        pattern(
            r"\b(?:names?|values?|identifiers?|alias(?:es)?|keys?)\s(?:that\s)?(?:begin|start)(?:s|ning|ing)?\swith\s(?P<what>.+?),?\s"
            r"(?:are|is)\s(?:all\s)?(?:system\s)?reserved\b"
        ),
        pattern(r"(?:\b(?:the|an?)\s)(?P<what>\S+)\sprefix\sis\s(?:a\s)?reserved\b"),
        pattern(r"\bthe\sprefix\s(?P<what>\S+)\sis\s(?:a\s)?reserved\b"),
    ),
    build=_reserved,
    examples=(
        Example("Names that begin with `well/` are reserved.", (("Name", "pattern", "^(?!well/)"),), member="Name"),
    ),
    refuses=(Example("Names that begin with a letter are reserved."), Example("Rooms are reserved.")),
    reads="sentence",
)
RULES = (PREFIX, SUFFIX, NO_PREFIX, NO_SUFFIX, NEITHER, EDGES, RESERVED)
