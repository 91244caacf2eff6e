"""What limits a bound: whose it is, what it counts, and whether it holds in general."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.mining.axis import IN_BYTES, MANY, axis, bounds, unit_after, unit_conflicts, unit_unknown
from fencepost.contracts.mining.counted import may_count_its_items, of_one_kind
from fencepost.contracts.mining.owner import is_subject, owner
from fencepost.contracts.mining.place import Place, words
from fencepost.contracts.mining.rule import Promise
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.wording import CHARACTERS, UNIT, number

MEASURE = rf"(?:\s?-?(?:{UNIT}|{CHARACTERS})\b|\s?%)?"
NEGATED = re.compile(
    r"\b(?:not|n't|never|cannot|can't|outside|exclud\w+|except|invalid|illegal|unsupported|disallowed|prohibited)\b"
    r"[^,;]*$",
    re.IGNORECASE,
)
#: What turns the values before it into those that are refused ("values from 1 to 10 aren't supported").
DENIED = re.compile(
    r"^(?:(?!\s(?:and|but)\s)[^,;]|,\s\(?(?:inclusive|exclusive)\)?,?)*?\b"
    r"(?:(?:is|are|can|must|may|will|do|does)(?:n't|\snot)|cannot|can't|won't)\s(?:be\s)?(?:\w+\s)?"
    r"(?:valid|supported|allowed|permitted|accepted|acceptable|used|specified|available|possible|legal|work)\b"
    r"|^[^,;]*\b(?:is|are)\s(?:invalid|illegal|unsupported|disallowed|prohibited|forbidden|rejected|refused)\b",
    re.IGNORECASE,
)
EXCLUSIVE = re.compile(r"\bexclusive|\bstrictly\b|\b(?:not|non)[\s-]inclusive", re.IGNORECASE)
#: What limits a range to some case ("for gp3 volumes"), rather than naming the member again.
LIMITED = re.compile(
    r"^\W*(?:\w+\s){0,3}for\s(?!this\b|the\b|an?\b|each\srequest\b|your\b|all\b|example\b)|\bexcept\b|\bdepending\b"
    r"|(?<!provided\s)(?<!specified\s)(?<!value\s)\bfor\s(?!this\b|the\b|an?\b|all\b|each\srequest\b)"
    r"(?:[\w-]+\s){0,3}[\w-]+\.?$",
    re.IGNORECASE,
)
LIMITED_ITEMS = re.compile(r"\bfor\s(?:each(?!\srequest)|every|all|both)\b|\bexcept\b|\bdepending\b", re.IGNORECASE)
#: What stands before a bound and limits it to some case: "Valid values: for large wells, ", "for wells, where it".
OF_CASE = re.compile(
    r"(?:^|[:;]\s|,\s(?:and\s|but\s|or\s)?|\b(?:and|but)\s)(?:for|if|when|with|on|in\scase)\s"
    r"(?!this\b|th(?:e|is|ese)\s(?:value|parameter|field|request)|example\b|instance\b|each\srequest\b|your\b)[^:;]*(?:,|:)\s[^:;]*$"
    r"|\bfor\s(?!this\b|the\b|an?\b|each\b|example\b)[^,;:]*,\swhere\b[^;:]*$",
    re.IGNORECASE,
)
#: Two bounds, of which the one that is conceded is the list's own ("Although it takes 200, the maximum is 50").
_CONCEDED = re.compile(r"(?:al|even\s)?though\b", re.IGNORECASE)
#: A second amount behind the first ("up to two of this kind and one of that").
AND_MORE = re.compile(
    r"^(?:(?!\b(?:that|which|to|for)\b)[^.;,])*(?:,\s)?\b(?:and|plus|or)\s"
    r"(?:an?\s|one\b|two\b|up\sto\b|at\s(?:most|least)|another\b|\d)",
    re.IGNORECASE,
)
#: Words by which a bound with a unit is one of the values, rather than of the quantity that they stand for.
_STATES_VALUES = re.compile(
    r"\b(?:valid|allowed|accepted|permitted|supported|acceptable)\s(?:\w+\s)?(?:values?|range)\b"
    r"|\bm(?:ax|in)imum\svalue\b",
    re.IGNORECASE,
)


def counts_items(before: str, after: str) -> bool:
    """Whether the bound counts the items of a list: a plural follows, or the sentence speaks of a number of them."""
    if re.search(r"\b(?:values?|range|seconds|port)\b", before, re.IGNORECASE):
        return False
    if re.match(r"\s(?:items?|elements?|entry|members?)\b", after):
        return True
    return bool(re.match(r"\s(?!of\b|or\b|and\b|to\b)(?:\w+[\s-]){0,3}?\w+s\b|\.?$", after))


def is_the_list(subject: str, place: Place) -> bool:
    """Whether a subject stands for the list as a whole: you, the list, or its name in the plural."""
    text = subject.strip(" ,").lower()
    if not text or re.fullmatch(
        r"(?:and\s|but\s|then\s)?(?:you|this|it|the\s(?:list|array|request|value)|callers?)", text
    ):
        return True
    plural = text.endswith("s") or bool(
        re.search(r"\blist\b|\barray\b|\bset\b|\bcollection\b|\bparameter\b|\bfield\b", text)
    )
    named = words(subject)[-1:] == words(place.name)[-1:] or not plural or not text.endswith("s")
    return plural and named and not text.startswith(("a ", "an ", "each ", "every ")) and is_subject(subject, place)


def one_sided(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """The promise of a match with a `value`, and with `low` or `high`, perhaps `strict`, to say which bound it is."""
    claim, found = match.string, match.groupdict()
    before, after = claim[: match.start()], claim[match.end("value") :]
    value = number(match["value"])
    path = owner(before, statement.place)
    if path is None or OF_CASE.search(before) or _CONCEDED.match(claim) or not _in_general(after, path, statement):
        return
    kind = statement.place.type_of(path)
    if not found.get("subject") and _of_others(before, statement):
        return
    counts = counts_items("", after) and may_count_its_items(claim[: match.start("value")], after, statement.place)
    measured = axis(kind, claim, after, counts_items=counts)
    if kind == "string" and found.get("low") is not None and IN_BYTES.match(after):
        return
    if measured is None or (
        measured == "items" and (found.get("strict") or AND_MORE.match(after) or of_one_kind(after, statement.place))
    ):
        return
    few = value <= 1 and not re.search(r"\bcharacters?\b|\blength\b|\blong\b", claim, re.IGNORECASE)
    if measured == "length" and (_counts_others(after) or "." in match["value"] or few):
        return
    low, high = (value, None) if found.get("low") is not None else (None, value)
    yield from bounds(path, measured, low, high, strict=found.get("strict") is not None)


def _in_general(after: str, path: str, statement: Statement) -> bool:
    """Whether what follows a bound leaves it as it is: in the member's unit, permitted, and in every case."""
    unit = unit_after(after)
    if any(condition.path == path and condition.keyword == "absent" for condition in statement.when):
        return False  # what is taken where nothing is given
    if unit_conflicts(statement, unit) or _relative(after) or DENIED.search(after) or EXCLUSIVE.search(after):
        return False
    if unit_unknown(statement, path, unit, _STATES_VALUES) or _continues_case(statement):
        return False
    return not (LIMITED_ITEMS if statement.place.type_of(path) in MANY else LIMITED).search(after)


