"""What a claim says of a text, clause by clause: who, must or mustn't, contain or begin or end, and what.

"The label must begin with a letter and can't end with a hyphen" is two clauses. A later clause has the subject and the
modal of the one before it where it names none of its own ("can't end with a hyphen or contain two in a row").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from fencepost.contracts.mining.alphabets import without_stop
from fencepost.contracts.mining.owner import is_subject, owner
from fencepost.contracts.mining.place import Place, words
from fencepost.contracts.mining.statement import Statement

Verb = Literal["contain", "begin", "end", "edges", "be"]
Mood = Literal["must", "can", "plain"]

_NOT = r"(?:(?:must|can|may|do|does|is|are|will|should|could)\s?(?:not|n't)|cannot|can't|won't|never|nor\scan)"
_MODAL = rf"(?:{_NOT}|must|can|may|has\sto|have\sto|needs?\sto|nor\scan|should)"
_CONTAIN = (
    r"contain(?:s|ing)?|include[sd]?|including|consist(?:s|ing)?(?:\sof)?|compris(?:e|es|ing)|be\smade\sup|be\scomposed"
    r"|have|has|having|use|be\slimited\sto|be\srestricted\sto|is\slimited\sto|(?:is|are)\scomposed|(?:is|are)\smade\sup"
)
_EDGE = (
    r"begin(?:s|ning)?|start(?:s|ing)?|be\sprefixed|(?:is|are)\sprefixed|end(?:s|ing)?|finish|be\ssuffixed"
    r"|edge(?=\swith)"
)
_VERB = rf"(?:{_CONTAIN}|{_EDGE}|be)"
_OTHER = r"(?:is|are|has|have|was|it|they|that|which|with)"
_WHO = r"(?:(?:it|they|you|this|(?:the|its|your|an?)\s(?:\w+\s){0,2}\w+|\w+\snames?)\s)"
_SPLIT = re.compile(
    rf"(?:\s*[,;]\s*(?:(?:and|or|but|nor|so|also)\s)?|\s(?:and|or|but|nor)\s|\.\s|(?<=\w)\s(?=nor\scan\b))"
    rf"(?=(?:(?:{_WHO})?{_MODAL}\s|(?:also\s|only\s)?{_VERB}\b|{_OTHER}\b|(?:its|the)\s(?:first|last)\scharacter))"
    r"|;\s(?=[^;]*\b(?:are|is)(?:\snot|n't)?\s(?:allowed|permitted|supported|accepted))",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    rf"^(?P<subject>.*?)(?:(?<=\s)|^)(?:(?P<modal>{_MODAL})\s)?(?:also\s(?P<also>)|always\s|itself\s|(?P<only>only)\s)*"
    rf"(?:be\sa\s(?:string|name|value)\s(?:that|which)\s)?(?P<verb>{_VERB})(?:\s|$)(?P<object>.*)$",
    re.IGNORECASE,
)
_BOTH_EDGES = re.compile(
    r"\b(?:begin|start)(?:\swith)?\s(?:or|and|nor)\s(?:(?:cannot|can't|must)\s)?(?:end|finish)\s(?=with|in\b)",
    re.IGNORECASE,
)
_PERMITTED = r"(?:allowed|permitted|supported|accepted|valid|acceptable|legal)"
_FRAGMENTS = tuple(
    re.compile(source, re.IGNORECASE)
    for source in (
        (
            rf"^(?:the\s)?(?P<only>(?:only\s)?{_PERMITTED}(?:\sspecial)?\s(?:characters?|symbols?|values)(?:\sset)?)"
            rf"(?:\sfor\s(?:this\s\w+|(?P<part>(?:the\s)?(?:tag\s)?(?:keys?\sand\s(?:tag\s)?values?|keys?|values?))))?"
            rf"\s?(?:are|is|:|-|(?P<loose>include):?)(?:\sas\sfollows)?\s?:?\s?(?P<object>.+)$"
        ),
        (
            rf"^(?:the\s)?(?P<only>following)\s(?:are\s(?:the\s)?)?(?:\w+\s)?(?:characters|symbols)?\s?(?:are\s)?"
            rf"{_PERMITTED}(?:\scharacters)?\s?:\s?(?P<object>.+)$"
        ),
        rf"^(?P<object>.+?\bfollowing\s(?:\w+\s){{0,2}}(?:characters|symbols)\s(?P<listed>are\s{_PERMITTED}):.+)$",
        rf"^(?P<only>only\s)(?P<object>.+?)\s(?:are|is)\s{_PERMITTED}$",
        rf"^(?P<not>no\s)?(?P<object>.+?)\s(?:are|is)\s{_PERMITTED}$",
        (
            rf"^(?P<object>.+?)\s(?P<not>(?:are|is)(?:\snot|n't))\s{_PERMITTED}"
            r"(?:\s(?:in|within|as\spart\sof)\s(?P<part>(?:the\s|an?\s)?(?:[\w-]+\s)?(?:names?|values?|keys?|ids?|identifiers?)))?$"
        ),
        rf"^(?P<not>no)\s(?P<object>spaces|white\s?spaces?)(?:\s{_PERMITTED})?$",
        r"^(?P<not>(?:do\snot|don't)\s(?:use|include|specify|enter))\s(?P<object>.+)$",
        r"^(?:use|specify|enter|provide)\s(?P<only>only)\s(?P<object>.+)$",
        r"^(?:use\s|must\sbe\s|supports\s|accepts\s)?(?P<object>.+?)\s(?P<only>only)$",
        r"^(?P<only>only)\s(?P<object>.+)$",
        r"^(?:supports|accepts|allows)\s(?P<only>only)\s(?P<object>.+)$",
    )
)
#: What may stand behind the first character, which is of the same set: "the remaining characters may also include".
_REMAINING = re.compile(
    r"(?P<first>\bfirst\scharacter\s(?:must|has\sto)\sbe\s(?:an?\s)?)(?P<set>[^;,.]+)[;,.]\s(?:and\s)?(?:the\s|all\s)*(?:remaining|subsequent|other|following)"
    r"\scharacters\s(?:may|can)\salso\s(?:include|be|contain)\s(?P<more>.+)$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:(?:naming\s|name\s|syntax\s)?(?:constraints?|requirements?|restrictions?|rules?|note|format|syntax"
    r"|important)\s?[:-]\s)",
    re.IGNORECASE,
)
#: "The regex used to validate this parameter is a string of characters consisting of letters".
_BY_PATTERN = re.compile(
    r"^(?:this\sparameter\sallows\s(?:\([^)]*\)\s)?|the\sregex\s(?:pattern\s)?(?:used\sto\svalidate|for)\sthis\sparameter\sis\s)"
    r"a\sstring\sof\scharacters\sconsisting\sof\s(?!either\b|the\sfollowing\b)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(?:^|\b(?:the|its|a)\s)(?P<which>first|last|first\s(?:and|or)\slast)\scharacters?$", re.IGNORECASE)
_AS_EDGE = re.compile(
    r"^(?:have\s)?(?P<what>.+?)\s(?:as|for|at|in)\s(?:the|its|a)\s(?P<which>first|last|first\s(?:and|or)\s(?:the\s)?last"
    r"|beginning|start|end|beginning\sor(?:\sthe)?\send|start\sor(?:\sthe)?\send)(?:\scharacter)?(?:\sof\b.*)?$",
    re.IGNORECASE,
)
#: "For the tag key, you can specify a value that ...": what follows is about that part.
OF_PART = re.compile(r"^for\s(?P<part>(?:the|a|each)\s(?:tag\s)?(?:key|value)),\s", re.IGNORECASE)
#: `use a value that begins with x-`.
_WITH_EDGE = re.compile(
    r"^(?:an?|any)\s(?:\w+\s)?(?:value|name|string)s?\s(?:that|which)\s(?P<verb>begin|start|end)s?\swith\s(?P<what>.+)$",
    re.IGNORECASE,
)


#: `as the first or last character, or immediately after another hyphen`: two in a row.
_NEXT_TO = re.compile(
    r",?\s(?:or|and|nor)\s(?:(?:immediately|directly|right)\s)?(?:after|before|next\sto|beside|following|followed\sby)\sanother\s(\w+)$",
    re.IGNORECASE,
)
#: Two sentences without a space between them.
_JOINED = re.compile(r"(?<=[\w)])\.(?=(?:The|It|This|You|Must|Can)\s)")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: `verb` (`edges` is begin and end at once) with its `object`, and of whom it speaks.

    `only` says that the object is all there may be; `mood` whether the clause demands, permits, or just describes.
    """

    subject: str
    verb: Verb
    object: str
    negated: bool = False
    only: bool = False
    mood: Mood = "must"


