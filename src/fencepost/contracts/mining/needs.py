"""What a member needs beside it: `dependency.requires`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from fencepost.contracts.mining.mentions import members_meant, own_path, subject_meant
from fencepost.contracts.mining.phrases import (
    END,
    GIVE,
    GIVEN,
    HERE,
    IS_GIVEN,
    MUST,
    WHEN,
    binds,
    circumstance,
    given_member,
)
from fencepost.contracts.mining.rule import Builder, Example, Promise, Rule, pattern
from fencepost.contracts.mining.statement import Statement

_ONLY_IF = re.compile(r"\b(?:if|when)\b", re.IGNORECASE)
_PURPOSE = re.compile(r"^(?:to|if|when|for)\s|\b(?:if|when)\syou\b", re.IGNORECASE)
_THIS_VALUE = re.compile(r"this\s(?:value|option|mode|type|setting|method|choice)", re.IGNORECASE)
_SOME = re.compile(r"(?:any|some|most|all|each|every|no)\s", re.IGNORECASE)
_ENABLED = re.compile(r"\benabl", re.IGNORECASE)
_ALTERNATIVES = re.compile(r"\b(?:or|either|one\sof)\b", re.IGNORECASE)


def _required(
    given: list[str], needed: list[str] | None, match: re.Match[str], statement: Statement
) -> Iterable[Promise]:
    if not needed or not binds(match) or _ALTERNATIVES.search(match["names"]):
        return
    when = circumstance(match, statement)
    for one in given:
        others = tuple(path for path in needed if path != one and not one.startswith(f"{path}."))
        if len(others) == len(needed):
            yield Promise("requires", others, one, when)


def _if_given(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    given = given_member(match, statement)
    if _ENABLED.search(match.group()) and any(statement.place.type_of(one) == "boolean" for one in given):
        return  # what a switch needs where it is on
    yield from _required(given, members_meant(match["names"], statement), match, statement)


def _alone(match: re.Match[str], statement: Statement) -> str | None:
    """The sentence's own member, unless what was said before limits it to one of several values or purposes."""
    if match.group().lower().startswith("requires"):
        return own_path(statement)
    place = statement.place
    earlier = place.member.sentences[: statement.sentence.number - 1]
    if (
        place.member.literals
        or place.member.type == "boolean"
        or any(_PURPOSE.search(one.text) for one in earlier[-1:])
    ):
        return None
    return own_path(statement)