#: A bound alone, and a sentence before it that makes both hold for one case.
_ALONE = re.compile(r"^(?:minimum|maximum)\s(?:value|length|number)\sof\s[\d.]+(?:\s\w+)?\.?$", re.IGNORECASE)
_CASE_BEFORE = re.compile(r"\b(?:range|constraints?|values?|limits?)\sfor\s(?!this\b|the\b|an?\b)", re.IGNORECASE)


def _continues_case(statement: Statement) -> bool:
    """Whether a sentence is the second half of one that speaks of a case ("Range for red: Minimum 1. Maximum 5.")."""
    before = [one for one in statement.place.member.sentences if one.number == statement.sentence.number - 1]
    return bool(_ALONE.match(statement.text)) and any(_CASE_BEFORE.search(one.text) for one in before)


def _of_others(before: str, statement: Statement) -> bool:
    """Whether a clause before the bound speaks of something else than the member ("A job can have a maximum of")."""
    clause = re.split(r"[,;:]\s(?:and\s)?", before)[-1] or before
    found = re.match(
        r"^(?P<subject>.+?)\s(?:can|cannot|are|is|supports?|have|has|must|may|will|allows?|depends?)\b", clause
    )
    if not found or re.match(
        r"^(?:you|we|and|the\s(?:default|minimum|maximum)|a\s(?:list|string))\b", found["subject"], re.IGNORECASE
    ):
        return False
    if statement.place.member.type in MANY:  # else it is one of those whose items are listed
        return not is_the_list(found["subject"], statement.place)
    return not is_subject(found["subject"], statement.place)


def _counts_others(after: str) -> bool:
    """Whether a plural of something else than characters follows ("10 variables")."""
    return bool(
        re.match(
            rf"\s(?!{CHARACTERS}|in\b|or\b|and\b|long\b|length\b|for\b|inclusive\b|which\b)[a-z]",
            after,
            re.IGNORECASE | re.VERBOSE,
        )
    )


def _relative(after: str) -> bool:
    """Whether the number is a difference ("at least 10 percent greater than the current one"), or goes on."""
    return bool(
        re.match(
            r"(?!\s(?:and|or)\b)(?:[^.]*\b(?:plus|minus|times)\b|\s?(?:%|percent|\w+)?\s?(?:\w+\s)?"
            r"(?:greater|larger|higher|more|less|smaller|lower|longer|before|after|of\sthe"
            r"|times|from\snow|apart|in\sthe\s(?:future|past)|above|below|later|earlier|old)\b(?!\s?"
            r"(?:than\s\d|$|\.))"
            r"|\s?\^|[^.]*\b(?:excluding|not\s(?:counting|including))\s(?:white|spaces?\b)|\s?/\s?\d|\s?-\s?\d|\s?x\s?\d)",
            after,
            re.IGNORECASE,
        )
    )


def bound_subject(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """A bound behind `must`, `can` or `cannot`: whatever stands before that has to be the member."""
    place, subject = statement.place, _last_clause(match["subject"])
    if place.member.type in MANY and not is_the_list(subject, place):
        return
    if not is_subject(subject, place) and owner(subject, place) in (None, place.path):
        return
    yield from one_sided(match, statement)


def _last_clause(subject: str) -> str:
    """The subject of the clause next to the bound; the sentence's own where the clause has none."""
    last = re.split(r"[,;]\s(?:and\s|but\s)?(?=\S|$)|,\sand\s", subject)[-1].strip()
    if found := re.match(r"(?P<subject>.*?)\s?\b(?:must|has\sto)\b[^,;]*\s(?:and|but)$", last):
        return found["subject"]  # "it must be whole and must be at least"
    if last and last not in ("and", "but"):
        return last
    first = re.match(r"(.*?)\b(?:can|must|has|is|cannot|can't|should)\b", subject)
    return first[1] if first else last