@lru_cache(maxsize=256)
def clauses(claim: str) -> tuple[Clause, ...]:
    """The clauses of a claim that say what a text contains, begins or ends with; others are passed over."""
    text = without_stop(_BY_PATTERN.sub("The value can consist of ", _LABEL.sub("", claim.strip())))
    text = _NEXT_TO.sub(r" or contain consecutive \1s", _JOINED.sub(". ", text))
    text = _REMAINING.sub(r"\g<first>\g<set>; the value can contain only \g<set>, \g<more>", text)
    return tuple(_clauses(_BOTH_EDGES.sub("edge ", text)))


def _clauses(text: str) -> Iterator[Clause]:
    of_part = OF_PART.match(text)
    subject, modal = of_part["part"] if of_part else "", ""
    for piece in _SPLIT.split(text[of_part.end() :] if of_part else text):
        if fragment := _fragment(piece):
            yield fragment
            continue
        found = _CLAUSE.match(piece.strip(" ,;"))
        if not found or "also" in piece.lower().split():
            if not found:
                modal = ""
            continue
        own = found["subject"].strip(" ,")
        own = "" if own.lower() in ("and", "or", "but", "also", "either", "you" if of_part else "") else own
        subject = own or _ENDS.sub("", subject).strip(" ,")
        modal = (found["modal"] or ("" if own or _participle(found["verb"]) else modal)).lower()
        yield _clause(subject, modal, found)