def _subject(*, named: bool = True) -> Builder:
    def build(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
        if named and _of_some(match["subject"] or "", statement):
            return
        own = (
            subject_meant(match["subject"] or match.groupdict().get("subject2"), statement)
            if named
            else _alone(match, statement)
        )
        exact = bool(_ONLY_IF.search(match.group()))
        needed = members_meant(match["names"], statement, exact=exact)
        for promise in _required([own] if own else [], needed, match, statement):
            switch = not named and statement.place.member.type == "boolean"  # required by true, hardly by false
            yield replace(promise, expect="either") if switch else promise

    return build


def _of_some(subject: str, statement: Statement) -> bool:
    """Whether a subject is one value of several, or whatever is of a kind, rather than the member."""
    value = bool(statement.place.member.literals) and bool(_THIS_VALUE.fullmatch(subject.strip()))
    return value or bool(_SOME.match(subject.strip()))


_AB = {"A1": "string", "B1": "string", "C1": "string"}
REQUIRES = Rule(
    name="dependency.requires",
    cue=_ONLY_IF,
    patterns=(
        pattern(
            rf"(?:^|[;:.]\s|\bbut\s|^note\sthat\s){WHEN}\s{IS_GIVEN}{HERE},\s(?:then\s)?(?:you|the\srequest)\s(?:also\s)?{MUST}\s(?:also\s)?{GIVE}\s"
            rf"(?:values?\sfor\s|the\ssub-parameters:\s)?(?P<names>[^;:]+?){END}"
        ),
        pattern(
            rf"(?:^|[;:.]\s){WHEN}\s{IS_GIVEN}{HERE},\s(?:then\s)?(?P<names>[^;:]+?)\s(?:must\s(?:also\s)?be\s{GIVEN}"
            r"|(?:is|are)\s(?:also\s)?(?:required|mandatory))(?=\W*$|;|\.\s|,)"
        ),
        pattern(rf"^(?:if|when)\s{IS_GIVEN},\s(?P<names>[A-Z]\w+)\.?$"),
        pattern(
            rf"(?:^|[;:.]\s)(?:you\s|the\srequest\s){MUST}\s(?:also\s)?{GIVE}\s(?:values?\sfor\s)?(?P<names>[^;:,]+?)\s"
            rf"{WHEN}\s{IS_GIVEN}{END}"
        ),
    ),
    build=_if_given,
    examples=(
        Example("If you specify A1, you must also specify B1.", (("A1", "requires", ("B1",)),), "A1", siblings=_AB),
        Example(
            "If you include A1 in your request, you must also include B1 and C1.",
            (("A1", "requires", ("B1", "C1")),),
            "A1",
            siblings=_AB,
        ),
        Example("When A1 is given, B1 is required.", (("A1", "requires", ("B1",)),), "A1", siblings=_AB),
    ),
    refuses=(
        Example("If you specify A1, you can also specify B1.", (), "A1", siblings=_AB),
        Example("If you specify A1, you must also specify a colour.", (), "A1", siblings=_AB),
        Example("If you set A1 to 7, you must specify B1.", (), "A1", siblings=_AB),
        Example("If you enable A1, you must specify B1.", (), "A1", "boolean", {"B1": "string"}),
    ),
    reads="sentence",
    operations=True,
)
_WITH = r"(?:together\s|along\s|in\sconjunction\s|in\scombination\s)?with"
NEEDS = Rule(
    name="dependency.requires",
    patterns=(
        pattern(
            rf"(?:^|[;:.]\s)(?:(?P<subject>[^;:,.]{{1,80}}?)\s)?(?:can\sbe\s{GIVEN}\sonly|(?:can|may|must)\sonly\sbe\s{GIVEN}"
            rf"|(?:is\s)?only\s(?:valid|allowed|supported)|is\s(?:valid|allowed|supported)\sonly)\s(?:if|when|{_WITH})\s"
            rf"(?:you\s(?:also\s)?{GIVE}\s)?(?P<names>[^;:,]+?)(?:\s(?:is|are)\s(?:also\s)?(?:{GIVEN}|in\suse))?{END}"
        ),
        pattern(
            rf"(?:^|[;:.]\s)(?P<subject>[^;:,.]{{1,80}}?)\srequires\s(?:that\s)?(?:you\s(?:also\s)?{GIVE}\s)?"
            rf"(?P<names>[^;:,]+?)(?:\s(?:to\sbe|is|are)\s(?:also\s)?{GIVEN})?{END}"
        ),
        pattern(
            rf"(?:^|[;:.]\s)(?:(?P<subject>[^;:,.]{{1,80}}?)\s)?(?:must|has\sto)\s(?:also\s)?be\s{GIVEN}\s{_WITH}\s"
            rf"(?P<names>[^;:,]+?){END}"
        ),
        pattern(
            rf"\b(?:can|may)\s(?:only\s{GIVE}\s(?P<subject>[^;:,]{{1,80}}?)|{GIVE}\s(?P<subject2>[^;:,]{{1,80}}?)\sonly)\s(?:{WHEN}|{_WITH})\s"
            rf"(?:you\s(?:also\s)?{GIVE}\s)?"
            rf"(?P<names>[^;:,]+?)(?:\s(?:is|are)\s(?:also\s)?{GIVEN})?{END}"
        ),
    ),
    build=_subject(),
    examples=(
        Example(
            "This parameter can be used only if B1 is specified.", (("A1", "requires", ("B1",)),), "A1", siblings=_AB
        ),
        Example("A1 must be used with B1.", (("A1", "requires", ("B1",)),), "A1", siblings=_AB),
        Example("A1 requires B1.", (("A1", "requires", ("B1",)),), "A1", siblings=_AB),
        Example(
            "You can include this field only if you specify B1.", (("A1", "requires", ("B1",)),), "A1", siblings=_AB
        ),
    ),
    refuses=(
        Example("A1 can be used with B1.", (), "A1", siblings=_AB),
        Example("You can specify A1 only if you don't specify B1.", (), "A1", siblings=_AB),
        Example("You can specify A1 if you specify B1.", (), "A1", siblings=_AB),
        Example("Any wooden A1 must be sent with B1.", (), "A1", siblings=_AB),
    ),
    reads="sentence",
    operations=True,
)
ALSO = Rule(
    name="dependency.requires",
    patterns=(
        pattern(
            rf"^(?:note\sthat\s)?(?:you\s{MUST}\salso\s{GIVE}|you\salso\s{MUST}\s{GIVE}|also\srequires)\s(?:values?\sfor\s)?"
            rf"(?P<names>[^;:,]+?){END}"
        ),
        pattern(rf"^requires\s(?P<names>[^;:,]+?)(?:\sto\sbe\s{GIVEN})?\.?$"),
    ),
    build=_subject(named=False),
    examples=(Example("The size. You must also specify B1.", (("A1", "requires", ("B1",)),), "A1", siblings=_AB),),
    refuses=(
        Example("The size. You must also specify a colour.", (), "A1", siblings=_AB),
        Example("The size. You can also specify B1.", (), "A1", siblings=_AB),
    ),
    reads="sentence",
)
RULES = (REQUIRES, NEEDS, ALSO)
