"""Members as sentences mention them: by name, in words, in lists, or as "this parameter"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fencepost.contracts.mining.owner import is_subject
from fencepost.contracts.mining.place import child, words
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.paths import parent
from fencepost.documentation.page import Member

NOUN = (
    r"(?:(?:request\s|input\s)?(?:parameters?|params?|fields?|property|properties|values?|options?|attributes?|settings?"
    r"|members?|elements?|objects?|data\stypes?|arguments?|keys?|flags?|structures?|inputs?|headers?|lists?|arrays?|specification))"
)
_THIS = re.compile(rf"(?:this|these|the\scurrent)(?:\s{NOUN})?|it|they|them", re.IGNORECASE)
_THIS_ONE = re.compile(rf"this\s(?P<what>\w+(?:\s\w+)??)(?:\s{NOUN})?", re.IGNORECASE)
_DECORATION = re.compile(
    r"^(?:and|or|nor|either|both|only|at\sleast|any(?:\sof)?|one\sof|all(?:\sof)?|each\sof|also|an?|the|your|its"
    r"|valid|corresponding|optional|required|non-empty|new|request|explicit|request's|populated|specific|existing"
    r"|values?\s(?:of|for|in|to)|\w+\s(?:for|of|in)(?=\s(?-i:[A-Z][a-z]+[A-Z]))|specifying|(?:a\s)?list\sof|following(?:\s\w+)?:)\s",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s(?:(?:in|with|within|of|for|as)\s(?:the|your|this|an?|one|each|every)\s(?:\w+\s){0,2}?(?:requests?|calls?|input"
    r"|operation|action|command|structure|object|block|body|API)|to(?:gether)?|instead|simultaneously|as\swell|too)$",
    re.IGNORECASE,
)
_DRESS = re.compile(rf"^(?:(?:either|both|the|an?|its|your)\s)+|\s{NOUN}$", re.IGNORECASE)
_LAST_NOUN = re.compile(rf"\s{NOUN}$", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z][\w-]*(?:\.[A-Za-z]\w*)*")
_INNER = re.compile(r"[a-z0-9][A-Z]|[A-Z]{2}[a-z]|_|\w\.\w")
_SEPARATOR = re.compile(r",\s(?:and/or\s|and\s|or\s|nor\s)?|\s(?:and/or|and|or|nor|&|AND|OR)\s|\s?/\s(?=[A-Z])")
_OR_BOTH = re.compile(r",?\s(?:and/)?or\s(?:both|all)(?:\sof\sthem)?$", re.IGNORECASE)
_CLAUSE = re.compile(
    r",?\s(?:to|for|in|when|if|on|at|with|that|which|because|since|but|so|otherwise|depending|unless"
    r"|and\s(?:not|do\snot|don't|cannot|can't|must|you))\b.*$",
    re.IGNORECASE,
)
#: "A count of price labels" for `PriceLabelCount`.
_TURNED = re.compile(
    r"(?:an?|the)\s(?P<head>count|number|ID|ARN|name|list|type|size)\s(?:of|for)\s(?:the\s|an?\s)?(?P<of>[\w-]+(?:\s[\w-]+){0,3})",
    re.IGNORECASE,
)
_LONGEST = 6
_KIND = 3


def own_path(statement: Statement) -> str | None:
    """The member that a sentence is about: the one it stands on, or the one whose name it stands under."""
    place = statement.place
    term = statement.sentence.term
    if term and _NAME.fullmatch(term) and (path := place.find(term)) and (not place.path or _INNER.search(term)):
        return path
    return place.path or None


def member_meant(phrase: str, statement: Statement) -> str | None:
    """The path of the member that the phrase means; None where it means none for certain."""
    text = re.sub(
        r"^(?:either|both|only|neither|at\sleast|any\sof|one\sof)\s", "", phrase.strip(" .,'\""), flags=re.IGNORECASE
    )
    if _THIS.fullmatch(text):
        return own_path(statement)
    if (this := _THIS_ONE.fullmatch(text)) and (own := _this_one(this["what"], statement)):
        return own
    for candidate in _candidates(text):
        if _THIS.fullmatch(candidate):
            return own_path(statement)
        if len(candidate.split()) <= _LONGEST and (path := _named(candidate, statement)):
            return path
    return None


def subject_meant(phrase: str | None, statement: Statement) -> str | None:
    """The member that stands as the subject of a sentence: the sentence's own where the phrase is empty or general."""
    text = re.sub(
        r"^(?:constraints?|conditional|note|important|restrictions?|limitations?):\s",
        "",
        phrase or "",
        flags=re.IGNORECASE,
    )
    text = re.sub(r"^(?:however|also|note\sthat|currently|in\saddition),?\s", "", text.strip(), flags=re.IGNORECASE)
    if not text.strip():
        return own_path(statement)
    if path := member_meant(text, statement):
        return path
    return own_path(statement) if statement.place.path and is_subject(text, statement.place) else None


def members_meant(phrase: str, statement: Statement, *, spread: bool = False, exact: bool = False) -> list[str] | None:
    """The paths of the members that the phrase lists, in order; None where a part of it is no member.

    With `spread`, a part may list several members in brackets; with `exact`, nothing may follow the list.
    """
    text = _OR_BOTH.sub("", phrase.strip(" .,"))
    for candidate in (text,) if exact else dict.fromkeys((text, _OR_BOTH.sub("", _CLAUSE.sub("", text, count=1)))):
        if re.search(r"\band\b.*\bor\b|\bor\b.*\band\b", candidate.replace("and/or", "or"), re.IGNORECASE):
            continue
        parts = _parts(candidate)
        found = [_meant(part, statement) for part in parts]
        if not all(found):
            found = _by_tails(parts, statement)
        if parts and all(found) and (spread or all(len(paths or ()) == 1 for paths in found)):
            return list(dict.fromkeys(path for paths in found for path in paths or ()))
    return None