def _participle(verb: str) -> bool:
    return verb.lower().endswith(("ing", "s"))


def _clause(subject: str, modal: str, found: re.Match[str]) -> Clause:
    verb, obj = _stem(found["verb"]), found["object"].strip(" ,")
    negated = bool(re.fullmatch(_NOT, modal, re.IGNORECASE))
    mood: Mood = "plain" if not modal else "can" if modal in ("can", "may", "should") else "must"
    only = found["only"] is not None
    if ends := _ENDS.search(subject):
        verb, subject = _which(ends["which"]), _ENDS.sub("", subject).strip(" ,")
    elif (verb in ("contain", "be")) and (ends := _AS_EDGE.match(obj)):
        verb, obj = _which(ends["which"]), ends["what"]
    elif verb == "contain" and (affixed := _WITH_EDGE.match(obj)):
        verb, obj = _stem(affixed["verb"]), affixed["what"]
    if verb in ("begin", "end", "edges"):
        obj = re.sub(r"^(?:with|in|by)\s(?:only\s)?", "", obj)
    else:
        bare = re.sub(r"^(?:(?:of|from|up\sof|to)\s)?(?:(?:only|entirely|exclusively|solely|just)\s(?:of\s)?)", "", obj)
        only, obj = only or bare != obj, re.sub(r"^of\s", "", bare)
    return Clause(subject, verb, obj, negated, only, mood)


def _stem(verb: str) -> Verb:
    word = verb.lower()
    if word.startswith(("begin", "start")) or word.endswith("prefixed"):
        return "begin"
    if word.startswith(("end", "finish")) or word.endswith("suffixed"):
        return "end"
    if word == "edge":
        return "edges"
    return "be" if word == "be" else "contain"


def _which(text: str) -> Verb:
    found = text.lower()
    if " or " in found or " and " in found:
        return "edges"
    return "end" if found in ("last", "end") else "begin"


def _fragment(piece: str) -> Clause | None:
    """A clause without a modal: `Alphanumeric characters only`, `Spaces are not allowed`."""
    text = piece.strip(" ,;.")
    if re.search(r"\balso\b", text):
        return None
    for pattern in _FRAGMENTS:
        if found := pattern.match(text):
            groups = found.groupdict()
            if re.match(
                rf"(?:\w+\s){{0,2}}{_MODAL}\b|.*\b(?:must|can|cannot|may|can't)\s", groups["object"], re.IGNORECASE
            ):
                return None
            obj = groups["object"].replace(groups.get("listed") or "\0", "").strip()
            negated = groups.get("not") is not None
            sure = negated or (groups.get("only") is not None and groups.get("loose") is None)
            alone = sure and not negated
            return Clause(groups.get("part") or "", "contain", obj, negated, alone, "must" if sure else "can")
    return None


def said(statement: Statement) -> tuple[Clause, ...]:
    """The clauses of a statement's claim."""
    return clauses(statement.claim) if statement.claim else ()


def speaks_of(clause: Clause, place: Place) -> bool:
    """Whether the clause is about the member, whose own kind may be named ("the journey name" in CreateJourney)."""
    subject = re.sub(r"^(?:note\sthat|otherwise|and|but)\s", "", clause.subject, flags=re.IGNORECASE).strip(" ,:")
    subject = re.sub(r"\s(?:that|which)(?:\syou\s\w+)?$", "", subject)
    if is_subject(subject, place):
        return bool(not subject or owner(subject, place))
    kinds = set(words(place.operation)) | set(words(place.path))
    kept = [word for word in subject.split() if not set(words(word)) or not set(words(word)) <= kinds]
    last = words(subject)[-1:] or ("",)
    if last[0] not in ("name", "value", "string", "identifier", "id", "alia", "description", *words(place.name)):
        return False
    if last[0] in kinds:
        kept = [*kept, subject.split()[-1]]
    return is_subject(" ".join(kept), place) and "of" not in kept


