"""Dependencies between members: which may, must, or must not be given together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from fencepost.contracts.mining.names import NAME, NAMES, member_named, members_named
from fencepost.contracts.mining.place import Place
from fencepost.contracts.mining.rule import Builder, Example, Promise, Rule, pattern
from fencepost.contracts.mining.setaside import neutral_lead
from fencepost.contracts.mining.statement import Statement

#: No sentence of the family is without one of these.
_CUE = re.compile(
    (
        r"specif|provid|\bus(?:e|ed|ing)\b|\bset\b|includ|suppl|pass|mutually|requir|either|exactly"
        r"|both|defin|choose|give|enter"
    ),
    re.IGNORECASE,
)

_CONDITIONAL = re.compile(r"\b(?:if|when|unless|depending|until|while)\b|^for\s", re.IGNORECASE)
_BOTH = r"(?:both\s|together\s)?"
_SPECIFY = r"(?:specify|provide|use|set|include|supply|pass|define|choose|give|enter)"
_GIVEN = r"(?:specified|provided|used|set|included|supplied|passed|present|given|defined)"


def _usable(statement: Statement, *texts: str) -> bool:
    """Whether the sentence holds in general: no heading, no condition beside the one that the rule reads."""
    sentence = statement.sentence
    if sentence.term and not neutral_lead(sentence.term):
        return False
    return not any(_CONDITIONAL.search(text) for text in texts)


def _group(keyword: str) -> Builder:
    def build(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
        if not _usable(statement, match.string):
            return
        paths = members_named(match["names"], statement.place)
        other = match.groupdict().get("other")
        if paths is not None and other:
            extra = member_named(other, statement.place)
            paths = [*paths, extra] if extra else None
        ordered = match.string.lower().startswith("specify either")  # an order, or a choice: the sentence doesn't say
        for promise in _grouped(keyword, paths, statement.place):
            yield replace(promise, expect="either") if ordered else promise

    return build


def _with_self(keyword: str) -> Builder:
    """The member itself, and the others that the sentence names."""

    def build(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
        place = statement.place
        subject = match.groupdict().get("subject")
        own = member_named(subject, place) if subject else place.path
        paths = members_named(match["names"], place)
        if own and paths and _usable(statement, match.string):
            if keyword == "zeroOrOne":
                for path in paths:
                    yield from _grouped(keyword, [own, path], place)
            else:
                yield from _grouped(keyword, [own, *paths], place)

    return build


def _grouped(keyword: str, paths: Sequence[str] | None, place: Place) -> Iterable[Promise]:
    unique = list(dict.fromkeys(paths or ()))
    if len(unique) < 2:  # noqa: PLR2004
        return
    first = place.path if place.path in unique else unique[0]
    yield Promise(keyword, tuple(path for path in unique if path != first), first)


def _requires(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    given, needed = member_named(match["given"], place), members_named(match["names"], place)
    if given and needed and given not in needed and _usable(statement, match.string[: match.start()]):
        yield Promise("requires", tuple(needed), given)


def _forbids(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    given, others = member_named(match["given"], place), members_named(match["names"], place)
    for other in others or ():
        if given and given != other and _usable(statement, match.string[: match.start()]):
            yield from _grouped("zeroOrOne", [given, other], place)


_AB = {"A1": "string", "B1": "string", "C1": "string"}
ONLY_ONE = Rule(
    name="dependency.only-one",
    cue=_CUE,
    patterns=(
        pattern(
            rf"\b(?:must|have\sto|need\sto)\s{_SPECIFY}\s(?:only\s)?(?P<names>either\s{NAMES}),?\s(?:but\s"
            r")?(?:not|never)\sboth\b"
        ),
        pattern(
            rf"\b(?:must\s)?{_SPECIFY}\s(?:exactly|only)\sone\sof\s(?:the\sfollowing:?\s)?"
            rf"(?P<names>{NAMES})\.?$"
        ),
        pattern(
            rf"\bexactly\sone\sof\s(?:the\sfollowing:?\s)?(?P<names>{NAMES})\s(?:must\sbe|is|are)\s"
            rf"(?:{_GIVEN}|required)\b"
        ),
        pattern(
            rf"^(?:only\s)?(?P<names>either\s{NAMES})\s(?:must\sbe|is|are)\s(?:{_GIVEN}|required),?\s"
            r"(?:but\s)?not\sboth\b"
        ),
        pattern(rf"^{_SPECIFY}\s(?P<names>either\s{NAMES}),?\s(?:but\s)?not\sboth\b"),
    ),
    build=_group("onlyOne"),
    examples=(
        Example(
            "You must specify either `A1` or `B1`, but not both.", (("A1", "onlyOne", ("B1",)),), "A1", siblings=_AB
        ),
        Example(
            "You must specify exactly one of A1, B1, or C1.", (("A1", "onlyOne", ("B1", "C1")),), "A1", siblings=_AB
        ),
    ),
    refuses=(
        Example("You must specify either a name or an address, but not both.", (), "A1", siblings=_AB),
        Example("If it is new, you must specify either A1 or B1, but not both.", (), "A1", siblings=_AB),
    ),
    reads="sentence",
    operations=True,
)
ANY_OF = Rule(
    name="dependency.any-of",
    cue=_CUE,
    patterns=(
        pattern(
            rf"\b(?:must|have\sto|need\sto)\s{_SPECIFY}\sat\sleast\sone\sof\s(?:the\sfollowing:?\s)?"
            rf"(?:\w+:\s)?(?P<names>{NAMES})\.?$"
        ),
        pattern(rf"^at\sleast\sone\sof\s(?P<names>{NAMES})\s(?:must\sbe|is|are)\s(?:{_GIVEN}|required)\b"),
        pattern(
            rf"\b(?:must|have\sto|need\sto)\s{_SPECIFY}\s(?P<names>(?:either\s)?{NAME}(?:,\s{NAME})*,?\s"
            rf"or\s{NAME})(?:\s\(or\sboth\)|,?\sor\sboth)?\.?$"
        ),
        pattern(rf"^(?P<names>(?:either\s)?{NAME}\sor\s{NAME})\s(?:must\sbe\s{_GIVEN}|is\srequired)\.?$"),
    ),
    build=_group("anyOf"),
    examples=(
        Example("You must specify at least one of A1 or B1.", (("A1", "anyOf", ("B1",)),), "A1", siblings=_AB),
        Example("Either A1 or B1 must be specified.", (("A1", "anyOf", ("B1",)),), "A1", siblings=_AB),
    ),
    refuses=(
        Example("You must specify at least one of the colours.", (), "A1", siblings=_AB),
        Example("You can specify A1 or B1.", (), "A1", siblings=_AB),
        Example("You must specify either A1 or B1, but not both.", (), "Z1", siblings={}),
    ),
    reads="sentence",
    operations=True,
)
ZERO_OR_ONE = Rule(
    name="dependency.not-both",
    cue=_CUE,
    patterns=(
        pattern(
            rf"\b(?:cannot|can't|can\snot|must\snot|may\snot|do\snot|don't)\s{_SPECIFY}\s{_BOTH}"
            rf"(?P<names>{NAME}\s(?:and|or)\s{NAME})(?:\s(?:together|(?:in|at)\sthe\ssame\s(?:\w+)"
            r"|simultaneously))?\.?$"
        ),
        pattern(rf"\b(?:can|may)\s{_SPECIFY}\s(?P<names>(?:either\s)?{NAME}\sor\s{NAME}),?\s(?:but\s)?not\sboth\b"),
        pattern(
            rf"^(?P<names>{NAME}\sand\s{NAME})\s(?:are\smutually\sexclusive|(?:cannot|can't)\s(?:both\s"
            rf")?be\s{_GIVEN}\s?(?:together|(?:in|at)\sthe\ssame\s\w+)?)\b"
        ),
        pattern(rf"\b(?:can|may)\s{_SPECIFY}\sonly\sone\sof\s(?P<names>{NAMES})\.?$"),
    ),
    build=_group("zeroOrOne"),
    examples=(
        Example("You can't specify both A1 and B1.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB),
        Example("You can specify either A1 or B1, but not both.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB),
        Example("A1 and B1 are mutually exclusive.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB),
    ),
    refuses=(
        Example("You can specify both A1 and B1.", (), "A1", siblings=_AB),
        Example("You can't specify both a name and an address.", (), "A1", siblings=_AB),
    ),
    reads="sentence",
    operations=True,
)
NOT_WITH = Rule(
    name="dependency.not-with",
    cue=_CUE,
    patterns=(
        pattern(
            rf"^(?P<subject>{NAME})?\s?(?:(?:cannot|can't|can\snot|must\snot|may\snot)\sbe\s{_GIVEN}|is\s"
            r"(?:not\s(?:compatible|allowed|valid)|incompatible|mutually\sexclusive)|isn't\s(?:compatible"
            r"|allowed|valid))\s?(?:in\sconjunction|in\scombination|together|along)?\s(?:with|and)\s"
            rf"(?P<names>{NAMES})\.?$"
        ),
        pattern(
            rf"\b(?:cannot|can't|can\snot|must\snot|may\snot|do\snot|don't)\s{_SPECIFY}\s"
            rf"(?P<subject>{NAME})\s(?:together\s|along\s|in\sconjunction\s|in\scombination\s)?with\s"
            rf"(?P<names>{NAMES})\.?$"
        ),
    ),
    build=_with_self("zeroOrOne"),
    examples=(
        Example(
            "This parameter can't be used together with `B1`.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB
        ),
        Example("A1 is mutually exclusive with B1.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB),
    ),
    refuses=(Example("This parameter can't be used with older clients.", (), "A1", siblings=_AB),),
    reads="sentence",
)
REQUIRES = Rule(
    name="dependency.requires",
    cue=_CUE,
    patterns=(
        pattern(
            rf"^(?:if|when)\syou\s{_SPECIFY}\s(?P<given>{NAME}),\s(?:then\s)?you\s(?:must|have\sto|need\s"
            rf"to)\s(?:also\s)?{_SPECIFY}\s(?P<names>{NAMES})\.?$"
        ),
        pattern(
            rf"^(?:if|when)\s(?P<given>{NAME})\sis\s{_GIVEN},\s(?:then\s)?(?:you\s(?:must|have\sto)\s"
            rf"(?:also\s)?{_SPECIFY}\s)?(?P<names>{NAMES})(?:\s(?:must\s(?:also\s)?be\s{_GIVEN}|is\s"
            r"(?:also\s)?required|are\s(?:also\s)?required))?\.?$"
        ),
        pattern(
            rf"^(?P<given>{NAME})\s(?:can\sbe\s{_GIVEN}\sonly|can\sonly\sbe\s{_GIVEN})\s(?:if|when|with)\s"
            rf"(?:you\s(?:also\s)?{_SPECIFY}\s)?(?P<names>{NAMES})(?:\sis\s(?:also\s)?{_GIVEN})?\.?$"
        ),
        pattern(
            rf"^(?P<given>{NAME})\srequires\s(?:that\s)?(?:you\s(?:also\s)?{_SPECIFY}\s)?(?P<names>{NAMES})"
            rf"(?:\sto\sbe\s{_GIVEN})?\.?$"
        ),
        pattern(
            rf"^you\s(?:must|have\sto)\s(?:also\s)?{_SPECIFY}\s(?P<names>{NAMES})\s(?:if|when)\syou\s"
            rf"{_SPECIFY}\s(?P<given>{NAME})\.?$"
        ),
    ),
    build=_requires,
    examples=(
        Example("If you specify A1, you must also specify B1.", (("A1", "requires", ("B1",)),), "A1", siblings=_AB),
        Example(
            "This parameter can be used only if B1 is specified.", (("A1", "requires", ("B1",)),), "A1", siblings=_AB
        ),
    ),
    refuses=(
        Example("If you specify A1, you can also specify B1.", (), "A1", siblings=_AB),
        Example("If you specify A1, you must also specify a colour.", (), "A1", siblings=_AB),
    ),
    reads="sentence",
    operations=True,
)
EXCLUDES = Rule(
    name="dependency.excludes",
    cue=_CUE,
    patterns=(
        pattern(
            rf"^(?:if|when)\syou\s{_SPECIFY}\s(?P<given>{NAME}),\s(?:then\s)?(?:you\s(?:cannot|can't|must\s"
            rf"not|can\snot)|do\snot|don't)\s(?:also\s)?{_SPECIFY}\s(?P<names>{NAMES})\.?$"
        ),
        pattern(
            rf"^(?:do\snot|don't|you\s(?:cannot|can't|must\snot|can\snot))\s(?:also\s)?{_SPECIFY}\s"
            rf"(?P<names>{NAME})\s(?:if|when)\s(?:you\s(?:also\s)?{_SPECIFY}\s(?P<given>{NAME}))\.?$"
        ),
    ),
    build=_forbids,
    examples=(
        Example("If you specify A1, you can't specify B1.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB),
        Example("Don't specify this parameter if you specify B1.", (("A1", "zeroOrOne", ("B1",)),), "A1", siblings=_AB),
    ),
    refuses=(Example("If you specify A1, you don't need B1.", (), "A1", siblings=_AB),),
    reads="sentence",
    operations=True,
)
ALL_OR_NONE = Rule(
    name="dependency.all-or-none",
    cue=_CUE,
    patterns=(
        pattern(
            rf"\b(?:must|have\sto)\s{_SPECIFY}\s(?:both\s)?(?P<names>{NAME}\sand\s{NAME})\s(?:together|or\s"
            r"neither)\b"
        ),
        pattern(rf"^(?P<names>(?:both\s)?{NAME}\sand\s{NAME})\smust\sbe\s{_GIVEN}\stogether\b"),
        pattern(rf"\b{_SPECIFY}\s(?:either\s)?both\s(?:of\s)?(?P<names>{NAME}\sand\s{NAME})\sor\sneither\b"),
    ),
    build=_group("allOrNone"),
    examples=(Example("A1 and B1 must be specified together.", (("A1", "allOrNone", ("B1",)),), "A1", siblings=_AB),),
    refuses=(Example("A1 and B1 are often specified together.", (), "A1", siblings=_AB),),
    reads="sentence",
    operations=True,
)
RULES = (ONLY_ONE, ANY_OF, ZERO_OR_ONE, NOT_WITH, REQUIRES, EXCLUDES, ALL_OR_NONE)
