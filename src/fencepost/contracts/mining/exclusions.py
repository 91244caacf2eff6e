"""What keeps another member out: `dependency.not-with`, `dependency.excludes`, `dependency.ignored`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.constraint import Condition
from fencepost.contracts.mining.conditions import term_condition
from fencepost.contracts.mining.groups import grouped
from fencepost.contracts.mining.mentions import members_meant, own_path, subject_meant
from fencepost.contracts.mining.phrases import (
    END,
    GIVE,
    GIVEN,
    GIVING,
    HERE,
    IS_GIVEN,
    MUST,
    NOT,
    WHEN,
    binds,
    circumstance,
    given_member,
)
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.updates import unsure_in_update

#: The literal under which a sentence stands, rather than the member.
_THIS_VALUE = re.compile(r"this\s(?:value|option|mode|type|setting|method|choice)", re.IGNORECASE)


def _not_with(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    subject = match.groupdict().get("subject")
    own = subject_meant(subject, statement)
    owns = [own] if own else members_meant(subject or "", statement) or []
    paths = members_meant(match["names"], statement, spread=True)
    if not paths or set(owns) & set(paths) or not binds(match):
        return
    when = circumstance(match, statement)
    for one in owns:
        for path in paths:
            yield from grouped("zeroOrOne", [one, path], statement.place, when)


def _excludes(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    found = match.groupdict()
    others = (
        members_meant(found["names"], statement, spread=True) if found.get("names") else [own_path(statement) or ""]
    )
    given = given_member(match, statement)
    if not binds(match) or not others or "" in others:
        return
    when = circumstance(match, statement)
    if _THIS_VALUE.fullmatch((match["given"] or match["given2"] or "").strip()) and (of := term_condition(statement)):
        yield from (Promise("absent", True, one, (of,)) for one in others if one != of.path)  # noqa: FBT003
        return
    if _SWITCHED.search(match.group()) and any(statement.place.type_of(one) == "boolean" for one in given):
        yield from _where_on(given, others, when)
        return
    keyword = "onlyOne" if _ONE_NEEDED.match(match.string[match.end() :]) and len(others) == 1 else "zeroOrOne"
    for one in given:
        for other in others:
            yield from unsure_in_update(grouped(keyword, [one, other], statement.place, when), statement)


def _where_on(given: list[str], others: list[str], when: tuple[Condition, ...]) -> Iterable[Promise]:
    """What must not be given where a switch is on."""
    for one in given:
        is_on = Condition(one, "const", value=True)
        yield from (Promise("absent", True, other, (*when, is_on)) for other in others if other != one)  # noqa: FBT003


def _ignored(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    found = match.groupdict()
    others = (
        members_meant(found["names"], statement, spread=True) if found.get("names") else [own_path(statement) or ""]
    )
    when = circumstance(match, statement)
    for one in given_member(match, statement):
        for other in others or ():
            if other and other != one:
                yield Promise("absent", True, other, (*when, Condition(one, "present")), "either")  # noqa: FBT003


_AB = {"A1": "string", "B1": "string", "C1": "string"}
_SUBJECT = r"(?:^|[;:.]\s)(?:(?P<subject>[^;:,.]{1,80}?)\s)?"
_BE_NOT = r"(?:(?:is|are)(?:\snot|n't)\s|isn't\s|aren't\s)"
_WITH = (
    r"(?:(?:in\sconjunction\s|in\scombination\s|together\s|along\s|simultaneously\s|at\sthe\ssame\stime\s)?with"
    r"|(?:simultaneously|at\sthe\ssame\stime)\sas)"
)
_OUT = (
    r"(?:must\sbe|has\sto\sbe|needs\sto\sbe|should\sbe)\s(?:empty|null|omitted|left\s(?:empty|blank|out)|unset|absent"
    r"|blank|not\s(?:set|specified|provided|present))"
)
_NO_LONGER = (
    rf"(?:(?:cannot|can't|can\snot|must\snot|may\snot|mustn't)\s(?:also\s)?be\s{GIVEN}"
    rf"|{_BE_NOT}(?:allowed|permitted|supported|valid|accepted))"
)
#: What is said of a switch: that it is on.
_SWITCHED = re.compile(r"\b(?:is|are)\senabled\b|\benabl(?:e|ing)\s", re.IGNORECASE)
#: That one of the two is needed.
_ONE_NEEDED = re.compile(
    rf"[;,.]\s(?:so\s)?you\s{MUST}\s(?:choose|{GIVE})\s(?:one\sor\sthe\sother|either\sone|one\s(?:of\sthe\stwo|of\sthem))\b",
    re.IGNORECASE,
)
#: Where a condition may begin.
_OPENS = r"(?:^|[;:.]\s|^note\sthat\s|^however,\s|\b(?:but|and)\s)"
_IF = re.compile(r"\b(?:if|when|whenever)\b", re.IGNORECASE)
NOT_WITH = Rule(
    name="dependency.not-with",
    patterns=(
        pattern(
            rf"{_SUBJECT}(?:cannot|can't|can\snot|must\snot|may\snot|mustn't)\s(?:also\s)?be\s{GIVEN}\s{_WITH}\s"
            rf"(?:either\s)?(?P<names>[^;:]+?){END}"
        ),
        pattern(
            rf"{_SUBJECT}{_BE_NOT}(?:compatible|allowed|valid|permitted|supported)\s(?:(?:when\s)?(?:used|specified|combined"
            rf")\s)?{_WITH}\s(?P<names>[^;:]+?){END}"
        ),
        pattern(
            r"(?:^|[;:.]\s)(?:(?P<subject>[^;:,.]{1,80}?)\s(?:is|are)\s)?(?:incompatible|mutually\sexclusive)\s(?:with|to)\s"
            rf"(?P<names>[^;:]+?){END}"
        ),
        pattern(
            rf"\b{NOT}\s{GIVE}\s(?P<subject>[^;:,.]{{1,80}}?)\s(?:(?:together|along|in\sconjunction|in\scombination)\s)?"
            rf"with\s(?P<names>[^;:]+?){END}"
        ),
        pattern(
            rf"\b{NOT}\s(?:be\s)?(?:{GIVEN}|{GIVE})\s(?:both\s)?(?P<subject>[^;:,.]{{1,80}}?)\sand\s(?:any|either|one)\s"
            rf"of\s(?P<names>[^;:]+?){END}"
        ),
        pattern(
            rf"(?:^|[;:.]\s){GIVING}\s(?P<subject>[^;:,.]{{1,80}}?)\s(?:together\s|along\s)?with\s(?:either\s)?(?P<names>[^;:]+?)\s"
            r"(?:returns?|results?\sin|causes?|leads\sto|throws|produces)\s(?:an?\s)?(?:\w+\s)?(?:error|\w*exception|failure)\b"
        ),
    ),
    build=_not_with,
    examples=(
        Example(
            "This parameter can't be used together with `B1`.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB
        ),
        Example("A1 is mutually exclusive with B1.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB),
        Example(
            "Specifying A1 with B1 returns a validation error.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB
        ),
        Example("Mutually exclusive with B1; both fail.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB),
        Example(
            "You can't use A1 along with B1 or C1.",
            (("A1", "zeroOrOne", ("B1",)), ("A1", "zeroOrOne", ("C1",))),
            "A1",
            siblings=_AB,
        ),
    ),
    refuses=(
        Example("This parameter can't be used with older clients.", (), "A1", siblings=_AB),
        Example("A hammer can't be used with B1.", (), "A1", siblings=_AB),
        Example("These values can't be used as B1 in other lists.", (), "A1", siblings=_AB),
    ),
    reads="sentence",
    operations=True,
)
EXCLUDES = Rule(
    name="dependency.excludes",
    cue=_IF,
    patterns=(
        pattern(
            rf"{_OPENS}{WHEN}\s{IS_GIVEN}{HERE}(?:,\s(?:then\s)?(?:you\s)?|\s(?:then\s)?you\s){NOT}\s(?:also\s)?{GIVE}\s"
            r"(?:values?\sfor\s)?"
            rf"(?P<names>[^;:]+?){END}"
        ),
        pattern(
            rf"{_OPENS}{WHEN}\s{IS_GIVEN}{HERE},\s(?:then\s)?(?P<names>[^;:,]+?)\s(?:{_NO_LONGER}|{_OUT})(?!\swith\b){END}"
        ),
        pattern(
            rf"(?:^|[;:.]\s){WHEN}\s{IS_GIVEN}{HERE},\s(?:then\s)?(?:you\smust\s)?(?:omit|leave)\s(?P<names>[^;:,]+?)"
            rf"(?:\s(?:empty|blank|out|unset))?{END}"
        ),
        pattern(rf"\b{NOT}\s(?:also\s)?{GIVE}\s(?:values?\sfor\s)?(?P<names>[^;:,]{{1,90}}?)\s{WHEN}\s{IS_GIVEN}{END}"),
        pattern(
            rf"\b{NOT}\s(?:also\s)?{GIVE}\s(?:values?\sfor\s)?(?P<names>[^;:,]{{1,90}}?)\s{WHEN}\syou(?:'ve|\shave)?\s(?:already\s)?"
            rf"(?:{GIVE}|{GIVEN})\s(?:one|any)\sof\sthe\sfollowing:\s(?P<given>[^;:]+?)(?P<given2>(?!.))?\.?$"
        ),
        pattern(
            rf"(?:^|[;:.]\s)(?:do\snot|don't|cannot\sbe|can't\sbe|must\snot\sbe)\s(?:{GIVE}|{GIVEN})\s{WHEN}\s"
            rf"{IS_GIVEN}{END}"
        ),
        pattern(rf"(?:^|[;:.]\s)(?:(?P<names>[^;:,]{{1,90}}?)\s)?(?:{_NO_LONGER}|{_OUT})\s{WHEN}\s{IS_GIVEN}{END}"),
        pattern(
            rf"(?:^|[;:.]\s)(?P<names>[^;:,]{{1,90}}?)\s(?:can|may)\s(?:only\s)?be\s{GIVEN}\s(?:only\s)?{WHEN}\s"
            rf"(?P<given>[^;:,]{{1,80}}?)\s(?P<given2>(?!.))?(?:is|are)(?:\snot|n't)\s{GIVEN}{END}"
        ),
        pattern(
            rf"\b(?:can|may)\s(?:only\s)?{GIVE}\s(?P<names>[^;:,]{{1,90}}?)\s(?:only\s)?{WHEN}\s(?:you\s(?:don't|do\snot)\s"
            rf"(?:also\s)?{GIVE}\s(?P<given>[^;:,]{{1,80}}?)|(?P<given2>[^;:,]{{1,80}}?)\s(?:is|are)(?:\snot|n't)\s{GIVEN})"
            rf"{END}"
        ),
    ),
    build=_excludes,
    examples=(
        Example("If you specify A1, you can't specify B1.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB),
        Example("Don't specify this parameter if you specify B1.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB),
        Example("If B1 is set, this field must be empty.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB),
        Example("A1 can't be used when B1 is provided.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB),
        Example("If you specify A1 you can't specify B1 as well.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB),
        Example(
            "You can't specify A1 if you've specified one of the following: B1 or C1.",
            (("A1", "zeroOrOne", ("B1",)), ("A1", "zeroOrOne", ("C1",))),
            "A1",
            siblings=_AB,
        ),
        Example(
            "If you give A1, you can't give B1; you must choose one or the other.",
            (("A1", "onlyOne", ("B1",)),),
            "A1",
            siblings=_AB,
        ),
        Example(
            "Can't be used if C2 is enabled.",
            (("A1", "absent", True, (("C2", "const", True),)),),
            "A1",
            siblings={**_AB, "C2": "boolean"},
        ),
        Example("You can use A1 only if you don't specify B1.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB),
    ),
    refuses=(
        Example("If you specify A1, you don't need B1.", (), "A1", siblings=_AB),
        Example("If you set A1 to 7, you can't specify B1.", (), "A1", siblings=_AB),
        Example("Don't specify A1 if you specify no B1.", (), "A1", siblings=_AB),
    ),
    reads="sentence",
    operations=True,
)
IGNORED = Rule(
    name="dependency.ignored",
    cue=_IF,
    patterns=(
        pattern(
            rf"(?:^|[;:.]\s)(?:if|when|whenever)\s{IS_GIVEN}{HERE},\s(?:then\s)?(?P<names>[^;:,]{{1,90}}?)\s(?:is|are|will\sbe)"
            r"\signored\b"
        ),
        pattern(
            rf"(?:^|[;:.]\s)(?P<names>[^;:,]{{1,90}}?)\s(?:is|are|will\sbe)\signored\s(?:if|when|whenever)\s"
            rf"{IS_GIVEN}{END}"
        ),
        pattern(rf"(?:^|[;:.]\s)ignored\s(?:if|when|whenever)\s{IS_GIVEN}{END}"),
    ),
    build=_ignored,
    examples=(
        Example(
            "If you specify B1, this parameter is ignored.",
            (("A1", "absent", True, (("B1", "present", None),)),),
            "A1",
            siblings=_AB,
        ),
        Example("Ignored if B1 is given.", (("A1", "absent", True, (("B1", "present", None),)),), "A1", siblings=_AB),
    ),
    refuses=(Example("If you specify B1, case is ignored.", (), "A1", siblings=_AB),),
    reads="sentence",
    operations=True,
)
RULES = (NOT_WITH, EXCLUDES, IGNORED)