def inside(statement: Statement) -> list[tuple[str, Member]]:
    """The members of the structure that the sentence stands on, or of the structures in its list, with their paths."""
    place = statement.place
    if not place.path:
        return []
    return list(_inside(place.path, place.member))


def _inside(path: str, member: Member) -> Iterator[tuple[str, Member]]:
    for inner in member.members:
        below = child(path, inner.name)
        if inner.name in ("[]", "{}"):
            yield from _inside(below, inner)
        elif inner.name != "{key}":
            yield below, inner


def _parts(text: str) -> list[str]:
    """The parts of a list; what stands in brackets stays with the words before it."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found.group())
        return f"\0{len(held) - 1}\0"

    plain = re.sub(r"\([^()]*\)", hold, text)
    parts = [part for part in _SEPARATOR.split(plain) if part.strip(" .,")]
    return [re.sub("\0(\\d+)\0", lambda found: held[int(found[1])], part) for part in parts]


def _meant(part: str, statement: Statement) -> list[str] | None:
    """The members that one part of a list means: more than one where brackets list them."""
    bracket = re.search(r"\((?P<inner>[^()]*)\)\s*$", part)
    if bracket:
        inner = re.sub(r"^(?:or|and|i\.?e\.?,?)\s", "", bracket["inner"])
        found = [member_meant(one, statement) for one in _SEPARATOR.split(inner)]
        if all(found):
            return [path for path in found if path]
    path = member_meant(re.sub(r"\s*\([^()]*\)", "", part), statement)
    return [path] if path else None


def _by_tails(parts: list[str], statement: Statement) -> list[list[str] | None]:
    """Members of which only what tells them apart is said ("the name or ID" on `ShopId` beside `ShopName`)."""
    place = statement.place
    own = words(place.name)
    siblings = {words(member.name): path for path, member in place.siblings()}
    tails = [words(_DRESS.sub("", part.strip(" .,"))) for part in parts]
    found: list[list[str] | None] = []
    for tail in tails:
        ways = (own[:-1] + tail, own + tail, *(own[:kept] + tail for kept in range(len(own) - 2, 0, -1)))
        path = siblings.get(tail) or next((siblings[way] for way in ways if way in siblings), None)
        path = place.path if tail and own[-len(tail) :] == tail else path
        found.append([path] if path else None)
    several = len(parts) > 1 and len({path for paths in found for path in paths or ()}) == len(parts)
    return found if place.path and several and [place.path] in found else [None for _ in parts]


def _candidates(text: str) -> Iterator[str]:
    last, bare = None, re.sub(r"\s*\([^()]*\)", "", text)
    if turned := _TURNED.fullmatch(bare):
        yield f"{turned['of']} {turned['head']}"
    while bare != last:
        yield bare
        if _LAST_NOUN.search(bare):
            yield _LAST_NOUN.sub("", bare).strip(" '\"")
        last, bare = bare, _TAIL.sub("", _DECORATION.sub("", bare)).strip(" '\"")


def _this_one(what: str, statement: Statement) -> str | None:
    """The sentence's own member where "this list", "this policy ID" repeat the end of its name, or its type."""
    place = statement.place
    if not place.path:
        return None
    said, own = words(what), words(place.name)
    if said and (own[-len(said) :] == said or said == (place.member.type,) or said in (("array",), ("flag",))):
        return place.path
    return None


def _named(text: str, statement: Statement) -> str | None:
    place = statement.place
    around = [*inside(statement), *place.siblings()] if " " in text or not _INNER.search(text) else inside(statement)
    for path, member in around:
        if member.name == text or (member.name[:1].lower() == text[:1].lower() and member.name[1:] == text[1:]):
            return path
    found = place.find(text) if _NAME.fullmatch(text) else None
    if found:
        sure = bool(_INNER.search(text)) or text[:1].isupper()
        if sure or parent(found) == parent(place.path):
            return found
    return _by_kind(text, statement) or _in_words(text, statement)


def _by_kind(text: str, statement: Statement) -> str | None:
    """A member that stands before a noun of the structure that holds it ("a ShopArn visit constraint")."""
    parts = text.split()
    if not 1 < len(parts) <= _KIND or not _INNER.search(parts[0]) or not _NAME.fullmatch(parts[0]):
        return None
    found = statement.place.find(parts[0])
    return found if found and words(parts[-1])[-1:] == words(parent(found))[-1:] else None


def _in_words(text: str, statement: Statement) -> str | None:
    """The one member near by whose name, as words, is the phrase (`event window IDs` for `EventWindowId`)."""
    place = statement.place
    said = words(text)
    joined = "".join(said)
    if not said or not re.fullmatch(r"[\w\s.'-]+", text):
        return None
    if joined == "".join(words(place.name)):
        return place.path
    for around in (inside(statement), list(place.siblings())):
        found = [path for path, member in around if joined in ("".join(words(member.name)), member.name.lower())]
        if len(found) == 1:
            return found[0]
    return None


def distinct(paths: Iterable[str | None]) -> list[str]:
    """The paths that are there, each once, in order."""
    return list(dict.fromkeys(path for path in paths if path))