_EACH = re.compile(
    r"^(?:(?:each|every|all|the|an?|your)\s)?(?:\w+\s){0,2}(?:names?|identifiers?|values?|strings?|ids?|items?|elements?"
    r"|entry|entries|alias(?:es)?)$",
    re.IGNORECASE,
)
#: The most members that a pair has: a key, a value, and perhaps what it holds for.
_PAIR = 3
_KEY = re.compile(r"^(?:(?:each|every|all|the|an?|your)\s)?(?:\w+\s){0,2}keys?(?:\snames?)?$", re.IGNORECASE)
#: A name of what a map holds is its key ("an attribute name" of `Attributes`).
_NAME_OF = re.compile(r"^(?:(?:each|every|all|the|an?|your)\s)?(?P<what>[\w\s]+?)\snames?$", re.IGNORECASE)
_VALUE = re.compile(r"^(?:(?:each|every|all|the|an?|your)\s)?(?:\w+\s){0,2}values?$", re.IGNORECASE)


_BOTH = re.compile(r"\bkeys?(?:\snames?)?\s(?:and|or)\s(?:\w+\s)?values?$", re.IGNORECASE)
_PART_WORDS = frozenset("the a an each every all your tag key value name and or both".split())


def targets(clause: Clause, place: Place) -> tuple[str, ...]:
    """The paths of the texts that the clause is about: the member's, its items', or its keys' and values'."""
    kind, path = place.member.type, place.path
    if kind == "string":
        return (path,) if speaks_of(clause, place) else ()
    if kind == "list" and place.type_of(f"{path}[]") == "string":
        own = _EACH.match(clause.subject) or speaks_of(clause, place)
        return (f"{path}[]",) if own and not re.search(r"\bkeys?\b|array|\blist", clause.subject, re.IGNORECASE) else ()
    if kind == "map":
        parts = {"key": f"{path}{{key}}", "value": f"{path}{{}}"}
    elif kind in ("list", "structure") and set(words(clause.subject)) <= _PART_WORDS.union(words(place.name)):
        parts = _pairs(place)
    else:
        return ()
    both = _BOTH.search(clause.subject)
    named = ((_KEY, "key"), (_VALUE, "value"))
    found = [parts[part] for says, part in named if part in parts and (both or says.match(clause.subject))]
    if kind == "map" and (name := _NAME_OF.match(clause.subject)) and words(name["what"]) == words(place.name):
        found = [parts["key"]]
    return tuple(one for one in found if place.type_of(one) == "string")


def _pairs(place: Place) -> dict[str, str]:
    """The paths of the key and the value in the items of a list of pairs, such as tags, or in one pair."""
    inside = place.all.inside.get(f"{place.path}[]" if place.member.type == "list" else place.path, ())
    found = {words(member.name)[-1]: path for path, member in inside if words(member.name)}
    return {part: found[part] for part in ("key", "value") if part in found and len(inside) <= _PAIR}


_CASE = re.compile(
    r"^(?P<mark>if|when|for)\s(?!more\b|example\b|instance\b|details\b|information\b|an?\slist\b)", re.IGNORECASE
)


def continues(statement: Statement, *, things_only: bool = False) -> bool:
    """Whether the sentence before is about a single case, which this one may go on with ("If it is deep, ...").

    `things_only` leaves out what the caller does or wants ("If you ..."), and keeps "For deep wells, ...".
    """
    number = statement.sentence.number - 1
    cases = (_CASE.match(one.text) for one in statement.place.member.sentences if one.number == number)
    return any(case and (not things_only or case["mark"].lower() == "for") for case in cases)


_DEMANDED = re.compile(
    r"^(?:if|when|for)\s.*,\s(?:then\s)?(?:you\s)?must\s(?:also\s)?(?:specify|use|include|provide|supply|set)\b",
    re.IGNORECASE,
)


def demanded_before(statement: Statement) -> bool:
    """Whether the sentence before demands something in a single case, of which this one says what it must be."""
    number = statement.sentence.number - 1
    return any(_DEMANDED.match(one.text) for one in statement.place.member.sentences if one.number == number)
