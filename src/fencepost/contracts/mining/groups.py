"""Members as one group: of which exactly one, at least one, at most one, or all are given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from fencepost.contracts.constraint import Condition
from fencepost.contracts.mining.mentions import members_meant
from fencepost.contracts.mining.phrases import GIVE, GIVING, MUST, NOT, binds, circumstance
from fencepost.contracts.mining.place import Place
from fencepost.contracts.mining.rule import Builder, Promise
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.updates import unsure_in_update
from fencepost.contracts.mining.wording import normalised

#: An order ("Specify either A or B") may be a choice that is left: the sentence doesn't say.
_ORDER = re.compile(rf"(?:^|[:;.]\s)(?:please\s)?{GIVE}\s", re.IGNORECASE)
_WHEN = re.compile(r"(?:if|when|whenever)\b", re.IGNORECASE)
_JOINT = re.compile(r"\bboth\b|\btogether\b|\bsame\b|\bonly\b|\bone\b|\bsingle\b|exclusive|combin", re.IGNORECASE)
_ONE = re.compile(r"\b(?:exactly|only)\sone\b", re.IGNORECASE)
_NOT_BOTH = re.compile(
    rf"^(?:but\s)?(?:you\s)?{NOT}\s{GIVE}\s(?:both|the\stwo)\b|^{GIVING}\sboth\b.*\b(?:error|exception|fail|not\s\w+ed)",
    re.IGNORECASE,
)
_EXCLUSIVE = re.compile(r"\b(?:not|never|can't|cannot)\s(?:\w+\s){0,2}both\b|\b(?:only|exactly)\sone\b", re.IGNORECASE)


def grouped(
    keyword: str, paths: Sequence[str] | None, place: Place, when: tuple[Condition, ...] = ()
) -> Iterable[Promise]:
    """The members as one group at the member that the sentence stands on, else at the first of them."""
    unique = list(dict.fromkeys(paths or ()))
    when = tuple(one for one in when if not (one.keyword == "present" and _nested([one.path, *unique[:1]])))
    conditions = tuple(one for one in when if one.path not in unique or one.keyword not in ("present", "absent"))
    if len(conditions) < len(when) and keyword in ("zeroOrOne", "onlyOne") and all(o.keyword != "absent" for o in when):
        keyword, when = "zeroOrOne", conditions  # "if you give A, give A or B, but not both"
    if len(unique) < 2 or len(conditions) < len(when) or _nested(unique) or _mixed(unique, place):  # noqa: PLR2004
        return
    first = place.path if place.path in unique else unique[0]
    yield Promise(keyword, tuple(path for path in unique if path != first), first, when)


def _nested(paths: Sequence[str]) -> bool:
    """Whether one of the members holds another, so that they can't be told apart by what is given."""
    return any(a != b and b.startswith((f"{a}.", f"{a}[", f"{a}{{")) for a in paths for b in paths)


def _mixed(paths: Sequence[str], place: Place) -> bool:
    """Whether some of the members are inside the one that the sentence stands on, and others are not."""
    within = [path.startswith((f"{place.path}.", f"{place.path}[", f"{place.path}{{")) for path in paths]
    return bool(place.path) and any(within) and not all(within)


def group(keyword: str) -> Builder:
    """What makes one group, under a keyword, of the members that a match's `names` lists."""

    def build(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
        if not binds(match) or (keyword == "anyOf" and _EXCLUSIVE.search(match.string)):
            return
        if keyword == "zeroOrOne" and not _JOINT.search(match.string) and _WHEN.match(match.string):
            return  # "when A is given, you can't give B and C" forbids each of them
        paths = members_meant(match["names"], statement)
        when = circumstance(match, statement)
        said = keyword if keyword != "anyOf" or not _next_excludes(statement) else "onlyOne"
        ordered = said in ("onlyOne", "anyOf") and _ORDER.match(match.group()) and not _ONE.search(match.group())
        groups = [paths] if paths else _crossed(match["names"], statement)
        for group in groups:
            for promise in unsure_in_update(grouped(said, group, statement.place, when), statement):
                yield replace(promise, expect="either") if ordered else promise

    return build


def _crossed(names: str, statement: Statement) -> Iterable[Sequence[str]]:
    """Of "A and B, or C", each member of one alternative beside each of the other: A with C, and B with C."""
    bare = re.sub(r"^(?:either|both)\s|\b(?:either|both)\s(?=\w+\sand\s)", "", names, flags=re.IGNORECASE)
    parts = re.split(r",?\sor\s(?:both\s)?", bare, flags=re.IGNORECASE)
    if len(parts) != 2 or not re.search(r"\sand\s", bare):  # noqa: PLR2004
        return []
    first, second = (members_meant(part, statement) for part in parts)
    return [(one, other) for one in first or () for other in second or ()]


def _next_excludes(statement: Statement) -> bool:
    """Whether the sentence that follows says that both can't be given."""
    following = statement.rest[0] if statement.rest else None
    return bool(following and _NOT_BOTH.search(normalised(following.text)))


def either(keyword: str) -> Builder:
    """As `group`, but only where the list says "or" (a plain "and" demands all of them)."""
    build = group(keyword)

    def alternatives(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
        return build(match, statement) if re.search(r"\bor\b", match["names"], re.IGNORECASE) else ()

    return alternatives


#: What the sentence before offers ("can use either A or B to"), or forbids ("can't use A and B").
_OFFER = re.compile(
    rf"\b(?:can|may|{NOT})\s{GIVE}\s(?:either\s)?(?P<names>[^;:]+?\s(?:or|and)\s[^;:]+?)(?:,\s|\s(?:to|in|for|with)\s|\.?$)",
    re.IGNORECASE,
)


def said_before(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """The two members that the sentence before offers, of which this one says that both can't be given."""
    before = statement.sentence.number - 2
    sentences = statement.place.member.sentences
    if not 0 <= before < len(sentences):
        return
    text = normalised(sentences[before].text)
    if re.search(rf"\b{MUST}\s{GIVE}\b", text):
        return  # read with that sentence as exactly one
    offer = _OFFER.search(re.sub(r"\s\([^()]*\)", "", text))
    if offer:
        paths = members_meant(offer["names"], statement)
        yield from grouped("zeroOrOne", paths, statement.place, circumstance(match, statement))
