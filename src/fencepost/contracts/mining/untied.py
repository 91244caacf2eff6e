"""Bounds that hold in one case which can't be tied to members: `range.of-stated-case`. They are recorded as such."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from fencepost.contracts.constraint import STATED
from fencepost.contracts.mining import bounds, cased, counts, items, named_lists, ranges, sizes
from fencepost.contracts.mining.rule import DIGIT, Example, Promise, Rule, pattern
from fencepost.contracts.mining.setaside import asserted, bracketed_case
from fencepost.contracts.mining.statement import Statement, claimed
from fencepost.contracts.mining.wording import NUMBER, NUMBER_AFTER

#: The rules that read the bound itself.
_READ = (*ranges.RULES, *bounds.RULES, *sizes.RULES, counts.MULTIPLE, counts.EXACT, *items.RULES, *named_lists.RULES)
_MARK = r"(?:only\s)?(?:if|when|whenever|for|with|on|in|in\scase|using|unless)"
_NAMED = r"(?:[\w\s-]{2,40}:\s)?"
#: A case and the bound that holds in it, whichever comes first.
_SPLITS = (
    re.compile(
        rf"^(?P<named>{_NAMED}){_MARK}\s(?P<case>[^.;]{{2,160}}?)[,:]\s(?:then\s)?(?P<claim>.+)$", re.IGNORECASE
    ),
    re.compile(
        rf"^(?P<named>){_MARK}\s(?P<case>[^.;,]{{2,100}}?)\s(?P<claim>(?:must|can|cannot|valid|the\s(?:m\w+imum|range))\b.+)$",
        re.IGNORECASE,
    ),
    re.compile(rf"^(?P<named>)(?P<claim>.+?\d.*?),?\s\(?{_MARK}\s(?P<case>[^;]+?)\)?\.?$", re.IGNORECASE),
    re.compile(
        r"^(?P<named>)(?P<claim>(?:.*\b)?(?:ranges?|values?|limits?|m(?:in|ax)imum))\s(?:value\s)?for\s(?P<case>[^:;]{2,60}?)"
        r"(?P<rest>:\s.+$|\s(?:is|are|must|can)\s.+$)",
        re.IGNORECASE,
    ),
    re.compile(r"^(?P<named>)[^.:;,]*\sfor\s(?P<case>[^.:;,]+),\swhere\s(?P<claim>.+)$", re.IGNORECASE),
    re.compile(r"^(?P<named>)(?P<case>[A-Z][^.:;]{1,60}?)(?::|\s-)\s(?P<claim>.*)$"),
)
#: A case in which the member isn't given: what is said is taken instead, and binds no value.
_NOT_GIVEN = re.compile(
    r"(?:n't|\bnot|\bno)\s(?:\w+\s)?(?:specif|provid|set\b|giv|present|includ|suppl|pass|value|us(?:e|ed)\b)|\bomit"
    r"|\bwithout\b|\bunspecified\b|\bempty\b|\bnull\b|\bresponse\b|\bexample\b|\binstance:?$",
    re.IGNORECASE,
)
#: Not a case: the request as a whole, the member itself, or everything.
_ALWAYS = re.compile(
    r"^(?:each|every|all|both)\b|^(?:this|the|any|your|a|an)\s(?:\w+\s)?(?:value|parameter|field|request|call|operation|response|account"
    r"|region|page|item|entry|character|way|ones?)s?\b|^(?:length|valid|range|constraints?|limits?|note|important|default|type|pattern"
    r"|format|required|optional)\b|^(?:seconds|minutes|hours|days|bytes|milliseconds|characters|[KMG]i?B)\b|^(?:steps|increments|multiples)\b|^\d",
    re.IGNORECASE,
)
#: A bound that always holds, and another of one case beside it ("the minimum is 2 and the maximum for wells is 9").
_ALWAYS_AND = re.compile(
    r"^(?P<always>(?:(?!\b(?:for|if|when|with)\b)[^;:])*?\d[\w\s]*?),?\sand\s(?P<rest>(?:the\s|an?\s)?m(?:ax|in)imum\s(?:value\s)?for\s"
    r"(?!this\b|the\b|an?\b).+)$",
    re.IGNORECASE,
)
#: A description, in which what seems to be a case says more of what is counted ("1 or 2 gates to open when").
_DESCRIBES = re.compile(r"^(?:one|\d+)\s(?:or|to)\s\d+\s[^.;,]*?\s(?:to|that|which|for)\s", re.IGNORECASE)
#: The digits, as a range of characters.
_DIGITS = re.compile(r"0\s?-\s?9\.?")
#: A value of a text that is a number.
_VALUE = re.compile(
    rf"(?:^|[,;:]\s|\b(?:the|an?|valid|allowed|permitted|supported|of)\s)values?\s(?:is\s|are\s)?(?:between|from|of)\s(?P<low>{NUMBER})\s(?:and|to)\s(?P<high>{NUMBER_AFTER})"
)


def _of_case(_: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """The bounds of a case that no other rule ties to members."""
    if statement.place.member.type == "map" and (statement.sentence.term or statement.sentence.bullet):
        return  # the bullets of a map explain its keys
    if statement.place.member.literals:
        return  # under a literal stands what comes with it
    plain = claimed(statement)
    if plain.claim is not None and (plain.when or _first(plain)):
        return
    said = asserted(statement.text)
    if said is None or _DIGITS.fullmatch(said) or _tied(statement):
        return
    if both := _ALWAYS_AND.match(said):
        yield from _first(replace(statement, claim=both["always"], when=()))
        said = both["rest"]
    for claim in _claims(said, statement):
        if found := _first(replace(statement, claim=claim, when=())) or _value_of_text(claim, statement):
            yield from (replace(one, when=(STATED,)) for one in found)
            return


def _tied(statement: Statement) -> bool:
    """Whether the case can be tied to members after all."""
    return any(True for rule in cased.RULES for _ in rule.promises(statement))


def _claims(said: str, statement: Statement) -> Iterator[str]:
    """What may be the claim, without the case in which it holds."""
    if statement.sentence.term or statement.sentence.bullet or bracketed_case(statement.text):
        yield said
    for one in _SPLITS:
        found = one.match(said)
        if found and _DESCRIBES.match(found["claim"]):
            continue
        if found and not _NOT_GIVEN.search(found["case"]) and not _ALWAYS.search(found["case"].strip()):
            yield found["named"] + found["claim"] + (found.groupdict().get("rest") or "")


def _first(statement: Statement) -> list[Promise]:
    """What the first rules for each end of a range read, each keyword once."""
    found: dict[str, Promise] = {}
    for rule in _READ:
        for promise in rule.promises(statement):
            found.setdefault(promise.keyword, promise)
    return list(found.values())


def _value_of_text(claim: str, statement: Statement) -> list[Promise]:
    """The range of the number that a text writes."""
    found = _VALUE.search(claim)
    if found is None or statement.place.member.type != "string":
        return []
    return [Promise("minimum", int(found["low"])), Promise("maximum", int(found["high"]))]


_STATED = ("", "stated", "Value/1")
OF_STATED_CASE = Rule(
    name="range.of-stated-case",
    patterns=(
        pattern(
            r"^(?=.*\d).*\b(?:between|from|to|ranges?|at\s(?:least|most)|m(?:in|ax)imum|than|exceed|exactly|values?|multiples?"
            r"|increments|characters)\b.*"
        ),
        pattern(r"^.*\d\s?-\s?\d.*"),
    ),
    build=_of_case,
    examples=(
        Example(
            "Valid values: For wells with pumps, must be within the range 10-60.",
            (("Value", "minimum", 10, (_STATED,)), ("Value", "maximum", 60, (_STATED,))),
            type="integer",
        ),
        Example(
            "If the moon is full, the value must be at most 10.",
            (("Value", "maximum", 10, (_STATED,)),),
            type="integer",
        ),
        Example("Must be at least 5 for old wells.", (("Value", "minimum", 5, (_STATED,)),), type="integer"),
        Example(
            "The minimum value is 5 and the maximum value for old wells is 9.",
            (("Value", "minimum", 5), ("Value", "maximum", 9, (_STATED,))),
            type="integer",
        ),
        Example("(Deep wells) Must be at least 5.", (("Value", "minimum", 5, (_STATED,)),), type="integer"),
        Example("Deep Wells: Must be at least 5.", (("Value", "minimum", 5, (_STATED,)),), type="integer"),
    ),
    refuses=(
        Example("Must be at least 5.", type="integer"),
        Example("If this isn't given, the maximum is 5.", type="integer"),
        Example("If the moon is full, we recommend a value between 1 and 5.", type="integer"),
        Example("One or 2 gates to open when the moon is full.", (), "Gates", "list"),
        Example("For example, a value between 1 and 5.", type="integer"),
        Example("For the wells of Area 51, see their list.", type="integer"),
    ),
    reads="sentence",
    cue=DIGIT,
)

RULES = (OF_STATED_CASE,)
