"""What a text must hold, begin or end with in a case that the sentence names: `text.in-case`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from fencepost.contracts.constraint import STATED, Condition
from fencepost.contracts.mining import affixes, characters
from fencepost.contracts.mining.clauses import OF_PART
from fencepost.contracts.mining.place import Place, words
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.scopes import lead_case
from fencepost.contracts.mining.setaside import asserted, neutral_lead
from fencepost.contracts.mining.statement import Statement, claimed

_RULES = (
    affixes.PREFIX, affixes.SUFFIX, affixes.NO_PREFIX, affixes.NO_SUFFIX, affixes.EDGES, affixes.NEITHER,
    characters.ONLY, characters.NONE_OF, characters.NOT_REPEATED, characters.CASE, characters.NO_WORD,
)  # fmt: skip
#: One kind of what the member names: "a deep well's name", "the name of a deep well".
_KIND = re.compile(
    r"^(?:(?:the\s)?names?\sof\san?\s(?P<kind>(?:[\w-]+\s){1,4}?)|an?\s(?P<kind2>(?:[\w-]+\s){1,4}?)names?\s"
    r"|names?\sof\s(?P<kind3>(?:[\w-]+\s){1,3}?))(?=must\b|can(?:no|')t\b|has\sto\b)",
    re.IGNORECASE,
)


def _in_case(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    when: tuple[Condition, ...]
    bare = claimed(statement)
    if bare.claim is not None and not _KIND.match(bare.claim):
        return
    if statement.sentence.term and not neutral_lead(statement.sentence.term):
        return
    if OF_PART.match(match.string) and statement.place.member.type in ("list", "map"):
        claim, when = asserted(match.string), ()
    elif lead := lead_case(match.string, statement.place):
        claim, when = asserted(lead[0]), lead[1]
    elif (kind := _KIND.match(match.string)) and _is_narrower(kind, statement.place):
        claim, when = asserted(f"The name {match.string[kind.end() :]}"), (STATED,)
    else:
        return
    if claim is None or re.search(r"\b(?:if|when|unless|for\s(?!this|the\b))\b", OF_PART.sub("", claim)):
        return
    inner = replace(statement, text=claim, claim=claim)
    for rule in _RULES:
        for promise in rule.promises(inner):
            yield replace(promise, when=(*promise.when, *when), expect="either" if when else promise.expect)


def _is_narrower(kind: re.Match[str], place: Place) -> bool:
    """Whether the words name the member's own kind of thing, and what sets one of that kind apart."""
    said = words(kind["kind"] or kind["kind2"] or kind["kind3"])
    own = set(words(place.name))
    return place.name.lower().endswith("name") and said[-1:] != () and said[-1] in own and not own.issuperset(said)


_CASE = (("", "stated", "Name/1"),)
IN_CASE = Rule(
    name="text.in-case",
    patterns=(
        pattern(
            r"^(?:if|when|for|with|on|in)\s[^,:]+[,:]\s.*?\b(?:must|can't|cannot|can|only|not|begin|start|end)\b.*$"
        ),
        pattern(r"^(?:the\s)?names?\sof\s.*?\b(?:must|can't|cannot|has\sto)\b.*$"),
        pattern(r"^an?\s[\w\s-]+\sname\s(?:must|can't|cannot|has\sto)\b.*$"),
    ),
    build=_in_case,
    examples=(
        Example("For a deep well, the name must end with `.deep`.", (("Name", "pattern", "\\.deep$", _CASE),), "Name"),
        Example(
            "The name of a deep well must end with `.deep`.",
            (("WellName", "pattern", "\\.deep$", (("", "stated", "WellName/1"),)),),
            "WellName",
        ),
    ),
    refuses=(
        Example("For a deep well, the rope must end with `.deep`.", member="Name"),
        Example("The name of a rope must end with `.deep`.", member="WellName"),
        Example("For example, the name must end with `.deep`.", member="Name"),
    ),
    reads="sentence",
)
RULES = (IN_CASE,)
